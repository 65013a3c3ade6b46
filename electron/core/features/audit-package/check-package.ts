import {
  LISTED_FILES,
  PACKAGE_FILE_STATES,
  type PackageCheck,
  type PackageFileState,
} from '../../../../shared/contract/audit-package.ts';
import { AssayError } from '../../assay-error.ts';
import type { DeskFile, FileDesk } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { selectPackageByManifest } from './audit-package-store.ts';
import { hashPublicKey } from './package-files.ts';
import { verifyGivenFiles, verifyPackage, type PackageVerdict } from './verify-package.ts';

/** What a window gave to be checked; `folder` when it came file by file. */
type Given = { fileToken: string } | { folder: string; files: readonly { path: string; fileToken: string }[] };

const listTokens = (given: Given) =>
  'fileToken' in given ? [given.fileToken] : given.files.map(({ fileToken }) => fileToken);

function findGivenFiles(desk: FileDesk, files: readonly { path: string; fileToken: string }[]): Map<string, DeskFile> {
  const found = new Map<string, DeskFile>();
  for (const { path, fileToken } of files) {
    if (found.has(path)) {
      throw new AssayError('INVALID_INPUT', `${path} was given twice.`, { field: 'files' });
    }
    found.set(path, desk.find(fileToken));
  }
  return found;
}

function countStates({ files }: PackageVerdict): Record<PackageFileState, number> {
  const counts: Record<PackageFileState, number> = { altered: 0, added: 0, missing: 0, unchanged: 0 };
  for (const { state } of files) counts[state] += 1;
  return counts;
}

/** What came of a check, with the name under which the trail speaks of it. */
export interface CheckedPackage {
  check: PackageCheck;
  givenName: string;
  manifestSha256: string | null;
}

/**
 * Checks what a window gave and holds its key and its manifest against the workspace's own. The desk forgets the files
 * afterwards, whatever came of it.
 *
 * @throws AssayError FILE_REFUSED, FILE_GONE, INVALID_INPUT, CANCELLED.
 */
export async function checkPackage(
  workspace: Workspace,
  desk: FileDesk,
  given: Given,
  report: ReportProgress,
): Promise<CheckedPackage> {
  try {
    const isArchive = 'fileToken' in given;
    const givenName = isArchive ? desk.find(given.fileToken).name : given.folder;
    const verdict = isArchive
      ? await verifyPackage(desk.find(given.fileToken).path, report)
      : await verifyGivenFiles(findGivenFiles(desk, given.files), report);
    const { manifestSha256, files, ...found } = verdict;
    const ownKey = verdict.keySha256 === hashPublicKey(workspace);
    const made = manifestSha256 === null ? undefined : await selectPackageByManifest(workspace.queries, manifestSha256);
    const worstFirst = PACKAGE_FILE_STATES.flatMap((wanted) => files.filter(({ state }) => state === wanted));
    const check: PackageCheck = {
      ...found,
      ownKey,
      made: made ? { id: made.id, madeAt: made.madeAt, madeBy: made.madeBy } : null,
      counts: countStates(verdict),
      files: worstFirst.slice(0, LISTED_FILES),
      checkedAt: workspace.clock.now().toISOString(),
    };
    return { check, givenName, manifestSha256 };
  } finally {
    for (const token of listTokens(given)) await desk.discard(token);
  }
}
