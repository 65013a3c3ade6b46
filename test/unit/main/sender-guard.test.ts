import { describe, expect, test } from 'vitest';
import { isPageUrl } from '../../../electron/main/app-origin.ts';
import { isTrustedSender } from '../../../electron/main/sender-guard.ts';

const windows = new Set([7]);
const event = (url: string, { id = 7, parent = null }: { id?: number; parent?: unknown } = {}) => ({
  sender: { id },
  senderFrame: { url, parent },
});

describe('isTrustedSender', () => {
  test.each(['app://assay/', 'app://assay/index.html', 'app://assay/#/vendors?x=1'])('trusts our page at %s', (url) => {
    expect(isTrustedSender(event(url), windows)).toBe(true);
  });

  test.each([
    '',
    'about:blank',
    'app://assay.evil/',
    'app://evil/#app://assay/',
    'app://assay@evil/',
    'app://user:secret@assay/',
    'https://assay/',
    'https://evil.example/?app://assay/',
    'file:///index.html',
    'data:text/html,app://assay/',
    'javascript:void(0)',
  ])('refuses %j', (url) => {
    expect(isTrustedSender(event(url), windows)).toBe(false);
    expect(isPageUrl(url)).toBe(false);
  });

  test('refuses a frame within the page', () => {
    expect(isTrustedSender(event('app://assay/', { parent: {} }), windows)).toBe(false);
  });

  test('refuses a window that is not ours', () => {
    expect(isTrustedSender(event('app://assay/', { id: 8 }), windows)).toBe(false);
  });

  test('refuses a frame that is gone', () => {
    expect(isTrustedSender({ sender: { id: 7 }, senderFrame: null }, windows)).toBe(false);
  });
});
