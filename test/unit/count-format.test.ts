import { expect, test } from 'vitest';
import { createReportLanguage } from '../../electron/core/report/translate.ts';
import { createCountFormatter } from '../../shared/rules/count-format.ts';

test('a count has its thousands apart, and every other number stays as it is', () => {
  const { format } = createCountFormatter('en-GB');
  expect(format(5000, undefined, undefined, { interpolationkey: 'count' })).toBe('5,000');
  expect(format(2026, undefined, undefined, { interpolationkey: 'year' })).toBe(2026);
  expect(format('all', undefined, undefined, { interpolationkey: 'count' })).toBe('all');
});

test('documents write counts so', () => {
  expect(createReportLanguage().translate('register.all', { count: 1204 })).toContain('1,204');
});
