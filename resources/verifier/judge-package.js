import { verifyEd25519 } from './ed25519.js';
import { createSha256, sha256 } from './sha256.js';

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.json.sig';
const KEY = 'public-key.pem';
const SUMS = 'SHA256SUMS';
const SEALS = [MANIFEST, SIGNATURE, KEY];
/** What systems leave in folders by themselves. */
const LEFT_BEHIND = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//;
const KEY_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

async function* readChunks(file) {
  const reader = (await file.stream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function readWhole(file) {
  const chunks = [];
  let size = 0;
  for await (const chunk of readChunks(file)) {
    chunks.push(chunk);
    size += chunk.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Sum and size as they are; null when the file cannot be read to its end. */
async function measure(file, onBytes) {
  const sum = createSha256();
  let bytes = 0;
  try {
    for await (const chunk of readChunks(file)) {
      sum.update(chunk);
      bytes += chunk.length;
      onBytes(chunk.length);
    }
    return { bytes, sha256: sum.digest() };
  } catch {
    return null;
  }
}

/** Takes the folder off that everything lies in. */
function stripFolder(files) {
  const manifests = [...files.keys()].filter((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`));
  const nearest = manifests.sort((left, right) => left.split('/').length - right.split('/').length)[0];
  if (nearest === undefined) return null;
  const folder = nearest.slice(0, -MANIFEST.length);
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, file]) => [path.slice(folder.length), file])
      .filter(([path]) => !LEFT_BEHIND.test(path)),
  );
}

function readKey(bytes) {
  try {
    const base64 = new TextDecoder()
      .decode(bytes)
      .replace(/-----[A-Z ]+-----/g, '')
      .replace(/\s/g, '');
    const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return der.length === 44 && KEY_PREFIX.every((byte, index) => byte === der[index]) ? der : null;
  } catch {
    return null;
  }
}

function writeKey(der) {
  return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...der))}\n-----END PUBLIC KEY-----\n`;
}

function readManifest(bytes) {
  try {
    const manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return manifest.format === 'assay-package/1' && Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null;
  }
}

function compareText(left, right) {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function writeSums(files) {
  return files
    .toSorted((left, right) => compareText(left.path, right.path))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

function readSums(bytes) {
  const text = bytes === null ? '' : new TextDecoder().decode(bytes);
  return [...text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sum, path]) => ({ path, sha256: sum, bytes: null }));
}

/** What the files must be: as the manifest says; where its signature does not hold, rather as SHA256SUMS does. */
function listExpected(manifest, sumsBytes, signed) {
  if (signed) return manifest.files;
  const listed = readSums(sumsBytes).filter((file) => !SEALS.includes(file.path));
  return listed.length > 0 ? listed : (manifest?.files ?? []);
}

/** Which of the seals does not hold, by path; without a valid signature SHA256SUMS tells which one was changed. */
function judgeSeals(seals, sumsBytes, manifest) {
  const states = new Map();
  for (const [path, bytes] of seals) states.set(path, bytes === null ? 'missing' : 'unchanged');
  const der = seals.get(KEY) && readKey(seals.get(KEY));
  const keySha256 = der ? sha256(der) : null;
  const signed =
    manifest !== null &&
    der !== null &&
    der !== undefined &&
    manifest.publicKeySha256 === keySha256 &&
    seals.get(SIGNATURE) !== null &&
    verifyEd25519(der.subarray(12), seals.get(MANIFEST), seals.get(SIGNATURE));
  const sums = sumsBytes === null ? '' : new TextDecoder().decode(sumsBytes);
  const sealFiles = [...seals]
    .filter(([, bytes]) => bytes !== null)
    .map(([path, bytes]) => ({ path, sha256: sha256(bytes) }));
  if (signed) {
    // The key is read past a stray byte around it, which is an altered file all the same.
    const pem = new TextEncoder().encode(writeKey(der));
    const keySum = sha256(pem);
    if (sha256(seals.get(KEY)) !== keySum) states.set(KEY, 'altered');
    const asWritten = sealFiles.map((file) => (file.path === KEY ? { ...file, sha256: keySum } : file));
    const fits = sums === writeSums([...manifest.files, ...asWritten]);
    states.set(SUMS, sumsBytes === null ? 'missing' : fits ? 'unchanged' : 'altered');
  } else {
    states.set(SUMS, sumsBytes === null ? 'missing' : 'unchanged');
    const listed = new Map(readSums(sumsBytes).map((file) => [file.path, file.sha256]));
    const changed = sealFiles.filter((file) => listed.get(file.path) !== file.sha256);
    const isMissing = [...states.values()].includes('missing');
    for (const file of changed) states.set(file.path, 'altered');
    if (changed.length === 0 && !isMissing) states.set(MANIFEST, 'altered');
  }
  return { states, signed, keySha256 };
}

/**
 * Judges a package: every file against the manifest, the manifest against its signature.
 *
 * @param given map from path to { size, stream() }
 * @param onProgress gets bytes done and in all
 * @returns null when there is no manifest; else { verdict, signed, keySha256, manifest, files: [{ path, state, bytes }] }
 * with the verdict 'valid', 'altered' or 'incomplete', and the state 'unchanged', 'altered', 'missing' or 'added'.
 */
export async function judgePackage(given, onProgress = () => undefined) {
  const files = stripFolder(given);
  if (files === null) return null;
  const seals = new Map();
  for (const path of SEALS) seals.set(path, files.has(path) ? await readWhole(files.get(path)) : null);
  const sumsBytes = files.has(SUMS) ? await readWhole(files.get(SUMS)) : null;
  const manifest = readManifest(seals.get(MANIFEST));
  const { states, signed, keySha256 } = judgeSeals(seals, sumsBytes, manifest);
  const judged = [];
  const expected = listExpected(manifest, sumsBytes, signed);
  const total = expected.reduce((sum, file) => sum + (files.get(file.path)?.size ?? 0), 0);
  let done = 0;
  for (const file of expected) {
    const found = files.get(file.path);
    const measured = found
      ? await measure(found, (bytes) => {
          done += bytes;
          onProgress(done, total);
        })
      : null;
    const same =
      measured !== null && (file.bytes === null || measured.bytes === file.bytes) && measured.sha256 === file.sha256;
    judged.push({
      path: file.path,
      bytes: file.bytes ?? found?.size ?? 0,
      state: found ? (same ? 'unchanged' : 'altered') : 'missing',
    });
  }
  for (const [path, state] of states) judged.push({ path, bytes: files.get(path)?.size ?? 0, state });
  const known = new Set(judged.map(({ path }) => path));
  if (expected.length > 0) {
    for (const [path, file] of files) if (!known.has(path)) judged.push({ path, bytes: file.size, state: 'added' });
  }
  const has = (...wanted) => judged.some(({ state }) => wanted.includes(state));
  const verdict = has('altered', 'added') ? 'altered' : has('missing') ? 'incomplete' : signed ? 'valid' : 'altered';
  return {
    verdict,
    signed,
    keySha256,
    manifest,
    files: judged.sort((left, right) => compareText(left.path, right.path)),
  };
}
