import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { prepareOnce } from '../../database/prepared-statements.ts';
import type { Executor } from '../../database/tables.ts';

export async function isFileKept(executor: Executor, sha256: string): Promise<boolean> {
  const row = await executor
    .selectFrom('evidence_files')
    .select('sha256')
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertFileRow(executor: Executor, file: { sha256: string; size: number }): Promise<void> {
  await executor.insertInto('evidence_files').values(file).execute();
}

export async function insertFilePart(
  executor: Executor,
  part: { sha256: string; position: number; content: Uint8Array },
): Promise<void> {
  await executor.insertInto('evidence_file_parts').values(part).execute();
}

/**
 * Deletes a content that no evidence refers to any more, with its parts; true when nothing referred to it. The freed pages
 * are overwritten with zeros, so that the bytes cannot be read out of the file either.
 */
export async function deleteUnusedFile(executor: Executor, sha256: string): Promise<boolean> {
  await sql`pragma secure_delete = on`.execute(executor);
  const { numAffectedRows = 0n } = await sql`delete from evidence_files where sha256 = ${sha256}
    and not exists (select 1 from evidence where file_sha256 = ${sha256})`.execute(executor);
  await sql`pragma secure_delete = off`.execute(executor);
  return numAffectedRows > 0n;
}

/** Read past the query builder, so that one part is in memory at a time. */
export function readFilePart(file: Database, sha256: string, position: number): Buffer | undefined {
  return prepareOnce<[string, number], { content: Buffer }>(
    file,
    'select content from evidence_file_parts where sha256 = ? and position = ?',
  ).get(sha256, position)?.content;
}

/** How many bytes each part of a stored content has, in their order; nothing of them is read. */
export function readFilePartSizes(file: Database, sha256: string): number[] {
  return prepareOnce<[string], { size: number }>(
    file,
    'select length(content) as size from evidence_file_parts where sha256 = ? order by position',
  )
    .all(sha256)
    .map(({ size }) => size);
}

/** One stored content, or one that should be stored, and the evidence that rests on it. */
interface FileUse {
  sha256: string;
  /** JSON list of index numbers; empty for a content that no evidence names. */
  indexNumbers: string;
}

/** Every content by its sum, for verifying them one after the other. */
export function readFileUses(file: Database): FileUse[] {
  return file
    .prepare<[], FileUse>(
      `select sha256, json_group_array(index_number) filter (where index_number is not null) as indexNumbers
       from (select file_sha256 as sha256, index_number from evidence where file_sha256 is not null
             union all select sha256, null from evidence_files)
       group by sha256 order by min(index_number)`,
    )
    .all();
}
