import { resolve } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AssayError } from '../core/assay-error.ts';

/** What a command needs of the terminal it runs in. */
export interface Terminal {
  /** Prints a line to standard output. */
  print(line: string): void;
  /** Folder in which relative paths begin. */
  folder: string;
  /** Shows how far long work is, to a person who looks on; null when it has ended. */
  showProgress(progress: { done: number; total: number | null } | null): void;
  /** Aborted when the person wants it to stop. */
  stop: AbortSignal;
}

/** The terminal as a command sees it. */
export interface CommandTerminal extends Terminal {
  /** Ends with another code than 0 although nothing went wrong: an answer that is no. */
  endWith(code: number): void;
}

export interface Command {
  /** One or two words: "import", "score code-change". */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  help: string;
  /** Throws AssayError with one sentence when it could not be done. */
  run(args: readonly string[], terminal: CommandTerminal): Promise<void>;
}

const HELP_OPTION = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads a command's options, strictly: unknown options and surplus words are refused with a sentence that points to
 * the help.
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  command: string,
  options: Options,
  positionalNames: readonly string[] = [],
) {
  const parsed = parseStrictly(args, command, options);
  positionalNames.forEach((name, index) => {
    if (parsed.positionals[index] === undefined) throw usageError(command, `${name} is missing.`);
  });
  const surplus = parsed.positionals[positionalNames.length];
  if (surplus !== undefined) throw usageError(command, `"${surplus}" is one word too many.`);
  return parsed;
}

function parseStrictly<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  command: string,
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options: { ...options, ...HELP_OPTION }, allowPositionals: true });
  } catch (error) {
    const sentence = (error instanceof Error ? error.message : '').split(/\.\s/)[0] ?? '';
    throw usageError(command, `${sentence.replace(/\.$/, '')}.`);
  }
}

/** A mistake in what was typed, with the way to the help. */
export function usageError(command: string, sentence: string): AssayError {
  return new AssayError('INVALID_INPUT', `${sentence} See: npm run assay -- ${`${command} --help`.trim()}`);
}

/** One of the allowed words, or a sentence that lists them. */
export function readChoice<const Choice extends string>(
  command: string,
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  const problem = value === undefined ? 'is missing' : `is not "${value}"`;
  throw usageError(command, `--${option} ${problem}; it is one of ${choices.join(', ')}.`);
}

/** An absolute path of what was typed. */
export function resolvePath(terminal: Terminal, path: string | undefined): string {
  return resolve(terminal.folder, path ?? '');
}
