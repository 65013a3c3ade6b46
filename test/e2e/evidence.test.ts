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

const drawer = () => page.getByRole('complementary');

async function findPiece(search: string) {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const { rows } = await client.evidence.list({ search, limit: 1 });
  const [row] = rows;
  if (!row) throw new Error(`There is no evidence "${search}"`);
  return { client, evidenceId: row.id };
}

test('a hold is lifted by keyboard, and another placed', async () => {
  const { client, evidenceId } = await findPiece('Deletion procedure');
  await goTo(page, `/evidence?open=${evidenceId}`);
  await drawer().getByRole('tab', { name: 'File and uses' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await drawer().getByText('Customer inquiry 2026-07, deleted prompts').first().waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  const destroy = drawer().getByRole('button', { name: 'Destroy the file' });
  expect(await destroy.getAttribute('aria-disabled')).toBe('true');

  await drawer().getByRole('button', { name: 'Lift the hold' }).press('Enter');
  const lifting = page.getByRole('dialog');
  await lifting.getByLabel('Reason').fill('The inquiry was answered.');
  await lifting.getByRole('button', { name: 'Lift the hold' }).press('Enter');
  await lifting.waitFor({ state: 'detached' });
  await drawer()
    .getByText(/^Lifted by Ines Okafor/)
    .waitFor();

  await drawer().getByRole('button', { name: 'Place a hold' }).press('Enter');
  const placing = page.getByRole('dialog');
  await placing.getByLabel('Matter').fill('Audit 2026');
  await placing.getByLabel('Reason').fill('Internal audit asked.');
  await placing.getByRole('button', { name: 'Place a hold' }).press('Enter');
  await placing.waitFor({ state: 'detached' });
  await drawer().getByText('Audit 2026', { exact: true }).waitFor();
  const { holds } = await client.evidence.get({ evidenceId });
  expect(holds.map(({ matter, liftedAt }) => [matter, liftedAt === null])).toEqual([
    ['Customer inquiry 2026-07, deleted prompts', false],
    ['Audit 2026', true],
  ]);
});

test('retention shows every rule that applies, and a choice changes what decides', async () => {
  const { client, evidenceId } = await findPiece('Deletion procedure');
  const before = await client.evidence.get({ evidenceId });
  await goTo(page, `/evidence?open=${evidenceId}&part=keeping`);
  await drawer().getByText('Choose rules').press('Enter');
  await drawer()
    .getByLabel(/^AI Act, documents of a provider/)
    .press('Space');
  await drawer()
    .getByRole('row', { name: /AI Act, documents of a provider.*Choice.*\*/ })
    .waitFor();
  const after = await client.evidence.get({ evidenceId });
  expect(after.retentionRules).toEqual([...before.retentionRules, 'ai_act_provider']);
  expect((after.retainUntil ?? '') > (before.retainUntil ?? '')).toBe(true);
});

test('a file is added, looked at, and its custody told', async () => {
  await goTo(page, '/evidence');
  await page.locator('h1').waitFor();
  await page.keyboard.press('C');
  const dialog = page.getByRole('dialog', { name: 'Add evidence' });
  await dialog.waitFor();
  await dialog.locator('input[type="file"]').setInputFiles({
    name: 'Firewall export.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('rule,action\n<b>1</b>,deny\n'),
  });
  await dialog.getByText(/Firewall export\.csv/).waitFor();
  await dialog.getByLabel('Kind').selectOption('export');
  await dialog.getByLabel('State').selectOption('documented');
  await dialog.getByLabel(/^Control or question/).fill('v-sec-3');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { evidenceId } = await findPiece('Firewall export');
  await goTo(page, `/evidence?open=${evidenceId}`);
  await drawer().getByRole('button', { name: 'Look at it' }).press('Enter');
  const look = page.getByRole('dialog', { name: 'Firewall export.csv' });
  // Markup stays text.
  await look.getByText('<b>1</b>,deny').waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await look.waitFor({ state: 'detached' });
  await drawer().getByRole('tab', { name: 'Custody' }).press('Enter');
  await drawer().getByText('The same SHA-256 whenever the file passed').waitFor();
  const acts = await drawer().getByRole('listitem').allTextContents();
  expect(acts[0]).toContain('Received');
  expect(acts[1]).toContain('Looked at');
});

test('a file is destroyed with its certificate, and the record stays', async () => {
  const { client, evidenceId } = await findPiece('Firewall export');
  await goTo(page, `/evidence?open=${evidenceId}&part=keeping`);
  await drawer().getByRole('button', { name: 'Destroy the file' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Added by mistake.');
  await dialog.getByRole('button', { name: 'Destroy the file' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await drawer()
    .getByText(/^Certificate DC-\d{4}-\d{3}$/)
    .waitFor();
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  expect(await client.evidence.get({ evidenceId })).toMatchObject({
    file: null,
    disposal: { reason: 'Added by mistake.', bytesRemoved: true },
  });
  await goTo(page, '/evidence');
  await page.getByRole('tab', { name: 'Destroyed' }).press('Enter');
  await page.getByText('Access log of the trial accounts').waitFor();
  expect(problems).toEqual([]);
});

test('the register shows its rows between its filters and the footer', async () => {
  await goTo(page, '/evidence');
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(10).waitFor();
  const [grid, foot] = await Promise.all([page.getByRole('grid').boundingBox(), page.locator('footer').boundingBox()]);
  expect(grid?.height).toBeGreaterThan(300);
  expect((grid?.y ?? 0) + (grid?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0);
  expect(Math.round((foot?.y ?? 0) + (foot?.height ?? 0))).toBe(page.viewportSize()?.height);
});

test('a file that cannot be shown is named in words, and the page claims no look that the trail does not have', async () => {
  await goTo(page, '/evidence');
  await page.locator('h1').waitFor();
  await page.keyboard.press('C');
  const dialog = page.getByRole('dialog', { name: 'Add evidence' });
  await dialog.locator('input[type="file"]').setInputFiles({
    name: 'Handover.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, ...Array.from({ length: 26 }, () => 0)]),
  });
  await dialog.getByText(/Handover\.zip/).waitFor();
  await dialog.getByLabel('Kind').selectOption('export');
  await dialog.getByLabel('State').selectOption('documented');
  await dialog.getByLabel(/^Control or question/).fill('V-SEC-3');
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { evidenceId } = await findPiece('Handover');
  await goTo(page, `/evidence?open=${evidenceId}`);
  await drawer().getByText('Archive (zip), 30 bytes').waitFor();
  await drawer().getByRole('button', { name: 'Look at it' }).press('Enter');
  const look = page.getByRole('dialog', { name: 'Handover.zip' });
  await look.getByText(/not shown here/).waitFor();
  expect(await look.getByText('The trail now says').count()).toBe(0);
  await page.keyboard.press('Escape');
  await look.waitFor({ state: 'detached' });
});
