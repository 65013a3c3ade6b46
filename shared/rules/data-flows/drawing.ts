import type { PlaceKind } from '../../contract/data-flows.ts';
import type { Point } from './geometry.ts';
import type { DrawnFlow, DrawnPlace, DrawnText, DrawnTone, Scene } from './scene.ts';

/** One sign for each kind of place, in strokes on 16 by 16 pixels. */
export const PLACE_SIGNS: Readonly<Record<PlaceKind, string>> = {
  workstation: 'M3 3.5h10v7H3zM1.5 13h13',
  own_system: 'M2.5 2.5h11v4.5h-11zM2.5 9h11v4.5h-11zM5 4.75h1M5 11.25h1',
  service: 'M4.5 12.5a3 3 0 0 1 .3-6 4 4 0 0 1 7.6 1.1 2.5 2.5 0 0 1-.4 4.9z',
  model_host:
    'M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14',
  sub_processor: 'M2.5 2.5h4.5v4.5H2.5zM9 9h4.5v4.5H9zM4.75 7v4.25H9',
  retention: 'M2 3h12v3H2zM3 6v7h10V6M6.5 8.5h3',
  store:
    'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2zM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
};

const CORNER = 8;
const HEAD_LENGTH = 8;
const HEAD_WIDTH = 7;

/** The colours of print (`documents.md`). */
const INK = '#161a21';
const QUIET = '#4b5462';
const BAD = '#b3261e';
const BORDER = '#848d9b';
const LINE = '#4b5462';
const PAPER = '#ffffff';
const TONES: Readonly<Record<DrawnTone, string>> = { ink: INK, quiet: QUIET, bad: BAD };
const DASH = '5 4';

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const share = Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function write(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function at({ x, y }: Point): string {
  return `${write(x)} ${write(y)}`;
}

/** The line of a flow as a path of SVG, its corners rounded. */
export function writeFlowPath({ points }: Pick<DrawnFlow, 'points'>): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, index) => {
    const before = points[index] ?? point;
    const after = rest[index + 1];
    if (!after) return `L${at(point)}`;
    return `L${at(towards(point, before, CORNER))}Q${at(point)} ${at(towards(point, after, CORNER))}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

function writeHead(tip: Point, before: Point): string {
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const base = { x: tip.x - along.x * HEAD_LENGTH, y: tip.y - along.y * HEAD_LENGTH };
  const side = { x: (-along.y * HEAD_WIDTH) / 2, y: (along.x * HEAD_WIDTH) / 2 };
  const corners = [tip, { x: base.x + side.x, y: base.y + side.y }, { x: base.x - side.x, y: base.y - side.y }];
  return `M${corners.map(at).join('L')}z`;
}

/** The arrowheads of a flow as one path of SVG: at its end, and at its beginning when it goes both ways. */
export function writeFlowHeads({ points, bothWays }: Pick<DrawnFlow, 'points' | 'bothWays'>): string {
  const [first, second] = points;
  const last = points.at(-1);
  const before = points.at(-2);
  if (!first || !second || !last || !before) return '';
  return writeHead(last, before) + (bothWays ? writeHead(first, second) : '');
}

/** Text that can stand in XML, wherever it comes from: its five signs escaped, what XML cannot hold left out. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function writeText({ text, x, y, size, bold, tone }: DrawnText): string {
  const weight = bold ? ' font-weight="600"' : '';
  return `<text x="${write(x)}" y="${write(y)}" font-size="${size}"${weight} fill="${TONES[tone]}">${escapeText(text)}</text>`;
}

function writePlace({ kind, x, y, width, height, unknown, texts }: DrawnPlace): string {
  const box = `x="${write(x)}" y="${write(y)}" width="${write(width)}" height="${write(height)}" rx="6"`;
  const dash = unknown ? ` stroke-dasharray="${DASH}"` : '';
  return [
    `<rect ${box} fill="${PAPER}" stroke="${BORDER}"${dash}/>`,
    `<path transform="translate(${write(x + 9)} ${write(y + 8)}) scale(.9)" d="${PLACE_SIGNS[kind]}" fill="none" stroke="${QUIET}"/>`,
    ...texts.map(writeText),
  ].join('');
}

function writeLine(flow: DrawnFlow): string {
  const colour = flow.bad ? BAD : LINE;
  const dash = flow.unknown ? ` stroke-dasharray="${DASH}"` : '';
  const width = flow.bad ? 2 : 1.25;
  return [
    `<path d="${writeFlowPath(flow)}" fill="none" stroke="${colour}" stroke-width="${width}"${dash}/>`,
    `<path d="${writeFlowHeads(flow)}" fill="${colour}"/>`,
  ].join('');
}

function writeLabel({ label: { x, y, width, height, texts } }: DrawnFlow): string {
  const box = `x="${write(x)}" y="${write(y)}" width="${write(width)}" height="${write(height)}" rx="3"`;
  return `<rect ${box} fill="${PAPER}" fill-opacity=".92"/>${texts.map(writeText).join('')}`;
}

/**
 * The scene as a picture in SVG 1.1 for print: lines, then places, then labels, so that no text is crossed. It refers
 * to nothing outside itself but the type Inter. The same scene gives the same text.
 */
export function writeDrawing({ width, height, places, flows }: Scene, title: string): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="Inter" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${PAPER}"/>`,
    ...flows.map(writeLine),
    ...places.map(writePlace),
    ...flows.map(writeLabel),
    '</svg>',
  ].join('');
}
