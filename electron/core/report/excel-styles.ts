import type { CellStyle } from 'hucre/xlsx';
import type { Tone } from '../../../shared/report/report.ts';

const colours = {
  ink: '161A21',
  muted: '4B5462',
  hairline: 'DDE1E7',
  accent: '1D3F8A',
  headRule: '5A76B4',
  tint: 'EDF1FA',
  white: 'FFFFFF',
  input: 'FFF8E1',
  inputRule: 'DCC98A',
} as const;

/** Ink and ground of each tone; a tone without an entry stays as plain as its row. */
const toneColours = {
  neutral: { ink: '4B5462', ground: 'EFF1F4' },
  ok: { ink: '1A6B3A', ground: 'E5F3EA' },
  warn: { ink: '8A5200', ground: 'FBF0DB' },
  bad: { ink: 'B3261E', ground: 'FCEBE9' },
  critical: { ink: '98190F', ground: 'F9DCD5' },
} as const;

/**
 * How a number or a date is written. `text` keeps a cell text for good: with this format neither Excel
 * nor LibreOffice reads what is typed or edited there as a formula, so a text that begins with = + - or @
 * stays exactly as it is, without a mark in front of it.
 */
const excelFormats = {
  text: '@',
  date: 'd mmm yyyy',
  whole: '0',
  thousands: '#,##0',
  total: '0.00',
  ratio: '0%',
  count: '0;-0;"–"',
} as const;

const FACE = 'Calibri';
/** Size of all cells but the titles, in points. */
export const CELL_SIZE = 10;

type Align = 'left' | 'right';

function font(size: number, rgb: string, bold = false): NonNullable<CellStyle['font']> {
  return { name: FACE, size, color: { rgb }, ...(bold && { bold }) };
}

function ground(rgb: string): NonNullable<CellStyle['fill']> {
  // Conditional formats read the background colour, cells the foreground.
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb }, bgColor: { rgb } };
}

function align(horizontal: Align, wrapText: boolean, indent = 1): NonNullable<CellStyle['alignment']> {
  return { horizontal, vertical: 'center', indent, ...(wrapText && { wrapText }) };
}

const hairline = { bottom: { style: 'thin', color: { rgb: colours.hairline } } } as const;
const headRule = { right: { style: 'thin', color: { rgb: colours.headRule } } } as const;
const inputSide = { style: 'thin', color: { rgb: colours.inputRule } } as const;
const inputBox = { top: inputSide, right: inputSide, bottom: inputSide, left: inputSide } as const;
const totalRule = {
  top: { style: 'thin', color: { rgb: colours.accent } },
  bottom: { style: 'thin', color: { rgb: colours.accent } },
} as const;

const textFormat = { numFmt: excelFormats.text } as const;
const regular = font(CELL_SIZE, colours.ink);
const bold = font(CELL_SIZE, colours.ink, true);
const muted = font(CELL_SIZE, colours.muted);
const headFont = font(CELL_SIZE, colours.white, true);
const band = ground(colours.tint);
const head = ground(colours.accent);
const input = ground(colours.input);

/** The rule above the first row of a section. */
export const sectionRule = { style: 'medium', color: { rgb: colours.accent } } as const;

