import { basename } from 'node:path';
import { readArguments, resolvePath, type Command } from './command.ts';
import { reportTo, withWorkbench } from './workbench-session.ts';

/** `sample`: makes the sample workspace. */
export const sampleCommand: Command = {
  name: 'sample',
  summary: 'make the sample workspace',
  help: `Usage: npm run assay -- sample FILE

Makes the sample workspace, a fictional company with vendors, tools, people and assessments, as a new file.
`,
  async run(args, terminal) {
    const { positionals } = readArguments(args, 'sample', {}, ['FILE']);
    const file = resolvePath(terminal, positionals[0]);
    await withWorkbench((workbench) => workbench.createSampleWorkspace(file, reportTo(terminal)));
    terminal.showProgress(null);
    terminal.print(`${basename(file)} holds the sample workspace.`);
  },
};
