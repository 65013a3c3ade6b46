import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { read, type WorkBook } from 'xlsx';
import { parse } from 'yaml';
import {
  buildCodeRiskSheets,
  buildCodeRiskWorkbook,
  type CodeRiskChange,
  type CodeRiskInput,
} from '../../../electron/core/report/code-risk-workbook.ts';
import { assembleWorkbook, writeExcel } from '../../../electron/core/report/excel.ts';
import type { ExcelSheet } from '../../../electron/core/report/excel-layout.ts';
import { countExcel, expectExcelCounts } from '../../../electron/core/report/excel-read-back.ts';
import { codeChangeModelSchema } from '../../../shared/contract/score-models.ts';
import { SAMPLE_REPORT } from '../../support/sample-report.ts';
import { convertWorkbook, hasLibreOffice } from './libre-office.ts';
import { partOf, readParts } from './workbook-parts.ts';

const MODEL_FILE = new URL('../../../resources/packs/models/code-change.yaml', import.meta.url);
const model = codeChangeModelSchema.parse(parse(readFileSync(MODEL_FILE, 'utf8')));
const CREATED_AT = '2026-11-20T09:30:00Z';
const FIRST_ROW = 6;

/** The published vectors: sum, then the band plain, × 1.2, × 1.5 and × 1.8 (`domain.md` 7.2). */
const VECTORS = [
  [3, 'LLMM'],
  [4, 'LMMM'],
  [5, 'MMMH'],
  [6, 'MMHH'],
  [7, 'MHHC'],
  [8, 'MHHC'],
  [9, 'HHCC'],
  [10, 'HHCC'],
  [11, 'HCCC'],
  [12, 'HCCC'],
  [13, 'CCCC'],
  [15, 'CCCC'],
] as const;
const BAND_WORDS: Readonly<Record<string, string>> = { L: 'LOW', M: 'MEDIUM', H: 'HIGH', C: 'CRITICAL' };

const LEVELS = {
  dataSensitivity: ['low', 'medium', 'high', 'critical'],
  systemCriticality: ['low', 'medium', 'high', 'critical'],
  regulatoryImpact: ['none', 'low', 'medium', 'high'],
  complexity: ['simple', 'moderate', 'complex', 'advanced'],
} as const;

interface Expected {
  sum: number;
  times100: number;
  band: string;
}

function expectResult(sum: number, generated: boolean, reviewed: boolean): Expected {
  const times100 = (sum * (generated ? 120 : 100) * (reviewed ? 100 : 150)) / 100;
  const band = times100 <= 400 ? 'LOW' : times100 <= 800 ? 'MEDIUM' : times100 <= 1200 ? 'HIGH' : 'CRITICAL';
  return { sum, times100, band };
}

/** All 1,024 combinations of known factors with what the seed's matrix gives for them. */
function listCombinations(): { change: CodeRiskChange; expected: Expected }[] {
  return LEVELS.dataSensitivity.flatMap((dataSensitivity, data) =>
    LEVELS.systemCriticality.flatMap((systemCriticality, system) =>
      LEVELS.regulatoryImpact.flatMap((regulatoryImpact, rule) =>
        LEVELS.complexity.flatMap((complexity, hard) =>
          (['yes', 'no'] as const).flatMap((aiGenerated) =>
            (['yes', 'no'] as const).map((humanReviewed) => ({
              change: {
                id: `C-${data}${system}${rule}${hard}${aiGenerated}${humanReviewed}`,
                description: 'One combination',
                factors: {
                  dataSensitivity,
                  systemCriticality,
                  regulatoryImpact,
                  complexity,
                  aiGenerated,
                  humanReviewed,
                },
              },
              expected: expectResult(data + system + rule + hard + 3, aiGenerated === 'yes', humanReviewed === 'yes'),
            })),
          ),
        ),
      ),
    ),
  );
}

function makeInput(changes: readonly CodeRiskChange[], emptyRows = 0): CodeRiskInput {
  return {
    model,
    changes,
    furniture: {
      entity: 'Northmere Health Group plc',
      classification: 'Confidential',
      documentId: 'NHG-CCR-2026-11',
      version: '1.0',
      status: 'Draft',
      asOf: '2026-11-20',
      language: 'en',
    },
    filter: 'Shown: changes of November 2026.',
    emptyRows,
  };
}

function valueAt(workbook: WorkBook, sheet: string, address: string): unknown {
  const cell: unknown = workbook.Sheets[sheet]?.[address];
  return typeof cell === 'object' && cell !== null && 'v' in cell ? cell.v : undefined;
}

/** The workbook without any stored result, computed by LibreOffice from the formulas alone. */
async function recalculate(sheets: readonly ExcelSheet[]): Promise<WorkBook> {
  for (const { sheet } of sheets) {
    for (const [key, cell] of sheet.cells ?? []) {
      if (cell.formula === undefined) continue;
      const { formulaResult: _stored, ...formula } = cell;
      sheet.cells?.set(key, formula);
    }
  }
  const document = { title: 'Test', entity: 'Test', createdAt: CREATED_AT };
  const bytes = await writeXlsx(assembleWorkbook(sheets, document));
  expect(partOf(await readParts(bytes), 'xl/worksheets/sheet1.xml')).not.toMatch(/<\/f><v>/);
  return read(await convertWorkbook(bytes), { type: 'array' });
}

