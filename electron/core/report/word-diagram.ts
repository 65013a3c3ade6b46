import { ImageRun, Paragraph } from 'docx';
import type { ReportDiagram } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import { writeCaption } from './word-tables.ts';
import { setLine } from './word-text.ts';

const PIXELS_PER_MILLIMETRE = 96 / 25.4;
const TWIPS_PER_PIXEL = 15;
/** What a page has room for below a heading, the sentence before the picture and its caption. */
const HIGHEST_MILLIMETRES = 200;

/** A drawing as a picture below its caption, no wider than the text and no higher than a page. */
export function writeDiagram(diagram: ReportDiagram, context: WordContext): Paragraph[] {
  const { caption, description, png, widthMillimetres, heightMillimetres } = diagram;
  const widest = context.textWidth / TWIPS_PER_PIXEL;
  const width = widthMillimetres * PIXELS_PER_MILLIMETRE;
  const scale = Math.min(1, widest / width, HIGHEST_MILLIMETRES / heightMillimetres);
  const picture = new ImageRun({
    type: 'png',
    data: png,
    transformation: {
      width: Math.round(width * scale),
      height: Math.round(heightMillimetres * PIXELS_PER_MILLIMETRE * scale),
    },
    altText: { name: setLine(caption), title: setLine(caption), description: setLine(description) },
  });
  return [writeCaption(context.numbers.nextFigure(), caption), new Paragraph({ style: 'Normal', children: [picture] })];
}
