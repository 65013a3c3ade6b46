import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanCellText,
  EXCEL_TEXT_LIMIT,
  looksLikeError,
  makeSheetName,
} from '../../../electron/core/report/excel-text.ts';

describe('cell text', () => {
  it('leaves ordinary text as it is, formulas included', () => {
    for (const text of ['Approved', '=1+1', '+49 30 1234', '-12', '@SUM(A1)', 'Größe • “ok” — 漢字', 'a\nb', '']) {
      expect(cleanCellText(text)).toBe(text);
    }
  });

  it('drops control characters and non-characters, and turns tabs and line ends into plain ones', () => {
    expect(cleanCellText('\u0000a\u0007b\uFFFFc\uFFFE')).toBe('abc');
    expect(cleanCellText('a\r\nb\rc\td')).toBe('a\nb\nc d');
  });

  it('keeps pairs of surrogates and replaces lone ones', () => {
    expect(cleanCellText('ok 🙂')).toBe('ok 🙂');
    expect(cleanCellText('a\uD800b')).toBe('a\uFFFDb');
  });

  it('keeps text that looks like an escape', () => {
    expect(cleanCellText('_x0041_')).toBe('_x005F_x0041_');
    expect(cleanCellText('max_x')).toBe('max_x');
  });

  it('recognises text that the library would take for an error value', () => {
    expect(['#REF!', '#N/A', '#DIV/0!', '#NAME?'].every(looksLikeError)).toBe(true);
    expect(['#1 priority', 'REF!', '', '#REF! in a sentence'].some(looksLikeError)).toBe(false);
  });

  it('cuts what a cell cannot hold, with a mark that names the length', () => {
    const cut = cleanCellText('x'.repeat(40_000));
    expect(cut).toHaveLength(EXCEL_TEXT_LIMIT);
    expect(cut).toMatch(/x … \[cut: the whole text has 40,000 characters\]$/);
  });

  it('never cuts a pair of surrogates in two', () => {
    for (const lead of ['', 'x']) {
      const cut = cleanCellText(lead + '🙂'.repeat(20_000));
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(EXCEL_TEXT_LIMIT);
    }
  });
});

describe('sheet names', () => {
  it('are valid and unique for any wishes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 8 }), (wishes) => {
        const taken = new Set<string>();
        for (const wish of [...wishes, ...wishes]) {
          const name = makeSheetName(wish, taken);
          expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
          expect(name).not.toMatch(/^'|'$|^history$/i);
          expect(taken.has(name.toLowerCase())).toBe(false);
          taken.add(name.toLowerCase());
        }
      }),
    );
  });

  it('keep what is valid', () => {
    expect(makeSheetName('Evidence index', new Set())).toBe('Evidence index');
    expect(makeSheetName('Evidence index', new Set(['evidence index']))).toBe('Evidence index (2)');
    expect(makeSheetName('Risk: a/b?', new Set())).toBe('Risk a b');
    expect(makeSheetName('History', new Set())).toBe('History sheet');
  });
});
