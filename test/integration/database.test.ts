import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import { addVendor } from '../../electron/core/features/vendors/vendors.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { openTestFile } from '../support/open-file.ts';

interface Column {
  table: string;
  column: string;
  /** SQLite's storage class. */
  type: string;
  nullable: boolean;
}

/** What a TypeScript type is stored as; anything else is a set of words, stored as text. */
const STORED_TYPES: Readonly<Record<string, string>> = {
  string: 'TEXT',
  number: 'INTEGER',
  'Generated<number>': 'INTEGER',
  Uint8Array: 'BLOB',
};
/** Numbers with a fraction. */
const REAL_COLUMNS = new Set([
  'agreements.coverage',
  'assessments.score',
  'assessments.completeness',
  'current_scores.value',
  'current_scores.completeness',
  'current_scores.confidence',
]);

/** The tables as `tables.ts` declares them, read from its text. */
function readDeclaredColumns(): Column[] {
  const text = readFileSync(new URL('../../electron/core/database/tables.ts', import.meta.url), 'utf8');
  const [, list = ''] = /export interface Tables \{([^}]*)\}/.exec(text) ?? [];
  const tables = [...list.matchAll(/(\w+): (\w+);/g)].map(([, table = '', type = '']) => ({ table, type }));
  return tables.flatMap(({ table, type }) => {
    const [, body = ''] = new RegExp(`interface ${type} \\{([^}]*)\\}`).exec(text) ?? [];
    return [...body.matchAll(/^ {2}(\w+): ([^;]+);$/gm)].map(([, column = '', declared = '']) => {
      const parts = declared.split('|').map((part) => part.trim());
      const [base = ''] = parts.filter((part) => part !== 'null');
      const stored = REAL_COLUMNS.has(`${table}.${column}`) ? 'REAL' : (STORED_TYPES[base] ?? 'TEXT');
      return { table, column, type: stored, nullable: parts.includes('null') };
    });
  });
}

function readMigratedColumns({ file }: Workspace): Column[] {
  const rows = file
    .prepare(
      `select tables.name as "table", columns.name as "column", columns.type as type,
         columns."notnull" = 0 and columns.pk = 0 as nullable
       from pragma_table_list as tables, pragma_table_info(tables.name) as columns
       where tables.schema = 'main' and tables.type = 'table' and tables.name not like 'sqlite_%'`,
    )
    .all() as (Omit<Column, 'nullable'> & { nullable: number })[];
  return rows.map((row) => ({ ...row, nullable: row.nullable === 1 }));
}

function inOrder(columns: readonly Column[]): string[] {
  return columns
    .map(({ table, column, type, nullable }) => `${table}.${column} ${type}${nullable ? ' or null' : ''}`)
    .sort();
}

describe('the tables', () => {
  it('are in the file as they are declared: every table, column, type and null', async () => {
    await using opened = await openTestFile();
    const declared = readDeclaredColumns();
    expect(declared.length).toBeGreaterThan(200);
    expect(inOrder(readMigratedColumns(opened.workspace))).toEqual(inOrder(declared));
  });

  it('are all strict', async () => {
    await using opened = await openTestFile();
    const loose = opened.workspace.file
      .prepare("select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0")
      .pluck()
      .all();
    expect(loose).toEqual(['sqlite_schema']);
  });

  it('have an index for every reference to another table, or need none', async () => {
    await using opened = await openTestFile();
    const { file } = opened.workspace;
    // References that nothing is ever looked up by: people, whom nobody deletes, and the like.
    const references = file
      .prepare(
        `select tables.name || '.' || keys."from" from sqlite_schema as tables, pragma_foreign_key_list(tables.name) as keys
         where tables.type = 'table' and keys."table" not in ('people') and not exists (
           select 1 from pragma_index_list(tables.name) as indexes, pragma_index_info(indexes.name) as columns
           where columns.seqno = 0 and columns.name = keys."from")`,
      )
      .pluck()
      .all() as string[];
    expect(references.toSorted()).toEqual(['assessments.previous_assessment_id', 'code_changes.tool_id']);
  });
});

describe('the trail', () => {
  it('cannot be changed or shortened, not even past Assay', async () => {
    await using opened = await openTestFile();
    const { file } = opened.workspace;
    await writeUnit(opened.workspace, 'assay', 'vendors.create', (unit) => addVendor(unit, { name: 'Harrow AI' }));
    const rows = () => file.prepare('select * from audit_entries').all();
    const before = rows();
    expect(before).toHaveLength(1);
    const change = [
      "update audit_entries set actor_name = 'Nobody'",
      'update or replace audit_entries set sequence = 7',
      'delete from audit_entries',
      'delete from audit_entries where sequence = 1',
    ];
    for (const statement of change) {
      expect(() => file.exec(statement), statement).toThrow(/audit entries are never (changed|deleted)/);
    }
    file.exec("insert into audit_checkpoints values (1, 1, 'h', '2026-11-20T10:00:00.000Z', 's', 2, '')");
    expect(() => file.exec('delete from audit_checkpoints')).toThrow('checkpoints are never deleted');
    expect(() => file.exec('update audit_checkpoints set sequence = 2')).toThrow('checkpoints are never changed');
    expect(rows()).toEqual(before);
  });

  it('refuses an entry in place of another', async () => {
    await using opened = await openTestFile();
    const { file } = opened.workspace;
    await writeUnit(opened.workspace, 'assay', 'vendors.create', (unit) => addVendor(unit, { name: 'Harrow AI' }));
    const replace = 'insert or replace into audit_entries select * from audit_entries where sequence = 1';
    expect(() => file.exec(replace)).toThrow('audit entries are never replaced');
  });
});

describe('a unit of work', () => {
  it('leaves nothing behind when it fails half-way', async () => {
    await using opened = await openTestFile();
    const { workspace } = opened;
    const failing = writeUnit(workspace, 'assay', 'vendors.create', async (unit) => {
      await addVendor(unit, { name: 'Harrow AI' });
      throw new Error('Out of luck');
    });
    await expect(failing).rejects.toThrow('Out of luck');
    for (const table of ['vendors', 'audit_entries', 'record_counters', 'other_names']) {
      expect(workspace.file.prepare(`select count(*) from ${table}`).pluck().get(), table).toBe(0);
    }
  });
});
