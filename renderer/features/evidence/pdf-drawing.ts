import type { PdfFile } from './pdf-file.ts';

/** Most pixels of one drawn page; a page that is enlarged beyond it is drawn coarser, so that memory stays bounded. */
const PIXEL_LIMIT = 12_000_000;
/** Longest side of a picture that browsers draw, in pixels. */
const SIDE_LIMIT = 16_384;

/** A page that was drawn: its picture, its words on top, and its measure in CSS pixels. */
export interface DrawnPage {
  canvas: HTMLCanvasElement;
  words: HTMLElement;
  width: number;
  height: number;
}

/** Gives back the memory of a picture at once, not when the collector comes by. */
export function releaseCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

/**
 * Draws a page. Notes, stamps and what was filled into forms are part of the picture; nothing of them can be pressed.
 *
 * @param number from 1.
 * @param scale CSS pixels for one point of the document.
 * @throws what the reader says when the page cannot be read, or when `signal` was aborted.
 */
export async function drawPage(
  { document: pdf, reader }: PdfFile,
  { number, scale }: { number: number; scale: number },
  signal: AbortSignal,
): Promise<DrawnPage> {
  const page = await pdf.getPage(number);
  signal.throwIfAborted();
  const viewport = page.getViewport({ scale });
  const { width, height } = viewport;
  const finest = Math.min(Math.sqrt(PIXEL_LIMIT / (width * height)), SIDE_LIMIT / Math.max(width, height));
  const ratio = Math.min(window.devicePixelRatio, finest);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(width * ratio));
  canvas.height = Math.max(1, Math.floor(height * ratio));
  const picture = page.render({
    canvas,
    viewport,
    transform: [canvas.width / width, 0, 0, canvas.height / height, 0, 0],
    annotationMode: reader.AnnotationMode.ENABLE,
  });
  const words = document.createElement('div');
  const text = new reader.TextLayer({ textContentSource: page.streamTextContent(), container: words, viewport });
  signal.addEventListener('abort', () => {
    picture.cancel();
    text.cancel();
  });
  try {
    await Promise.all([picture.promise, text.render()]);
    signal.throwIfAborted();
  } catch (error) {
    releaseCanvas(canvas);
    throw error;
  } finally {
    page.cleanup();
  }
  return { canvas, words, width, height };
}
