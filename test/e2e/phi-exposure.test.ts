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

async function findTool(name: string): Promise<string> {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const row = (await client.phiExposure.list({})).find(({ tool }) => tool.name === name);
  if (!row) throw new Error(`${name} is not in the sample`);
  return row.tool.id;
}

const fact = (label: string) => page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('+ dd');

test('the register leads to a tool, whose factors are rated by keys and save as they change', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('H');
  await page.getByRole('heading', { name: 'PHI exposure', level: 1 }).waitFor();
  await waitUntilCalm(page);
  const search = page.getByLabel('Tool or vendor');
  await search.fill('forge review');
  const rows = page.getByRole('table', { name: 'PHI exposure' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().innerText()).toContain('Not rated');
  await rows.first().press('Enter');
  await page.getByRole('heading', { name: 'PHI exposure of Forge Review', level: 1 }).waitFor();
  await waitUntilCalm(page);
  expect(await fact('Approved use').innerText()).toBe('Not assessed');

  await page.keyboard.press('1');
  await page.getByText('Say what the level rests on').waitFor();
  await page.getByLabel('What this rests on').fill('Test data is masked by a nightly job');
  await page.getByText('13 of 14').waitFor();
  await expect.poll(() => fact('Exposure').innerText()).toBe('High');
  await page.getByRole('heading', { name: 'Seven factors' }).click();
  await page.keyboard.press('J');
  await page.getByRole('group', { name: 'Open leaks' }).waitFor();
  await page.keyboard.press('0');
  await page.getByLabel('What this rests on').fill('Fixtures are generated');
  await page.getByText('11 of 14').waitFor();
});

test('the number opens to its arithmetic, and says which change would move it', async () => {
  await page.getByRole('heading', { name: 'Seven factors' }).click();
  await page.keyboard.press('E');
  const drawer = page.getByRole('complementary', { name: 'PHI exposure' });
  await drawer.getByText('exposure = max(sumBand, overrideBand)').waitFor();
  await drawer.getByText('At least High when all of these stand at 2').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('an agreement decides what is permitted, and a person may only allow less', async () => {
  await goTo(page, `/phi-exposure/${await findTool('Ironwood Models')}`);
  expect(await fact('Permissible').innerText()).toBe('Under the BAA');
  expect(await fact('Approved use').innerText()).toBe('PHI-adjacent code, no PHI in prompts');
  await page.getByRole('button', { name: 'Allow less' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Allow less for Ironwood Models' });
  await dialog.getByLabel('Limit').selectOption('Non-PHI code only');
  await dialog.getByLabel('Reason').fill('Until the masking is verified');
  await dialog.getByRole('button', { name: 'Save the limit' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await fact('Approved use').innerText()).toBe('Non-PHI code only');
  expect(await fact('By the rule').innerText()).toBe('PHI-adjacent code, no PHI in prompts');
  expect(await fact('Permissible').innerText()).toBe('Under the BAA');
});

test('the tracker shows each agreement with what follows for use, and leads to it', async () => {
  await goTo(page, '/phi-exposure?tab=tracker');
  const table = page.getByRole('table', { name: 'BAA tracker' });
  const quill = table.getByRole('row', { name: /^Quillcode/ });
  expect(await quill.innerText()).toMatch(/No\s+Not signed yet\s+High\s+Prohibited/);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await quill.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Business associate agreement/ }).waitFor();
});

test('vendor and tool say what they may be used for', async () => {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const row = (await client.phiExposure.list({})).find(({ tool }) => tool.name === 'Harrow Agent');
  await goTo(page, `/vendors/${row?.vendor.id}`);
  expect(await fact('PHI exposure').innerText()).toMatch(/High/);
  expect(await fact('Approved use').innerText()).toBe('Pending approval');
  await goTo(page, `/tools/${row?.tool.id}`);
  expect(await fact('BAA').innerText()).toBe('In negotiation');
});

test('an auditor reads all of it and changes nothing', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await goTo(auditor, `/phi-exposure/${await findTool('Forge Review')}`);
  expect(await auditor.getByRole('button', { name: 'Allow less' }).getAttribute('aria-disabled')).toBe('true');
  const level = auditor.getByRole('group', { name: 'Context capture' }).getByRole('button').first();
  expect(await level.getAttribute('aria-disabled')).toBe('true');
  await auditor.context().close();
  expect(problems).toEqual([]);
});
