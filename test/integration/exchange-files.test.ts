import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { RawTables } from '../../electron/core/features/exchange/raw-table.ts';
import { readInWorker, type ReaderLimits } from '../../electron/core/features/exchange/read-in-worker.ts';
import { readList } from '../../electron/core/features/exchange/read-list.ts';
import { makeTestFolder } from '../support/workbench.ts';
import {
  buildWorkbook,
  buildZip,
  deflateSpaces,
  listWorkbookParts,
  textCell,
  textRow,
  type WorkbookXml,
} from '../support/zip-bytes.ts';

const HEADER = textRow('Tool', 'Vendor', 'Kind');
const ROW = textRow('Fernway Pair', 'Fernway', 'Assistant');
const LIST = HEADER + ROW;
const LIST_TEXTS = [
  ['Tool', 'Vendor', 'Kind'],
  ['Fernway Pair', 'Fernway', 'Assistant'],
];

/** Reads bytes as the application does: from a file, in a worker. */
async function read(bytes: Uint8Array, fileName = 'list.xlsx'): Promise<RawTables> {
  using folder = makeTestFolder();
  const path = join(folder.path, 'upload');
  writeFileSync(path, bytes);
  return await readInWorker({ path, fileName }, bytes.byteLength, async () => undefined);
}

/** Milliseconds until the file was refused with this sentence. */
async function timeRefusal(bytes: Uint8Array, sentence: RegExp, fileName = 'list.xlsx'): Promise<number> {
  const start = performance.now();
  await expect(read(bytes, fileName)).rejects.toMatchObject({
    code: 'FILE_REFUSED',
    message: expect.stringMatching(sentence) as string,
    facts: { remedy: expect.stringMatching(/\.$/) as string },
  });
  return performance.now() - start;
}

const readXml = (workbook: WorkbookXml) => read(buildWorkbook(workbook));

/** Milliseconds: far below the reader's own limit of 30 s, so that only the gate can have refused, and wide for a busy machine. */
const SOON = 10_000;

describe('a workbook made to exhaust the machine is refused', () => {
  const shared = (part: { deflated: Uint8Array; claimedSize: number }) =>
    buildZip([...listWorkbookParts({ rows: LIST }), { name: 'xl/sharedStrings.xml', content: '', ...part }]);

  test('1 MB that unpacks to 1 GiB', async () => {
    const bomb = shared({ deflated: deflateSpaces(1024), claimedSize: 2 ** 30 });
    expect(bomb.byteLength).toBeLessThan(1.1 * 1024 * 1024);
    expect(await timeRefusal(bomb, /says that it unpacks to 1,024 MB/)).toBeLessThan(SOON);
  });

  test('the same with a size that lies', async () => {
    const bomb = shared({ deflated: deflateSpaces(1024), claimedSize: 5000 });
    expect(await timeRefusal(bomb, /not as large as it says/)).toBeLessThan(SOON);
  });

  test('a claim of 2 GB', async () => {
    const claim = shared({ deflated: deflateSpaces(16), claimedSize: 2 ** 31 });
    expect(await timeRefusal(claim, /says that it unpacks to 2,048 MB/)).toBeLessThan(SOON);
  });

  test('a shared text of 300 MB', async () => {
    const huge = shared({ deflated: deflateSpaces(304), claimedSize: 304 * 1024 * 1024 });
    expect(await timeRefusal(huge, /says that it unpacks to 304 MB/)).toBeLessThan(SOON);
  });

  test('parts that are each small enough, and a thousand times smaller packed', async () => {
    const part = shared({ deflated: deflateSpaces(32), claimedSize: 32 * 1024 * 1024 });
    expect(await timeRefusal(part, /over 300 times its size/)).toBeLessThan(SOON);
  });

  test('more parts than a list has', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => ({ name: `xl/media/${index}.png`, content: '' }));
    expect(await timeRefusal(buildWorkbook({ rows: LIST, parts: many }), /2,006 parts/)).toBeLessThan(SOON);
  });

  test('entities that would expand', async () => {
    const parts = listWorkbookParts({ rows: LIST }).map((part) =>
      part.name.startsWith('xl/worksheets')
        ? { ...part, content: `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${String(part.content)}` }
        : part,
    );
    await timeRefusal(buildZip(parts), /declares XML entities/);
  });

  test('a file above the limit, before it is read at all', async () => {
    await timeRefusal(Buffer.alloc(31 * 1024 * 1024), /larger than 30 MB/);
  });
});

