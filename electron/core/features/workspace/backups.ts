import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import type { backupSchema } from '../../../../shared/contract/workspace.ts';
import { AssayError } from '../../assay-error.ts';
import { copyDatabase } from '../../database/open-database.ts';

type Backup = z.infer<typeof backupSchema>;

/** How many daily backups are kept; the others stay until a person deletes them. */
const DAILY_KEPT = 7;
const NAME = /^(\d{4}-\d{2}-\d{2}T\d{6}\.\d{3}Z)-(daily|before_migration|before_restore|asked)\.assay$/;

function folderOf(path: string): string {
  return `${path}.backups`;
}

/** Newest first. Files in the folder that Assay did not name are left out. */
export function listBackups(path: string): Backup[] {
  const folder = folderOf(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((id) => {
      const match = NAME.exec(id);
      if (!match?.[1]) return [];
      const takenAt = match[1].replace(/T(\d\d)(\d\d)(\d\d)/, 'T$1:$2:$3');
      return [{ id, takenAt, reason: match[2] as Backup['reason'], size: statSync(join(folder, id)).size }];
    })
    .sort((left, right) => right.takenAt.localeCompare(left.takenAt));
}

/**
 * Copies an open workspace beside itself, whole and consistent, under a temporary name until it is complete. Keeps the
 * newest seven daily ones.
 */
export function takeBackup(file: Database, path: string, at: Date, reason: Backup['reason']): Backup {
  const folder = folderOf(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const id = `${at.toISOString().replaceAll(':', '')}-${reason}.assay`;
  const temporary = join(folder, `${id}.part`);
  rmSync(temporary, { force: true });
  copyDatabase(file, temporary);
  renameSync(temporary, join(folder, id));
  const surplus = listBackups(path)
    .filter((backup) => backup.reason === 'daily')
    .slice(DAILY_KEPT);
  for (const backup of surplus) rmSync(join(folder, backup.id), { force: true });
  return { id, takenAt: at.toISOString(), reason, size: statSync(join(folder, id)).size };
}

/**
 * Puts a closed workspace back to a backup. The caller has kept the present state as a backup first. The copy is
 * complete before it takes the file's place.
 *
 * @throws AssayError NOT_FOUND when there is no such backup.
 */
export function putBack(path: string, backupId: string): void {
  if (!listBackups(path).some((backup) => backup.id === backupId)) {
    throw new AssayError('NOT_FOUND', 'This backup is no longer there.');
  }
  const temporary = `${path}.part`;
  copyFileSync(join(folderOf(path), backupId), temporary);
  // A log of the replaced file must not be read into the one that takes its place.
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(temporary, path);
}
