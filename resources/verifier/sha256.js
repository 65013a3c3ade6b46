/*
 * SHA-256 (FIPS 180-4), fed in pieces. Of our own since browsers hash whole buffers only, some not on pages opened from
 * a disk, and a package may be larger than memory.
 */

const ROUNDS = new Int32Array(64);
const START = new Int32Array(8);

/** The first 32 bits of the fractional parts of the square and cube roots of the first primes. */
function fillConstants() {
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32);
  let count = 0;
  for (let number = 2; count < 64; number += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) prime &&= number % divisor !== 0;
    if (!prime) continue;
    if (count < 8) START[count] = fraction(Math.sqrt(number));
    ROUNDS[count] = fraction(Math.cbrt(number));
    count += 1;
  }
}
fillConstants();

function compress(state, words, bytes, at) {
  for (let index = 0; index < 16; index += 1) {
    const place = at + index * 4;
    words[index] = (bytes[place] << 24) | (bytes[place + 1] << 16) | (bytes[place + 2] << 8) | bytes[place + 3];
  }
  for (let index = 16; index < 64; index += 1) {
    const early = words[index - 15];
    const late = words[index - 2];
    const first = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const second = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    words[index] = (words[index - 16] + first + words[index - 7] + second) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let index = 0; index < 64; index += 1) {
    const sumE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const chosen = (e & f) ^ (~e & g);
    const first = (h + sumE + chosen + ROUNDS[index] + words[index]) | 0;
    const sumA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sumA + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** A sum that is fed with `update` and read once with `digest`, as lower-case hexadecimal. */
export function createSha256() {
  const state = START.slice();
  const words = new Int32Array(64);
  const block = new Uint8Array(64);
  let filled = 0;
  let total = 0;
  return {
    update(bytes) {
      total += bytes.length;
      let at = 0;
      if (filled > 0) {
        at = Math.min(64 - filled, bytes.length);
        block.set(bytes.subarray(0, at), filled);
        filled += at;
        if (filled < 64) return;
        compress(state, words, block, 0);
        filled = 0;
      }
      for (; at + 64 <= bytes.length; at += 64) compress(state, words, bytes, at);
      block.set(bytes.subarray(at), 0);
      filled = bytes.length - at;
    },
    digest() {
      block.fill(0, filled);
      block[filled] = 0x80;
      if (filled >= 56) {
        compress(state, words, block, 0);
        block.fill(0);
      }
      const view = new DataView(block.buffer);
      view.setUint32(56, Math.floor(total / 2 ** 29));
      view.setUint32(60, (total * 8) >>> 0);
      compress(state, words, block, 0);
      return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/** The sum of bytes that are at hand. */
export function sha256(bytes) {
  const sum = createSha256();
  sum.update(bytes);
  return sum.digest();
}
