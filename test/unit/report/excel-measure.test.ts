import { describe, expect, it } from 'vitest';
import { charactersFor, countLines, measureText, splitLines } from '../../../electron/core/report/excel-measure.ts';

const face = { size: 10 };

describe('measured text', () => {
  it('knows narrow from wide letters, bold from regular and large from small', () => {
    expect(measureText('iiii', face)).toBeLessThan(measureText('mmmm', face) / 3);
    expect(measureText('word', { size: 10, bold: true })).toBeGreaterThan(measureText('word', face));
    expect(measureText('word', { size: 16 })).toBeCloseTo(measureText('word', face) * 1.6, 6);
    expect(measureText('é', face)).toBe(measureText('e', face));
  });

  it('counts lines as words fall into the column', () => {
    expect(countLines('Approved', 12, face)).toBe(1);
    expect(countLines('Was a penetration test by a third party completed in the last 12 months?', 36, face)).toBe(2);
    expect(countLines('one\ntwo\nthree', 40, face)).toBe(3);
    expect(countLines('', 10, face)).toBe(1);
    expect(countLines('w'.repeat(100), 20, face)).toBeGreaterThanOrEqual(8);
    expect(countLines('EV-2026-SEC1-001, EV-2026-SEC1-002', 12, face)).toBe(4);
  });

  it('never counts fewer lines in a narrower column', () => {
    const text = 'Policy states 7, 30 and 90 days. A security.txt contact answered our test message in 9 hours.';
    const lines = [60, 40, 30, 20, 12, 8].map((characters) => countLines(text, characters, face));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(lines[0]).toBeGreaterThanOrEqual(1);
  });

  it('gives a width in which the text stays on one line', () => {
    for (const text of ['28 May 2026', '-1,234,567', 'Competence']) {
      expect(countLines(text, charactersFor(text, face) + 0.5, face)).toBe(1);
    }
  });

  it('splits a long line at spaces and loses nothing', () => {
    const text = 'Next review: red is overdue at the as-of date, amber falls within 30 days.';
    const lines = splitLines(text, 30, face);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(countLines(line, 31, face)).toBe(1);
  });
});