function setCell(
  sheets: readonly ExcelSheet[],
  sheet: number,
  row: number,
  column: number,
  value: string | number | null,
): void {
  const key = `${row - 1},${column}`;
  const cells = sheets[sheet]?.sheet.cells;
  const cell = cells?.get(key);
  if (cells === undefined || cell === undefined) throw new Error(`No cell ${key}`);
  cells.set(key, { ...cell, value });
}

const CHANGES = 'Code-change risk';
const SELF_TEST = 'Code-change self-test';
const combinations = listCombinations();

describe('the code-change risk sheets', () => {
  it('store the result of the seed matrix for all 1,024 combinations', async () => {
    const bytes = await buildCodeRiskWorkbook({
      ...makeInput(combinations.map(({ change }) => change)),
      createdAt: CREATED_AT,
    });
    const workbook = read(bytes, { type: 'array' });
    const counts: Record<string, number> = {};
    combinations.forEach(({ expected }, index) => {
      const row = FIRST_ROW + index;
      expect([
        valueAt(workbook, 'Changes', `I${row}`),
        valueAt(workbook, 'Changes', `J${row}`),
        valueAt(workbook, 'Changes', `K${row}`),
        valueAt(workbook, 'Changes', `L${row}`),
      ]).toEqual([expected.sum, expected.times100, expected.times100 / 100, expected.band]);
      counts[expected.band] = (counts[expected.band] ?? 0) + 1;
    });
    expect(counts).toEqual({ LOW: 6, MEDIUM: 155, HIGH: 411, CRITICAL: 452 });
  });

  it('test themselves against the published vectors', async () => {
    const workbook = read(await buildCodeRiskWorkbook({ ...makeInput([]), createdAt: CREATED_AT }), { type: 'array' });
    expect(workbook.SheetNames).toEqual(['Changes', 'Model', 'Self-test']);
    expect(valueAt(workbook, 'Self-test', 'A3')).toBe('12 of 12 rows agree');
    VECTORS.forEach(([sum, letters], index) => {
      const row = 5 + index;
      expect(valueAt(workbook, 'Self-test', `A${row}`)).toBe(sum);
      const bands = ['C', 'E', 'G', 'I'].map((column) => valueAt(workbook, 'Self-test', `${column}${row}`));
      expect(bands).toEqual(letters.split('').map((letter) => BAND_WORDS[letter]));
    });
  });

  it('let only the yellow cells be edited, and there only words from the list', async () => {
    const bytes = await buildCodeRiskWorkbook({
      ...makeInput(
        combinations.slice(0, 2).map(({ change }) => change),
        1,
      ),
      createdAt: CREATED_AT,
    });
    const parts = await readParts(bytes);
    const sheet = partOf(parts, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<dataValidations count="6">/);
    expect(sheet).toContain(
      '<dataValidation type="list" sqref="C6:C8" allowBlank="1" showErrorMessage="1" errorStyle="stop"',
    );
    expect(sheet).toContain("<formula1>'Model'!$B$5:$B$8</formula1>");
    for (const name of ['sheet1', 'sheet2', 'sheet3']) {
      expect(partOf(parts, `xl/worksheets/${name}.xml`)).toContain('<sheetProtection sheet="1"');
    }
    const [, formats = ''] = partOf(parts, 'xl/styles.xml').split('<cellXfs');
    const styles = formats.split('<xf ').slice(1);
    const unlocked = styles.flatMap((style, index) => (style.includes('locked="0"') ? [String(index)] : []));
    const addresses = [...sheet.matchAll(/<c r="([A-Z]+\d+)"(?: t="\w+")? s="(\d+)"/g)]
      .filter(([, , style]) => unlocked.includes(style ?? ''))
      .map(([, address]) => address);
    const inputs = (row: number, columns: string): string[] => columns.split('').map((column) => `${column}${row}`);
    expect(addresses).toHaveLength(20);
    expect(new Set(addresses)).toEqual(
      new Set([...inputs(6, 'CDEFGH'), ...inputs(7, 'CDEFGH'), ...inputs(8, 'ABCDEFGH')]),
    );
  });

  it('join another workbook under names of their own and are counted there', async () => {
    const extra = buildCodeRiskSheets(
      makeInput(
        combinations.slice(0, 5).map(({ change }) => change),
        3,
      ),
    );
    const bytes = await writeExcel(SAMPLE_REPORT, extra);
    const names = read(bytes, { type: 'array', bookSheets: true }).SheetNames;
    expect(names.slice(-3)).toEqual([CHANGES, 'Code-change model', SELF_TEST]);
    expect(names).toHaveLength(SAMPLE_REPORT.sheets.length + 3);
    const counts = await countExcel(bytes);
    expect(counts).toEqual(expectExcelCounts(SAMPLE_REPORT, extra));
    expect(counts.rows - expectExcelCounts(SAMPLE_REPORT).rows).toBe(5);
  });

  it('come out the same, byte for byte', async () => {
    const input = {
      ...makeInput(
        combinations.slice(0, 9).map(({ change }) => change),
        2,
      ),
      createdAt: CREATED_AT,
    };
    expect(
      Buffer.from(await buildCodeRiskWorkbook(input)).equals(Buffer.from(await buildCodeRiskWorkbook(input))),
    ).toBe(true);
  });
});

