import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UPLOAD_LIMIT } from '../../shared/rules/file-limits.ts';
import { AssayError } from './assay-error.ts';

/** A file on its way in or out; the page knows it by its token alone. */
export interface DeskFile {
  token: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  path: string;
}

/** Where files wait between the page and the core, so that no path ever travels. */
export interface FileDesk {
  /** Takes in an upload. Refuses more than `limit` bytes with FILE_REFUSED and keeps nothing of it. */
  receive(name: string, source: AsyncIterable<Uint8Array>, limit?: number): Promise<DeskFile>;
  /** Registers a file that the core or a host's dialog has at hand. Files made by the core lie in `newPath()`. */
  offer(path: string, name: string, mediaType: string): Promise<DeskFile>;
  /** A fresh path in the desk's own folder, for a file that is about to be written. */
  newPath(): string;
  /** Throws FILE_GONE for an unknown token. */
  find(token: string): DeskFile;
  read(token: string): Readable;
  /** Forgets the token and deletes the file if the desk made it. */
  discard(token: string): Promise<void>;
  /** Deletes everything. */
  clear(): Promise<void>;
}

/** Opens a desk in `folder`, which is emptied first. */
export async function openFileDesk(folder: string): Promise<FileDesk> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, DeskFile>();
  const newToken = () => randomBytes(24).toString('base64url');
  const newPath = () => join(folder, newToken());

  async function register(path: string, name: string, mediaType: string): Promise<DeskFile> {
    const file = { token: newToken(), name: basename(name), mediaType, size: (await stat(path)).size, path };
    files.set(file.token, file);
    return file;
  }

  function find(token: string): DeskFile {
    const file = files.get(token);
    if (!file) throw new AssayError('FILE_GONE', 'This file is no longer held. Choose or export it again.');
    return file;
  }

  return {
    newPath,
    async receive(name, source, limit = UPLOAD_LIMIT) {
      const path = newPath();
      let size = 0;
      const gate = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          size += chunk.byteLength;
          if (size <= limit) done(null, chunk);
          else done(new AssayError('FILE_REFUSED', `The file is larger than ${Math.floor(limit / 1024 / 1024)} MB.`));
        },
      });
      try {
        await pipeline(Readable.from(source), gate, createWriteStream(path, { mode: 0o600 }));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return register(path, name, 'application/octet-stream');
    },
    offer: register,
    find,
    read: (token) => createReadStream(find(token).path),
    async discard(token) {
      const file = files.get(token);
      files.delete(token);
      if (file?.path.startsWith(folder)) await rm(file.path, { force: true });
    },
    async clear() {
      files.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
