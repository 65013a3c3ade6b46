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

async function openRegister(): Promise<void> {
  await page.keyboard.press('G');
  await page.keyboard.press('K');
  await page.getByRole('heading', { name: 'Risks', level: 1 }).waitFor();
  await waitUntilCalm(page);
}

const cell = (likelihood: number, impact: number) =>
  page.getByRole('button', { name: new RegExp(`^Likelihood ${likelihood}, impact ${impact}: `) });
const chosenRows = () => page.locator('tbody tr[aria-current="true"]');

test('map and table show the same risks and choose together, by keyboard', async () => {
  await openRegister();
  const counts = await Promise.all(
    [1, 2, 3, 4, 5].flatMap((likelihood) =>
      [1, 2, 3, 4, 5].map(async (impact) => {
        const name = (await cell(likelihood, impact).textContent()) ?? '';
        return Number(/(\d+) risks?:/.exec(name)?.[1] ?? 0);
      }),
    ),
  );
  const rows = await page.getByRole('table', { name: 'The same as a table' }).locator('tbody tr').count();
  expect(rows).toBeGreaterThan(9);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);

  await page.keyboard.press('M');
  // The map begins in its middle.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByText('Cell 3 × 4').waitFor();
  expect(await cell(3, 4).getAttribute('aria-pressed')).toBe('true');
  const names = (await cell(3, 4).textContent()) ?? '';
  expect(await chosenRows().count()).toBe(Number(/(\d+) risks:/.exec(names)?.[1]));
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  expect(await cell(2, 5).evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('T');
  expect(
    await chosenRows()
      .first()
      .evaluate((element) => element === document.activeElement),
  ).toBe(true);
  await page.keyboard.press('Space');
  await page.getByText('Cell 3 × 4').waitFor({ state: 'detached' });
  await page.keyboard.press('Space');
  await page.getByText('Cell 3 × 4').waitFor();
  await page.keyboard.press('E');
  const drawer = page.getByRole('complementary', { name: 'One risk' });
  await drawer.getByText('max(1, likelihood').first().waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('the inherent view moves the risks to where they stood before controls', async () => {
  const inherent = page.getByRole('button', { name: 'Inherent', exact: true });
  await inherent.press('Enter');
  await waitUntilCalm(page);
  expect(await inherent.getAttribute('aria-pressed')).toBe('true');
  expect(await cell(4, 5).textContent()).toContain('R-003 AI-written vulnerabilities');
  await page.getByRole('button', { name: 'Residual', exact: true }).press('Enter');
  await waitUntilCalm(page);
  expect(await cell(3, 4).textContent()).toContain('R-003 AI-written vulnerabilities');
});

test('a risk is added, gets a control with evidence, and falls by what the evidence shows', async () => {
  await page.keyboard.press('C');
  await page.getByLabel('What can go wrong').fill('Prompts kept by the proxy');
  await page.getByRole('combobox', { name: 'Likelihood' }).selectOption('4');
  await page.getByRole('combobox', { name: 'Impact' }).selectOption('4');
  await page.keyboard.press('Enter');
  await page.getByLabel('What can go wrong').press('Enter');
  await page.getByRole('heading', { name: 'Prompts kept by the proxy', level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Controls' }).press('Enter');
  await page.getByRole('button', { name: 'Add control' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Control').fill('Proxy log off for AI hosts');
  await dialog.getByLabel('Control').press('Enter');
  const control = page.getByRole('region', { name: 'Proxy log off for AI hosts' });
  await control.getByText('0 steps off likelihood').waitFor();
  await page.getByText('16 High').first().waitFor();

  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const risk = (await client.risks.list({})).find(({ title }) => title === 'Prompts kept by the proxy');
  const { rows } = await client.evidence.list({
    filters: [{ field: 'state', operator: 'is', values: ['verified'] }],
    sort: [{ field: 'datedOn', direction: 'descending' }],
    limit: 1,
  });
  await control.getByRole('button', { name: 'Attach' }).press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await client.evidence.link({
    recordKind: 'risk',
    recordId: risk?.id ?? '',
    part: risk?.controls[0]?.id ?? '',
    evidenceId: rows[0]?.id ?? '',
    page: 'p. 2',
  });
  await page.reload();
  await control.getByText('2 steps off likelihood').waitFor();
  await page.getByText('8 Medium').first().waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('a risk is accepted until a day by somebody who does not own it, and closed with a reason', async () => {
  await page.getByRole('tab', { name: 'Summary' }).press('Enter');
  await page.getByRole('button', { name: 'Accept risk' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why it can be lived with').fill('Small team, ends with the pilot');
  await dialog.getByRole('textbox', { name: 'Until' }).fill('31/01/2099');
  await page.keyboard.press('Tab');
  expect(await findBarriersInThemes(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Accept risk' }).press('Enter');
  await page.getByText('Accepted until 31 Jan 2099').waitFor();

  await page.getByRole('button', { name: 'More for Prompts kept by the proxy' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Close risk' }).press('Enter');
  await dialog.getByLabel('Why it is no risk any more').fill('The pilot has ended');
  await dialog.getByRole('button', { name: 'Close risk' }).press('Enter');
  await page.getByText(/Ines Okafor: The pilot has ended/).waitFor();
  expect(await page.getByRole('button', { name: 'Link a record' }).getAttribute('aria-disabled')).toBe('true');
});

test('an auditor sees the register and changes nothing', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await goTo(auditor, '/risks');
  const add = auditor.getByRole('button', { name: 'Add risk' });
  expect(await add.getAttribute('aria-disabled')).toBe('true');
  await auditor.keyboard.press('C');
  expect(await auditor.getByRole('dialog').count()).toBe(0);
  await auditor.context().close();
});

test('the usual risks are offered once: what is in the register says so', async () => {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const present = (await client.risks.starting()).risks.filter(({ presentCode }) => presentCode !== null);
  expect(present).toHaveLength(6);
  await openRegister();
  await page.getByRole('button', { name: 'Start from the six usual risks' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('in the register as R-001').waitFor();
  const add = dialog.getByRole('button', { name: /^Add/ });
  expect(await add.getAttribute('aria-disabled')).toBe('true');
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(problems).toEqual([]);
});
