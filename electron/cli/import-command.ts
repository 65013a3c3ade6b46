import { basename } from 'node:path';
import type { DryRun } from '../../shared/contract/exchange.ts';
import { AssayError } from '../core/assay-error.ts';
import { readArguments, readChoice, resolvePath, usageError, type Command } from './command.ts';
import { chooseWorker, finishJob, withWorkbench } from './workbench-session.ts';

const NAME = 'import';

/** `import`: a list of vendors and tools from Excel or CSV, all of it or nothing. */
export const importCommand: Command = {
  name: NAME,
  summary: 'import vendors and tools from an Excel or CSV list',
  help: `Usage: npm run assay -- import FILE --register LIST.xlsx [--dry-run] [--duplicates skip|update] [--as NAME]

Imports the rows of LIST.xlsx (or .csv) into the workspace FILE. Sheet, header row and columns are found by name.
Either every row is imported or none.

  --register LIST.xlsx   the list
  --dry-run              check every row, list the errors, change nothing
  --duplicates           what to do with rows that the register has already: skip (this if left out) or update
  --as NAME              who works; without it the first active compliance officer
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(
      args,
      NAME,
      {
        register: { type: 'string' },
        'dry-run': { type: 'boolean' },
        duplicates: { type: 'string', default: 'skip' },
        as: { type: 'string' },
      },
      ['FILE'],
    );
    if (values.register === undefined) throw usageError(NAME, '--register is missing.');
    const duplicates = readChoice(NAME, 'duplicates', values.duplicates, ['skip', 'update']);
    const list = resolvePath(terminal, values.register);
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(resolvePath(terminal, positionals[0]));
      await chooseWorker(client, values.as);
      const { token } = await offerList(workbench.files, list);
      const { importId, proposal, defused } = await finishJob(terminal, (options) =>
        client.exchange.inspect({ token }, options),
      );
      for (const sentence of defused) terminal.print(sentence);
      const mapping = { ...proposal, duplicates };
      const rehearsal = await finishJob(terminal, (options) => client.exchange.dryRun({ importId, mapping }, options));
      for (const { cell, sentence } of rehearsal.problems) terminal.print(`${cell}: ${sentence}`);
      refuseErrors(rehearsal);
      if (values['dry-run']) {
        terminal.print(
          `${countRows(rehearsal.rows)}: ${rehearsal.willCreate} to create, ${rehearsal.willUpdate} to update, ` +
            `${rehearsal.willSkip} to skip. Nothing was changed.`,
        );
        return;
      }
      const { created, updated, skipped } = await finishJob(terminal, (options) =>
        client.exchange.commit({ importId, mapping }, options),
      );
      terminal.print(`${created} created, ${updated} updated, ${skipped} skipped.`);
    });
  },
};

async function offerList(
  files: { offer(path: string, name: string, type: string): Promise<{ token: string }> },
  path: string,
) {
  try {
    return await files.offer(path, basename(path), 'application/octet-stream');
  } catch {
    throw new AssayError('FILE_GONE', `${basename(path)} could not be read.`);
  }
}

function refuseErrors({ rows, withErrors, problems }: DryRun): void {
  if (withErrors === 0) return;
  const [first] = problems;
  const example = first ? `; the first is ${first.cell}: ${first.sentence}` : '.';
  throw new AssayError(
    'INVALID_INPUT',
    `Nothing was imported, because ${withErrors} of ${countRows(rows)} ${withErrors === 1 ? 'has' : 'have'} errors${example}`,
  );
}

function countRows(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}
