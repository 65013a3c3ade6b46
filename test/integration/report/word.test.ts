import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cleanText } from '../../../electron/core/report/word-text.ts';
import { countWord } from '../../../electron/core/report/word-read-back.ts';
import { writeWord } from '../../../electron/core/report/word.ts';
import { countReport } from '../../../shared/report/count.ts';
import type { Report, ReportTable } from '../../../shared/report/report.ts';
import { findAll, parseXml, readText, valueOf } from '../../support/xml.ts';
import type { XmlElement } from '../../support/xml.ts';
import { SAMPLE_REPORT } from '../../support/sample-report.ts';
import { hasLibreOffice } from './libre-office.ts';
import { partOf, readParts } from './workbook-parts.ts';

const PDF_TEXT = 'pdftotext';
const REPOSITORY = new URL('../../../', import.meta.url);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const styleOf = (paragraph: XmlElement): string => valueOf(findAll(paragraph, 'w:pStyle')[0]) ?? '';

const parsePart = (parts: ReadonlyMap<string, string>, path: string): XmlElement => parseXml(partOf(parts, path));

/** A register of one table, without contents, on landscape pages. */
function describeRegister(rows: ReportTable['rows'], titles: readonly string[] = ['Id', 'Vendor', 'Note']): Report {
  return {
    ...SAMPLE_REPORT,
    kind: 'vendor-register',
    contents: false,
    chapters: [
      {
        title: 'Register',
        orientation: 'landscape',
        blocks: [
          {
            kind: 'table',
            caption: 'Vendors',
            description: 'One row for each vendor.',
            columns: titles.map((title, index) => ({ id: `c${index}`, title, millimetres: 30, characters: 20 })),
            rows,
            dense: true,
            empty: 'No vendors.',
          },
        ],
      },
    ],
  };
}

