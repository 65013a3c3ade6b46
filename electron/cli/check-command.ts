import { basename } from 'node:path';
import { AssayError } from '../core/assay-error.ts';
import { readArguments, resolvePath, type Command } from './command.ts';
import { finishJob, withWorkbench } from './workbench-session.ts';

/** `check`: verifies a workspace and names the first thing wrong. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'verify database, evidence and trail of a workspace',
  help: `Usage: npm run assay -- check FILE

Verifies the workspace's database, every evidence file against its SHA-256, and the audit trail from its first entry.
Ends with 1 and names the first thing wrong.
`,
  async run(args, terminal) {
    const { positionals } = readArguments(args, 'check', {}, ['FILE']);
    const file = resolvePath(terminal, positionals[0]);
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(file);
      const { sound, problems, entries, evidenceFiles } = await finishJob(terminal, (options) =>
        client.workspace.check(undefined, options),
      );
      if (!sound) throw new AssayError('WORKSPACE_DAMAGED', problems[0]?.sentence ?? 'The workspace is not sound.');
      terminal.print(`${basename(file)} is sound: ${entries} trail entries, ${evidenceFiles} evidence files.`);
    });
  },
};
