import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, resources and out, whether Assay runs from source or as built. */
export function findProjectFolder(from = import.meta.url): string {
  let folder = dirname(fileURLToPath(from));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The folder of Assay was not found.');
    folder = parent;
  }
  return folder;
}

/** The version of Assay, as in package.json. */
export function readVersion(projectFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
