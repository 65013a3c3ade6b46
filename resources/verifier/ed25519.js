/*
 * Verifying Ed25519 (RFC 8032, 5.1.7) with SHA-512 (FIPS 180-4). Of our own since older browsers have none. There is no
 * secret here, so nothing needs constant time.
 */

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const MASK = 2n ** 64n - 1n;

function modulo(value) {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let result = 1n;
  let factor = modulo(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}

const D = modulo(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** Whole-number root by Newton's way. */
function floorRoot(value, degree) {
  let guess = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The first 64 bits of the fractional parts of the square and cube roots of the first primes. */
function makeConstants() {
  const primes = [];
  for (let number = 2n; primes.length < 80; number += 1n) {
    if (primes.every((prime) => number % prime !== 0n)) primes.push(number);
  }
  return {
    start: primes.slice(0, 8).map((prime) => floorRoot(prime << 128n, 2n) & MASK),
    rounds: primes.map((prime) => floorRoot(prime << 192n, 3n) & MASK),
  };
}
const SHA512 = makeConstants();

const turn = (word, by) => ((word >> by) | (word << (64n - by))) & MASK;

/** SHA-512 of bytes, 64 bytes. */
export function sha512(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 17) / 128) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  const state = [...SHA512.start];
  const words = Array.from({ length: 80 }, () => 0n);
  for (let at = 0; at < padded.length; at += 128) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getBigUint64(at + index * 8);
    for (let index = 16; index < 80; index += 1) {
      const early = words[index - 15];
      const late = words[index - 2];
      const first = turn(early, 1n) ^ turn(early, 8n) ^ (early >> 7n);
      const second = turn(late, 19n) ^ turn(late, 61n) ^ (late >> 6n);
      words[index] = (words[index - 16] + first + words[index - 7] + second) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let index = 0; index < 80; index += 1) {
      const chosen = (e & f) ^ (~e & MASK & g);
      const first =
        (h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + chosen + SHA512.rounds[index] + words[index]) & MASK;
      const second = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & MASK, c, b, a, (first + second) & MASK];
    }
    for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] + word) & MASK;
  }
  const digest = new Uint8Array(64);
  const digestView = new DataView(digest.buffer);
  for (const [index, word] of state.entries()) digestView.setBigUint64(index * 8, word);
  return digest;
}

function readLittle(bytes) {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1) value = (value << 8n) | BigInt(bytes[index]);
  return value;
}

/** A point as X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z. */
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2));
  const b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * t1 * t2 * D);
  const d = modulo(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function multiply(point, scalar) {
  let result = [0n, 1n, 1n, 0n];
  let factor = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, factor);
    factor = add(factor, factor);
  }
  return result;
}

/** The point of 32 bytes; null when there is none. */
function readPoint(bytes) {
  const sign = BigInt(bytes[31] >> 7);
  const y = readLittle(bytes) & (2n ** 255n - 1n);
  if (y >= P) return null;
  const u = modulo(y * y - 1n);
  const v = modulo(D * y * y + 1n);
  let x = modulo(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
  if (modulo(v * x * x) !== u) x = modulo(x * ROOT_OF_MINUS_ONE);
  if (modulo(v * x * x) !== u || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

function writePoint([x, y, z]) {
  const inverse = power(z, P - 2n);
  const value = modulo(y * inverse) | ((modulo(x * inverse) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, (_, index) => Number((value >> BigInt(index * 8)) & 255n));
}

const BASE_Y = modulo(4n * power(5n, P - 2n));
const BASE = readPoint(Uint8Array.from({ length: 32 }, (_, index) => Number((BASE_Y >> BigInt(index * 8)) & 255n)));

/** Is this the key's signature of the message? Key of 32 bytes, signature of 64. */
export function verifyEd25519(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const point = readPoint(key);
  const scalar = readLittle(signature.subarray(32));
  if (point === null || scalar >= ORDER) return false;
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(signature.subarray(0, 32));
  hashed.set(key, 32);
  hashed.set(message, 64);
  const factor = readLittle(sha512(hashed)) % ORDER;
  const [x, y, z, t] = point;
  const expected = writePoint(add(multiply(BASE, scalar), multiply([modulo(-x), y, z, modulo(-t)], factor)));
  return expected.every((byte, index) => byte === signature[index]);
}
