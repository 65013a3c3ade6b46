import type { Database, Statement } from 'better-sqlite3';

const prepared = new WeakMap<Database, Map<string, Statement>>();

/**
 * A statement that is prepared once for each open file: preparing costs several times what a short one takes to run.
 * For the few that run with every keystroke; their text must not vary.
 */
export function prepareOnce<Parameters extends unknown[], Row = unknown>(
  file: Database,
  sql: string,
): Statement<Parameters, Row> {
  const statements = prepared.get(file) ?? new Map<string, Statement>();
  prepared.set(file, statements);
  const statement = statements.get(sql) ?? file.prepare(sql);
  statements.set(sql, statement);
  return statement as unknown as Statement<Parameters, Row>;
}
