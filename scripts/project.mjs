import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const PROJECT_FOLDER = dirname(dirname(fileURLToPath(import.meta.url)));

/** An absolute path inside the project. */
export function inProject(...parts) {
  return join(PROJECT_FOLDER, ...parts);
}

/** The folder in which the person typed the command; npm itself runs scripts in the project's folder. */
export function callerFolder() {
  const { INIT_CWD, npm_lifecycle_event: startedByNpm } = process.env;
  return startedByNpm && INIT_CWD && process.cwd() === PROJECT_FOLDER ? INIT_CWD : process.cwd();
}

/** A failure whose message is one sentence for the person at the terminal; anything else keeps its stack. */
export class PlainError extends Error {}

/** Runs `main`; a failure ends the process with code 1, and a `PlainError` prints its sentence alone. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : error);
    process.exitCode = 1;
  }
}
