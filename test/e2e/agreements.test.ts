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

const findAgreement = async (vendorName: string, kind: string) => {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const { rows } = await client.agreements.list({ limit: 100 });
  const found = rows.findLast((row) => row.vendorName === vendorName && row.kind === kind);
  if (!found) throw new Error(`The sample has no ${kind} of ${vendorName}`);
  return { client, row: found };
};

test('the register opens by its letters and shows need, offer and state apart', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('N');
  await page.getByRole('heading', { name: 'Agreements', level: 1 }).waitFor();
  await waitUntilCalm(page);
  const row = page.getByRole('row').filter({ hasText: 'Quillcode' });
  expect(await row.textContent()).toMatch(/Business associate agreement.*Quillcode.*Yes.*No.*Declined/);
  await page.getByText('Expiring in 28 days').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('a new agreement goes from its need to a request by keyboard', async () => {
  await page.keyboard.press('C');
  const dialog = page.getByRole('dialog', { name: 'Add agreement' });
  await dialog.waitFor();
  await page.keyboard.type('Bluefin');
  await dialog.getByRole('option', { name: /Bluefin Labs/ }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Kind').selectOption('dpa');
  await dialog.getByLabel(/^Agreement/).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Decide whether it is needed').waitFor();
  await page.getByRole('button', { name: 'Decide the need' }).press('Enter');
  const need = page.getByRole('dialog');
  await need.getByLabel('Reason').fill('The chat of the trial can hold names.');
  await need.getByRole('button', { name: 'Decide the need' }).press('Enter');
  await need.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Record the request' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Whom you asked').fill('Jan Petersen');
  await page.getByRole('dialog').getByLabel('How').fill('E-mail');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(/^Remind the vendor by/).waitFor();
  const { row } = await findAgreement('Bluefin Labs', 'dpa');
  expect(row).toMatchObject({ stateToday: 'requested', needed: true });
});

test('the provisions are checked with letters, and n.a. waits for its reason', async () => {
  const { client, row } = await findAgreement('Harrow AI', 'baa');
  await goTo(page, `/agreements/${row.id}?tab=provisions`);
  await page.getByRole('heading', { name: /^BAA-06/ }).waitFor();
  await page.keyboard.press('-');
  await page.getByText('A reason is needed to say that BAA-06 does not apply.').waitFor();
  await page.getByLabel(/^Note/).fill('No designated record set.');
  await expect
    .poll(async () =>
      (await client.agreements.get({ agreementId: row.id })).checks.find((one) => one.provisionId === 'BAA-06'),
    )
    .toMatchObject({ answer: 'not_applicable', note: 'No designated record set.' });
  await page.keyboard.press('Escape');
  await page.locator('h1').focus();
  await page.keyboard.press('J');
  await page.getByRole('heading', { name: /^BAA-07/ }).waitFor();
  await page.keyboard.press('Y');
  await expect
    .poll(async () =>
      (await client.agreements.get({ agreementId: row.id })).checks.find((one) => one.provisionId === 'BAA-07'),
    )
    .toMatchObject({ answer: 'present' });
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('a signature says what is missing, and each part of the record is without barriers', async () => {
  const { row } = await findAgreement('Harrow AI', 'baa');
  await goTo(page, `/agreements/${row.id}`);
  await page.getByRole('button', { name: 'Record the signatures' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `${row.code} is signed` });
  await dialog.waitFor();
  const submit = dialog.getByRole('button', { name: 'Record the signatures' });
  expect(await submit.getAttribute('aria-disabled')).toBe('true');
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  for (const tab of ['scope', 'dates', 'evidence', 'history']) {
    await goTo(page, `/agreements/${row.id}?tab=${tab}`);
    expect(await findBarriersInThemes(page)).toEqual([]);
  }
});

test('a tool whose use lacks its agreement cannot be approved, and its page says which', async () => {
  const { client, row } = await findAgreement('Harrow AI', 'baa');
  const { rows } = await client.tools.list({ search: 'Harrow Agent' });
  await goTo(page, `/tools/${rows[0]?.id}`);
  await page.getByText('2 missing: BAA and DPA').waitFor();
  await goTo(page, `/vendors/${row.vendorId}?tab=agreements`);
  await page.getByRole('table', { name: 'Agreements' }).getByText('In negotiation').waitFor();
  expect(problems).toEqual([]);
});
