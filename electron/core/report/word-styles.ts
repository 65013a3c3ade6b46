import type { BandLevel, Tone } from '../../../shared/report/report.ts';
import { BAND_TONES, CODE_FACE, COLOURS, MARK_FACE, TEXT_FACE, TONE_COLOURS, TONE_TINTS, twips } from './word-look.ts';

/** Style of a table with a head row; read back by {@link countWord} together with the caption before it. */
export const TABLE_STYLE = 'AssayTable';
/** Style of a table of facts: label left, value right. */
export const FACTS_STYLE = 'AssayFacts';
export const CAPTION_STYLE = 'Caption';

interface RunLook {
  /** In points. */
  size?: number;
  bold?: boolean;
  italic?: boolean;
  colour?: string;
  face?: string;
}

interface ParagraphLook extends RunLook {
  id: string;
  name: string;
  basedOn?: string;
  next?: string;
  /** In points. */
  before?: number;
  after?: number;
  /** In lines, or exactly so many points. */
  line?: number | { exactly: number };
  keepNext?: boolean;
  outlineLevel?: number;
  /** In twips. */
  indent?: { left?: number; right?: number; hanging?: number };
  ground?: string;
  borders?: Partial<Record<'top' | 'left' | 'bottom' | 'right', { points: number; colour: string; space: number }>>;
  tabs?: readonly { at: number; align: 'left' | 'center' | 'right'; leader?: 'dot' }[];
}

const TEXT_WIDTH = twips(170);

const boxOf = (ground: string, bar: string, space: number): Pick<ParagraphLook, 'ground' | 'borders' | 'indent'> => ({
  ground,
  indent: { left: 170, right: 170 },
  borders: {
    top: { points: 0.5, colour: ground, space },
    left: { points: 3, colour: bar, space: 8 },
    bottom: { points: 0.5, colour: ground, space },
    right: { points: 0.5, colour: ground, space: 8 },
  },
});

const FINDING_TABS = [34, 68, 126, 153].map((millimetres) => ({ at: twips(millimetres), align: 'left' }) as const);

