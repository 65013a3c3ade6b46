import type { ReportWords } from './words.ts';

/**
 * The report model. A feature describes a document with these plain values; the Word and the Excel
 * writer render any of them (`design.md`, "The report model"). Tests read this model, not the files.
 *
 * All dates are `YYYY-MM-DD`, all instants ISO 8601 with offset. Text is already translated.
 */

/** Verdict and state words with their meaning for colour; `neutral` is what has not been judged. */
export const TONES = ['neutral', 'ok', 'warn', 'bad', 'critical', 'mute'] as const;
export type Tone = (typeof TONES)[number];

export const VERDICT_MARKS = ['met', 'partly', 'not-met', 'unknown', 'not-applicable'] as const;
export type VerdictMark = (typeof VERDICT_MARKS)[number];

/** Severity or band: 1 Low, 2 Medium, 3 High, 4 Critical; drawn as four bars and the word. */
export type BandLevel = 1 | 2 | 3 | 4;

/**
 * One value in a table cell, a fact or a key figure. `null` is shown as an en dash, never blank.
 * `sum` marks a checksum, drawn in a face of fixed width; `quiet` a verdict that says where, not how
 * ("Frankfurt"); `lead` and `label` stand before a band ("Conditional approval. Residual risk: High").
 */
export type ReportValue =
  | { kind: 'text'; text: string; note?: string }
  | { kind: 'strong'; text: string }
  | { kind: 'identifier'; text: string; sum?: boolean }
  | { kind: 'identifiers'; texts: readonly string[] }
  | { kind: 'number'; value: number; format: 'whole' | 'thousands' | 'total' | 'ratio' }
  | { kind: 'date'; date: string }
  | { kind: 'status'; text: string; tone: Tone }
  | { kind: 'verdict'; verdict: VerdictMark; text: string; note?: string; quiet?: boolean }
  | {
      kind: 'band';
      level: BandLevel;
      text: string;
      neutral?: boolean;
      score?: number;
      lead?: string;
      label?: string;
    }
  | null;

/**
 * A column that a workbook works out anew whenever it is opened, from a day in another column of the row and the as-of
 * date in B3; its cells hold what that gives today. Where the day is missing, so are the days left.
 */
export type ReportComputation =
  | { kind: 'days-left'; dayColumn: string }
  | {
      kind: 'due-word';
      dayColumn: string;
      /** From soonest to latest: the word holds while at most so many days are left; null is any number. */
      words: readonly { daysLeft: number | null; text: string; tone: Tone }[];
      /** Where the day is missing. */
      without: string;
    };

/** A column of a typed table. Widths: `millimetres` for Word, `characters` for Excel. */
export interface ReportColumn {
  id: string;
  title: string;
  align?: 'left' | 'right';
  millimetres: number;
  characters: number;
  /** On a column of dates by which something is due: red before the as-of date, amber within so many days of it. */
  dueWithinDays?: number;
  /** The reader writes in it: what is absent is left blank, with no dash that could be read as an answer. */
  toFill?: true;
  computed?: ReportComputation;
}

export interface ReportRow {
  /** One value for each column, in order. */
  cells: readonly ReportValue[];
  /** Set on the last row of a table with totals. */
  total?: boolean;
}

export interface ReportTable {
  kind: 'table';
  /** Caption without its number: "Gates". Also the alt text's title. */
  caption: string;
  /** One sentence for the screen reader. */
  description: string;
  columns: readonly ReportColumn[];
  rows: readonly ReportRow[];
  /** A muted line below. */
  note?: string;
  dense?: boolean;
  /** Said in place of the table when there are no rows. */
  empty: string;
}

/** Label left, value right. */
export interface ReportFacts {
  kind: 'facts';
  caption?: string;
  description: string;
  facts: readonly { label: string; value: ReportValue }[];
}

export interface ReportParagraph {
  kind: 'paragraph';
  text: string;
}

/** The answer first: at most three sentences on tint with an accent bar. */
export interface ReportCallout {
  kind: 'callout';
  /** The decision in one word or two, in bold before the text. */
  lead?: string;
  text: string;
}

export interface ReportKeyFigures {
  kind: 'key-figures';
  figures: readonly { label: string; value: ReportValue; note?: string }[];
}

/** Stacked bars of answers by section, drawn as a native chart; the next block is the table with the same numbers. */
export interface ReportFigure {
  kind: 'figure';
  caption: string;
  description: string;
  categories: readonly string[];
  series: readonly { name: string; verdict: VerdictMark; values: readonly number[] }[];
}

/** A drawing as a picture with its caption; the next block is the table that says the same. */
export interface ReportDiagram {
  kind: 'diagram';
  caption: string;
  /** What is to be seen, for the screen reader. */
  description: string;
  /** The drawing itself, and the same as PNG at a resolution for print. */
  svg: string;
  png: Uint8Array;
  /** Size on the page; a picture higher than a page is made smaller. */
  widthMillimetres: number;
  heightMillimetres: number;
}

/** One finding with its facts line; never split over pages. */
export interface ReportFinding {
  kind: 'finding';
  identifier: string;
  title: string;
  severity: BandLevel;
  severityText: string;
  /** One line beside the severity: item, owner, due, status. */
  facts: readonly string[];
  rows: readonly { label: string; text: string }[];
}

