import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/*
 * A zip archive without compression, written once from front to back (APPNOTE.TXT 4.3): what is in it is packed already
 * or is evidence, whose bytes an auditor should find as they are. Every field is the same at every run. Sizes above 4 GB
 * of the whole archive and more than 65,535 files go into the ZIP64 records.
 */

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_OF_DIRECTORY = 0x06054b50;
const LOCAL_SIZE = 30;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
const VERSION = 20;
const VERSION_64 = 45;
/** 1 January 1980, the first day that the format knows. */
const DOS_DATE = 0x0021;
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;

/** A file in the archive as its headers state it. */
export interface ZipEntry {
  name: string;
  bytes: number;
  checksum: number;
  /** Where its local header begins. */
  offset: number;
}

/** The header before a file's bytes, without its name. */
export function writeLocalHeader({ name, bytes, checksum }: ZipEntry): Buffer {
  const header = Buffer.alloc(LOCAL_SIZE);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(UTF8_FLAG, 6);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(bytes, 18);
  header.writeUInt32LE(bytes, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return header;
}

function writeCentralHeader({ name, bytes, checksum, offset }: ZipEntry): Buffer {
  const isFar = offset >= MOST_32;
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(isFar ? VERSION_64 : VERSION, 4);
  header.writeUInt16LE(isFar ? VERSION_64 : VERSION, 6);
  header.writeUInt16LE(UTF8_FLAG, 8);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(bytes, 20);
  header.writeUInt32LE(bytes, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(isFar ? MOST_32 : offset, 42);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

function writeZip64End(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(ZIP64_END, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(VERSION_64, 12);
  end.writeUInt16LE(VERSION_64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(ZIP64_LOCATOR, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Everything after the last file: the directory and its end. `offset` is where it begins. */
export function writeDirectory(entries: readonly ZipEntry[], offset: number): Buffer {
  const directory = Buffer.concat(entries.map(writeCentralHeader));
  const isFar = offset >= MOST_32 || directory.length >= MOST_32 || entries.length >= MOST_16;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(Math.min(entries.length, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries.length, MOST_16), 10);
  end.writeUInt32LE(Math.min(directory.length, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  return Buffer.concat([directory, ...(isFar ? [writeZip64End(entries.length, directory.length, offset)] : []), end]);
}

/** An archive that is being written; nothing of it is kept in memory but its directory. */
export interface ZipWriter {
  /** Writes one file from its chunks as they come. */
  add(name: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** Writes the directory and closes the file. */
  finish(): Promise<void>;
  /** Closes the file as it is; who asked for it deletes it. */
  abandon(): Promise<void>;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    written += (await file.write(bytes, written, bytes.byteLength - written, position + written)).bytesWritten;
  }
}

/** Begins an archive in a new file. */
export async function openZipWriter(path: string): Promise<ZipWriter> {
  const file = await open(path, 'wx', 0o600);
  const entries: ZipEntry[] = [];
  let position = 0;
  return {
    async add(name, chunks) {
      const offset = position;
      const start = offset + LOCAL_SIZE + Buffer.byteLength(name);
      let checksum = 0;
      let bytes = 0;
      // While one chunk is being written the next is read and hashed; no more than two are in memory.
      let writing = Promise.resolve();
      try {
        for await (const chunk of chunks) {
          checksum = crc32(chunk, checksum);
          await writing;
          writing = writeAll(file, chunk, start + bytes);
          // What goes wrong is heard at the next await, and must not end the process before.
          writing.catch(() => undefined);
          bytes += chunk.byteLength;
        }
      } finally {
        await writing;
      }
      if (bytes > MOST_32) throw new RangeError(`${name} is larger than 4 GB`);
      const entry = { name, bytes, checksum, offset };
      // The header states the sum and the size, which are known only now.
      await writeAll(file, Buffer.concat([writeLocalHeader(entry), Buffer.from(name)]), offset);
      entries.push(entry);
      position = start + bytes;
    },
    async finish() {
      await writeAll(file, writeDirectory(entries, position), position);
      await file.close();
    },
    abandon: () => file.close(),
  };
}
