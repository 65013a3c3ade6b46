import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindowOf } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, 'Ines Okafor', problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

test('each figure and each count of the overview leads to its records', async () => {
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  const flags = page.getByRole('link', { name: /^Open red flags/ });
  const count = Number(/\d+/.exec(await flags.innerText())?.[0]);
  expect(count).toBeGreaterThan(0);
  await flags.press('Enter');
  await page.getByRole('heading', { name: 'Findings', level: 1 }).waitFor();
  await page.getByText(`1–${count} of ${count}`).waitFor();

  await page.keyboard.press('G');
  await page.keyboard.press('O');
  const row = page.getByRole('row', { name: /^High/ });
  const total = (await row.getByRole('link').last().innerText()).trim();
  await row.getByRole('link').last().press('Enter');
  await page.getByRole('heading', { name: 'Vendors and tools', level: 1 }).waitFor();
  await page.getByText(`1–${total} of ${total}`).waitFor();
});

test('the work list says why, and its verb opens the place to do it', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('O');
  const overdue = page.getByRole('row', { name: /^Overdue, 6 days/ });
  await overdue.getByRole('link', { name: /^Continue/ }).press('Enter');
  await page.getByRole('heading', { name: 'Vendor checklist', level: 1 }).waitFor();
});

test('the chain is verified from here', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('O');
  await page.getByRole('button', { name: 'Verify' }).press('Enter');
  await page.getByText(/^Chain intact to #[\d,]+$/).waitFor();
  await page.getByText(/^checked /).waitFor();
});

test('has no serious finding of axe in either theme', async () => {
  expect(await findBarriersInThemes(page)).toEqual([]);
  expect(problems).toEqual([]);
});