const PARAGRAPH_STYLES: readonly ParagraphLook[] = [
  { id: 'Title', name: 'Title', size: 32, bold: true, colour: COLOURS.accent, after: 6 },
  { id: 'Subtitle', name: 'Subtitle', size: 15, after: 2 },
  { id: 'CoverVendor', name: 'Cover Vendor', size: 12, colour: COLOURS.muted },
  { id: 'CoverEntity', name: 'Cover Entity', size: 12, bold: true, colour: COLOURS.accent, after: 2 },
  {
    id: 'CoverClassification',
    name: 'Cover Classification',
    size: 9.5,
    colour: COLOURS.muted,
    after: 96,
    borders: { bottom: { points: 2.25, colour: COLOURS.accent, space: 8 } },
  },
  {
    id: 'Heading1',
    name: 'heading 1',
    next: 'BodyText',
    size: 18,
    bold: true,
    colour: COLOURS.accent,
    before: 28,
    after: 8,
    keepNext: true,
    outlineLevel: 0,
    indent: { left: twips(9), hanging: twips(9) },
  },
  {
    id: 'Heading2',
    name: 'heading 2',
    next: 'BodyText',
    size: 13,
    bold: true,
    before: 14,
    after: 4,
    keepNext: true,
    outlineLevel: 1,
  },
  {
    id: 'Heading3',
    name: 'heading 3',
    next: 'BodyText',
    size: 11,
    bold: true,
    colour: COLOURS.accent,
    before: 10,
    after: 3,
    keepNext: true,
    outlineLevel: 2,
  },
  { id: 'BodyText', name: 'Body Text', size: 10.5, after: 6, line: 1.1 },
  { id: 'TableText', name: 'Table Text', size: 9 },
  { id: 'TableTextDense', name: 'Table Text Dense', size: 8.5 },
  { id: 'TableHead', name: 'Table Head', size: 8.5, bold: true, colour: COLOURS.accent, keepNext: true },
  {
    id: CAPTION_STYLE,
    name: 'caption',
    size: 9,
    bold: true,
    colour: COLOURS.muted,
    before: 9,
    after: 3.5,
    keepNext: true,
  },
  { id: 'Callout', name: 'Callout', size: 11, line: 1.12, ...boxOf(COLOURS.tint, COLOURS.accent, 5) },
  { id: 'FindingFacts', name: 'Finding Facts', size: 9, before: 2, after: 5, keepNext: true, tabs: FINDING_TABS },
  ...([1, 2, 3, 4] as const).map((level) => ({
    id: findingFactsStyle(level),
    name: `Finding Facts ${level}`,
    basedOn: 'FindingFacts',
    ...boxOf(TONE_TINTS[BAND_TONES[level]] ?? COLOURS.tint, TONE_COLOURS[BAND_TONES[level]], 2),
  })),
  { id: 'KeyFigure', name: 'Key Figure', size: 16, bold: true },
  { id: 'KeyFigureNote', name: 'Key Figure Note', size: 8, colour: COLOURS.muted },
  { id: 'ContentsTitle', name: 'Contents Title', size: 18, bold: true, colour: COLOURS.accent, after: 8 },
  { id: 'FrontHeading', name: 'Front Heading', size: 13, bold: true, before: 14, after: 5, keepNext: true },
  {
    id: 'Formula',
    name: 'Formula',
    size: 10.5,
    italic: true,
    before: 2,
    after: 6,
    indent: { left: twips(6) },
    keepNext: true,
  },
  {
    id: 'Checklist',
    name: 'Checklist',
    size: 10.5,
    after: 3,
    line: 1.1,
    indent: { left: twips(22), hanging: twips(22) },
  },
  { id: 'Code', name: 'Code', size: 8.5, before: 2, face: CODE_FACE },
  { id: 'TableNote', name: 'Table Note', size: 8, colour: COLOURS.muted, before: 2.5, after: 6 },
  { id: 'CellNote', name: 'Cell Note', basedOn: 'TableTextDense', colour: COLOURS.muted, before: 1 },
  {
    id: 'RunningHead',
    name: 'header',
    size: 8.5,
    colour: COLOURS.muted,
    borders: { bottom: { points: 0.5, colour: COLOURS.hairline, space: 5 } },
  },
  {
    id: 'RunningFoot',
    name: 'footer',
    size: 8.5,
    colour: COLOURS.muted,
    borders: { top: { points: 0.5, colour: COLOURS.hairline, space: 5 } },
  },
  {
    id: 'TOC1',
    name: 'toc 1',
    size: 10.5,
    bold: true,
    before: 5.5,
    after: 2.2,
    tabs: [
      { at: twips(8.4), align: 'left' },
      { at: TEXT_WIDTH, align: 'right', leader: 'dot' },
    ],
  },
  {
    id: 'TOC2',
    name: 'toc 2',
    size: 10,
    after: 1.8,
    indent: { left: twips(7.8) },
    tabs: [{ at: TEXT_WIDTH, align: 'right', leader: 'dot' }],
  },
  { id: 'Spacer', name: 'Spacer', size: 1, line: { exactly: 10 } },
  { id: 'SectionEnd', name: 'Section End', size: 1, line: { exactly: 1 } },
];

const CHARACTER_STYLES: readonly (RunLook & { id: string; name: string })[] = [
  { id: 'Strong', name: 'Strong', bold: true },
  { id: 'Label', name: 'Label', bold: true, colour: COLOURS.muted },
  { id: 'CodeText', name: 'Code Text', size: 8, face: CODE_FACE },
  { id: 'Classification', name: 'Classification', bold: true, colour: COLOURS.accent },
  { id: 'StatusMark', name: 'Status Mark', size: 7, face: MARK_FACE },
  ...(Object.keys(TONE_COLOURS) as Tone[]).flatMap((tone) => [
    { id: toneStyle(tone), name: `Status ${tone}`, bold: true, colour: TONE_COLOURS[tone] },
    { id: quietStyle(tone), name: `Place ${tone}`, colour: TONE_COLOURS[tone] },
  ]),
];

