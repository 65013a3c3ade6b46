import {
  SHEET_HEIGHT,
  SHEET_WIDTH,
  type DataClass,
  type DataFlow,
  type DataFlowContent,
  type DataFlowPlace,
  type PlaceKind,
  type Retention,
  type TransitProtection,
} from '../../contract/data-flows.ts';
import { findEnds } from './ends.ts';
import type { Point, Rectangle } from './geometry.ts';
import { placeLabels, type LabelSize } from './labels.ts';
import { isUnprotected } from './parts.ts';
import { measureText, wrapText } from './text.ts';
import { findWays } from './ways.ts';

/** The words of a drawing in one language. */
export interface DrawingWords {
  kinds: Readonly<Record<PlaceKind, string>>;
  classes: Readonly<Record<DataClass, string>>;
  transits: Readonly<Record<TransitProtection, string>>;
  writeRetention: (retention: Retention) => string;
  /** The name of a country by its code. */
  nameCountry: (code: string) => string;
  operatorUnknown: string;
  locationUnknown: string;
  noClass: string;
  /** Said on a flow that brings data to where it is kept without encryption. */
  notEncryptedAtRest: string;
}

export type DrawnTone = 'ink' | 'quiet' | 'bad';

/** A line of text; `x` is its left edge, `y` its baseline. */
export interface DrawnText {
  text: string;
  x: number;
  y: number;
  size: number;
  bold: boolean;
  tone: DrawnTone;
}

export interface DrawnPlace extends Rectangle {
  id: string;
  kind: PlaceKind;
  /** Something about it is not known; its border is dashed. */
  unknown: boolean;
  texts: readonly DrawnText[];
}

export interface DrawnFlow {
  id: string;
  /** Its line with right angles, from the start to the end. */
  points: readonly Point[];
  /** How it travels is not known; its line is dashed. */
  unknown: boolean;
  /** It travels without protection; its line is heavy and red, and its label says so. */
  bad: boolean;
  /** From where the second way's arrow starts, too. */
  bothWays: boolean;
  /** Its number and protection over its classes; the number alone where there is no room for more. */
  label: Rectangle & { texts: readonly DrawnText[] };
}

/** A map laid out on its sheet, in pixels of 1/96 inch, ready to be drawn by anybody. */
export interface Scene {
  width: number;
  height: number;
  places: readonly DrawnPlace[];
  flows: readonly DrawnFlow[];
}

export const PLACE_WIDTH = 176;
/** Nothing stands nearer to the edge of the sheet. */
export const SHEET_MARGIN = 4;
const PADDING = 10;
const TEXT_WIDTH = PLACE_WIDTH - 2 * PADDING;
const ICON_SPACE = 20;
/** Widths that the text of a label may have; without text it is a number. */
const LABEL_WIDTHS = [132, 96, 76] as const;
const LABEL_PADDING = 4;
/** 8.25 pt in print; nothing on the sheet is smaller. */
const SMALL = 11;
const NAME = 12.5;
const SMALL_LINE = 14;
const NAME_LINE = 16;

interface Line {
  text: string;
  size: number;
  height: number;
  bold: boolean;
  tone: DrawnTone;
  indent: number;
}

function smallLines(text: string, width: number, more: Partial<Line> = {}): Line[] {
  const line = { size: SMALL, height: SMALL_LINE, bold: false, tone: 'quiet' as DrawnTone, indent: 0, ...more };
  return wrapText(text, width - line.indent, line.size, line.bold).map((part) => ({ ...line, text: part }));
}

/** "Lumen Forge, Frankfurt, Germany", with what is not known said as such. */
function describeWhere(place: DataFlowPlace, words: DrawingWords): string {
  const { operator, location, country } = place;
  const where = [location, country === '' ? '' : words.nameCountry(country)].filter(Boolean).join(', ');
  return [operator || words.operatorUnknown, where || words.locationUnknown].join(', ');
}

function listPlaceLines(place: DataFlowPlace, words: DrawingWords): Line[] {
  return [
    ...smallLines(words.kinds[place.kind], TEXT_WIDTH, { indent: ICON_SPACE }),
    ...wrapText(place.name, TEXT_WIDTH, NAME, true).map((text): Line => ({
      text,
      size: NAME,
      height: NAME_LINE,
      bold: true,
      tone: 'ink',
      indent: 0,
    })),
    ...smallLines(describeWhere(place, words), TEXT_WIDTH),
    ...smallLines(words.writeRetention(place.retention), TEXT_WIDTH, { tone: 'ink' }),
  ];
}

function stackLines(lines: readonly Line[], left: number, top: number): { texts: DrawnText[]; height: number } {
  let y = top;
  const texts = lines.map(({ text, size, height, bold, tone, indent }) => {
    y += height;
    return { text, x: left + indent, y: y - Math.round((height - size) / 2) - 1, size, bold, tone };
  });
  return { texts, height: y - top };
}

