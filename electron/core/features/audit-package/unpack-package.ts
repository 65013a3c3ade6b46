import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPackage } from './open-package.ts';

/**
 * Writes the files of an archive into a new folder, one after the other.
 *
 * @param stop Aborted when it is to end early; what was written by then stays.
 * @throws AssayError FILE_REFUSED when the archive is no package; Error when a file cannot be written, or it was stopped.
 */
export async function unpackPackage(archive: string, folder: string, stop?: AbortSignal): Promise<void> {
  const opened = await openPackage(archive);
  try {
    for (const [path, file] of opened.files) {
      const place = join(folder, path);
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await pipeline(await file.read(), createWriteStream(place, { mode: 0o600, flags: 'wx' }), {
        ...(stop && { signal: stop }),
      });
    }
  } finally {
    await opened.close();
  }
}
