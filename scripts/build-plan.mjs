import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { inProject, PROJECT_FOLDER } from './project.mjs';

/** What is built, from which files, and one file that is there when it was. */
export const BUILD_PARTS = {
  page: {
    sources: ['renderer', 'shared', 'resources/fonts', 'resources/icons', 'package-lock.json', 'scripts/build.mjs'],
    product: 'out/page-assets.json',
  },
  hosts: {
    sources: ['electron', 'shared', 'package-lock.json', 'scripts/build.mjs'],
    product: 'out/main/main.js',
  },
};

/** Every file below a path, sorted; a path that is not there gives none. */
export function listFiles(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      return entry.isDirectory() ? listFiles(inner) : [inner];
    })
    .sort((left, right) => (left < right ? -1 : 1));
}

/** A fingerprint of names, sizes and times of the files below `sources`. */
export function fingerprintSources(sources, folder = PROJECT_FOLDER) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => listFiles(join(folder, source)))) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(folder, path).split(sep).join('/')}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const stampPath = (part) => inProject('out', `.${part}.stamp`);

/** Whether a part has to be built: never built, or a source has changed since. */
export function isStale(part) {
  const { sources, product } = BUILD_PARTS[part];
  if (!existsSync(inProject(product)) || !existsSync(stampPath(part))) return true;
  return readFileSync(stampPath(part), 'utf8') !== fingerprintSources(sources);
}

/** Remembers that a part was built from sources with this fingerprint, taken before the build began. */
export function markBuilt(part, fingerprint) {
  writeFileSync(stampPath(part), fingerprint);
}
