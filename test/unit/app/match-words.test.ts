import { describe, expect, it } from 'vitest';
import { markMatches, matchesWords } from '../../../renderer/app/match-words.ts';

const bold = (label: string, text: string) =>
  markMatches(label, text)
    .map((part) => (part.match ? `[${part.text}]` : part.text))
    .join('');

describe('matchesWords', () => {
  it('wants every word, in any order and case', () => {
    expect(matchesWords('Harrow Agent, residual risk', 'RE harrow')).toBe(true);
    expect(matchesWords('Harrow Agent', 'harrow re')).toBe(false);
    expect(matchesWords('Harrow Agent', '')).toBe(true);
  });
});

describe('markMatches', () => {
  it('marks every place where a typed word stands', () => {
    expect(bold('Harrow Agent, residual risk', 'harrow re')).toBe('[Harrow] Agent, [re]sidual risk');
    expect(bold('Review and record', 're')).toBe('[Re]view and [re]cord');
  });

  it('joins words that touch or overlap', () => {
    expect(bold('reassess', 'rea ass')).toBe('[reass]ess');
  });

  it('loses nothing of the label', () => {
    for (const text of ['', 'a', 'xyz', 'nt a']) {
      expect(
        markMatches('Agent and agent', text)
          .map((part) => part.text)
          .join(''),
      ).toBe('Agent and agent');
    }
  });
});
