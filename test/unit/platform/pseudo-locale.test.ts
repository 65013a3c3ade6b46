import { describe, expect, it } from 'vitest';
import { pseudoLocalize } from '../../../renderer/platform/pseudo-locale.ts';

describe('pseudoLocalize', () => {
  it('brackets and accents every message, at any depth', () => {
    const { title, deep } = pseudoLocalize({ title: 'Save', deep: { inner: 'Open' } });
    expect(title).toMatch(/^⟦Šávé·+⟧$/);
    expect(deep).toEqual({ inner: expect.stringMatching(/^⟦.+⟧$/) });
  });

  it('makes a message about a third longer', () => {
    const long = 'What an auditor would ask first about it';
    const { text } = pseudoLocalize({ text: long });
    expect(text).toHaveLength(2 + long.length + Math.ceil(long.length * 0.3));
  });

  it('leaves placeholders and tags as they are', () => {
    const { text } = pseudoLocalize({ text: 'Saved {{time}} in <b>one</b> place' });
    expect(text).toContain('{{time}}');
    expect(text).toContain('<b>');
    expect(text).toContain('</b>');
  });
});
