import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { openPromise, type Entry } from 'yauzl';
import { AssayError } from '../../assay-error.ts';
import type { DeskFile } from '../../file-desk.ts';
import { writeDirectory, writeLocalHeader, type ZipEntry } from './package-zip.ts';

/** A file of a package that is being checked. */
export interface OpenedFile {
  /** Bytes. */
  size: number;
  read(): Promise<Readable>;
}

/** A package in a folder or a zip archive; give it back with `close`. */
export interface OpenedPackage {
  /** By path, in the folder of the package. */
  files: ReadonlyMap<string, OpenedFile>;
  /** Paths whose headers in the archive are not as Assay wrote them; "" is the archive's directory. */
  listContainerFaults(): Promise<string[]>;
  close(): Promise<void>;
}

/** What systems leave in folders by themselves. */
const LEFT_BEHIND = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//;
const MANIFEST = /(^|\/)manifest\.json$/;
/** More files than any package has; an archive that lists more is not read on. */
const ENTRY_LIMIT = 200_000;

/** Takes the folder off in which everything lies. */
function stripFolder<File>(files: ReadonlyMap<string, File>): { folder: string; files: Map<string, File> } {
  const [nearest] = [...files.keys()]
    .filter((path) => MANIFEST.test(path))
    .sort((left, right) => left.split('/').length - right.split('/').length);
  if (nearest === undefined) {
    throw new AssayError('FILE_REFUSED', 'There is no manifest.json, so this is no audit package, or not a whole one.');
  }
  const folder = nearest.slice(0, -'manifest.json'.length);
  const own = [...files]
    .filter(([path]) => path.startsWith(folder))
    .map(([path, file]): [string, File] => [path.slice(folder.length), file])
    .filter(([path]) => !LEFT_BEHIND.test(path));
  return { folder, files: new Map(own) };
}

async function openFolder(path: string): Promise<OpenedPackage> {
  const found = new Map<string, OpenedFile>();
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size } = await stat(file);
    found.set(relative(path, file).split(sep).join('/'), { size, read: async () => createReadStream(file) });
  }
  const { files } = stripFolder(found);
  return { files, listContainerFaults: async () => [], close: async () => undefined };
}

/** Where the headers differ from those that Assay writes; nothing when another program packed the archive. */
async function compareHeaders(path: string, folder: string, entries: readonly Entry[]): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    const stated = entries.map((entry): ZipEntry => ({
      name: entry.fileName,
      bytes: entry.uncompressedSize,
      checksum: entry.crc32,
      offset: entry.relativeOffsetOfLocalHeader,
    }));
    const faults: string[] = [];
    let end = 0;
    for (const entry of stated) {
      const expected = Buffer.concat([writeLocalHeader(entry), Buffer.from(entry.name)]);
      const found = Buffer.alloc(expected.length);
      await file.read(found, 0, found.length, entry.offset);
      if (!found.equals(expected)) faults.push(entry.name.slice(folder.length));
      end = Math.max(end, entry.offset + expected.length + entry.bytes);
    }
    const directory = writeDirectory(stated, end);
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.max(size - end, 0));
    if (tail.length === directory.length) await file.read(tail, 0, tail.length, end);
    if (!tail.equals(directory)) faults.push('');
    // Nothing as Assay writes it: somebody packed the files anew, which changes none of them.
    return faults.length > stated.length ? [] : faults;
  } finally {
    await file.close();
  }
}

/** Programs differ in which of two files of one name they take out, so nobody could say which one was checked. */
function refuseDuplicates(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { fileName } of entries) {
    if (seen.has(fileName)) {
      throw new AssayError('FILE_REFUSED', `The archive holds ${fileName.slice(0, 200)} twice, which no package does.`);
    }
    seen.add(fileName);
  }
}

async function openZip(path: string): Promise<OpenedPackage> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
  try {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > ENTRY_LIMIT) {
        throw new AssayError('FILE_REFUSED', 'The archive lists more files than any audit package has.');
      }
    }
    refuseDuplicates(entries);
    const found = new Map(
      entries
        .filter(({ fileName }) => !fileName.endsWith('/'))
        .map((entry): [string, OpenedFile] => [
          entry.fileName,
          { size: entry.uncompressedSize, read: () => zip.openReadStreamPromise(entry) },
        ]),
    );
    const { folder, files } = stripFolder(found);
    return {
      files,
      listContainerFaults: () => compareHeaders(path, folder, entries),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/**
 * Opens what a window gave file by file, as it does with a folder.
 *
 * @param given by path in the folder, with forward slashes.
 * @throws AssayError FILE_REFUSED when there is no manifest among them.
 */
export function openGivenFiles(given: ReadonlyMap<string, DeskFile>): OpenedPackage {
  const found = new Map(
    [...given].map(([path, { size, path: place }]): [string, OpenedFile] => [
      path,
      { size, read: async () => createReadStream(place) },
    ]),
  );
  const { files } = stripFolder(found);
  return { files, listContainerFaults: async () => [], close: async () => undefined };
}

/**
 * Opens a package for checking.
 *
 * @param path of a zip archive or of a folder.
 * @throws AssayError NOT_FOUND; FILE_REFUSED when it is no package.
 */
export async function openPackage(path: string): Promise<OpenedPackage> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch {
    throw new AssayError('NOT_FOUND', 'There is no such package.');
  }
  if (isFolder) return openFolder(path);
  try {
    return await openZip(path);
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError('FILE_REFUSED', 'This is neither a folder nor a zip archive that can be read.');
  }
}
