import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..', '..');

/** Runs one of our scripts to its end; throws with its own words. */
export function runToEnd(what: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${what} failed.\n${stdout}${stderr}`);
}

/** Builds what is stale; throws with the builder's own words. */
export function buildParts(...parts: ('page' | 'hosts')[]): void {
  runToEnd('The build', [join('scripts', 'build.mjs'), ...parts, '--if-stale']);
}