describe.skipIf(!hasLibreOffice())('the code-change formulas, computed by LibreOffice', () => {
  const FIRST_SPECIAL = FIRST_ROW + combinations.length;
  let workbook: WorkBook;

  beforeAll(async () => {
    const high = combinations.find(({ expected }) => expected.band === 'CRITICAL')?.change ?? combinations[0]?.change;
    if (high === undefined) throw new Error('There is no combination.');
    const special = Array.from({ length: 5 }, (_, index): CodeRiskChange => ({ ...high, id: `S-${index}` }));
    const sheets = buildCodeRiskSheets(makeInput([...combinations.map(({ change }) => change), ...special], 2));
    setCell(sheets, 0, FIRST_SPECIAL, 2, null);
    setCell(sheets, 0, FIRST_SPECIAL + 1, 5, 'Extreme');
    setCell(sheets, 0, FIRST_SPECIAL + 2, 3, '*');
    setCell(sheets, 0, FIRST_SPECIAL + 3, 6, null);
    setCell(sheets, 0, FIRST_SPECIAL + 3, 7, null);
    setCell(sheets, 0, FIRST_SPECIAL + 4, 6, 'Unknown');
    setCell(sheets, 0, FIRST_SPECIAL + 4, 7, 'Unknown');
    workbook = await recalculate(sheets);
  }, 180_000);

  it('give the expected sum, total and band for all 1,024 combinations', () => {
    combinations.forEach(({ expected }, index) => {
      const row = FIRST_ROW + index;
      expect([
        valueAt(workbook, CHANGES, `I${row}`),
        valueAt(workbook, CHANGES, `J${row}`),
        valueAt(workbook, CHANGES, `L${row}`),
      ]).toEqual([expected.sum, expected.times100, expected.band]);
      expect(valueAt(workbook, CHANGES, `K${row}`)).toBeCloseTo(expected.times100 / 100, 10);
    });
  });

  it('say Incomplete, never a band, when a level is cleared or is no level', () => {
    for (const row of [FIRST_SPECIAL, FIRST_SPECIAL + 1, FIRST_SPECIAL + 2]) {
      expect(valueAt(workbook, CHANGES, `L${row}`)).toBe('Incomplete');
      expect(valueAt(workbook, CHANGES, `M${row}`)).toBe('Choose the missing level');
      expect(valueAt(workbook, CHANGES, `I${row}`) ?? '').toBe('');
    }
  });

  it('count an empty yes or no as unknown, and unknown as the worse answer', () => {
    const sum = Number(valueAt(workbook, CHANGES, `I${FIRST_SPECIAL + 3}`));
    for (const row of [FIRST_SPECIAL + 3, FIRST_SPECIAL + 4]) {
      expect(valueAt(workbook, CHANGES, `J${row}`)).toBe(sum * 180);
      expect(valueAt(workbook, CHANGES, `L${row}`)).toBe('CRITICAL');
    }
  });

  it('leave empty rows empty', () => {
    for (const row of [FIRST_SPECIAL + 5, FIRST_SPECIAL + 6]) {
      expect(valueAt(workbook, CHANGES, `L${row}`) ?? '').toBe('');
      expect(valueAt(workbook, CHANGES, `M${row}`) ?? '').toBe('');
    }
  });

  it('agree with themselves, and notice when a bound is changed', async () => {
    expect(valueAt(workbook, SELF_TEST, 'A3')).toBe('12 of 12 rows agree');
    const tampered = buildCodeRiskSheets(makeInput([]));
    const bound = [...(tampered[1]?.sheet.cells ?? [])].find(([key, cell]) => key.endsWith(',2') && cell.value === 400);
    if (bound === undefined) throw new Error('The model names no bound of 400.');
    setCell(tampered, 1, Number(bound[0].split(',')[0]) + 1, 2, 300);
    expect(valueAt(await recalculate(tampered), SELF_TEST, 'A3')).toBe('10 of 12 rows agree');
  });

  it('show no error value on any sheet', () => {
    for (const name of workbook.SheetNames) {
      const cells = Object.entries(workbook.Sheets[name] ?? {}).filter(([address]) => !address.startsWith('!'));
      for (const [, cell] of cells) expect(cell).not.toMatchObject({ t: 'e' });
    }
  });
});
