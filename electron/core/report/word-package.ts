import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** The parts of an Office file by their paths, in the order of the file. */
type OfficeParts = Map<string, Buffer>;

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const LOCAL_HEADER_SIZE = 30;
const DIRECTORY_HEADER_SIZE = 46;
const DIRECTORY_END_SIZE = 22;
const VERSION_NEEDED = 20;
const DEFLATED = 8;
const FIRST_OF_JANUARY_1980 = 0x21;

/**
 * The same package with the same bytes at every run: times and random names out of it, every
 * relationship and bookmark numbered in the order of the document, every file dated alike.
 */
export function normalisePackage(bytes: Uint8Array, createdAt: string): Uint8Array {
  const parts = readParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const names = nameRelationships(parts);
  for (const [path, content] of parts) {
    if (path.endsWith('.xlsx')) parts.set(path, Buffer.from(normalisePackage(content, createdAt)));
    else if (path === 'docProps/core.xml') parts.set(path, Buffer.from(setTimes(content.toString(), createdAt)));
    else if (/\.(?:xml|rels)$/.test(path)) parts.set(path, Buffer.from(normaliseXml(content.toString(), names)));
  }
  return writeParts(parts);
}

/** New names for relationships that the library named at random, by order of the part and of its relationships. */
function nameRelationships(parts: OfficeParts): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [path, content] of parts) {
    if (!path.endsWith('.rels')) continue;
    for (const [, id = ''] of content.toString().matchAll(/ Id="([^"]*)"/g)) {
      if (!/^rId\d+$/.test(id)) names.set(id, `rIdAssay${names.size + 1}`);
    }
  }
  return names;
}

function normaliseXml(xml: string, names: ReadonlyMap<string, string>): string {
  let normal = xml;
  for (const [random, name] of names) normal = normal.replaceAll(`"${random}"`, `"${name}"`);
  return numberDrawings(numberBookmarks(normal));
}

/** Bookmarks and the fields that point to them, numbered anew: the library counts on from document to document. */
function numberBookmarks(xml: string): string {
  const numbers = new Map<string, number>();
  const renumber = (number: string): number => {
    const known = numbers.get(number) ?? numbers.size + 1;
    numbers.set(number, known);
    return known;
  };
  return xml.replaceAll(/<w:(?:hyperlink|bookmarkStart|bookmarkEnd|instrText)\b[^<]*/g, (element) =>
    element.replaceAll(/(_Toc| w:id=")(\d+)/g, (_, before: string, number: string) => `${before}${renumber(number)}`),
  );
}

function numberDrawings(xml: string): string {
  let drawings = 0;
  return xml.replaceAll(/(<wp:docPr id=")\d+/g, (_, before: string) => {
    drawings += 1;
    return `${before}${drawings}`;
  });
}

function setTimes(xml: string, createdAt: string): string {
  const instant = new Date(createdAt).toISOString().replace(/\.\d{3}Z$/, 'Z');
  return xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${instant}`);
}

function readParts(zip: Buffer): OfficeParts {
  const parts: OfficeParts = new Map();
  const end = zip.length - DIRECTORY_END_SIZE;
  if (zip.readUInt32LE(end) !== DIRECTORY_END) throw new Error('The library wrote a package without a directory.');
  let offset = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(offset) === DIRECTORY_HEADER) {
    const method = zip.readUInt16LE(offset + 10);
    const packedSize = zip.readUInt32LE(offset + 20);
    const nameLength = zip.readUInt16LE(offset + 28);
    const local = zip.readUInt32LE(offset + 42);
    const path = zip.toString('utf8', offset + DIRECTORY_HEADER_SIZE, offset + DIRECTORY_HEADER_SIZE + nameLength);
    const start = local + LOCAL_HEADER_SIZE + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + packedSize);
    parts.set(path, method === DEFLATED ? inflateRawSync(packed) : packed);
    offset += DIRECTORY_HEADER_SIZE + nameLength + zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32);
  }
  return parts;
}

function writeParts(parts: OfficeParts): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of parts) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content);
    const fields = writeFields(content, packed, name);
    const header = Buffer.concat([writeNumber(LOCAL_HEADER), fields, name]);
    directory.push(writeDirectoryHeader(fields, name, offset));
    files.push(header, packed);
    offset += header.length + packed.length;
  }
  const headers = Buffer.concat(directory);
  return Buffer.concat([...files, headers, writeEnd(parts.size, headers.length, offset)]);
}

/** What a local header and the directory's header have in common, from the version to the length of the extra field. */
function writeFields(content: Buffer, packed: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(LOCAL_HEADER_SIZE - 4);
  fields.writeUInt16LE(VERSION_NEEDED, 0);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(FIRST_OF_JANUARY_1980, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function writeDirectoryHeader(fields: Buffer, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(DIRECTORY_HEADER_SIZE);
  header.writeUInt32LE(DIRECTORY_HEADER, 0);
  header.writeUInt16LE(VERSION_NEEDED, 4);
  fields.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function writeEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(DIRECTORY_END_SIZE);
  end.writeUInt32LE(DIRECTORY_END, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function writeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