/** The styles of all cells, one object each, so that the writer meets the same object again and again. */
export const excelStyles = {
  bandEmpty: { font: muted, fill: band },
  title: { font: font(16, colours.accent, true), fill: band, alignment: align('left', false), ...textFormat },
  bandText: { font: muted, fill: band, alignment: align('left', false), ...textFormat },
  bandLabel: { font: bold, fill: band, alignment: align('left', false), ...textFormat },
  bandDate: { font: bold, fill: band, alignment: align('left', false), numFmt: excelFormats.date },
  head: { font: headFont, fill: head, border: headRule, alignment: align('left', true), ...textFormat },
  headNumber: { font: headFont, fill: head, border: headRule, alignment: align('right', true, 2), ...textFormat },
  headPlainNumber: { font: headFont, fill: head, border: headRule, alignment: align('right', true), ...textFormat },
  heading: { font: font(12, colours.accent, true), alignment: align('left', false), ...textFormat },
  headingFormula: { font: font(12, colours.accent, true), alignment: align('left', false) },
  text: { font: regular, border: hairline, alignment: align('left', true), ...textFormat },
  quiet: { font: muted, border: hairline, alignment: align('left', true), ...textFormat },
  textRight: { font: regular, border: hairline, alignment: align('right', true), ...textFormat },
  strong: { font: bold, border: hairline, alignment: align('left', true), ...textFormat },
  date: { font: regular, border: hairline, alignment: align('left', false), numFmt: excelFormats.date },
  whole: { font: regular, border: hairline, alignment: align('right', false), numFmt: excelFormats.whole },
  thousands: { font: regular, border: hairline, alignment: align('right', false), numFmt: excelFormats.thousands },
  total: { font: regular, border: hairline, alignment: align('right', false), numFmt: excelFormats.total },
  ratio: { font: regular, border: hairline, alignment: align('right', false), numFmt: excelFormats.ratio },
  strongWhole: { font: bold, border: hairline, alignment: align('right', false), numFmt: excelFormats.whole },
  formulaText: { font: regular, border: hairline, alignment: align('left', true) },
  input: {
    font: regular,
    fill: input,
    border: inputBox,
    alignment: align('left', true),
    protection: { locked: false },
    ...textFormat,
  },
  inputDate: {
    font: regular,
    fill: input,
    border: inputBox,
    alignment: align('left', false),
    protection: { locked: false },
    numFmt: excelFormats.date,
  },
  count: { font: regular, border: hairline, alignment: align('right', false), numFmt: excelFormats.count },
  strongCount: { font: bold, border: hairline, alignment: align('right', false), numFmt: excelFormats.count },
  label: { font: bold, alignment: align('left', true), ...textFormat },
  accentLabel: { font: font(CELL_SIZE, colours.accent, true), alignment: align('left', false), ...textFormat },
  note: { font: muted, alignment: align('left', false), ...textFormat },
} as const satisfies Record<string, CellStyle>;

const gap = { style: 'medium', color: { rgb: colours.white } } as const;
const heatBox = { top: gap, right: gap, bottom: gap, left: gap } as const;

function heatCell(rgb: string): CellStyle {
  return {
    font: font(9, colours.ink),
    fill: ground(rgb),
    border: heatBox,
    alignment: align('left', true),
    ...textFormat,
  };
}

/** Cells of a heat map by band, between white gaps. */
export const heatStyles: Readonly<Record<1 | 2 | 3 | 4, CellStyle>> = {
  1: heatCell('EDF4EF'),
  2: heatCell('FAF1DD'),
  3: heatCell('F9DCD5'),
  4: heatCell('EEBBB2'),
};

/** The score and band in a cell of a heat map, and the records below it. */
export const heatFonts = { score: font(9, colours.ink), records: font(11, colours.ink, true) } as const;

export type ExcelStyleName = keyof typeof excelStyles;

/** The same style for a row of totals: bold between two accent rules. */
export function asTotal(style: CellStyle): CellStyle {
  return { ...style, font: bold, border: totalRule };
}

export type ExcelTint = Exclude<Tone, 'mute'> | 'met' | 'emphasis';

/**
 * What a conditional format puts on a word: ink and ground of its tone; `met` is green ink alone, because
 * only exceptions are tinted; `emphasis` is bold ink, for a band that has not been judged against controls.
 */
export const excelTints: Readonly<Record<ExcelTint, CellStyle>> = {
  neutral: tint('neutral'),
  ok: tint('ok'),
  warn: tint('warn'),
  bad: tint('bad'),
  critical: tint('critical'),
  met: { font: { bold: true, color: { rgb: toneColours.ok.ink } } },
  emphasis: { font: { bold: true, color: { rgb: colours.ink } } },
};

function tint(tone: keyof typeof toneColours): CellStyle {
  const { ink, ground: rgb } = toneColours[tone];
  return { font: { bold: true, color: { rgb: ink } }, fill: ground(rgb) };
}
