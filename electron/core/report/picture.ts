import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Makes a PNG of a drawing. */
export type WritePicture = (svg: string) => Promise<Uint8Array>;

const RASTERISER = new URL('../../../node_modules/@resvg/resvg-wasm/index_bg.wasm', import.meta.url);
/** Pixels for each of the drawing's: 288 to the inch in print. */
const ZOOM = 3;
/** The static cuts of Inter; the variable one would come out in one weight alone. */
const FACES = /^inter-[a-z-]+-\d00\.woff2$/;

let rasteriser: Promise<void> | null = null;
const faces = new Map<string, Promise<Uint8Array[]>>();

function startRasteriser(): Promise<void> {
  // A module of WebAssembly can be started once in a process.
  rasteriser ??= readFile(RASTERISER).then((bytes) => initWasm(bytes));
  return rasteriser;
}

async function readFaces(folder: string): Promise<Uint8Array[]> {
  const names = (await readdir(folder)).filter((name) => FACES.test(name)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}

/**
 * Opens the writer of pictures: SVG to PNG at three times its size, in the type that comes with Assay and no other, so
 * that the same drawing gives the same bytes on every machine.
 *
 * @param resources the product's resources; the type stands in `fonts` below it.
 */
export function openPictureWriter(resources: string): WritePicture {
  const folder = join(resources, 'fonts');
  return async (svg) => {
    await startRasteriser();
    const known = faces.get(folder) ?? readFaces(folder);
    faces.set(folder, known);
    const font = { fontBuffers: await known, defaultFontFamily: 'Inter' };
    const drawing = new Resvg(svg, { fitTo: { mode: 'zoom', value: ZOOM }, font });
    try {
      const picture = drawing.render();
      try {
        return picture.asPng();
      } finally {
        picture.free();
      }
    } finally {
      drawing.free();
    }
  };
}
