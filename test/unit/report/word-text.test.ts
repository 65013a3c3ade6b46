import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanText,
  fillWords,
  formatDate,
  formatNumber,
  groupSum,
  setLine,
  setText,
} from '../../../electron/core/report/word-text.ts';
import { divideWidth } from '../../../electron/core/report/word-look.ts';

describe('text of a Word document', () => {
  it('drops what XML forbids and keeps everything else', () => {
    expect(cleanText('a\u0000b\u001fc\uffffd')).toBe('abcd');
    expect(cleanText('\ud800 half')).toBe('\ufffd half');
    expect(cleanText('one\r\ntwo\rthree\u2028four\tfive')).toBe('one\ntwo\nthree\nfour five');
    expect(cleanText('Żółć 漢字 😀 ‮')).toBe('Żółć 漢字 😀 ‮');
  });

  it('holds together what a reader takes in as one', () => {
    expect(setText('Signed 14 Sep 2026 by T. Marsh')).toBe('Signed 14\u00a0Sep\u00a02026 by T.\u00a0Marsh');
    expect(setText('99.5 % a month')).toBe('99.5\u00a0% a month');
    expect(setText('45 CFR 164.502 and Art. 28, SOC 2 Type 2')).toBe(
      '45\u00a0CFR\u00a0164.502 and Art.\u00a028, SOC\u00a02 Type\u00a02',
    );
    expect(setText('12 months of 2026')).toBe('12 months of 2026');
  });

  it('changes nothing but spaces when it holds words together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(setText(text).replaceAll('\u00a0', ' ')).toBe(cleanText(text).replaceAll('\u00a0', ' '));
      }),
    );
  });

  it('puts headings on one line', () => {
    expect(setLine('one\ntwo')).toBe('one two');
  });

  it('writes dates in the language of the report, day first in English', () => {
    expect(formatDate('2026-09-05', 'en-GB', 'short')).toBe('5\u00a0Sep\u00a02026');
    expect(formatDate('2026-11-20', 'en', 'long')).toBe('20\u00a0November\u00a02026');
    expect(formatDate('2026-11-20', 'de-DE', 'long')).toBe('20.\u00a0November\u00a02026');
    expect(formatDate('soon', 'en-GB', 'short')).toBe('soon');
    expect(formatDate('2026-13-45', 'en-GB', 'short')).toBe('2026-13-45');
  });

  it('writes numbers in the language of the report', () => {
    expect(formatNumber(0.632, 'ratio', 'en-GB')).toBe('63\u00a0%');
    expect(formatNumber(1204, 'thousands', 'en-GB')).toBe('1,204');
    expect(formatNumber(1204, 'whole', 'en-GB')).toBe('1204');
    expect(formatNumber(63.2, 'total', 'en-GB')).toBe('63.20');
    expect(formatNumber(1204, 'thousands', 'de-DE')).toBe('1.204');
  });

  it('groups a sum for comparison by eye and leaves anything else', () => {
    expect(groupSum('ab'.repeat(32))).toBe(Array.from({ length: 8 }, () => 'abababab').join(' '));
    expect(groupSum('28ff4a10')).toBe('28ff4a10');
  });

  it('fills in the words it knows', () => {
    expect(fillWords('Page {page} of {pages}', { page: '3' })).toBe('Page 3 of {pages}');
  });

  it('divides a width without a rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(9638, 14_570),
        (proportions, textWidth) => {
          expect(divideWidth(proportions, textWidth).reduce((sum, width) => sum + width, 0)).toBe(textWidth);
        },
      ),
    );
  });
});