describe('a workbook is refused that', () => {
  const parts = listWorkbookParts({ rows: LIST });

  test('is cut off', async () => {
    const whole = buildZip(parts);
    await timeRefusal(whole.subarray(0, whole.byteLength / 2), /damaged or incomplete/);
  });

  test('holds paths that lead out of it', async () => {
    for (const name of ['../../evil.xml', '/etc/passwd', 'xl/../../evil.xml']) {
      await timeRefusal(buildZip([...parts, { name, content: 'x' }]), /leads out of it/);
    }
  });

  test('is protected by a password, in either form', async () => {
    await timeRefusal(buildZip(parts.map((part) => ({ ...part, encrypted: true }))), /protected by a password/);
    const compound = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(2048),
      Buffer.from('EncryptedPackage', 'utf16le'),
      Buffer.alloc(512),
    ]);
    await timeRefusal(compound, /protected by a password/);
  });

  test('has the same part twice', async () => {
    const twice = { name: 'xl/worksheets/sheet1.xml', content: '<worksheet/>' };
    await timeRefusal(buildZip([...parts, twice]), /twice/);
  });

  test('names texts that are not there', async () => {
    const dangling = '<row><c t="s"><v>7</v></c></row>';
    await timeRefusal(buildWorkbook({ rows: LIST + dangling }), /damaged/);
  });

  test('is empty', async () => {
    await timeRefusal(buildWorkbook({ rows: '' }), /nothing in this file/);
    await timeRefusal(Buffer.alloc(0), /file is empty/);
  });

  test('has more rows than one import takes', async () => {
    const rows = Array.from({ length: 20_200 }, (_, row) => textRow(`Tool ${row}`, 'Fernway')).join('');
    await timeRefusal(buildWorkbook({ rows }), /more than 20,000 rows/);
  });

  test('is something else', async () => {
    await timeRefusal(buildZip([{ name: 'word/document.xml', content: '<w/>' }]), /a Word document/);
    await timeRefusal(buildZip([{ name: 'notes.txt', content: 'x' }]), /a zip archive/);
    await timeRefusal(buildZip([{ name: 'xl/workbook.bin', content: 'x' }]), /binary Excel workbook/);
    await timeRefusal(Buffer.from('%PDF-1.7 …'), /a PDF document/);
    await timeRefusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.alloc(600)]), /old Excel format/);
    await timeRefusal(Buffer.from('<html><table><tr><td>Tool'), /web page/, 'list.xls');
  });
});

