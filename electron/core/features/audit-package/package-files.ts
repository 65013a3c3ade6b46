import { createHash, createPublicKey, sign } from 'node:crypto';
import {
  MANIFEST_NAME,
  PUBLIC_KEY_NAME,
  SIGNATURE_NAME,
  SUMS_NAME,
  writeManifest,
  writeSums,
  type PackageFile,
  type PackageManifest,
} from '../../../../shared/rules/audit-package/manifest.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { hashText } from './package-frame.ts';
import type { ZipWriter } from './package-zip.ts';

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
type Facts = Omit<PackageFile, 'path' | 'bytes' | 'sha256'>;

/** The files of a package as they are written, each hashed on its way. */
export interface PackageFiles {
  readonly written: readonly PackageFile[];
  /** Bytes of everything so far. */
  readonly bytes: number;
  add(path: string, chunks: Chunks, facts: Facts): Promise<PackageFile>;
}

async function* hashOnTheWay(chunks: Chunks, onChunk: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onChunk(chunk);
    yield chunk;
  }
}

/** Writes into one folder of the archive; a path that is taken gets a number. */
export function openPackageFiles(
  zip: ZipWriter,
  folder: string,
): PackageFiles & {
  seal: (
    workspace: Workspace,
    manifest: Omit<PackageManifest, 'files'>,
  ) => Promise<{ manifestSha256: string; files: number }>;
} {
  const written: PackageFile[] = [];
  const taken = new Set<string>();
  let total = 0;

  function claimPath(path: string): string {
    for (let copy = 1; ; copy += 1) {
      const candidate = copy === 1 ? path : path.replace(/(\.[^./]+)?$/, ` (${copy})$1`);
      const key = candidate.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  }

  async function put(path: string, chunks: Chunks): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    let bytes = 0;
    await zip.add(
      `${folder}/${path}`,
      hashOnTheWay(chunks, (chunk) => {
        hash.update(chunk);
        bytes += chunk.byteLength;
      }),
    );
    total += bytes;
    return { bytes, sha256: hash.digest('hex') };
  }

  return {
    written,
    get bytes() {
      return total;
    },
    async add(path, chunks, facts) {
      const own = claimPath(path);
      const file: PackageFile = { path: own, ...(await put(own, chunks)), ...facts };
      written.push(file);
      return file;
    },
    async seal(workspace, manifest) {
      const text = Buffer.from(writeManifest({ ...manifest, files: written }));
      const key = createPublicKey(workspace.privateKey).export({ type: 'spki', format: 'pem' }).toString();
      const seals: { path: string; sha256: string }[] = [];
      for (const [path, bytes] of [
        [MANIFEST_NAME, text],
        [SIGNATURE_NAME, sign(null, text, workspace.privateKey)],
        [PUBLIC_KEY_NAME, Buffer.from(key)],
      ] as const) {
        seals.push({ path, ...(await put(path, [bytes])) });
      }
      await put(SUMS_NAME, [Buffer.from(writeSums([...written, ...seals]))]);
      return { manifestSha256: hashText(text), files: written.length + seals.length + 1 };
    },
  };
}

/** SHA-256 of the workspace's public key as DER, by which people compare keys. */
export function hashPublicKey(workspace: Workspace): string {
  return hashText(createPublicKey(workspace.privateKey).export({ type: 'spki', format: 'der' }));
}
