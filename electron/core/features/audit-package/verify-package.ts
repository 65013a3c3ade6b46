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
import { PACKAGE_PROFILES, type PackageStated } from '../../../../shared/contract/audit-package.ts';
import type { DeskFile } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import { openGivenFiles, openPackage, type OpenedFile, type OpenedPackage } from './open-package.ts';
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
  /** What the manifest says the package is; null when it cannot be read. */
  stated: PackageStated | null;
  /** Of the manifest as it is; null when there is none. */
  manifestSha256: string | null;
  /** By path. Bytes as found; null for what is not there. */
  files: { path: string; state: FileState; bytes: number | null }[];
}

const STEP = 'auditPackage.progress.checking';
const SEALS = [MANIFEST_NAME, SIGNATURE_NAME, PUBLIC_KEY_NAME] as const;
/** Seals larger than this are not read. */
const SEAL_LIMIT = 256 * 1024 * 1024;
/** Bytes of one file after which progress is reported and a wish to cancel is seen. */
const REPORT_EVERY = 8 * 1024 * 1024;
/** Characters of a statement that are kept: whoever altered a manifest may have written anything into it. */
const STATEMENT_LIMIT = 500;

const statementSchema = z
  .string()
  .transform((text) => text.slice(0, STATEMENT_LIMIT))
  .catch('');
const statedDaySchema = z.iso.date().nullable().catch(null);
const statedSchema = z.object({
  organisation: statementSchema,
  title: statementSchema,
  status: z.enum(['draft', 'final']).nullable().catch(null),
  profile: z.enum(PACKAGE_PROFILES).nullable().catch(null),
  asOf: statedDaySchema,
  period: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable().catch(null),
  preparedBy: statementSchema,
  filter: z.object({ words: statementSchema }).catch({ words: '' }),
});

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

function readStated(bytes: Buffer | null): PackageStated | null {
  try {
    const { filter, ...stated } = statedSchema.parse(JSON.parse((bytes ?? '').toString()));
    return { ...stated, scope: filter.words };
  } catch {
    return null;
  }
}

/** The key of the seal; null for one of another kind than packages are signed with, which `verify.html` refuses too. */
function readKey(pem: Buffer | null) {
  try {
    const key = pem && createPublicKey(pem);
    return key?.asymmetricKeyType === 'ed25519' ? key : null;
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

/** The chunks of a file; a part that cannot be read ends it with null. */
async function* readChunks(file: OpenedFile): AsyncGenerator<Uint8Array | null> {
  try {
    yield* (await file.read()) as AsyncIterable<Uint8Array>;
  } catch {
    yield null;
  }
}

/** @param onBytes Gets what was read since the last time; what it throws ends the check. */
async function judgeFile(
  { files }: OpenedPackage,
  { path, bytes, sha256 }: ExpectedFile,
  onBytes: (bytes: number) => Promise<void>,
): Promise<FileState> {
  const file = files.get(path);
  if (!file) return 'missing';
  if (bytes !== null && file.size !== bytes) return 'altered';
  const hash = createHash('sha256');
  let unreported = 0;
  for await (const chunk of readChunks(file)) {
    if (chunk === null) return 'altered';
    hash.update(chunk);
    unreported += chunk.byteLength;
    if (unreported < REPORT_EVERY) continue;
    await onBytes(unreported);
    unreported = 0;
  }
  await onBytes(unreported);
  return hash.digest('hex') === sha256 ? 'unchanged' : 'altered';
}

async function judge(opened: OpenedPackage, report: ReportProgress): Promise<PackageVerdict> {
  await report(STEP, 0, null);
  const seals = new Map<string, Buffer | null>();
  for (const path of SEALS) seals.set(path, await readSeal(opened, path));
  const manifest = readManifest(seals.get(MANIFEST_NAME) ?? null);
  const sums = await readSeal(opened, SUMS_NAME);
  const { states, signed, keySha256 } = judgeSeals(seals, sums, manifest);
  const expected = listExpected(manifest, sums, signed);
  const total = expected.reduce((sum, { path }) => sum + (opened.files.get(path)?.size ?? 0), 0);
  let done = 0;
  const onBytes = (bytes: number) => report(STEP, (done += bytes), Math.max(total, done));
  for (const file of expected) states.set(file.path, await judgeFile(opened, file, onBytes));
  if (expected.length > 0) {
    for (const path of opened.files.keys()) if (!states.has(path)) states.set(path, 'added');
  }
  for (const path of await opened.listContainerFaults()) {
    states.set(path === '' ? 'the archive’s own directory' : path, 'altered');
  }
  const files = [...states]
    .map(([path, state]) => ({ path, state, bytes: opened.files.get(path)?.size ?? null }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
  const has = (...wanted: FileState[]) => files.some(({ state }) => wanted.includes(state));
  const isWhole = !has('missing') && signed;
  const verdict = has('altered', 'added') ? 'altered' : isWhole ? 'valid' : has('missing') ? 'incomplete' : 'altered';
  const text = seals.get(MANIFEST_NAME) ?? null;
  return {
    verdict,
    signed,
    keySha256,
    name: manifest?.name.slice(0, STATEMENT_LIMIT) ?? null,
    stated: manifest && readStated(text),
    manifestSha256: text && hashText(text),
    files,
  };
}

const unheard: ReportProgress = async () => undefined;

/**
 * Checks a package as `verify.html` does: every file against the manifest, the manifest against its signature; for an
 * archive also that its headers are as they were written.
 *
 * @param path of a zip archive or of a folder.
 * @param report gets bytes read and in all.
 * @throws AssayError NOT_FOUND; FILE_REFUSED when it is no package; whatever `report` throws.
 */
export async function verifyPackage(path: string, report: ReportProgress = unheard): Promise<PackageVerdict> {
  const opened = await openPackage(path);
  try {
    return await judge(opened, report);
  } finally {
    await opened.close();
  }
}

/**
 * Checks a package whose files were given one by one.
 *
 * @param given by path in the folder.
 * @throws AssayError FILE_REFUSED when there is no manifest among them; whatever `report` throws.
 */
export async function verifyGivenFiles(
  given: ReadonlyMap<string, DeskFile>,
  report: ReportProgress,
): Promise<PackageVerdict> {
  return judge(openGivenFiles(given), report);
}
