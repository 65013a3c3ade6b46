import { sql, type Kysely } from 'kysely';

/** Checkpoints whose signature covers everything they say, and a full-text index over the trail. */
export async function widenTrail(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  // Version 1 signed workspace, sequence and hash alone; 2 signs number, day and signer with them.
  `alter table audit_checkpoints add column version integer not null default 1`,
  `alter table audit_checkpoints add column signed_by text not null default ''`,
  // Filled when somebody searches, not with each entry, so that saving an answer costs nothing more.
  `alter table workspaces add column trail_indexed_to integer not null default 0`,
  // Without a content of its own: an entry is always shown as the trail itself has it.
  `create virtual table audit_entries_text using fts5 (
    text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  )`,
];
