import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PROJECT_FOLDER } from './project.mjs';

const RELAYED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program, in the project's folder unless told otherwise, passes on the signals that this process receives, and waits for its end.
 * Gives the exit code; a program that a signal ended counts as 1, one that could not be started as 127.
 */
export function runProgram(file, args, { quiet = false, env = process.env, shell = false, cwd = PROJECT_FOLDER } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'ignore', 'ignore'] : 'inherit';
    const child = spawn(file, args, { cwd, stdio, env, shell });
    const relays = RELAYED_SIGNALS.map((signal) => [signal, () => child.kill(signal)]);
    for (const [signal, relay] of relays) process.on(signal, relay);
    const finish = (code) => {
      for (const [signal, relay] of relays) process.off(signal, relay);
      resolve(code);
    };
    child.once('error', () => finish(127));
    child.once('exit', (code) => finish(code ?? 1));
  });
}

/** Runs npm itself, the one that started this script where there is one. */
export function runNpm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.[cm]?js$/.test(script) && existsSync(script)) {
    return runProgram(process.execPath, [script, ...args], options);
  }
  const onWindows = process.platform === 'win32';
  return runProgram(onWindows ? 'npm.cmd' : 'npm', args, { ...options, shell: onWindows });
}

/** Where Node keeps what it compiled, which halves what a start costs; by content, so that it is never out of date. */
const COMPILE_CACHE = join(PROJECT_FOLDER, 'node_modules', '.cache', 'node');

/** The environment in which `node` is the given one. */
export function environmentWithNode(node) {
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...process.env,
    PATH: [dirname(node), process.env.PATH].join(delimiter),
  };
}