describe('a workbook is defused that', () => {
  test('holds macros, links, connections and embedded files', async () => {
    const { sheets, notes } = await readXml({
      rows: LIST,
      workbook: '<externalReferences><externalReference r:id="rId9"/></externalReferences>',
      parts: [
        { name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' },
        { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
        { name: 'xl/connections.xml', content: '<connections/>' },
        { name: 'xl/embeddings/oleObject1.bin', content: 'MZ' },
      ],
    });
    expect(sheets).toEqual([{ name: 'List', hidden: false, rows: LIST_TEXTS, unread: [] }]);
    expect(notes).toEqual([
      'The macros in the workbook were left aside and never run.',
      'Links to other workbooks were not followed; the values that were last saved are read.',
      'Connections to data sources were not opened; the values that were last saved are read.',
      'Embedded files and controls were left aside and never opened.',
    ]);
  });

  test('has parts of newer Excel, which are named and left aside', async () => {
    const metadata =
      '<Override PartName="/xl/metadata.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"/></Types>';
    const parts = listWorkbookParts({ rows: LIST, parts: [{ name: 'xl/metadata.xml', content: '<metadata/>' }] });
    const named = parts.map((part) => ({ ...part, content: String(part.content).replace('</Types>', metadata) }));
    expect((await read(buildZip(named))).sheets[0]?.rows).toEqual(LIST_TEXTS);
  });

  test('has formulas: their last results are read, and a cell without one is named', async () => {
    const rows =
      HEADER +
      `<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://x.example")</f><v>Fernway Pair</v></c>${textCell('Fernway')}` +
      '<c r="C2"><f>1+1</f><v></v></c><c r="D2"><f>1+1</f><v>2</v></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>' +
      '<c r="F2" t="str"><f>""</f><v></v></c></row>';
    const { sheets, notes } = await readXml({ rows });
    expect(sheets[0]?.rows[1]).toEqual(['Fernway Pair', 'Fernway', '', '2', '#DIV/0!']);
    expect(sheets[0]?.unread).toEqual([
      { row: 2, index: 2, why: 'formula' },
      { row: 2, index: 4, why: 'error' },
    ]);
    expect(notes).toEqual([
      '5 cells hold formulas (A2, C2, D2, …); nothing was calculated, the results that were last saved are read.',
    ]);
  });

  test('validates, merges, formats and links the whole sheet', async () => {
    const whole = 'A1:XFD1048576';
    const start = performance.now();
    const { sheets, notes } = await readXml({
      rows: LIST,
      after:
        `<mergeCells count="1"><mergeCell ref="${whole}"/></mergeCells>` +
        `<conditionalFormatting sqref="${whole}"><cfRule type="expression" priority="1"><formula>A1=1</formula></cfRule></conditionalFormatting>` +
        `<dataValidations count="1"><dataValidation type="list" sqref="${whole}"><formula1>"a,b"</formula1></dataValidation></dataValidations>` +
        `<hyperlinks><hyperlink ref="${whole}" location="List!A1"/></hyperlinks>`,
      workbook: `<definedNames><definedName name="x">List!${whole}</definedName></definedNames>`,
    });
    expect(performance.now() - start).toBeLessThan(SOON);
    expect(sheets[0]?.rows).toEqual(LIST_TEXTS);
    expect(notes).toEqual(['Drop-down lists and checks on cells were left aside.']);
  });

  test('has a cell in its last corner', async () => {
    const { sheets, notes } = await readXml({
      rows: `${LIST}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`,
    });
    expect(sheets[0]?.rows).toEqual(LIST_TEXTS);
    expect(notes).toEqual(['Cells below row 20,100 were left aside.']);
  });

  test('uses the names that JavaScript objects have', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    const { sheets } = await readXml({ rows: textRow(...names) + textRow(...names.toReversed()) });
    expect(sheets[0]?.rows).toEqual([names, names.toReversed()]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('the content of a file says what it is, not its name', () => {
  test('a workbook named .csv is read as a workbook, and that is said', async () => {
    const { sheets, notes } = await read(buildWorkbook({ rows: LIST }), 'list.csv');
    expect(sheets[0]?.rows).toEqual(LIST_TEXTS);
    expect(notes).toEqual(["The file's name ends in .csv, but its content is an Excel workbook; it was read as that."]);
  });

  test('a text list named .xlsx is read as text, and that is said', async () => {
    const { sheets, notes } = await read(Buffer.from('Tool,Vendor,Kind\nFernway Pair,Fernway,Assistant\n'));
    expect(sheets).toEqual([{ name: 'list', hidden: false, rows: LIST_TEXTS, unread: [] }]);
    expect(notes).toEqual([
      "The file's name ends in .xlsx, but its content is a text list (CSV); it was read as that.",
    ]);
  });
});

describe('a text list', () => {
  const readText = (text: string | Uint8Array) => read(Buffer.from(text), 'list.csv');

  test.each([
    ['commas', 'a,b\n1,2', []],
    ['semicolons', 'a;b\n1;2', []],
    ['tabs', 'a\tb\n1\t2', []],
    ['bars', 'a|b\n1|2', []],
    ['quoted delimiters', '"a,a,a";b\n"1,1,1";2', []],
  ])('is split at %s', async (_what, text) => {
    const { sheets } = await readText(text);
    expect(sheets[0]?.rows.map((cells) => cells.length)).toEqual([2, 2]);
  });

  test('that names its delimiter keeps its row numbers', async () => {
    expect((await readText('sep=|\r\na|b;c\r\n1|2;3\r\n')).sheets[0]?.rows).toEqual([[], ['a', 'b;c'], ['1', '2;3']]);
  });

  test('keeps empty rows, quotes and line ends in cells', async () => {
    const { sheets } = await readText('a,b\r\n\r\n"x ""y""","line 1\nline 2"\r\n');
    expect(sheets[0]?.rows).toEqual([['a', 'b'], [], ['x "y"', 'line 1\nline 2']]);
  });

  test('is read in the encodings that spreadsheet programs write', async () => {
    const text = 'Tool,Vendor\nMüller Göran,Évora\n';
    const expected = [
      ['Tool', 'Vendor'],
      ['Müller Göran', 'Évora'],
    ];
    const utf16 = Buffer.from(text, 'utf16le');
    const swapped = Buffer.from(utf16).swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
      utf16,
    ]) {
      const { sheets, notes } = await readText(bytes);
      expect(sheets[0]?.rows).toEqual(expected);
      expect(notes).toEqual([]);
    }
    const western = await readText(Buffer.from(text, 'latin1'));
    expect(western.sheets[0]?.rows).toEqual(expected);
    expect(western.notes).toEqual([expect.stringMatching(/Windows-1252/)]);
  });

  test('keeps what looks like a formula as text', async () => {
    const { sheets, notes } = await readText('Tool,Vendor\n=cmd|\' /C calc\'!A0,@SUM(1)\n"+49 30 1234",-Fernway\n');
    expect(sheets[0]?.rows.slice(1)).toEqual([
      ["=cmd|' /C calc'!A0", '@SUM(1)'],
      ['+49 30 1234', '-Fernway'],
    ]);
    expect(notes).toEqual([expect.stringMatching(/kept as text \(3\)/)]);
  });

  test('is refused when it cannot be one', async () => {
    const refuse = (bytes: string | Uint8Array, sentence: RegExp) =>
      timeRefusal(Buffer.from(bytes), sentence, 'list.csv');
    await refuse('a,b\n1,\u00002\n', /binary data/);
    await refuse('a,b\n"never closed,2\n', /never closed/);
    await refuse(`a,b\n${'x'.repeat(2_000_000)},1\n`, /more than 1,000,000 characters/);
    await refuse(`a,b\n${'x'.repeat(40_000)},1\n`, /more than 32,767 characters/);
    await refuse('a\n'.repeat(20_200), /more than 20,000 rows/);
    await refuse(Buffer.alloc(100 * 1024 * 1024, 'x'), /larger than 30 MB/);
  });
});

describe('reading is ended', () => {
  async function readWithin(limits: ReaderLimits, rows: number): Promise<unknown> {
    using folder = makeTestFolder();
    const path = join(folder.path, 'upload');
    writeFileSync(path, Array.from({ length: rows }, (_, row) => `Tool ${row};${'x'.repeat(500)}`).join('\n'));
    return await readInWorker({ path, fileName: 'list.csv' }, 1, async () => undefined, limits);
  }

  test('when it takes too much memory', async () => {
    await expect(readWithin({ heapMegabytes: 12, milliseconds: 30_000 }, 20_000)).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: 'Reading the file needs more memory than a list may take.',
    });
  });

  test('when it takes too long', async () => {
    await expect(readWithin({ heapMegabytes: 768, milliseconds: 1 }, 20_000)).rejects.toMatchObject({
      code: 'FILE_REFUSED',
      message: 'Reading the file took longer than 1 s and was stopped.',
    });
  });

  test('when the person cancels', async () => {
    using folder = makeTestFolder();
    const path = join(folder.path, 'upload');
    writeFileSync(path, buildWorkbook({ rows: LIST }));
    const stop = new Error('Cancelled');
    const reading = readInWorker({ path, fileName: 'list.xlsx' }, 1, () => Promise.reject(stop));
    await expect(reading).rejects.toBe(stop);
  });
});

/** What a spreadsheet program keeps as it is: no controls, no halves of characters, no escapes that look like `_x0041_`. */
const cellText = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((text) => !/[\p{Cc}\ufffe\uffff]|_x[0-9a-f]{4}_/iu.test(text) && text.isWellFormed() && text.trim() === text)
  // Written as an error value, which the reader names as one.
  .filter((text) => !text.startsWith('#'));
const table = fc.array(fc.array(cellText, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

function trimTable(rows: readonly (readonly string[])[]): string[][] {
  const trimmed = rows.map((cells) => cells.slice(0, cells.findLastIndex((text) => text !== '') + 1));
  return trimmed.slice(0, trimmed.findLastIndex((cells) => cells.length > 0) + 1);
}

test('any table written to a workbook is read as the same texts', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const expected = trimTable(rows);
      fc.pre(expected.length > 0);
      const { sheets } = await readList(
        Buffer.from(await writeXlsx({ sheets: [{ name: 'List', rows }] })),
        'list.xlsx',
      );
      expect(sheets[0]?.rows).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('any table written as CSV is read as the same texts', async () => {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (rows, delimiter) => {
      const expected = trimTable(rows);
      fc.pre(expected.length > 0);
      // Two quoted cells more in the first row, so that the delimiter can be told.
      const wide = [['a', 'b', 'c'], ...rows];
      const text = wide.map((cells) => cells.map(quote).join(delimiter)).join('\r\n');
      const { sheets } = await readList(Buffer.from(text), 'list.csv');
      expect(sheets[0]?.rows).toEqual([['a', 'b', 'c'], ...expected]);
    }),
    { numRuns: 200 },
  );
});
