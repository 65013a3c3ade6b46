import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('an entry is found by words, kind of record and period, and shows what changed side by side', async () => {
  await goTo(page, '/audit-trail');
  await page.locator('h1').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('trial access ines');
  await page.getByLabel('Record', { exact: true }).selectOption({ label: 'Evidence' });
  await page.getByLabel('Operation', { exact: true }).selectOption('evidence.dispose');
  const table = page.getByRole('table', { name: 'Audit trail' });
  await expect.poll(() => table.getByRole('row').count()).toBe(2);
  await table.getByRole('row').nth(1).press('Enter');
  const drawer = page.getByRole('complementary');
  await drawer.getByRole('columnheader', { name: 'Before' }).waitFor();
  await drawer.getByRole('row', { name: /certificate.*DC-\d{4}-001/ }).waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Show all entries' }).press('Enter');
  await expect.poll(() => table.getByRole('row').count()).toBe(51);
  await page.getByLabel('Search the trail').fill('Forge legal_approval');
  // The reason that was given stands in the entry, not in the sentence.
  await table.getByText(/^set the legal approval of Forge Assist to passed$/).waitFor();
  await page.getByRole('button', { name: 'Show all entries' }).press('Enter');
});

test('the chain is read again, and a checkpoint kept outside proves what the trail extends', async () => {
  await page.getByRole('tab', { name: 'Entries' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Verify now' }).press('Enter');
  await page.getByText(/^Intact: [\d,]+ entries and \d+ checkpoints? read again|^Intact:/).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Sign a checkpoint' }).press('Enter'),
  ]);
  expect(download.suggestedFilename()).toMatch(/^assay-checkpoint-1-entry-\d+\.json$/);
  const kept = await readFile(await download.path());
  await page.getByRole('button', { name: 'Save again: checkpoint 1' }).waitFor();
  const choose = (buffer: Buffer) =>
    page.locator('input[type="file"]').setInputFiles({ name: 'kept.json', mimeType: 'application/json', buffer });
  await choose(kept);
  await page.getByText(/^Proved: the trail holds everything up to entry #[\d,]+ as it was when kept\.json/).waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await choose(Buffer.from(kept.toString().replace('"signedBy": "', '"signedBy": "X')));
  await page.getByText('What kept.json says is not what its key signed: the file was changed.').waitFor();
  await choose(Buffer.from('nothing'));
  await page.getByText(/does not say at which entry of a trail/).waitFor();
  expect(problems).toEqual([]);
});
