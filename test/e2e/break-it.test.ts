import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../shared/contract/tools.ts';
import { buildZip, deflateSpaces, listWorkbookParts, textRow } from '../support/zip-bytes.ts';
import { chooseWho, connectToHost, goTo, openWindow, SAMPLE_PEOPLE, type HostClient } from './support/app-window.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let officer: HostClient;
let page: Page;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  officer = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  page = await openWindow(browser, app.url);
  await chooseWho(page, SAMPLE_PEOPLE.officer);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function addTool(client: HostClient, name: string): Promise<Tool> {
  const vendor = (await client.vendors.list({ limit: 1 })).rows[0];
  return client.tools.create({ vendorId: vendor?.id ?? '', name, kind: 'agent' });
}

/** The field of a tool in which a person writes most. */
function findJustification(of: Page) {
  return of.getByLabel('Business justification');
}

describe('a hand that presses twice', () => {
  test('adds one person', async () => {
    await goTo(page, '/settings/people');
    await page.keyboard.press('C');
    const dialog = page.getByRole('dialog', { name: 'Add person' });
    await dialog.getByLabel('Name').fill('Twice Pressed');
    await dialog.getByRole('button', { name: 'Add person' }).dblclick();
    await dialog.waitFor({ state: 'detached' });
    const people = await officer.people.list();
    expect(people.filter(({ name }) => name === 'Twice Pressed')).toHaveLength(1);
  });

  test('adds one tool', async () => {
    await goTo(page, '/tools?add');
    const dialog = page.getByRole('dialog', { name: 'Add tool' });
    await dialog.getByLabel('Tool', { exact: true }).fill('Twice Added');
    await dialog.getByLabel('Vendor', { exact: true }).fill('Harrow');
    await dialog
      .getByRole('button', { name: /^Harrow AI/ })
      .or(dialog.getByRole('option', { name: /^Harrow AI/ }))
      .click();
    await dialog.getByLabel('Kind').selectOption({ label: 'Agent' });
    await dialog.getByRole('button', { name: 'Add tool' }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Twice Added' }).waitFor();
    expect((await officer.tools.list({ search: 'Twice Added' })).total).toBe(1);
  });

  test('plans one assessment', async () => {
    const before = (await officer.assessments.list({ limit: 1 })).total;
    const tool = (await officer.tools.list({ search: 'Sable Local' })).rows[0];
    await goTo(page, `/assessments?plan=${tool?.id ?? ''}`);
    const dialog = page.getByRole('dialog', { name: 'Plan assessment' });
    const choice = dialog.getByRole('option', { name: /^Vendor checklist/ });
    await choice.waitFor({ state: 'attached' });
    await dialog.getByLabel('Questionnaire').selectOption((await choice.getAttribute('value')) ?? '');
    await dialog.getByRole('button', { name: 'Plan assessment' }).dblclick();
    await page.getByText('0 of 22 answered').waitFor();
    expect((await officer.assessments.list({ limit: 1 })).total).toBe(before + 1);
  });
});

test('a field that two windows change keeps both, and says so', async () => {
  const tool = await addTool(officer, 'Changed Twice');
  await goTo(page, `/tools/${tool.id}`);
  const field = findJustification(page);
  await field.focus();
  await officer.tools.update({
    toolId: tool.id,
    revision: tool.revision,
    changes: { businessJustification: 'Written by the other window.' },
  });
  await page.keyboard.type('Written here.');
  await page.getByText('Written by the other window.').first().waitFor();
  await page
    .getByText(/was changed in another window/)
    .first()
    .waitFor();
  expect(await field.inputValue()).toBe('Written here.');
  expect((await officer.tools.get({ toolId: tool.id })).tool.businessJustification).toBe(
    'Written by the other window.',
  );
});

test('a field that only one window changes is saved although the other changed its neighbour', async () => {
  const tool = await addTool(officer, 'Changed Beside');
  await goTo(page, `/tools/${tool.id}`);
  await findJustification(page).focus();
  await officer.tools.update({ toolId: tool.id, revision: tool.revision, changes: { plan: 'Enterprise' } });
  await page.keyboard.type('Written here.');
  const read = async () => (await officer.tools.get({ toolId: tool.id })).tool;
  await expect.poll(async () => (await read()).businessJustification).toBe('Written here.');
  expect((await read()).plan).toBe('Enterprise');
});

test('what is typed while the host is gone stays, and the page says why it is not saved', async () => {
  const home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const mortal = await startApp(['--sample'], home);
  const tool = await addTool(await connectToHost(mortal.url, SAMPLE_PEOPLE.officer), 'Left Alone');
  const window = await openWindow(browser, mortal.url);
  await chooseWho(window, SAMPLE_PEOPLE.officer);
  await goTo(window, `/tools/${tool.id}`);
  await findJustification(window).fill('Saved before.');
  await window
    .getByText(/^Saved \d/)
    .first()
    .waitFor();
  await mortal.stop();
  await findJustification(window).fill('Typed while nobody listens.');
  await window
    .getByText(/^Not saved, trying again\. \S/)
    .first()
    .waitFor();
  expect(await findJustification(window).inputValue()).toBe('Typed while nobody listens.');
  await window.context().close();
  await rm(home, { recursive: true });
});

describe('a hostile list', () => {
  const header = textRow('Tool', 'Vendor', 'Kind');
  const bomb = buildZip([
    ...listWorkbookParts({ rows: header }),
    { name: 'xl/sharedStrings.xml', content: '', deflated: deflateSpaces(64), claimedSize: 2 ** 31 },
  ]);

  test.each([
    ['a zip bomb', 'list.xlsx', bomb, /unpacks to/],
    ['a picture by the name of a list', 'list.xlsx', Buffer.from('\x89PNG\r\n\x1a\nnothing', 'latin1'), /./],
    ['an empty file', 'list.csv', Buffer.alloc(0), /The file is empty/],
    ['a web page', 'list.csv', Buffer.from('<!doctype html><script>alert(1)</script>'), /is a web page or XML/],
  ])('%s is refused in a sentence, and nothing is written', async (_what, name, buffer, sentence) => {
    const before = (await officer.tools.list({ limit: 1 })).total;
    await goTo(page, '/');
    await goTo(page, '/import');
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const refusal = page.getByRole('alert');
    await refusal.getByText('The file was not taken').waitFor();
    await refusal.getByText('Nothing was written to the workspace.').waitFor();
    expect(await refusal.innerText()).toMatch(sentence);
    expect((await officer.tools.list({ limit: 1 })).total).toBe(before);
  });

  test('formulas are read as text, and never as code', async () => {
    const formula = '=HYPERLINK("http://evil.example","x")';
    const buffer = Buffer.from(`Tool,Vendor,Kind\n"${formula.replaceAll('"', '""')}",Mallory,Agent\n`);
    await goTo(page, '/');
    await goTo(page, '/import');
    await page.locator('input[type="file"]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByText('Everything was written at once.').waitFor();
    await goTo(page, '/tools?search=HYPERLINK');
    await page.getByText('HYPERLINK').first().waitFor();
    expect(await page.locator('a[href*="evil.example"]').count()).toBe(0);
  });
});
