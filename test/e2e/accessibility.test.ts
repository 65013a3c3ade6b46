import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseWho, connectToHost, goTo, openWindow, SAMPLE_PEOPLE } from './support/app-window.ts';
import { findBarriers } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { listPageAddresses } from './support/page-addresses.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

/** Pages become more, and a test has only so much time. */
const PARTS = [0, 1, 2];

let browser: Browser;
let app: RunningApp;
let addresses: readonly string[];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  addresses = await listPageAddresses(await connectToHost(app.url, SAMPLE_PEOPLE.officer));
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** The barriers of one part of all screens, by address. */
async function inspectPart(part: number, colorScheme: 'light' | 'dark', rules?: readonly string[]) {
  const page = await openWindow(browser, app.url, { colorScheme });
  const barriers: Record<string, readonly string[]> = {};
  const inspect = async (place: string) => {
    expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
    const found = await findBarriers(page, rules);
    if (found.length > 0) barriers[place] = found;
  };
  await inspect('who is working');
  await chooseWho(page, SAMPLE_PEOPLE.officer);
  for (const address of addresses.filter((_address, index) => index % PARTS.length === part)) {
    await goTo(page, address);
    await inspect(address);
  }
  await page.context().close();
  return barriers;
}

test.each(PARTS)('no page has a serious barrier in the light theme (every third from %i)', async (part) => {
  expect(await inspectPart(part, 'light')).toEqual({});
});

test.each(PARTS)('no page has too little contrast in the dark theme (every third from %i)', async (part) => {
  // The themes differ in nothing but colours.
  expect(await inspectPart(part, 'dark', ['color-contrast', 'link-in-text-block'])).toEqual({});
});

test.each(['light', 'dark'] as const)(
  'the first screen has no serious barrier in the %s theme',
  async (colorScheme) => {
    const empty = await startApp();
    const page = await openWindow(browser, empty.url, { colorScheme });
    await page.getByRole('heading', { name: 'Assay', level: 1 }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.context().close();
    await empty.stop();
  },
);

test('nothing moves for a person who asked for less motion', async () => {
  const page = await openWindow(browser, app.url, { reducedMotion: 'reduce' });
  await chooseWho(page, SAMPLE_PEOPLE.officer);
  for (const address of ['/', '/tools', '/findings?open', '/reference/components']) {
    await goTo(page, address);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('body *')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const lasts = (times: string) => times.split(', ').some((time) => Number.parseFloat(time) > 0.001);
        const moves = (animationName !== 'none' && lasts(animationDuration)) || lasts(transitionDuration);
        return moves ? [`${element.tagName} ${element.className}`] : [];
      }),
    );
    expect(moving).toEqual([]);
  }
  await page.context().close();
});

describe('by keyboard', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openWindow(browser, app.url);
    await chooseWho(page, SAMPLE_PEOPLE.officer);
  });

  const focused = () =>
    page.evaluate(() => ({
      region: document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? null,
      text: document.activeElement?.textContent?.trim() ?? '',
      hasRing: document.activeElement ? getComputedStyle(document.activeElement).outlineStyle !== 'none' : false,
    }));

  test('Tab reaches every place of the navigation, each with a visible ring', async () => {
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'To the page' }).focus();
    const reached: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      const { region, text, hasRing } = await focused();
      if (region === 'navigation') {
        reached.push(text.replace(/\d+$/, ''));
        expect(hasRing).toBe(true);
      }
      await page.keyboard.press('Tab');
    }
    for (const place of [
      'Overview',
      'Vendors and tools',
      'Assessments',
      'Findings',
      'Evidence',
      'Audit trail',
      'Reports',
    ]) {
      expect(reached).toContain(place);
    }
  });

  test('F6 goes round navigation, bar and page', async () => {
    await goTo(page, '/evidence');
    const regions: (string | null)[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await page.keyboard.press('F6');
      regions.push((await focused()).region);
    }
    expect(new Set(regions)).toEqual(new Set(['navigation', 'bar', 'main']));
    expect(regions[3]).toBe(regions[0]);
  });

  test('? lists the keys of the page, Esc closes it and the focus is where it was', async () => {
    await goTo(page, '/settings/people');
    await page.getByRole('button', { name: 'Add person' }).focus();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog');
    await list.getByText('find or run').waitFor();
    await list.getByText('Add person').waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    expect((await focused()).text).toContain('Add person');
  });

  test('a drawer closes with Esc and gives the focus back to its number', async () => {
    await goTo(page, addresses.find((address) => /^\/tools\/[^?]+$/.test(address)) ?? '');
    const score = page.getByRole('button', { name: /Residual risk/ });
    await score.press('Enter');
    await page.getByRole('complementary').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    expect(await score.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
