import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToHost, openWindowOf, waitUntilCalm } from './support/app-window.ts';
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

async function goTo(place: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, place);
  await waitUntilCalm(page);
}

/** The text of the cell that has the focus. */
function readFocused(): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

test('the matrix is walked by keyboard: arrows, Home and End, the next breach, and Enter names the link', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('Y');
  await page.getByRole('heading', { name: 'Data residency', level: 1 }).waitFor();
  await waitUntilCalm(page);
  await page.getByText(/^\d+ tools in 10 of 24 regions/).waitFor();
  const grid = page.getByRole('grid', { name: 'Data residency' });
  await grid.locator('[tabindex="0"]').focus();
  expect(await readFocused()).toContain('Meets');
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('0-9');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('1-0');
  await page.keyboard.press('n');
  await expect.poll(readFocused).toContain('Breach');
  await page.keyboard.press('Enter');
  const cell = page.getByRole('dialog', { name: 'Harrow Agent in Germany' });
  await cell.waitFor();
  await cell.getByText('Harrow AI', { exact: true }).waitFor();
  await cell.getByText('Castellan Support Ltd, Manila').first().waitFor();
  await cell.getByText(/The vendor states “EU only”/).waitFor();
  expect(await cell.getByRole('row').count()).toBe(7);
  await page.keyboard.press('Escape');
  await cell.waitFor({ state: 'detached' });
  await expect.poll(readFocused).toContain('Breach');
});

test('the finding of a contradicted claim opens from its cell', async () => {
  await page.keyboard.press('Enter');
  const cell = page.getByRole('dialog', { name: 'Harrow Agent in Germany' });
  await cell.getByRole('button', { name: /^Open finding F-/ }).press('Enter');
  await page.getByRole('heading', { name: /“EU only” is contradicted/ }).waitFor();
});

test('T turns the matrix, the list is its twin, and both say the same', async () => {
  await goTo('/residency');
  const grid = page.getByRole('grid', { name: 'Data residency' });
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('t');
  await grid.getByRole('rowheader', { name: 'Germany' }).waitFor();
  expect(page.url()).toContain('turned=yes');
  await page.keyboard.press('t');
  await grid.getByRole('rowheader', { name: 'Harrow Agent Harrow AI' }).waitFor();
  const breaches = await grid.locator('td', { hasText: 'Breach' }).count();
  await page.getByRole('button', { name: 'List', exact: true }).press('Enter');
  const list = page.getByRole('table', { name: 'Data residency' });
  await list.waitFor();
  expect(
    await list
      .getByRole('row')
      .filter({ hasText: /Breach/ })
      .count(),
  ).toBe(breaches);
});

test('an override is proposed by one officer and approved by another; the result stays as it was', async () => {
  await goTo('/residency');
  const grid = page.getByRole('grid', { name: 'Data residency' });
  await grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('n');
  await expect.poll(readFocused).toContain('Breach');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Override with reason' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Override Harrow Agent in Germany' });
  await dialog.getByLabel('Treat the cell as').selectOption('partial');
  await dialog.getByLabel('Reason').fill('The pilot holds test data only.');
  await dialog.getByLabel('Until', { exact: true }).fill('2099-12-31');
  await dialog.getByLabel('Reason').press('Tab');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Propose override' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await waitUntilCalm(page);

  const other = await connectToHost(app.url, 'Ruth Adeyemi');
  const matrix = await other.residency.matrix();
  const tool = matrix.tools.find(({ name }) => name === 'Harrow Agent');
  const { override, result } = await other.residency.cell({ toolId: tool?.id ?? '', regionId: 'DE' });
  expect(override).toMatchObject({ state: 'proposed', result: 'partial', expiresOn: '2099-12-31' });
  expect(result).toBe('breach');

  const colleague = await openWindowOf(browser, app.url, 'Ruth Adeyemi', problems);
  const places = colleague.getByRole('navigation', { name: 'Navigation' });
  await waitUntilCalm(colleague);
  await places.getByRole('link', { name: /^Data residency\s*\d+$/ }).waitFor();
  await colleague.getByRole('button', { name: /^All \d+/ }).press('Enter');
  const row = colleague.getByRole('row', { name: /To decide.*Harrow Agent.*Germany/ });
  expect(await row.innerText()).toMatch(/You/);
  await row.getByRole('link', { name: /^Decide ?: Harrow Agent$/ }).press('Enter');
  const isAtBreach = () => colleague.evaluate(() => document.activeElement?.textContent.includes('Breach'));
  await expect.poll(isAtBreach).toBe(true);
  await colleague.keyboard.press('Enter');
  const cell = colleague.getByRole('dialog', { name: 'Harrow Agent in Germany' });
  await cell.getByRole('button', { name: 'Approve', exact: true }).press('Enter');
  await cell.getByText('Override in force').waitFor();
  await cell.getByText('Breach').first().waitFor();
  await colleague.context().close();
});

test('a place is changed in the places of a tool, and the matrix follows', async () => {
  const client = await connectToHost(app.url, 'Ines Okafor');
  const tools = await client.tools.list({ search: 'Forge Assist' });
  const toolId = tools.rows[0]?.id ?? '';
  const compact = async () => (await client.residency.tool({ toolId })).uses.find(({ use }) => use.regionId === 'UK');
  expect((await compact())?.result).toBe('unknown');
  const pilot = (await client.residency.tool({ toolId })).options.find(({ name }) => name.includes('pilot'));
  await goTo(`/residency/tools/${toolId}?option=${pilot?.id ?? ''}`);
  await page.getByRole('button', { name: 'Edit Support access' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit Support access' });
  await dialog.getByLabel('Where').selectOption('country');
  await dialog.getByLabel('Country').selectOption('GB');
  await dialog.getByLabel('City').fill('London');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Support access London, United Kingdom/ }).waitFor();
  await expect.poll(async () => (await compact())?.result).toBe('meets');
});

test('a region is edited with what was shipped beside it, and put back', async () => {
  await goTo('/residency/regions?open=KZ');
  const drawer = page.getByRole('complementary', { name: 'Kazakhstan' });
  await drawer.getByLabel('What follows for a coding tool').fill('Ask counsel in Almaty first.');
  await drawer.getByText('As it came with Assay').waitFor();
  await waitUntilCalm(page);
  await drawer.getByRole('button', { name: 'Put back the shipped text' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Put back Kazakhstan' });
  await dialog.getByRole('button', { name: 'Put back the shipped text' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await drawer.getByText('As it came with Assay').waitFor({ state: 'detached' });
});

test('a vendor shows its sub-processors, and its page says where it stands', async () => {
  const client = await connectToHost(app.url, 'Ines Okafor');
  const vendorId = (await client.vendors.list({ search: 'Harrow' })).rows[0]?.id ?? '';
  await goTo(`/vendors/${vendorId}`);
  await page.getByRole('link', { name: /Breach Harrow Agent, Germany/ }).waitFor();
  await page.getByRole('tab', { name: 'Sub-processors' }).click();
  await page.getByRole('row', { name: /Castellan Support Ltd Support desk Manila, Philippines/ }).waitFor();
});

test('has no serious finding of axe in either theme', async () => {
  for (const place of ['/residency', '/residency?view=list', '/residency/regions?open=DE']) {
    await goTo(place);
    expect(await findBarriersInThemes(page), place).toEqual([]);
  }
  await goTo('/residency');
  await page.getByRole('grid').locator('[tabindex="0"]').focus();
  await page.keyboard.press('n');
  await expect.poll(readFocused).toContain('Breach');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Harrow Agent in Germany' }).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  expect(problems).toEqual([]);
});
