import { AlignmentType, Paragraph, TextRun } from 'docx';
import type { BandLevel, ReportValue, Tone } from '../../../shared/report/report.ts';
import type { WordContext } from './word-context.ts';
import {
  BAND_TONES,
  COLOURS,
  MARK_FACE,
  MARK_SIZE,
  TONE_COLOURS,
  TONE_MARKS,
  TONE_TINTS,
  VERDICT_TONES,
} from './word-look.ts';
import { quietStyle, toneStyle } from './word-styles.ts';
import { formatDate, formatNumber, groupSum, setLine, setText, writeRuns } from './word-text.ts';

/** How a cell's text is set. */
export interface CellLook {
  /** Id of the paragraph style. */
  style: string;
  align: 'left' | 'right';
  /** Character style of what has none of its own, for totals and first columns. */
  emphasis?: string;
  dates: 'short' | 'long';
}

const NOTHING = '–';
const NO_BREAK_SPACE = '\u00a0';
const BARS = [1, 2, 3, 4] as const;

/** The paragraphs of a value, never none; identifiers stand below each other, a note in muted text below. */
export function writeValue(value: ReportValue, look: CellLook, context: WordContext): Paragraph[] {
  const own = writeParagraph(writeValueRuns(value, look, context), look);
  const note = findNote(value);
  return note === undefined ? [own] : [own, new Paragraph({ style: 'CellNote', children: writeRuns(note) })];
}

/** The ground of a value's cell: a tint on exceptions, `null` on what is met, normal or not judged by a mark. */
export function findTint(value: ReportValue): string | null {
  return value?.kind === 'verdict' ? TONE_TINTS[VERDICT_TONES[value.verdict]] : null;
}

/** The text of a value without its marks, as one string, to estimate its height. */
export function readValue(value: ReportValue, context: WordContext): string {
  if (value === null) return NOTHING;
  switch (value.kind) {
    case 'text':
    case 'verdict':
      return value.note === undefined ? value.text : `${value.text}\n${value.note}`;
    case 'strong':
    case 'status':
      return value.text;
    case 'identifier':
      return value.sum === true ? groupSum(value.text) : value.text;
    case 'identifiers':
      return value.texts.length === 0 ? NOTHING : value.texts.join('\n');
    case 'number':
      return formatNumber(value.value, value.format, context.language);
    case 'date':
      return formatDate(value.date, context.language, 'short');
    default:
      return [value.lead, value.label, value.score, value.text].filter((part) => part !== undefined).join(' ');
  }
}

/** Four bars, as many filled as the level, each in its own run because a mark's face and size must stand on the run. */
export function writeBars(level: BandLevel, colour: string): TextRun[] {
  const filled = '■'.repeat(level);
  const empty = '■'.repeat(BARS.length - level);
  return [writeMark(filled, colour), ...(empty === '' ? [] : [writeMark(empty, COLOURS.emptyBar)])];
}

/** The bars of a band, then its score and word in the same colour. */
export function writeBand(band: { level: BandLevel; text: string; neutral?: boolean; score?: number }): TextRun[] {
  const tone = findBandTone(band);
  const score = band.score === undefined ? '' : `${band.score}${NO_BREAK_SPACE}`;
  return [
    ...writeBars(band.level, TONE_COLOURS[tone]),
    new TextRun({ text: `${NO_BREAK_SPACE}${score}${setLine(band.text)}`, style: toneStyle(tone) }),
  ];
}

/** The tone of a band: neutral ink where it is an inherent tier, so that it never mixes with a residual risk. */
export function findBandTone(band: { level: BandLevel; neutral?: boolean }): Tone {
  return band.neutral === true ? 'neutral' : BAND_TONES[band.level];
}

function writeValueRuns(value: ReportValue, look: CellLook, context: WordContext): TextRun[] {
  if (value === null) return [new TextRun(NOTHING)];
  switch (value.kind) {
    case 'text':
      return writeRuns(value.text, look.emphasis);
    case 'strong':
      return writeRuns(value.text, 'Strong');
    case 'identifier':
      return value.sum === true
        ? [new TextRun({ text: groupSum(value.text), style: 'CodeText' })]
        : writeRuns(value.text, look.emphasis);
    case 'identifiers':
      return value.texts.length === 0
        ? [new TextRun(NOTHING)]
        : writeRuns(value.texts.map(setLine).join('\n'), look.emphasis);
    case 'number':
      return writeRuns(formatNumber(value.value, value.format, context.language), look.emphasis);
    case 'date':
      return writeRuns(formatDate(value.date, context.language, look.dates), look.emphasis);
    case 'status':
      return writeMarked(value.text, value.tone, false);
    case 'verdict':
      return writeVerdict(value);
    default:
      return [
        ...(value.lead === undefined ? [] : writeRuns(`${value.lead} `, 'Strong')),
        ...(value.label === undefined ? [] : writeRuns(`${value.label} `)),
        ...writeBand(value),
      ];
  }
}

function writeVerdict(value: Extract<ReportValue, { kind: 'verdict' }>): TextRun[] {
  const tone = VERDICT_TONES[value.verdict];
  if (value.verdict === 'not-applicable') return writeRuns(value.text, toneStyle(tone));
  return writeMarked(value.text, tone, value.quiet === true);
}

/** A tone's mark and the word beside it; a quiet word that is as it should be stays ink. */
function writeMarked(text: string, tone: Tone, quiet: boolean): TextRun[] {
  const mark = writeMark(TONE_MARKS[tone], TONE_COLOURS[tone]);
  const words = `${NO_BREAK_SPACE}${setText(text)}`;
  if (!quiet) return [mark, ...writeRuns(words, toneStyle(tone))];
  return [mark, ...writeRuns(words, tone === 'ok' ? undefined : quietStyle(tone))];
}

/** One or more marks in the face that has them all. */
export function writeMark(characters: string, color: string): TextRun {
  return new TextRun({ text: characters, style: 'StatusMark', font: MARK_FACE, size: MARK_SIZE, color });
}

function writeParagraph(children: TextRun[], { style, align }: CellLook): Paragraph {
  return new Paragraph({ style, children, ...(align === 'right' ? { alignment: AlignmentType.RIGHT } : {}) });
}

function findNote(value: ReportValue): string | undefined {
  return value?.kind === 'text' || value?.kind === 'verdict' ? value.note : undefined;
}
