import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** The mark that Electron's binary carries before its fuses: version 1, nine fuses, every one still as delivered. */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_COUNT = 9;

/**
 * Makes a folder that has what a packager wants of Electron for Linux, without Electron: version, a program, its own
 * archive, a locale. Fuses can be set and read back in the program.
 */
export async function makeStandInElectron(folder: string, version: string): Promise<void> {
  const application = join(folder, 'application');
  const resources = join(folder, 'electron', 'resources');
  await mkdir(application, { recursive: true });
  await mkdir(join(folder, 'electron', 'locales'), { recursive: true });
  await mkdir(resources, { recursive: true });
  await writeFile(join(application, 'package.json'), '{"name":"default","main":"main.js"}');
  await writeFile(join(application, 'main.js'), '');
  await createPackage(application, join(resources, 'default_app.asar'));
  const fuses = Buffer.concat([Buffer.from(FUSE_MARK), Buffer.from([1, FUSE_COUNT]), Buffer.alloc(FUSE_COUNT, '0')]);
  const program = Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), fuses, Buffer.from('\n')]);
  await writeFile(join(folder, 'electron', 'electron'), program, { mode: 0o755 });
  await writeFile(join(folder, 'electron', 'version'), version);
  await writeFile(join(folder, 'electron', 'locales', 'en-US.pak'), '');
}