describe('a vendor assessment as a Word document', () => {
  let bytes: Uint8Array;
  let parts: ReadonlyMap<string, string>;
  let document: XmlElement;

  beforeAll(async () => {
    bytes = await writeWord(SAMPLE_REPORT);
    parts = await readParts(bytes);
    document = parsePart(parts, 'word/document.xml');
  });

  it('holds every heading, table and row of the report', async () => {
    expect(await countWord(bytes)).toEqual(countReport(SAMPLE_REPORT));
    expect(countReport(SAMPLE_REPORT)).toEqual({ headings: 21, tables: 13, rows: 79, pictures: 0 });
  });

  it('holds every question, finding and item of evidence in words', () => {
    const text = readText(document);
    const cells = SAMPLE_REPORT.sheets.flatMap(({ table }) => table.rows.flatMap((row) => row.cells));
    const words = cells.flatMap((cell) => (cell?.kind === 'text' || cell?.kind === 'strong' ? [cell.text] : []));
    const plain = text.replaceAll('\u00a0', ' ');
    expect(words.length).toBeGreaterThan(150);
    expect(words.filter((word) => !plain.includes(word))).toEqual([]);
  });

  it('is well formed in every part', () => {
    for (const [path, xml] of parts) if (/\.(?:xml|rels)$/.test(path)) expect(() => parseXml(xml)).not.toThrow();
  });

  it('defines the styles of the house and uses no style that is not defined', () => {
    const styles = findAll(parsePart(parts, 'word/styles.xml'), 'w:style');
    const names = styles.map((style) => valueOf(findAll(style, 'w:name')[0]));
    for (const name of [
      'Title',
      'Subtitle',
      'heading 1',
      'heading 2',
      'heading 3',
      'Body Text',
      'Table Text',
      'Table Text Dense',
      'Table Head',
      'caption',
      'Callout',
      'Finding Facts',
      'Key Figure',
      'Key Figure Note',
      'Front Heading',
      'Formula',
      'Code',
      'Table Note',
      'toc 1',
      'toc 2',
      'Status Mark',
      'Label',
      'Assay Table',
      'Assay Facts',
    ]) {
      expect(names).toContain(name);
    }
    const defined = new Set(styles.map((style) => valueOf(style, 'w:styleId')));
    const used = ['w:pStyle', 'w:rStyle', 'w:tblStyle'].flatMap((name) =>
      findAll(document, name).map((use) => valueOf(use)),
    );
    expect(used.filter((style) => !defined.has(style))).toEqual([]);
  });

  it('sets no text below 8 points and only the marks by hand', () => {
    const sizes = findAll(parsePart(parts, 'word/styles.xml'), 'w:style')
      .filter((style) => !['Spacer', 'SectionEnd', 'StatusMark'].includes(valueOf(style, 'w:styleId') ?? ''))
      .flatMap((style) => findAll(style, 'w:sz'))
      .map((size) => Number(valueOf(size)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    const byHand = findAll(document, 'w:r').filter((run) => findAll(run, 'w:sz').length > 0);
    expect(byHand.length).toBeGreaterThan(0);
    expect(byHand.filter((run) => !/^[●▲■○–]+$/.test(readText(run)))).toEqual([]);
  });

  it('numbers the chapters and never jumps a heading level', () => {
    const headings = findAll(document, 'w:p').filter((paragraph) => /^Heading\d$/.test(styleOf(paragraph)));
    const levels = headings.map((heading) => Number(styleOf(heading).slice(-1)));
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    const chapters = headings.filter((heading) => styleOf(heading) === 'Heading1');
    expect(chapters.map(readText)).toEqual(SAMPLE_REPORT.chapters.map(({ title }) => title));
    for (const chapter of chapters) expect(valueOf(findAll(chapter, 'w:numId')[0])).toMatch(/^\d+$/);
  });

  it('gives every table fixed columns over the whole text width, words for the screen reader and no merged cell', () => {
    const tables = findAll(document, 'w:tbl');
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) {
      const columns = findAll(table, 'w:gridCol').map((column) => Number(valueOf(column, 'w:w')));
      expect([9638, 14570]).toContain(columns.reduce((sum, width) => sum + width, 0));
      expect(valueOf(findAll(table, 'w:tblLayout')[0], 'w:type')).toBe('fixed');
      expect(valueOf(findAll(table, 'w:tblCaption')[0])).not.toBe('');
      expect(valueOf(findAll(table, 'w:tblDescription')[0])).not.toBe('');
      expect(valueOf(findAll(table, 'w:tblLook')[0])).toMatch(/^0[0-9A-F]{3}$/);
      for (const row of findAll(table, 'w:tr')) expect(findAll(row, 'w:tc')).toHaveLength(columns.length);
    }
    expect(['w:gridSpan', 'w:vMerge', 'w:hMerge'].flatMap((name) => findAll(document, name))).toEqual([]);
  });

  it('repeats the head of every table of data and splits none of its rows', () => {
    const body = findAll(document, 'w:body')[0]?.children ?? [];
    const tables = body.filter((block, index) => {
      const before = body[index - 1];
      return block.name === 'w:tbl' && before !== undefined && styleOf(before) === 'Caption';
    });
    expect(tables).toHaveLength(13);
    for (const table of tables) {
      const [head, ...rows] = findAll(table, 'w:tr');
      expect(findAll(head ?? table, 'w:tblHeader')).toHaveLength(1);
      const split = rows.filter((row) => {
        const [setting] = findAll(row, 'w:cantSplit');
        return setting === undefined || valueOf(setting) === 'off';
      });
      expect(split).toEqual([]);
    }
  });

  it('tints exceptions only, and states each verdict by mark and word', () => {
    const cells = findAll(document, 'w:tc');
    const findCells = (start: string): XmlElement[] => cells.filter((cell) => readText(cell).startsWith(start));
    expect(findCells('●\u00a0Met').length).toBeGreaterThan(10);
    expect(findCells('●').flatMap((cell) => findAll(cell, 'w:shd'))).toEqual([]);
    const ground = (start: string): unknown =>
      findCells(start)
        .map((cell) => valueOf(findAll(cell, 'w:shd')[0], 'w:fill'))
        .filter((fill) => fill !== undefined)[0];
    expect(ground('▲\u00a0Partly met')).toBe('FBF0DB');
    expect(ground('■\u00a0Not met')).toBe('FCEBE9');
    expect(ground('○\u00a0Unknown')).toBe('EFF1F4');
  });

  it('has the running head and foot on every page of every orientation', () => {
    const sections = findAll(document, 'w:sectPr');
    expect(sections).toHaveLength(3);
    expect(sections.map((section) => valueOf(findAll(section, 'w:pgSz')[0], 'w:orient'))).toEqual([
      'portrait',
      'landscape',
      'portrait',
    ]);
    const relations = new Map(
      findAll(parsePart(parts, 'word/_rels/document.xml.rels'), 'Relationship').map((relation) => [
        valueOf(relation, 'Id'),
        valueOf(relation, 'Target') ?? '',
      ]),
    );
    for (const section of sections) {
      const [header] = readFurniture(section, 'w:headerReference', relations, parts);
      expect(header).toBe('Vendor assessment report  ·  Quillon Code AssistantConfidential');
      const footers = readFurniture(section, 'w:footerReference', relations, parts);
      for (const footer of footers) {
        expect(footer).toContain('NHG-VA-2026-014  ·  Version 1.0  ·  Final');
        expect(footer).toContain('As of 20\u00a0November\u00a02026');
        expect(footer).toMatch(/Page .*of/);
      }
    }
    const footerXml = [...parts].filter(([path]) => /^word\/footer\d\.xml$/.test(path)).map(([, xml]) => xml);
    for (const xml of footerXml) expect(xml).toMatch(/PAGE[^]*NUMPAGES/);
  });

  it('draws the figure as a native chart with its own words and the numbers of its table', () => {
    const chart = parsePart(parts, 'word/charts/chart1.xml');
    const series = findAll(chart, 'c:ser');
    expect(series).toHaveLength(5);
    const drawn = series.map((one) =>
      findAll(findAll(one, 'c:val')[0] ?? one, 'c:v').reduce((sum, { text }) => sum + Number(text), 0),
    );
    expect(drawn).toEqual([11, 5, 3, 2, 1]);
    expect(valueOf(findAll(document, 'wp:docPr')[0], 'descr')).toContain('Stacked bars');
  });

  it('names the program and no person as its maker, at the time the report was made', () => {
    const core = parts.get('docProps/core.xml') ?? '';
    expect(core).toContain('<dc:creator>Assay</dc:creator>');
    expect(core).toContain('<cp:lastModifiedBy>Assay</cp:lastModifiedBy>');
    expect(core.match(/2026-11-20T09:14:00Z/g)).toHaveLength(2);
    expect(core).toContain('NHG-VA-2026-014 Vendor assessment report');
    expect(parts.get('word/styles.xml')).toContain('w:lang w:val="en-GB"');
  });

  it('has the same bytes when it is written again, in this process and in another', async () => {
    expect(hashOf(await writeWord(SAMPLE_REPORT))).toBe(hashOf(bytes));
    const script = [
      `import { createHash } from 'node:crypto';`,
      `import { writeWord } from '${pathToFileURL(join(REPOSITORY.pathname, 'electron/core/report/word.ts')).href}';`,
      `import { SAMPLE_REPORT } from '${pathToFileURL(join(REPOSITORY.pathname, 'test/support/sample-report.ts')).href}';`,
      `process.stdout.write(createHash('sha256').update(await writeWord(SAMPLE_REPORT)).digest('hex'));`,
    ].join('\n');
    const other = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(other).toBe(hashOf(bytes));
  });

  const canLayOut = hasLibreOffice() && hasPdfText();

  it.skipIf(!canLayOut)('prints in the contents the pages on which LibreOffice lays the headings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-word-'));
    try {
      const pages = layOut(bytes, folder);
      const entries = (pages[1] ?? '').matchAll(/^\s*(?:\d+\s+)?(\S.*?)\.{3,}\s*(\d+)$/gm);
      const listed = [...entries].map(([, title = '', page]) => ({ title, page: Number(page) }));
      expect(listed).toHaveLength(21);
      const found = listed.map(({ title }) => ({
        title,
        page: pages.findIndex((page, index) => index > 1 && hasLine(page, title)) + 1,
      }));
      expect(listed).toEqual(found);
      expect(pages.filter((page) => page.trim() !== '')).toHaveLength(12);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('any report as a Word document', () => {
  it('puts a register of one table on landscape pages without contents', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      cells: [{ kind: 'identifier', text: `V-${index}` } as const, null, { kind: 'date', date: '2026-09-05' } as const],
    }));
    const register = describeRegister(rows);
    const bytes = await writeWord(register);
    expect(await countWord(bytes)).toEqual({ headings: 1, tables: 1, rows: 40, pictures: 0 });
    const document = parsePart(await readParts(bytes), 'word/document.xml');
    expect(findAll(document, 'w:sdt')).toEqual([]);
    const last = findAll(document, 'w:tr').at(-1);
    expect(findAll(last ?? document, 'w:tc').map(readText)).toEqual(['V-39', '–', '5\u00a0Sep\u00a02026']);
  });

  it('says in a sentence that a table has no rows', async () => {
    const bytes = await writeWord(describeRegister([]));
    expect(await countWord(bytes)).toEqual({ headings: 1, tables: 0, rows: 0, pictures: 0 });
    expect(readText(parsePart(await readParts(bytes), 'word/document.xml'))).toContain('No vendors.');
  });

  it('keeps the note of a table with its last row, and leaves blank what the reader writes in', async () => {
    const rows = [1, 2].map((number) => ({
      cells: [{ kind: 'identifier' as const, text: `V-${number}` }, { kind: 'text' as const, text: 'Harrow' }, null],
    }));
    const [register] = describeRegister(rows).chapters;
    const [table] = register?.blocks ?? [];
    if (register === undefined || table?.kind !== 'table') throw new Error('There is no register');
    const lastRowOf = async (changes: Partial<ReportTable>) => {
      const chapter = { ...register, blocks: [{ ...table, ...changes }] };
      const bytes = await writeWord({ ...describeRegister(rows), chapters: [chapter] });
      const last = findAll(parsePart(await readParts(bytes), 'word/document.xml'), 'w:tr').at(-1);
      if (last === undefined) throw new Error('There is no row');
      return { kept: findAll(last, 'w:keepNext').length > 0, text: readText(last) };
    };
    expect(await lastRowOf({})).toEqual({ kept: false, text: 'V-2Harrow–' });
    expect(await lastRowOf({ note: 'One line.' })).toMatchObject({ kept: true });
    const columns = table.columns.map((column, index) => (index === 2 ? { ...column, toFill: true as const } : column));
    expect(await lastRowOf({ columns })).toMatchObject({ text: 'V-2Harrow' });
  });

  it('writes the other blocks: checklist, checksum, a cell longer than a page', async () => {
    const long = 'word '.repeat(4_000).trim();
    const report: Report = {
      ...describeRegister([{ cells: [{ kind: 'text', text: long }] }]),
      words: { done: 'Erledigt' },
    };
    const [chapter] = report.chapters;
    const bytes = await writeWord({
      ...report,
      language: 'de-DE',
      chapters: [
        ...(chapter === undefined ? [] : [chapter]),
        {
          title: 'Prüfung',
          blocks: [
            { kind: 'checklist', items: [{ text: 'Vertrag liegt vor', done: true }] },
            { kind: 'checksum', label: 'Summe', sha256: 'a1'.repeat(32), note: 'Bitte vergleichen.' },
          ],
        },
      ],
    });
    const document = parsePart(await readParts(bytes), 'word/document.xml');
    const text = readText(document);
    expect(text).toContain('●\u00a0Erledigt');
    expect(text).toContain('a1a1a1a1 a1a1a1a1');
    expect(text).toContain(long);
    const longRow = findAll(document, 'w:tr').find((row) => readText(row).includes(long));
    expect(findAll(longRow ?? document, 'w:cantSplit').map((setting) => valueOf(setting))).toEqual(['off']);
  });

  it('writes 5,000 rows', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      cells: [
        { kind: 'identifier', text: `V-${index}` } as const,
        { kind: 'status', text: 'Approved', tone: 'ok' } as const,
        { kind: 'text', text: 'Answers to the whole checklist' } as const,
      ],
    }));
    const bytes = await writeWord(describeRegister(rows));
    expect(await countWord(bytes)).toEqual({ headings: 1, tables: 1, rows: 5_000, pictures: 0 });
  });

  it('keeps hostile text as text, whole, wherever it stands', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '{chapters\u009f-0}',
        '{chapters-0}',
        'CURRENT',
        'TOTAL_PAGES',
        '_Toc1 PAGEREF _Toc1',
        '</w:t></w:r><w:p/>',
        ']]> <!-- &amp; &#0; "',
        '\ud800 half',
        'tab\tand\r\nline\u2028end',
        '\u202eright to left',
        '=HYPERLINK("x")',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 3, maxLength: 3 }), fc.boolean(), async (texts, contents) => {
        const [first = '', second = '', third = ''] = texts;
        const base = describeRegister([{ cells: texts.map((text) => ({ kind: 'text', text })) }], texts);
        const [chapter] = base.chapters;
        const bytes = await writeWord({
          ...base,
          contents,
          cover: { ...base.cover, entity: first, title: second, subject: third, documentId: first, status: second },
          chapters: chapter === undefined ? [] : [{ ...chapter, title: first }],
        });
        const parts = await readParts(bytes);
        for (const [path, xml] of parts) if (/\.(?:xml|rels)$/.test(path)) parseXml(xml);
        const row = findAll(parsePart(parts, 'word/document.xml'), 'w:tr').at(-1);
        const cells = row === undefined ? [] : findAll(row, 'w:tc').map(readText);
        expect(cells.map((cell) => cell.replaceAll('\u00a0', ' '))).toEqual(
          texts.map((text) => cleanText(text).replaceAll('\u00a0', ' ')),
        );
        expect(await countWord(bytes)).toEqual({ headings: 1, tables: 1, rows: 1, pictures: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to count what is no document', async () => {
    await expect(countWord(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});

function readFurniture(
  section: XmlElement,
  kind: string,
  relations: ReadonlyMap<string | undefined, string>,
  parts: ReadonlyMap<string, string>,
): string[] {
  return findAll(section, kind)
    .toSorted((one, other) => (valueOf(one, 'w:type') ?? '').localeCompare(valueOf(other, 'w:type') ?? ''))
    .map((reference) => readText(parsePart(parts, `word/${relations.get(valueOf(reference, 'r:id')) ?? ''}`)));
}

function hasPdfText(): boolean {
  try {
    execFileSync(PDF_TEXT, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('pdftotext is not installed: the page numbers of the contents are NOT COMPARED.');
    return false;
  }
}

/** The text of each page as LibreOffice lays the document out. */
function layOut(bytes: Uint8Array, folder: string): string[] {
  writeFileSync(join(folder, 'report.docx'), bytes);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  execFileSync(
    'soffice',
    [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'report.docx')],
    {
      stdio: 'ignore',
    },
  );
  return execFileSync(PDF_TEXT, ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' }).split('\f');
}

function hasLine(page: string, title: string): boolean {
  return page.split('\n').some((line) => line.trim().replace(/^\d+\s+(?=\D)/, '') === title);
}
