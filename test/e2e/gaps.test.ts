import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToHost, goTo, openWindowOf, SAMPLE_PEOPLE, waitUntilCalm } from './support/app-window.ts';
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

const rowsOf = (table: string) => page.getByRole('table', { name: table }).locator('tbody tr');

/** Without the search and the focus that a test before left in the page. */
async function openAfresh(path: string): Promise<void> {
  await goTo(page, '/');
  await goTo(page, path);
}

test('every detector says what it found, and a gap leads to the record that mends it', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('S');
  await page.getByRole('heading', { name: 'Gaps', level: 1 }).waitFor();
  await waitUntilCalm(page);
  const detectors = page.getByRole('list', { name: 'What is looked for' }).getByRole('button');
  expect(await detectors.count()).toBe(9);
  for (const text of await detectors.allInnerTexts()) expect(text).toMatch(/\d+$/);
  expect(await findBarriersInThemes(page)).toEqual([]);

  await page.getByRole('button', { name: /^Agreement missing/ }).press('Enter');
  await expect.poll(() => page.getByRole('table').count()).toBe(1);
  const row = rowsOf('Agreement missing').first();
  expect(await row.innerText()).toContain('Ostler SQL is in use, its use needs a data processing agreement');
  await row.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Data processing agreement/ }).waitFor();
});

test('search and severity narrow what is shown', async () => {
  await goTo(page, '/gaps');
  await page.getByRole('searchbox', { name: 'Search' }).fill('castellan');
  await expect.poll(() => page.getByRole('table').count()).toBe(1);
  expect(await rowsOf('Claim against evidence').first().innerText()).toContain(
    'Harrow AI claims “EU only” for Harrow Agent, and Castellan Support Ltd is in Manila, Philippines.',
  );
  await page.getByLabel('Severity').selectOption('Critical');
  await page.getByRole('heading', { name: 'Nothing fits these filters' }).waitFor();
});

test('a stale approval lists what changed, and an officer confirms it with a reason', async () => {
  await openAfresh('/gaps?detector=approval');
  const row = rowsOf('Approval out of date').filter({ hasText: 'Bluefin Complete' });
  await row.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Approval of Bluefin Complete' });
  expect(await dialog.getByRole('row', { name: /^Version/ }).innerText()).toMatch(/5\.x\s+6\.x/);
  expect(await findBarriersInThemes(page)).toEqual([]);
  const confirm = dialog.getByRole('button', { name: 'Confirm approval' });
  expect(await confirm.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Why it stays approved').fill('Release notes of version 6 read; nothing of the use changes.');
  await confirm.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => row.count()).toBe(0);
});

test('what a log shows is compared with the register at once, and settled', async () => {
  await openAfresh('/gaps');
  await page.keyboard.press('C');
  const record = page.getByRole('dialog', { name: 'Record what was seen' });
  await record.getByLabel('Where they were seen').fill('Survey of the mobile team');
  await record.getByLabel('Tools, one a line').fill('Heron Pair, 5\nforge-assist, 9\nheron pair, 7');
  expect(await record.getByRole('table').locator('tbody tr').count()).toBe(2);
  await record.getByRole('button', { name: 'Keep 2 tools' }).press('Enter');
  await record.waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: /^Gaps/ }).press('ArrowRight');
  const heron = rowsOf('Seen in logs').filter({ hasText: 'Heron Pair' });
  await heron.waitFor();
  expect(await heron.innerText()).toMatch(/Not registered[\s\S]*7/);
  await heron.press('Enter');
  const drawer = page.getByRole('complementary', { name: 'Heron Pair' });
  await drawer
    .getByText('Nothing is attached')
    .or(drawer.getByRole('button', { name: /^Attach/ }))
    .first()
    .waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Settle' }).press('Enter');
  const settle = page.getByRole('dialog', { name: 'What is “Heron Pair”?' });
  await settle
    .getByRole('button', { name: 'Of no matter' })
    .or(settle.getByRole('radio', { name: 'Of no matter' }))
    .press('Space');
  await settle.getByLabel('Why it does not matter').fill('A pair of headphones on an expense claim.');
  await settle.getByRole('button', { name: 'Settle' }).press('Enter');
  await settle.waitFor({ state: 'detached' });
  await drawer.getByText('A pair of headphones on an expense claim.').first().waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+K');
  await page.keyboard.type('heron pair');
  await page.getByRole('option', { name: /Heron Pair/ }).waitFor();
  await page.keyboard.press('Enter');
  await drawer.waitFor();
  await expect.poll(() => heron.innerText()).toContain('Does not matter');
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('overview, tool, vendor and assessment show their gaps', async () => {
  await goTo(page, '/');
  await page.getByRole('link', { name: 'Claim against evidence' }).press('Enter');
  await page.getByRole('heading', { name: 'Gaps', level: 1 }).waitFor();
  await expect.poll(() => page.getByRole('table').count()).toBe(1);
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const [forge] = (await client.tools.list({ search: 'Forge Assist', limit: 1 })).rows;
  await goTo(page, `/tools/${forge?.id}`);
  await page.getByRole('table', { name: 'Gaps' }).waitFor();
  expect(await rowsOf('Gaps').count()).toBeGreaterThan(2);
  await goTo(page, `/vendors/${forge?.vendorId}`);
  await page.getByRole('table', { name: 'Gaps' }).waitFor();
  const { rows } = await client.gaps.list({ toolId: forge?.id ?? null, detector: 'approval' });
  const assessment = rows[0]?.sources.find(({ kind }) => kind === 'assessment');
  await goTo(page, `/assessments/${assessment?.id}`);
  await page.getByRole('link', { name: /rests? on this assessment$/ }).press('Enter');
  await page.getByRole('heading', { name: 'Gaps', level: 1 }).waitFor();
  await expect.poll(() => rowsOf('Approval out of date').count()).toBe(1);
});

test('an auditor reads all of it and changes nothing', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await goTo(auditor, '/gaps');
  const record = auditor.getByRole('button', { name: 'Record what was seen' });
  expect(await record.getAttribute('aria-disabled')).toBe('true');
  await auditor.context().close();
  expect(problems).toEqual([]);
});
