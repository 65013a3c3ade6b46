import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** The project's folder. */
export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');

const SOURCE_FOLDERS = ['electron', 'renderer', 'shared'];

/** A source file with what it imports. Paths are relative to the project, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
  /** Files of the project: "shared/contract/vendors.ts". */
  files: string[];
  /** Packages without their subpath, and Node's modules: "docx", "node:fs". */
  packages: string[];
}

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{][^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** What a text imports, statically or not. */
export function listImports(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '').filter(Boolean);
}

function listPaths(folder: string): string[] {
  return readdirSync(join(PROJECT_FOLDER, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(PROJECT_FOLDER, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Every path below a folder of the project. */
export const listFolder = listPaths;

/** Every TypeScript file of the product, with its imports. */
export function readSources(): SourceFile[] {
  return SOURCE_FOLDERS.flatMap(listPaths)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(PROJECT_FOLDER, path), 'utf8');
      const imports = listImports(text);
      return {
        path,
        text,
        files: imports.filter((name) => name.startsWith('.')).map((name) => posix.join(dirname(path), name)),
        packages: imports.filter((name) => !name.startsWith('.')).map(packageName),
      };
    });
}
