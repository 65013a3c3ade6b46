import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCalendar } from '../support/read-calendar.ts';
import { goTo, openWindowOf, SAMPLE_PEOPLE, waitUntilCalm } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.officer, problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const rows = () => page.locator('tbody tr');

test('the overview leads to all that is due, which can be narrowed to a kind and to oneself', async () => {
  await page.getByRole('link', { name: 'What is due' }).press('Enter');
  await page.getByRole('heading', { name: 'What is due', level: 1 }).waitFor();
  await waitUntilCalm(page);
  const all = await rows().count();
  expect(all).toBeGreaterThan(10);
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toContain('Late or ended');
  expect(await findBarriersInThemes(page)).toEqual([]);

  await page.getByLabel('Kind').selectOption({ value: 'agreement' });
  await waitUntilCalm(page);
  const agreements = await rows().count();
  expect(agreements).toBeGreaterThan(0);
  expect(agreements).toBeLessThan(all);
  await page.getByRole('button', { name: 'Mine' }).press('Enter');
  await waitUntilCalm(page);
  for (const row of await rows().all()) expect(await row.innerText()).toContain('You');
});

test('a row opens its record', async () => {
  await goTo(page, '/due?kind=agreement');
  await rows().first().press('Enter');
  await page.waitForURL(/#\/agreements\/[0-9a-f-]+$/);
});

test('the same goes out as a calendar file that any calendar reads', async () => {
  await goTo(page, '/due?kind=agreement');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+e')]);
  expect(download.suggestedFilename()).toMatch(/^CHP-due-\d{8}\.ics$/);
  const { events } = readCalendar(await readFile(await download.path(), 'utf8'));
  expect(events.length).toBeGreaterThan(0);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  for (const { uid, categories } of events)
    expect([uid.startsWith('agreement-'), categories]).toEqual([true, 'Agreement']);
  expect(events.some(({ triggers }) => triggers.includes('-P30D'))).toBe(true);
  await page.getByText(/\.ics holds \d+ days?/).waitFor();
  expect(problems).toEqual([]);
});
