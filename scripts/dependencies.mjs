import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './child-process.mjs';
import { PlainError, PROJECT_FOLDER } from './project.mjs';

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Whether `node_modules` holds what the lockfile names. npm leaves its own record of what it installed, written last,
 * so an installation that was cut off is seen as well. Optional packages of other platforms may be absent.
 */
export function areDependenciesCurrent(folder = PROJECT_FOLDER) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    return present ? present.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

/** Installs the dependencies of the lockfile when they are not there. */
export async function ensureDependencies() {
  if (areDependenciesCurrent()) return;
  console.log('Installing what Assay needs. This is done once and takes about a minute.');
  const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new PlainError(
      'The dependencies could not be installed: `npm ci` failed. Mend what it names and start again.',
    );
  }
}
