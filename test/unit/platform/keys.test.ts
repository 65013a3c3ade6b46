import { describe, expect, it } from 'vitest';
import { drawKey, findKey, writeKey, type KeyGroup } from '../../../renderer/platform/keys.tsx';

const press = (key: string, modifiers: Partial<Parameters<typeof writeKey>[0]> = {}) =>
  writeKey({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

function group(title: string, keys: Record<string, { insideFields?: boolean }>): KeyGroup {
  return { title, keys: Object.entries(keys).map(([key, more]) => ({ key, label: key, run: () => {}, ...more })) };
}

describe('writeKey', () => {
  it.each([
    ['a letter, whatever its case', press('a'), 'A'],
    ['Shift with a letter', press('F', { shiftKey: true }), 'Shift F'],
    ['a sign that needs Shift to be typed', press('?', { shiftKey: true }), '?'],
    ['Cmd and Ctrl alike', press('k', { metaKey: true }), 'Ctrl K'],
    ['the space bar', press(' ', { shiftKey: true }), 'Shift Space'],
    ['a named key', press('ArrowLeft', { altKey: true }), 'Alt ArrowLeft'],
    ['Shift with a named key', press('F6', { shiftKey: true }), 'Shift F6'],
  ])('writes %s', (_what, written, expected) => {
    expect(written).toBe(expected);
  });
});

describe('findKey', () => {
  const shell = group('Everywhere', { 'G V': {}, 'G O': {}, 'Ctrl K': { insideFields: true }, E: {} });
  const page = group('This page', { E: {}, A: {} });

  it('gives a key to what came last', () => {
    expect(findKey('E', null, [shell, page], false)).toBe(page.keys[0]);
    expect(findKey('E', null, [shell], false)).toBe(shell.keys[3]);
  });

  it('takes two letters one after the other', () => {
    expect(findKey('G', null, [shell, page], false)).toBe('begins');
    expect(findKey('V', 'G', [shell, page], false)).toBe(shell.keys[0]);
    expect(findKey('A', 'G', [shell, page], false)).toBeNull();
  });

  it('leaves a text field its keys, save those that are meant for it', () => {
    expect(findKey('A', null, [shell, page], true)).toBeNull();
    expect(findKey('G', null, [shell, page], true)).toBeNull();
    expect(findKey('Ctrl K', null, [shell, page], true)).toBe(shell.keys[2]);
  });

  it('finds nothing for a key that nobody has', () => {
    expect(findKey('Z', null, [shell, page], false)).toBeNull();
  });
});

describe('drawKey', () => {
  it('draws one cap for keys that are held together and two for keys that follow each other', () => {
    expect(drawKey('Ctrl K')).toEqual(['Ctrl K']);
    expect(drawKey('G V')).toEqual(['G', 'V']);
    expect(drawKey('Alt ArrowLeft')).toEqual(['Alt ←']);
    expect(drawKey('Escape')).toEqual(['Esc']);
  });
});