function sumHeights(lines: readonly Line[]): number {
  return lines.reduce((total, { height }) => total + height, 0);
}

/** Height of a place on the sheet; its width is the same for all. */
export function measurePlace(place: DataFlowPlace, words: DrawingWords): number {
  return sumHeights(listPlaceLines(place, words)) + 2 * PADDING - 2;
}

function listLabelLines(flow: DataFlow, number: number, words: DrawingWords, width: number | null): Line[] {
  const tone = isUnprotected(flow) ? 'bad' : 'ink';
  if (width === null) return smallLines(String(number), SHEET_WIDTH, { bold: true, tone });
  const classes = flow.dataClasses.map((one) => words.classes[one]).join(', ');
  return [
    ...smallLines(`${number} · ${words.transits[flow.transit]}`, width, { bold: true, tone }),
    ...smallLines(classes || words.noClass, width),
    ...(flow.atRest === 'no' ? smallLines(words.notEncryptedAtRest, width, { tone: 'bad' }) : []),
  ];
}

function measureLines(lines: readonly Line[]): LabelSize {
  const widths = lines.map(({ text, size, bold }) => measureText(text, size, bold));
  return {
    width: Math.ceil(Math.max(...widths)) + 2 * LABEL_PADDING,
    height: sumHeights(lines) + 2 * LABEL_PADDING - 2,
  };
}

/** Height of the label of a flow where it has all its text. */
export function measureLabel(flow: DataFlow, number: number, words: DrawingWords): number {
  return measureLines(listLabelLines(flow, number, words, LABEL_WIDTHS[0])).height;
}

/** Where a place may stand: whole pixels, and nothing of it beyond the sheet. */
export function keepOnSheet({ x, y }: Point): Point {
  const between = (value: number, most: number) => Math.round(Math.min(Math.max(value, SHEET_MARGIN), most));
  return { x: between(x, SHEET_WIDTH - PLACE_WIDTH - SHEET_MARGIN), y: between(y, SHEET_HEIGHT) };
}

function drawPlace(place: DataFlowPlace, words: DrawingWords): DrawnPlace {
  const { id, kind, operator, country, location, retention } = place;
  const at = keepOnSheet(place);
  const { texts, height } = stackLines(listPlaceLines(place, words), at.x + PADDING, at.y + PADDING - 1);
  const unknown = operator === '' || (country === '' && location === '') || retention.kind === 'unknown';
  return { id, kind, ...at, width: PLACE_WIDTH, height: height + 2 * PADDING - 2, unknown, texts };
}

interface NumberedFlow {
  flow: DataFlow;
  /** From 1. */
  number: number;
}

function drawFlows(places: readonly DrawnPlace[], numbered: readonly NumberedFlow[], words: DrawingWords): DrawnFlow[] {
  const ways = findWays(
    places,
    findEnds(
      places,
      numbered.map(({ flow }) => flow),
    ),
    SHEET_WIDTH,
  );
  const texts = numbered.map(({ flow, number }) =>
    [...LABEL_WIDTHS, null].map((width) => listLabelLines(flow, number, words, width)),
  );
  const sizes = texts.map((forms) => forms.map(measureLines));
  const weighty = new Set(
    numbered.flatMap(({ flow }, index) => (isUnprotected(flow) || flow.atRest === 'no' ? index : [])),
  );
  const labels = placeLabels(places, ways, sizes, weighty, SHEET_WIDTH);
  return numbered.flatMap(({ flow }, index) => {
    const label = labels[index];
    const points = ways[index];
    if (!label || !points) return [];
    const { size, ...box } = label;
    const lines = texts[index]?.[size] ?? [];
    return {
      id: flow.id,
      points,
      unknown: flow.transit === 'unknown',
      bad: isUnprotected(flow),
      bothWays: flow.direction === 'both_ways',
      label: { ...box, texts: stackLines(lines, box.x + LABEL_PADDING, box.y + LABEL_PADDING - 1).texts },
    };
  });
}

/**
 * Lays a map out: every place with its text, every flow with its way around the places and its label. Flows are
 * numbered by their order, from 1. The same map gives the same scene.
 */
export function layOutScene({ places, flows }: DataFlowContent, words: DrawingWords): Scene {
  const drawn = places.map((place) => drawPlace(place, words));
  const known = new Set(places.map(({ id }) => id));
  const numbered = flows
    .map((flow, index) => ({ flow, number: index + 1 }))
    .filter(({ flow: { from, to } }) => known.has(from) && known.has(to));
  const drawnFlows = drawFlows(drawn, numbered, words);
  const bottoms = [...drawn, ...drawnFlows.map(({ label }) => label)].map(({ y, height }) => y + height);
  const lowest = Math.max(0, ...bottoms, ...drawnFlows.flatMap(({ points }) => points.map(({ y }) => y)));
  return { width: SHEET_WIDTH, height: Math.ceil(lowest) + SHEET_MARGIN, places: drawn, flows: drawnFlows };
}
