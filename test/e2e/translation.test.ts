import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  chooseWho,
  connectToHost,
  goTo,
  openWindow,
  SAMPLE_PEOPLE,
  SCREEN,
  waitUntilCalm,
} from './support/app-window.ts';
import { launchBrowser } from './support/browser.ts';
import { listPageAddresses } from './support/page-addresses.ts';
import {
  findOverflow,
  isUntranslated,
  keepAnswers,
  listTexts,
  nameCountries,
  takeAnswers,
} from './support/page-texts.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

/** The narrowest window that the layout is made for, in CSS pixels. */
const NARROW = { width: 1024, height: 768 };

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

async function findOverflowAt(page: Page, sizes: readonly { width: number; height: number }[]) {
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    found.push(...(await findOverflow(page)).map((what) => `at ${size.width}, ${what}`));
  }
  return found;
}

test.each(PARTS)('every text is translated, and a third more of it fits (every third page from %i)', async (part) => {
  const page = await openWindow(browser, app.url, { query: '?locale=pseudo' });
  const data = new Set<string>();
  await keepAnswers(page);
  await page.reload();
  await waitUntilCalm(page);
  const untranslated: Record<string, readonly string[]> = {};
  const overflowing: Record<string, readonly string[]> = {};
  const countries = await nameCountries(page);
  const inspect = async (place: string) => {
    await takeAnswers(page, data);
    const known = new Set([...data, ...countries]);
    const missed = (await listTexts(page)).filter((text) => isUntranslated(text, known));
    if (missed.length > 0) untranslated[place] = missed;
    const wide = await findOverflowAt(page, [NARROW, SCREEN]);
    if (wide.length > 0) overflowing[place] = wide;
  };
  await inspect('who is working');
  await chooseWho(page, SAMPLE_PEOPLE.officer);
  for (const address of addresses.filter((_address, index) => index % PARTS.length === part)) {
    await goTo(page, address);
    await inspect(address);
  }
  await page
    .getByRole('button', { name: /^⟦Áll kéýš/ })
    .first()
    .click();
  await inspect('list of keys');
  expect(untranslated).toEqual({});
  expect(overflowing).toEqual({});
  await page.context().close();
});
