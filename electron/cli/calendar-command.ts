import { basename } from 'node:path';
import { readArguments, resolvePath, usageError, type Command } from './command.ts';
import { chooseWorker, withWorkbench } from './workbench-session.ts';
import { writeOut } from './write-out.ts';

const NAME = 'calendar';

/** `calendar`: everything that has a day from today on, as a calendar file. */
export const calendarCommand: Command = {
  name: NAME,
  summary: 'write what is due as a calendar file',
  help: `Usage: npm run assay -- calendar FILE --out DUE.ics [--as NAME] [--mine]

Writes every day of the workspace FILE from today on as a calendar file (iCalendar) with reminders: 90, 60, 30 and 0
days before something ends, 7 and 0 days before work is due. A calendar that takes the file again shows nothing twice.

  --out DUE.ics    the file to write; one of the same name is replaced
  --as NAME        who works; without it the first active compliance officer
  --mine           only what that person has to do
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(
      args,
      NAME,
      { out: { type: 'string' }, as: { type: 'string' }, mine: { type: 'boolean' } },
      ['FILE'],
    );
    if (values.out === undefined) throw usageError(NAME, '--out is missing.');
    const path = resolvePath(terminal, values.out);
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(resolvePath(terminal, positionals[0]));
      await chooseWorker(client, values.as);
      const { token, events } = await client.overview.exportCalendar({ mine: values.mine === true });
      await writeOut(workbench.files, token, path);
      terminal.print(`${basename(path)} holds ${events} ${events === 1 ? 'day' : 'days'}.`);
    });
  },
};
