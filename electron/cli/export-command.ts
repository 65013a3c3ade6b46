import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { REPORT_FORMATS, REPORT_KINDS } from '../../shared/contract/reports.ts';
import { AssayError } from '../core/assay-error.ts';
import { readArguments, readChoice, resolvePath, usageError, type Command } from './command.ts';
import { chooseWorker, finishJob, withWorkbench } from './workbench-session.ts';
import { writeOut } from './write-out.ts';

const NAME = 'export';
const KINDS_ON_A_LINE = 4;

/** `export`: every report that a workspace has, as Word and Excel files in a folder. */
export const exportCommand: Command = {
  name: NAME,
  summary: 'write every report there is as Word and Excel',
  help: `Usage: npm run assay -- export FILE --out FOLDER [--report KIND] [--format word|excel] [--as NAME]

Writes every report of the workspace FILE into FOLDER, which is made if it is not there. Files of the same name are
replaced.

  --out FOLDER           where the reports go
  --report KIND          this one only, and once more for each further one:
${listKinds()}
  --format word|excel    one format only; both if left out
  --as NAME              who works; without it the first active compliance officer
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(
      args,
      NAME,
      {
        out: { type: 'string' },
        report: { type: 'string', multiple: true },
        format: { type: 'string' },
        as: { type: 'string' },
      },
      ['FILE'],
    );
    if (values.out === undefined) throw usageError(NAME, '--out is missing.');
    const formats =
      values.format === undefined ? [...REPORT_FORMATS] : [readChoice(NAME, 'format', values.format, REPORT_FORMATS)];
    const asked = values.report?.map((kind) => readChoice(NAME, 'report', kind, REPORT_KINDS));
    const folder = resolvePath(terminal, values.out);
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(resolvePath(terminal, positionals[0]));
      await chooseWorker(client, values.as);
      const { workspace } = await client.workspace.status();
      const { kinds } = await client.reports.catalogue();
      const filled = kinds.filter(({ records }) => records > 0).map(({ kind }) => kind);
      if (filled.length === 0) throw new AssayError('NOT_FOUND', 'The workspace holds nothing to report on yet.');
      const empty = asked?.find((kind) => !filled.includes(kind));
      if (empty !== undefined) {
        throw new AssayError('NOT_FOUND', `The workspace holds nothing for the report ${empty} yet.`);
      }
      const choice = {
        kinds: asked ?? filled,
        formats,
        assessmentIds: [],
        classification: 'Confidential' as const,
        organisation: workspace?.organisation ?? '',
        withLogo: true,
      };
      const { files } = await finishJob(terminal, (options) => client.reports.export(choice, options));
      await makeFolder(folder);
      for (const { token, name } of files) {
        await writeOut(workbench.files, token, join(folder, basename(name)));
        terminal.print(name);
      }
      terminal.print(`${files.length} files written.`);
    });
  },
};

/** Kinds of reports, some on a line. */
function listKinds(): string {
  const lines: string[] = [];
  for (let at = 0; at < REPORT_KINDS.length; at += KINDS_ON_A_LINE) {
    lines.push(`                         ${REPORT_KINDS.slice(at, at + KINDS_ON_A_LINE).join(', ')}`);
  }
  return lines.join(',\n');
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new AssayError('INVALID_INPUT', `The folder ${basename(folder)} could not be made.`);
  }
}