/** Formula, then the same with this report's numbers: "Score = 100 × …", "For this report: 100 × 91 ÷ 144 = …". */
export interface ReportFormula {
  kind: 'formula';
  label: string;
  /** What is right of the equals sign. */
  formula: string;
  worked: string;
}

/** Rows to be signed by hand or already signed in the application. */
export interface ReportSignatures {
  kind: 'signatures';
  rows: readonly { role: string; name: string; position: string; decision?: string; date: string | null }[];
}

/** Long checksums in groups, for comparison by eye. */
export interface ReportChecksum {
  kind: 'checksum';
  label: string;
  sha256: string;
  note: string;
}

export interface ReportChecklist {
  kind: 'checklist';
  items: readonly { text: string; done: boolean }[];
}

/**
 * Likelihood by impact as a drawing in cells: each says its score and band in words and names the records in it; the
 * ground is the band's. A table with the same records follows it.
 */
export interface ReportHeatMap {
  kind: 'heat-map';
  caption: string;
  description: string;
  /** What the rows are, and what the columns are: "Likelihood", "Impact". */
  rowTitle: string;
  columnTitle: string;
  /** From left to right: "1 Minor". */
  columns: readonly string[];
  /** From top to bottom, one cell for each column. */
  rows: readonly {
    label: string;
    cells: readonly { level: BandLevel; text: string; identifiers: readonly string[] }[];
  }[];
}

export type ReportBlock =
  | ReportTable
  | ReportFacts
  | ReportParagraph
  | ReportCallout
  | ReportKeyFigures
  | ReportFigure
  | ReportDiagram
  | ReportHeatMap
  | ReportFinding
  | ReportFormula
  | ReportSignatures
  | ReportChecksum
  | ReportChecklist;

export interface ReportSection {
  /** Heading 2 below its chapter. */
  title: string;
  blocks: readonly ReportBlock[];
}

export interface ReportChapter {
  /** Heading 1; the writer numbers it. */
  title: string;
  /** `landscape` starts a new page in that orientation. */
  orientation?: 'portrait' | 'landscape';
  newPage?: boolean;
  /** Not numbered and not a heading of the contents, for example "Document control". */
  front?: boolean;
  blocks: readonly ReportBlock[];
  sections?: readonly ReportSection[];
}

export interface ReportPerson {
  role: string;
  name: string;
  position: string;
  date: string | null;
}

export const CLASSIFICATIONS = ['Public', 'Internal', 'Confidential', 'Strictly confidential'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** What stands on the cover and in the running head and foot of every page. */
export interface ReportCover {
  /** Name of the organisation that owns the workspace. */
  entity: string;
  /** "Vendor assessment report" */
  title: string;
  /** "Quillon Code Assistant, Enterprise plan"; empty for a register. */
  subject: string;
  /** "Quillon Labs"; empty where there is none. */
  subtitle: string;
  /** What the running head says after the title, where the subject is too long for it. */
  runningSubject?: string;
  classification: Classification;
  /** "NHG-VA-2026-014" */
  documentId: string;
  version: string;
  /** "Draft" or "Final" */
  status: string;
  asOf: string;
  /** Facts in order: result, scope in, scope out, period, … */
  facts: readonly { label: string; value: ReportValue }[];
  people: readonly ReportPerson[];
  /** PNG bytes of the organisation's logo. */
  logo?: Uint8Array;
  /** Sum over the evidence manifest, or over the canonical JSON of the report's content. */
  manifest?: ReportChecksum;
}

/** A document version, for the table "Document control". */
export interface ReportVersion {
  version: string;
  date: string;
  author: string;
  change: string;
}

/** A sheet of the workbook; by default each top-level table of the report becomes one. */
export interface ReportSheet {
  /** At most 31 characters, none of []:*?/\ */
  name: string;
  title: string;
  /** The filter in plain words: "Status not retired. 18 of 23 records." */
  filter: string;
  table: ReportTable;
  /** Columns that stay in view while scrolling, 2 or 3. */
  frozenColumns: number;
  /** One muted line after the data that explains colours or formulas. */
  legend: string;
}

/** Name of the property of an Office file that holds the signed line. */
export const TRAIL_PROPERTY = 'AssayTrail';

/** Where the trail stood when a report was made. */
export interface ReportTrail {
  sequence: number;
  hash: string;
  /** The signed line that stands in the file's properties. */
  line: string;
}

export interface Report {
  /** `vendor-assessment`, `vendor-register`, … */
  kind: string;
  cover: ReportCover;
  chapters: readonly ReportChapter[];
  versions: readonly ReportVersion[];
  sheets: readonly ReportSheet[];
  /** Said on paper below the versions or the first sheet, and carried in the file's properties. */
  trail?: ReportTrail;
  /** Contents page from six pages on (`documents.md`). */
  contents: boolean;
  /** ISO instant that stands in the file's own properties, so the same input gives the same bytes. */
  createdAt: string;
  /** BCP 47 tag, for dates, numbers and the spelling checker of the reader's program. */
  language: string;
  /** The writers' own words in that language; what is missing stays English. */
  words?: Partial<ReportWords>;
}

/** Counts by which a written file is compared with its report after it is read back. */
export interface ReportCounts {
  headings: number;
  tables: number;
  rows: number;
  /** Pictures below a caption; a workbook has none, its tables say the same. */
  pictures: number;
}
