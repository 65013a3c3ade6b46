import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partOf, readParts } from '../integration/report/workbook-parts.ts';
import { chooseWho, openWindow } from './support/app-window.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

const ORGANISATION = 'Alder Payments';
const NEWCOMER = 'Noor Haddad';
const COLLEAGUE = 'Jonas Weber';
const TOOLS_OF_THE_LIST = 34;
const TOOL = 'Ashgrove Explain';
const QUESTIONS = 22;

let browser: Browser;
let app: RunningApp;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(text);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().press('Enter');
}

async function beginWorkspace(page: Page): Promise<void> {
  await typeInto(page, 'Organisation', ORGANISATION);
  await typeInto(page, 'Your name', NEWCOMER);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing is registered yet.').waitFor();
}

async function addColleague(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).press('Enter');
  await page.getByRole('link', { name: 'People and roles' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'People and roles' }).waitFor();
  await page.keyboard.press('C');
  const dialog = page.getByRole('dialog', { name: 'Add person' });
  await dialog.waitFor();
  await page.keyboard.type(COLLEAGUE);
  await dialog.getByLabel('Role').focus();
  await page.keyboard.type('Compliance officer');
  await dialog.getByLabel('Name').press('Enter');
  await page.getByRole('row', { name: COLLEAGUE }).waitFor();
}

async function importSampleList(page: Page): Promise<void> {
  await page.keyboard.press('G');
  await page.keyboard.press('V');
  await page.getByRole('link', { name: 'Import a list' }).press('Enter');
  await press(page, 'Try the sample list');
  await press(page, `Import ${TOOLS_OF_THE_LIST} rows`);
  await page.getByRole('link', { name: 'Open the register' }).press('Enter');
  await page.getByText(`${TOOLS_OF_THE_LIST} tools from`).waitFor();
}

async function planChecklist(page: Page): Promise<void> {
  await page.getByRole('gridcell', { name: TOOL, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: TOOL }).waitFor();
  await page.getByRole('tab', { name: 'Assessments' }).click();
  await page.getByText('Start assessment').first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Plan assessment' });
  await dialog.getByRole('option', { name: /^Vendor checklist/ }).waitFor({ state: 'attached' });
  await dialog.getByLabel('Questionnaire').focus();
  await page.keyboard.type('Vendor checklist');
  await dialog.getByLabel('Reviewed by').focus();
  await page.keyboard.type(COLLEAGUE);
  await dialog.getByRole('button', { name: 'Plan assessment' }).press('Enter');
  await page.getByText(`0 of ${QUESTIONS} answered`).waitFor();
}

async function answerAll(page: Page): Promise<void> {
  for (let answered = 1; answered <= QUESTIONS; answered += 1) {
    await page.keyboard.press('Y');
    await page.getByText(`${answered} of ${QUESTIONS} answered`).waitFor();
    await page.keyboard.press('Enter');
  }
  await press(page, 'Submit for review');
  await page.locator('header').getByText('Submitted', { exact: true }).waitFor();
}

async function reviewAndSign(page: Page): Promise<void> {
  await page.keyboard.press('G');
  await page.keyboard.press('A');
  // The overview names the same assessment, and is on screen until the register is.
  await page.getByRole('heading', { level: 1, name: 'Assessments' }).waitFor();
  await page.getByRole('gridcell', { name: TOOL }).first().waitFor();
  await page
    .getByRole('gridcell', { name: /^Vendor checklist/ })
    .first()
    .getByText(/^Vendor checklist/)
    .click();
  await press(page, 'Start review');
  await page.locator('header').getByText('In review', { exact: true }).waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('V');
  for (let left = QUESTIONS; left > 0; left -= 1) {
    await page.getByText(`${left} to judge`, { exact: true }).waitFor();
    await page.keyboard.press('Y');
    await page.getByText(left === 1 ? 'All have a verdict' : `${left - 1} to judge`, { exact: true }).waitFor();
    await page.keyboard.press('Enter');
  }
  await page
    .getByRole('link', { name: 'Sign off' })
    .or(page.getByRole('button', { name: 'Sign off' }))
    .first()
    .press('Enter');
  await page.getByText(`${COLLEAGUE} prepared none of it and may sign.`).waitFor();
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'Sign off' }).last().press('Enter');
  await page.locator('header').getByText('Signed off', { exact: true }).waitFor();
}

test('a newcomer gets from nothing to a signed-off report in Word and Excel', async () => {
  const newcomer = await openWindow(browser, app.url);
  await beginWorkspace(newcomer);
  await addColleague(newcomer);
  await importSampleList(newcomer);
  await planChecklist(newcomer);
  await answerAll(newcomer);

  const colleague = await openWindow(browser, app.url, { acceptDownloads: true });
  await chooseWho(colleague, COLLEAGUE);
  await reviewAndSign(colleague);

  await colleague.keyboard.press('G');
  await colleague.keyboard.press('R');
  await colleague.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
  const folder = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const downloads: string[] = [];
  colleague.on('download', async (download) => {
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    downloads.push(path);
  });
  await colleague.keyboard.press('ControlOrMeta+Enter');
  await colleague.getByText('2 files exported').waitFor();
  await expect.poll(() => downloads.length).toBe(2);

  const word = downloads.find((path) => path.endsWith('.docx')) ?? '';
  const text = partOf(await readParts(await readFile(word)), 'word/document.xml').replaceAll(/<[^>]+>/g, '');
  for (const expected of [TOOL, ORGANISATION, NEWCOMER, COLLEAGUE]) expect(text).toContain(expected);
  const workbook = await readParts(await readFile(downloads.find((path) => path.endsWith('.xlsx')) ?? ''));
  expect([...workbook.keys()].filter((name) => name.startsWith('xl/worksheets/sheet')).length).toBeGreaterThan(1);
  expect([...workbook.values()].join('')).toContain(TOOL);
  await rm(folder, { recursive: true });
});
