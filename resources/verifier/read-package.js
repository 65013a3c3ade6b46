/*
 * Finds the files of a package in what was given: a zip archive, read in place, or the files of a folder. Gives a map
 * from path to { size, stream() }.
 */

const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

async function readView(blob, from, to) {
  return new DataView(await blob.slice(Math.max(from, 0), to).arrayBuffer());
}

async function findDirectory(blob) {
  const tailStart = Math.max(blob.size - 65_557, 0);
  const tail = await readView(blob, tailStart, blob.size);
  for (let at = tail.byteLength - 22; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const count = tail.getUint16(at + 10, true);
    const size = tail.getUint32(at + 12, true);
    const offset = tail.getUint32(at + 16, true);
    if (count !== MOST_16 && size !== MOST_32 && offset !== MOST_32) return { count, size, offset };
    const locator = await readView(blob, tailStart + at - 20, tailStart + at);
    if (locator.byteLength < 20 || locator.getUint32(0, true) !== ZIP64_LOCATOR) throw new Error('zip');
    const farEnd = Number(locator.getBigUint64(8, true));
    const far = await readView(blob, farEnd, farEnd + 56);
    return {
      count: Number(far.getBigUint64(32, true)),
      size: Number(far.getBigUint64(40, true)),
      offset: Number(far.getBigUint64(48, true)),
    };
  }
  throw new Error('zip');
}

/** Sizes and offset of an entry, from its ZIP64 field where the header has no room for them. */
function readPlaces(view, at, nameLength, extraLength) {
  const places = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let extra = at + 46 + nameLength;
  const end = extra + extraLength;
  while (extra + 4 <= end) {
    const length = view.getUint16(extra + 2, true);
    if (view.getUint16(extra, true) === 1) {
      let field = extra + 4;
      for (const [index, place] of places.entries()) {
        if (place !== MOST_32) continue;
        places[index] = Number(view.getBigUint64(field, true));
        field += 8;
      }
    }
    extra += 4 + length;
  }
  const [size, packed, offset] = places;
  return { size, packed, offset };
}

function openEntry(blob, { method, size, packed, offset }) {
  return {
    size,
    async stream() {
      const local = await readView(blob, offset, offset + 30);
      const start = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      const bytes = blob.slice(start, start + packed);
      if (method === 0) return bytes.stream();
      if (method === 8) return bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'));
      throw new Error('zip');
    },
  };
}

/** Throws when it is no zip archive, or a part of it cannot be read. */
export async function readZip(blob) {
  const { count, size, offset } = await findDirectory(blob);
  const view = await readView(blob, offset, offset + size);
  const text = new TextDecoder();
  const files = new Map();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== CENTRAL_HEADER) throw new Error('zip');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const name = text.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    const method = view.getUint16(at + 10, true);
    // Programs differ in which of two files of one name they take out, so neither could be vouched for.
    if (files.has(name)) throw new Error('zip');
    if (!name.endsWith('/'))
      files.set(name, openEntry(blob, { method, ...readPlaces(view, at, nameLength, extraLength) }));
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return files;
}

/** The files that a folder's input or a drop gave, by their path in it. */
export function readFolder(list) {
  return new Map([...list].map(({ path, file }) => [path, { size: file.size, stream: async () => file.stream() }]));
}
