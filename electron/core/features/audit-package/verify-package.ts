import { createHash, createPublicKey, verify } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import {
  MANIFEST_FORMAT,
  MANIFEST_NAME,
  PUBLIC_KEY_NAME,
  SIGNATURE_NAME,
  SUMS_NAME,
  writeSums,
} from '../../../../shared/rules/audit-package/manifest.ts';
import { openPackage, type OpenedPackage } from './open-package.ts';
import { hashText } from './package-frame.ts';

/** What a check says of one file. */
type FileState = 'unchanged' | 'altered' | 'missing' | 'added';

/** The outcome of a check of a whole package. */
export interface PackageVerdict {
  verdict: 'valid' | 'altered' | 'incomplete';
  signed: boolean;
  /** SHA-256 of the public key as DER; null when it cannot be read. */
  keySha256: string | null;
  name: string | null;
  /** By path. */
  files: { path: string; state: FileState }[];
}

const SEALS = [MANIFEST_NAME, SIGNATURE_NAME, PUBLIC_KEY_NAME] as const;
/** Seals larger than this are not read. */
const SEAL_LIMIT = 256 * 1024 * 1024;

/** The part of a manifest that a check rests on; a newer Assay may state more. */
const checkedManifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  name: z.string(),
  publicKeySha256: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
type CheckedManifest = z.infer<typeof checkedManifestSchema>;

async function readSeal({ files }: OpenedPackage, path: string): Promise<Buffer | null> {
  const file = files.get(path);
  if (!file || file.size > SEAL_LIMIT) return null;
  try {
    return await buffer(await file.read());
  } catch {
    return Buffer.alloc(0);
  }
}

function readManifest(bytes: Buffer | null): CheckedManifest | null {
  try {
    return checkedManifestSchema.parse(JSON.parse((bytes ?? '').toString()));
  } catch {
    return null;
  }
}

function readKey(pem: Buffer | null) {
  try {
    return pem && createPublicKey(pem);
  } catch {
    return null;
  }
}

interface ExpectedFile {
  path: string;
  sha256: string;
  /** Null where only the sum is known. */
  bytes: number | null;
}

function readSums(sums: Buffer | null): ExpectedFile[] {
  return [...(sums ?? '').toString().matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sha256 = '', path = '']) => ({
    path,
    sha256,
    bytes: null,
  }));
}

/** What the files must be: as the manifest says; where its signature does not hold, rather as SHA256SUMS does. */
function listExpected(manifest: CheckedManifest | null, sums: Buffer | null, signed: boolean): ExpectedFile[] {
  if (signed && manifest) return manifest.files;
  const listed = readSums(sums).filter(({ path }) => !SEALS.some((seal) => seal === path));
  return listed.length > 0 ? listed : (manifest?.files ?? []);
}

interface Seals {
  states: Map<string, FileState>;
  signed: boolean;
  keySha256: string | null;
}

/** Judges the seals: a valid signature vouches for the manifest, and without one SHA256SUMS says which was changed. */
function judgeSeals(
  seals: ReadonlyMap<string, Buffer | null>,
  sums: Buffer | null,
  manifest: CheckedManifest | null,
): Seals {
  const [text, signature] = [seals.get(MANIFEST_NAME) ?? null, seals.get(SIGNATURE_NAME) ?? null];
  const key = readKey(seals.get(PUBLIC_KEY_NAME) ?? null);
  const keySha256 = key && hashText(key.export({ type: 'spki', format: 'der' }));
  const signed =
    manifest?.publicKeySha256 === keySha256 && key !== null && text !== null && signature !== null
      ? verify(null, text, key, signature)
      : false;
  const present = [...seals].flatMap(([path, bytes]) => (bytes === null ? [] : [{ path, sha256: hashText(bytes) }]));
  const states = new Map<string, FileState>(
    [...seals, [SUMS_NAME, sums] as const].map(([path, bytes]) => [path, bytes === null ? 'missing' : 'unchanged']),
  );
  if (signed && manifest && key) {
    // The key is read past a stray byte around it, which is an altered file all the same.
    const pem = Buffer.from(key.export({ type: 'spki', format: 'pem' }).toString());
    if (!seals.get(PUBLIC_KEY_NAME)?.equals(pem)) states.set(PUBLIC_KEY_NAME, 'altered');
    const asWritten = present.map((seal) =>
      seal.path === PUBLIC_KEY_NAME ? { ...seal, sha256: hashText(pem) } : seal,
    );
    const fits = sums?.toString() === writeSums([...manifest.files, ...asWritten]);
    if (sums !== null && !fits) states.set(SUMS_NAME, 'altered');
    return { states, signed, keySha256 };
  }
  const listed = new Map(readSums(sums).map(({ path, sha256 }) => [path, sha256]));
  const changed = present.filter(({ path, sha256 }) => listed.get(path) !== sha256);
  for (const { path } of changed) states.set(path, 'altered');
  if (changed.length === 0 && ![...states.values()].includes('missing')) states.set(MANIFEST_NAME, 'altered');
  return { states, signed, keySha256 };
}

async function judgeFile({ files }: OpenedPackage, { path, bytes, sha256 }: ExpectedFile): Promise<FileState> {
  const file = files.get(path);
  if (!file) return 'missing';
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of (await file.read()) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.byteLength;
    }
  } catch {
    return 'altered';
  }
  return (bytes === null || size === bytes) && hash.digest('hex') === sha256 ? 'unchanged' : 'altered';
}

async function judge(opened: OpenedPackage): Promise<PackageVerdict> {
  const seals = new Map<string, Buffer | null>();
  for (const path of SEALS) seals.set(path, await readSeal(opened, path));
  const manifest = readManifest(seals.get(MANIFEST_NAME) ?? null);
  const sums = await readSeal(opened, SUMS_NAME);
  const { states, signed, keySha256 } = judgeSeals(seals, sums, manifest);
  const expected = listExpected(manifest, sums, signed);
  for (const file of expected) states.set(file.path, await judgeFile(opened, file));
  if (expected.length > 0) {
    for (const path of opened.files.keys()) if (!states.has(path)) states.set(path, 'added');
  }
  for (const path of await opened.listContainerFaults()) {
    states.set(path === '' ? 'the archive’s own directory' : path, 'altered');
  }
  const files = [...states]
    .map(([path, state]) => ({ path, state }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
  const has = (...wanted: FileState[]) => files.some(({ state }) => wanted.includes(state));
  const isWhole = !has('missing') && signed;
  const verdict = has('altered', 'added') ? 'altered' : isWhole ? 'valid' : has('missing') ? 'incomplete' : 'altered';
  return { verdict, signed, keySha256, name: manifest?.name ?? null, files };
}

/**
 * Checks a package as `verify.html` does: every file against the manifest, the manifest against its signature; for an
 * archive also that its headers are as they were written.
 *
 * @param path of a zip archive or of a folder.
 * @throws AssayError NOT_FOUND; FILE_REFUSED when it is no package.
 */
export async function verifyPackage(path: string): Promise<PackageVerdict> {
  const opened = await openPackage(path);
  try {
    return await judge(opened);
  } finally {
    await opened.close();
  }
}
