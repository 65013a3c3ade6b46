import type { MadePackage, PackageItem, PackageState } from '../../contract/audit-package.ts';
import { writeCanonicalJson } from '../canonical-json.ts';
import type { ControlFrequency } from './sampling.ts';

/** Names of the files that say what the others must be; a verifier looks for them. */
export const MANIFEST_NAME = 'manifest.json';
export const SIGNATURE_NAME = 'manifest.json.sig';
export const PUBLIC_KEY_NAME = 'public-key.pem';
export const SUMS_NAME = 'SHA256SUMS';
export const VERIFIER_NAME = 'verify.html';
export const MANIFEST_FORMAT = 'assay-package/1';

export const FILE_KINDS = ['document', 'evidence', 'data', 'index', 'verifier'] as const;

/** One file of a package as the manifest states it. */
export interface PackageFile {
  /** Relative, with forward slashes. */
  path: string;
  bytes: number;
  sha256: string;
  kind: (typeof FILE_KINDS)[number];
  /** Items that it belongs to: "4.1". */
  items: readonly string[];
  /** Rows of data in it, as counted when it was read back; null where there are none to count. */
  records: number | null;
  /** Index number and day of collection, for a piece of evidence. */
  evidence: { indexNumber: string; collectedAt: string } | null;
}

/** A sample as it was drawn. */
export interface PackageSample {
  population: string;
  /** In plain words: which records, of which days. */
  query: string;
  count: number;
  /** SHA-256 over the sorted ids of the whole population, one a line. */
  populationSha256: string;
  frequency: ControlFrequency;
  drawn: readonly string[];
}

/** What a package states about itself, and what its signature is taken over. */
export interface PackageManifest {
  format: typeof MANIFEST_FORMAT;
  name: string;
  title: string;
  status: MadePackage['status'];
  profile: MadePackage['profile'];
  organisation: string;
  workspaceId: string;
  asOf: string;
  period: { from: string; to: string };
  /** The scope in plain words, and the codes of the tools that it came to. */
  filter: { words: string; tools: readonly string[] };
  preparedBy: string;
  assayVersion: string;
  chainHead: { sequence: number; hash: string };
  /** The signed line by which Assay can hold a later trail against the package. */
  trailLine: string;
  publicKeySha256: string;
  items: readonly {
    number: string;
    item: PackageItem;
    state: PackageState;
    problems: number;
    evidence: readonly string[];
  }[];
  /** Evidence that is left out of a redacted package, with the sum by which an original can be held against it. */
  withheld: readonly { indexNumber: string; bytes: number; sha256: string }[];
  sampling: { method: string; seed: string; samples: readonly PackageSample[] };
  files: readonly PackageFile[];
}

/** The text that is written and signed: RFC 8785 JSON, files by path. */
export function writeManifest(manifest: PackageManifest): string {
  return writeCanonicalJson({
    ...manifest,
    files: manifest.files.toSorted((left, right) => (left.path < right.path ? -1 : 1)),
  });
}

/** `SHA256SUMS` as `sha256sum -c` reads it: a line for each file, by path. */
export function writeSums(files: readonly Pick<PackageFile, 'path' | 'sha256'>[]): string {
  return files
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('');
}
