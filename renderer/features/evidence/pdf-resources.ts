/**
 * Typefaces for fonts that a PDF may name without carrying them, each loaded when it is needed. The reader's Liberation Sans
 * is left out for its licence: the machine's own sans serif stands in for Helvetica.
 */
const FONTS = import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/Foxit*.pfb', {
  query: '?url&inline',
  import: 'default',
});

/** Bytes from base64. */
export function readBase64(content: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
}

async function findResource(kind: string, filename: string): Promise<string | undefined> {
  if (kind === 'cMapUrl') return (await import('./pdf-cmaps.ts')).CMAPS[filename];
  const load = Object.entries(FONTS).find(([path]) => path.endsWith(`/${filename}`))?.[1];
  return kind === 'standardFontDataUrl' ? load?.() : undefined;
}

/**
 * Gives the reader its own fonts and tables of characters. They come as scripts of the build, because the desktop's page
 * may fetch nothing, not even from its own host.
 */
export class PdfResources {
  readonly fetch = async ({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> => {
    const address = await findResource(kind, filename);
    if (address === undefined) throw new Error(`${filename} is not part of this build.`);
    return readBase64(address.slice(address.indexOf(',') + 1));
  };
}
