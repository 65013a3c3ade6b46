import { AssayError } from '../core/assay-error.ts';
import { verifyPackage } from '../core/features/audit-package/verify-package.ts';
import { readArguments, resolvePath, type Command } from './command.ts';
import { reportTo } from './workbench-session.ts';

const NAME = 'verify';
/** The worst first: this is the file that is named. */
const BAD_STATES = ['altered', 'added', 'missing'] as const;
const STATE_WORDS = {
  altered: 'is altered',
  added: 'does not belong to the package',
  missing: 'is missing',
} as const;

/** `verify`: is an audit package as it was when it was signed? */
export const verifyCommand: Command = {
  name: NAME,
  summary: 'check an audit package, a folder or a zip',
  help: `Usage: npm run assay -- verify PACKAGE [--json]

Checks the audit package PACKAGE, a folder or a zip file: every file against the manifest, the manifest against its
signature. Ends with 1 and names the first file that is altered, missing or does not belong to it. It needs no workspace.

  --json    print the whole outcome as JSON
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, NAME, { json: { type: 'boolean' } }, ['PACKAGE']);
    const outcome = await verifyPackage(resolvePath(terminal, positionals[0]), reportTo(terminal));
    terminal.showProgress(null);
    if (values.json === true) {
      terminal.print(JSON.stringify(outcome));
      if (outcome.verdict !== 'valid') terminal.endWith(1);
      return;
    }
    for (const state of BAD_STATES) {
      const bad = outcome.files.filter((file) => file.state === state);
      const [first] = bad;
      if (!first) continue;
      const more = bad.length === 1 ? '' : ` (and ${bad.length - 1} more)`;
      throw new AssayError('WORKSPACE_DAMAGED', `${first.path} ${STATE_WORDS[state]}${more}.`);
    }
    terminal.print(
      `${outcome.name ?? ''} is valid: ${outcome.files.length} files are as they were when it was signed.`,
    );
    terminal.print(`Key ${outcome.keySha256 ?? ''}; compare it with one that reached you by another way.`);
  },
};
