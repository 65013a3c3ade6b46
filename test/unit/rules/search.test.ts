import { describe, expect, it } from 'vitest';
import { rankNames, splitSearch } from '../../../shared/rules/search.ts';

describe('the rank of a record', () => {
  const rank = (text: string, ...names: string[]) => rankNames(names, 'Greyfen', splitSearch(text));

  it.each([
    ['Forge', 0],
    ['forge  ', 0],
    ['VN-014', 0],
    ['for', 1],
    ['vn-01', 1],
    ['assist', 2],
    ['forge assist', 2],
    ['greyfen', 2],
    ['assist grey', 2],
    ['014', 2],
    ['orge', 3],
    ['forge kestrel', null],
  ])('of %j is %s', (text, expected) => {
    expect(rank(text, 'Forge', 'Lumen Assist', 'VN-014')).toBe(expected);
  });

  it('does not mind accents and case', () => {
    expect(rank('muller', 'Müller')).toBe(0);
    expect(rank('MÜLLER gmbh', 'Müller GmbH')).toBe(0);
  });

  it('reads at most eight words', () => {
    expect(splitSearch('1 2 3 4 5 6 7 8 9 10')).toHaveLength(8);
    expect(splitSearch('   ')).toEqual([]);
  });
});
