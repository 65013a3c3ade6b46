import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AssayError } from '../core/assay-error.ts';

/** What a person can ask for when starting Assay. */
export interface LaunchOptions {
  /** Absolute path of the workspace to open, if one was named. */
  workspace: string | null;
  /** Make the sample workspace, or open it where it is there already. */
  sample: boolean;
  /** 0 lets the system choose. */
  port: number;
  openBrowser: boolean;
  help: boolean;
}

export const LAUNCH_HELP = `Usage: npm start -- [options]

  --browser          open Assay in the browser even where the desktop window could open
  --no-open          do not open the browser; print the address only
  --port N           listen on this port instead of a free one (browser)
  --workspace FILE   open this workspace
  --sample           open the sample workspace, made if it is not there yet
  --help             show this text
`;

/**
 * Reads the arguments of a start; `folder` is where relative paths begin. One positional argument is a workspace too,
 * as a double click on a file gives it. Throws INVALID_INPUT with a sentence.
 */
export function readLaunchOptions(args: readonly string[], folder: string): LaunchOptions {
  const { values, positionals } = parseLaunchArguments(args);
  const file = values.workspace ?? positionals[0];
  return {
    workspace: file === undefined ? null : resolve(folder, file),
    sample: values.sample ?? false,
    port: readPort(values.port),
    openBrowser: !values['no-open'],
    help: values.help ?? false,
  };
}

function parseLaunchArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        browser: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        workspace: { type: 'string' },
        sample: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new AssayError('INVALID_INPUT', `${error instanceof Error ? error.message : 'Unknown option.'} See --help.`);
  }
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new AssayError('INVALID_INPUT', `--port wants a number from 0 to 65535, not "${text}".`);
}
