import { ORPCError } from '@orpc/server';
import { AssayError } from '../core/assay-error.ts';
import { askCommand } from './ask-command.ts';
import { calendarCommand } from './calendar-command.ts';
import { checkCommand } from './check-command.ts';
import { usageError, type Command, type Terminal } from './command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { packageCommand } from './package-command.ts';
import { sampleCommand } from './sample-command.ts';
import { scoreCommand } from './score-command.ts';
import { verifyCommand } from './verify-command.ts';

const COMMANDS: readonly Command[] = [
  sampleCommand,
  importCommand,
  exportCommand,
  calendarCommand,
  checkCommand,
  packageCommand,
  verifyCommand,
  scoreCommand,
  askCommand,
];

function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`);
  return `Usage: npm run assay -- COMMAND [options]\n\n${lines.join('\n')}\n\nEach command says more with --help.`;
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** Finds the command by its one or two words; what is left are its arguments. */
function findCommand(args: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const command of COMMANDS) {
    const words = command.name.split(' ');
    if (words.every((word, index) => args[index] === word)) return { command, rest: args.slice(words.length) };
  }
  return null;
}

/** The code of a process that Ctrl-C ended. */
export const INTERRUPTED = 130;
const CANCELLED = 'Cancelled. Nothing half-written was left behind.';

/**
 * Runs what was typed after `assay`. Gives the exit code: 0 or what the command ended with, or after one sentence through
 * `complain` 1, and 130 when it was cancelled.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  complain: (sentence: string) => void,
): Promise<number> {
  let code = 0;
  const endWith = (other: number) => {
    code = other;
  };
  try {
    const found = findCommand(args);
    if (found && asksForHelp(found.rest)) terminal.print(found.command.help.trimEnd());
    else if (found) await found.command.run(found.rest, { ...terminal, endWith });
    else showOverview(args, terminal);
    return code;
  } catch (error) {
    terminal.showProgress(null);
    const { aborted } = terminal.stop;
    complain(aborted ? CANCELLED : toSentence(error));
    return aborted ? INTERRUPTED : 1;
  }
}

function showOverview(args: readonly string[], terminal: Terminal): void {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${args[0]} `));
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h') return terminal.print(overview(COMMANDS));
  if (group.length > 0 && (args.length === 1 || asksForHelp(args))) return terminal.print(overview(group));
  throw usageError('', `There is no command "${args.join(' ')}".`);
}

function toSentence(error: unknown): string {
  if (error instanceof AssayError || error instanceof ORPCError) return error.message;
  return `Assay met an error that it did not expect: ${error instanceof Error ? error.message : String(error)}`;
}
