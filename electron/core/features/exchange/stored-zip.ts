import { crc32 } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
const VERSION = 20;
/** 1 January 1980, the first day that the format knows. */
const DOS_DATE = 0x0021;

interface Part {
  name: Buffer;
  bytes: Uint8Array;
  checksum: number;
  offset: number;
}

/** The fields that local and central headers share: version, flags, method 0, time, checksum, sizes, name length. */
function writeSharedFields(header: Buffer, at: number, { name, bytes, checksum }: Part): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(UTF8_FLAG, at + 2);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(checksum, at + 10);
  header.writeUInt32LE(bytes.byteLength, at + 14);
  header.writeUInt32LE(bytes.byteLength, at + 18);
  header.writeUInt16LE(name.byteLength, at + 22);
}

function writeLocalHeader(part: Part): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  writeSharedFields(header, 4, part);
  return header;
}

function writeCentralHeader(part: Part): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  writeSharedFields(header, 6, part);
  header.writeUInt32LE(part.offset, 42);
  return header;
}

/** A zip archive of these parts as they are, without compression: at most 65,535 parts and 4 GB (APPNOTE.TXT, 4.3). */
export function writeStoredZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const chunks: Uint8Array[] = [];
  const parts: Part[] = [];
  let offset = 0;
  for (const [fileName, bytes] of files) {
    const part = { name: Buffer.from(fileName), bytes, checksum: crc32(bytes), offset };
    const header = writeLocalHeader(part);
    chunks.push(header, part.name, bytes);
    offset += header.byteLength + part.name.byteLength + bytes.byteLength;
    parts.push(part);
  }
  const directory = Buffer.concat(parts.flatMap((part) => [writeCentralHeader(part), part.name]));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, directory, end]);
}