/** The character style of a word that states a verdict, a status or a band. */
export function toneStyle(tone: Tone): string {
  return `Status-${tone}`;
}

/** The character style of a word that stands beside a mark without being the verdict, such as a place. */
export function quietStyle(tone: Tone): string {
  return `Place-${tone}`;
}

/** The paragraph style of the line of facts below a finding's title, by its severity. */
export function findingFactsStyle(level: BandLevel): string {
  return `FindingFacts${level}`;
}

/**
 * The part `styles.xml` of every report, with the language for the spelling checker. Face, size and
 * colour stand in Normal, not in the document's defaults: in a table LibreOffice puts the defaults
 * above the character styles.
 */
export function writeStyles(language: string): string {
  const lang = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : 'en-GB';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    `<w:docDefaults><w:rPrDefault><w:rPr>`,
    `<w:lang w:val="${lang}" w:eastAsia="${lang}" w:bidi="${lang}"/></w:rPr></w:rPrDefault>`,
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr>${writeRunLook({ size: 10.5, colour: COLOURS.ink, face: TEXT_FACE })}</w:rPr></w:style>`,
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    NORMAL_TABLE,
    ...PARAGRAPH_STYLES.map(writeParagraphStyle),
    ...CHARACTER_STYLES.map(writeCharacterStyle),
    ASSAY_TABLE,
    ASSAY_FACTS,
    '</w:styles>',
  ].join('');
}

const CELL_MARGIN_SIDE = 85;
const CELL_MARGIN_TOP = 45;

const writeCellMargins = (left: number, right: number): string =>
  `<w:tblCellMar><w:top w:w="${CELL_MARGIN_TOP}" w:type="dxa"/><w:left w:w="${left}" w:type="dxa"/>` +
  `<w:bottom w:w="${CELL_MARGIN_TOP}" w:type="dxa"/><w:right w:w="${right}" w:type="dxa"/></w:tblCellMar>`;

const writeRule = (side: string, points: number, colour: string): string =>
  `<w:${side} w:val="single" w:sz="${points * 8}" w:space="0" w:color="${colour}"/>`;

const NORMAL_TABLE =
  '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>' +
  '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>' +
  '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>';

// No bold here: bold in a table style and in a paragraph or character style cancel each other out.
const ASSAY_TABLE =
  `<w:style w:type="table" w:customStyle="1" w:styleId="${TABLE_STYLE}"><w:name w:val="Assay Table"/><w:basedOn w:val="TableNormal"/>` +
  `<w:tblPr><w:tblBorders>${writeRule('top', 1, COLOURS.accent)}${writeRule('bottom', 1, COLOURS.accent)}` +
  `${writeRule('insideH', 0.5, COLOURS.hairline)}</w:tblBorders>${writeCellMargins(CELL_MARGIN_SIDE, CELL_MARGIN_SIDE)}</w:tblPr>` +
  `<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>${writeRule('bottom', 0.75, COLOURS.accent)}</w:tcBorders>` +
  `<w:shd w:val="clear" w:color="auto" w:fill="${COLOURS.tint}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>` +
  `<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders>${writeRule('top', 0.75, COLOURS.accent)}</w:tcBorders></w:tcPr></w:tblStylePr>` +
  '</w:style>';

const ASSAY_FACTS =
  `<w:style w:type="table" w:customStyle="1" w:styleId="${FACTS_STYLE}"><w:name w:val="Assay Facts"/><w:basedOn w:val="TableNormal"/>` +
  `<w:tblPr><w:tblBorders>${writeRule('top', 0.5, COLOURS.hairline)}${writeRule('bottom', 0.5, COLOURS.hairline)}` +
  `${writeRule('insideH', 0.5, COLOURS.hairline)}</w:tblBorders>${writeCellMargins(0, 140)}</w:tblPr></w:style>`;

function writeParagraphStyle(look: ParagraphLook): string {
  const custom = /^(?:Title|Subtitle|heading|Body Text|caption|header|footer|toc)/.test(look.name);
  return [
    `<w:style w:type="paragraph"${custom ? '' : ' w:customStyle="1"'} w:styleId="${look.id}"><w:name w:val="${look.name}"/>`,
    `<w:basedOn w:val="${look.basedOn ?? 'Normal'}"/>`,
    look.next === undefined ? '' : `<w:next w:val="${look.next}"/>`,
    `<w:qFormat/><w:pPr>${writeParagraphLook(look)}</w:pPr><w:rPr>${writeRunLook(look)}</w:rPr></w:style>`,
  ].join('');
}

function writeCharacterStyle(look: RunLook & { id: string; name: string }): string {
  return (
    `<w:style w:type="character" w:customStyle="1" w:styleId="${look.id}"><w:name w:val="${look.name}"/>` +
    `<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>${writeRunLook(look)}</w:rPr></w:style>`
  );
}

// The order of the elements is the schema's.
function writeParagraphLook(look: ParagraphLook): string {
  return [
    look.keepNext === true ? '<w:keepNext/>' : '',
    writeBorders(look.borders),
    look.ground === undefined ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${look.ground}"/>`,
    writeTabs(look.tabs),
    look.basedOn === undefined ? writeSpacing(look) : look.before === undefined ? '' : writeBefore(look.before),
    writeIndent(look.indent),
    look.outlineLevel === undefined ? '' : `<w:outlineLvl w:val="${look.outlineLevel}"/>`,
  ].join('');
}

function writeBorders(borders: ParagraphLook['borders']): string {
  if (borders === undefined) return '';
  const sides = (['top', 'left', 'bottom', 'right'] as const).map((side) => {
    const border = borders[side];
    if (border === undefined) return '';
    return `<w:${side} w:val="single" w:sz="${border.points * 8}" w:space="${border.space}" w:color="${border.colour}"/>`;
  });
  return `<w:pBdr>${sides.join('')}</w:pBdr>`;
}

function writeTabs(tabs: ParagraphLook['tabs']): string {
  if (tabs === undefined) return '';
  const stops = tabs.map(
    ({ at, align, leader }) =>
      `<w:tab w:val="${align}"${leader === undefined ? '' : ` w:leader="${leader}"`} w:pos="${at}"/>`,
  );
  return `<w:tabs>${stops.join('')}</w:tabs>`;
}

function writeSpacing({ before = 0, after = 0, line = 1 }: ParagraphLook): string {
  const height =
    typeof line === 'number'
      ? `w:line="${Math.round(line * 240)}" w:lineRule="auto"`
      : `w:line="${line.exactly * 20}" w:lineRule="exact"`;
  return `<w:spacing w:before="${before * 20}" w:after="${after * 20}" ${height}/>`;
}

function writeBefore(points: number): string {
  return `<w:spacing w:before="${points * 20}"/>`;
}

function writeIndent(indent: ParagraphLook['indent']): string {
  if (indent === undefined) return '';
  const { left = 0, right = 0, hanging } = indent;
  return `<w:ind w:left="${left}" w:right="${right}"${hanging === undefined ? '' : ` w:hanging="${hanging}"`}/>`;
}

function writeRunLook({ face, bold, italic, colour, size }: RunLook): string {
  return [
    face === undefined ? '' : `<w:rFonts w:ascii="${face}" w:hAnsi="${face}" w:eastAsia="${face}" w:cs="${face}"/>`,
    bold === true ? '<w:b/><w:bCs/>' : '',
    italic === true ? '<w:i/><w:iCs/>' : '',
    colour === undefined ? '' : `<w:color w:val="${colour}"/>`,
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
  ].join('');
}
