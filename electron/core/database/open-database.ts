import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Sqlite, { type Database, type Statement } from 'better-sqlite3';
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from 'kysely';
import { AssayError } from '../assay-error.ts';
import type { Tables } from './tables.ts';

/** "ASAY" in the header of every workspace file. */
const APPLICATION_ID = 0x41534159;
const SQLITE_MAGIC = 'SQLite format 3\0';
/** Bytes of the header up to and with the application id, which stands at offset 68. */
const HEADER_LENGTH = 72;

export interface OpenDatabase {
  /** For prepared statements on hot paths, backups and pragmas. */
  file: Database;
  /** For everything else. */
  queries: Kysely<Tables>;
}

/** Takes the write lock at once, so that a unit of work never has to give up half-way. */
class ImmediateDriver extends SqliteDriver {
  readonly #file: Database;

  constructor(file: Database) {
    super({ database: keepStatements(file) });
    this.#file = file;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** Statements kept ready; the oldest go first. */
const STATEMENT_LIMIT = 300;

/** The file as Kysely sees it, which prepares every statement anew: half the cost of a short query. */
function keepStatements(file: Database): SqliteDatabase {
  const statements = new Map<string, Statement>();
  return {
    close: () => {
      statements.clear();
      file.close();
    },
    prepare(sql) {
      const statement = statements.get(sql) ?? file.prepare(sql);
      statements.delete(sql);
      statements.set(sql, statement);
      const [oldest] = statements.keys();
      if (statements.size > STATEMENT_LIMIT && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
  };
}

function describeDialect(file: Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver(file),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Writes a whole and consistent copy of an open database to `path`, where nothing may lie yet. */
export function copyDatabase(file: Database, path: string): void {
  file.prepare('vacuum into ?').run(path);
}

/**
 * Opens or makes the SQLite file of a workspace, holding its lock until it is closed: write-ahead log, every commit on
 * disk before it is confirmed, foreign keys on.
 *
 * @throws AssayError WORKSPACE_FOREIGN, WORKSPACE_DAMAGED, WORKSPACE_IN_USE, WORKSPACE_READ_ONLY, DISK_FULL, NOT_FOUND.
 */
export function openDatabase(path: string, mode: 'open' | 'create'): OpenDatabase {
  if (mode === 'open') refuseForeignFile(path);
  else if (existsSync(path)) throw new AssayError('WORKSPACE_EXISTS', 'A file of this name is there already.');
  let file: Database | undefined;
  try {
    file = new Sqlite(path, { fileMustExist: mode === 'open', timeout: 0 });
    // Exclusive: a second writer, in this program or another, is refused and not merely made to wait.
    file.pragma('locking_mode = exclusive');
    file.pragma('journal_mode = wal');
    file.pragma('synchronous = full');
    file.pragma('foreign_keys = on');
    file.pragma('trusted_schema = off');
    if (mode === 'create') file.pragma(`application_id = ${APPLICATION_ID}`);
    file.exec('begin immediate; commit');
    if (mode === 'open' && file.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged();
    return { file, queries: new Kysely<Tables>({ dialect: describeDialect(file) }) };
  } catch (error) {
    file?.close();
    throw translateDatabaseError(error);
  }
}

function refuseForeignFile(path: string): void {
  if (!existsSync(path)) throw new AssayError('NOT_FOUND', 'This workspace file is no longer there.');
  const header = Buffer.alloc(HEADER_LENGTH);
  let length: number;
  try {
    const descriptor = openSync(path, 'r');
    length = readSync(descriptor, header, 0, HEADER_LENGTH, 0);
    closeSync(descriptor);
  } catch (error) {
    throw translateDatabaseError(error);
  }
  const isSqlite = length === HEADER_LENGTH && header.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC;
  if (!isSqlite || header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new AssayError('WORKSPACE_FOREIGN', 'This file is not an Assay workspace.', {
      remedy: 'Choose a file that ends in .assay, or restore a backup if this one used to open.',
    });
  }
}

function damaged(): AssayError {
  return new AssayError(
    'WORKSPACE_DAMAGED',
    'This workspace file is damaged and was not opened. Nothing was changed.',
    {
      remedy: 'Restore the newest backup; the damaged file is kept beside it.',
    },
  );
}

/** Turns what SQLite or the file system reports into a sentence; anything unknown is given back as it is. */
export function translateDatabaseError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AssayError(
      'WORKSPACE_IN_USE',
      'This workspace is open in another window of Assay or on another machine.',
      {
        remedy: 'Close it there, then open it again.',
      },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged();
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AssayError('DISK_FULL', 'The disk is full. The last change was not saved; everything before it was.', {
      remedy: 'Make room, then try again.',
    });
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    ['EACCES', 'EPERM', 'EROFS'].includes(code)
  ) {
    return new AssayError('WORKSPACE_READ_ONLY', 'Assay may not write to this file or its folder.', {
      remedy: 'Move the workspace to a folder of your own, or ask for the right to write there.',
    });
  }
  return error;
}
