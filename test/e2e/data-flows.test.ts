import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToHost, goTo, openWindowOf, SAMPLE_PEOPLE, type HostClient } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

const TOOL = 'Copperline Batch';

let browser: Browser;
let app: RunningApp;
let page: Page;
let client: HostClient;
let toolId: string;
const problems: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.officer, problems);
  client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const { rows } = await client.dataFlows.list({ search: TOOL });
  toolId = rows[0]?.id ?? '';
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** A place is spoken as it is drawn: its kind, then its name. */
const KINDS = '(?:Workstation|Service|Model host|Response, retention)';
const place = (name: string) => page.getByRole('button', { name: new RegExp(`^${KINDS}\\s+${name}\\s`) });
const flow = (number: number) => page.getByRole('button', { name: new RegExp(`^${number} · `) });
/** What the workspace holds, once the page says that all is saved. */
async function readSaved() {
  await page.getByText(/^Saved \d\d:\d\d:\d\d$/).waitFor();
  const { map } = await client.dataFlows.get({ toolId });
  if (!map) throw new Error(`${TOOL} has no map`);
  return map;
}

test('a tool without a map is found in the register, and its first one drawn from what is on record', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('W');
  await page.getByRole('heading', { name: 'Data flows', level: 1 }).waitFor();
  await page.getByRole('gridcell', { name: 'Changed since confirmed' }).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);

  await page.keyboard.press('/');
  await page.keyboard.type(TOOL);
  const row = page.getByRole('gridcell', { name: TOOL, exact: true });
  await row.waitFor();
  await page.getByRole('gridcell', { name: 'Forge Assist' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: TOOL }).or(row).first().press('Enter');
  await page.getByRole('heading', { name: `Data flows of ${TOOL}` }).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Draw from the register' }).press('Enter');
  await place('Workstation').waitFor();
  const { map } = await client.dataFlows.get({ toolId });
  expect(map).toMatchObject({ state: 'draft', startedFrom: 'tool' });
});

test('places are reached, moved and edited by keyboard, and a move is taken back', async () => {
  const before = (await client.dataFlows.get({ toolId })).map?.content.places ?? [];
  const at = (name: string) => before.find((one) => one.name === name) ?? { x: 0, y: 0 };
  await place('Workstation').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => place('Service').evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const moved = (await readSaved()).content.places.find(({ name }) => name === 'Service');
  expect(moved?.x).toBe(at('Service').x + 16);
  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => (await readSaved()).content.places.find(({ name }) => name === 'Service')?.x)
    .toBe(at('Service').x);

  await place('Service').press('Enter');
  const name = page.getByLabel('Name', { exact: true });
  await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Batch endpoint');
  await page.keyboard.press('Escape');
  await expect.poll(() => place('Batch endpoint').evaluate((element) => element === document.activeElement)).toBe(true);
  expect((await readSaved()).content.places.map((one) => one.name)).toContain('Batch endpoint');
});

test('a flow is drawn, filled in, removed and brought back by keyboard', async () => {
  const count = (await readSaved()).content.flows.length;
  await place('Model host').focus();
  await page.keyboard.press('k');
  await page.getByText('Where does data of Model host go?', { exact: false }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const added = flow(count + 1);
  await expect.poll(() => added.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByText(`Flow ${count + 1} does not say which data travels on it.`).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'telemetry' }).press('Space');
  await page.getByLabel('On its way').selectOption('tls_1_3');
  const last = (await readSaved()).content.flows.at(-1);
  expect(last).toMatchObject({ from: 'model-host', dataClasses: ['telemetry'], transit: 'tls_1_3' });

  await page.keyboard.press('Escape');
  await added.press('Delete');
  await added.waitFor({ state: 'detached' });
  expect((await readSaved()).content.flows).toHaveLength(count);
  await page.keyboard.press('Control+z');
  await added.waitFor();
  await expect.poll(async () => (await readSaved()).content.flows.at(-1)).toEqual(last);
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('the tables say the same and can be worked in the same way', async () => {
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('t');
  const places = page.getByRole('table', { name: 'Places' });
  await places.waitFor();
  for (const country of await places.getByLabel('Country').all()) {
    await country.fill('nl');
  }
  for (const operator of await places.getByLabel('Run by').all()) await operator.fill('Copperline');
  const saved = await readSaved();
  expect(new Set(saved.content.places.map(({ country }) => country))).toEqual(new Set(['NL']));
  expect(await page.getByRole('table', { name: 'Flows' }).getByRole('row').count()).toBe(
    saved.content.flows.length + 1,
  );
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('t');
  await place('Batch endpoint').waitFor();
});

test('who drew a map cannot confirm it; a colleague can, and the page says so', async () => {
  const confirm = page.getByRole('button', { name: 'Confirm map' });
  await expect.poll(() => confirm.getAttribute('aria-disabled')).toBe('true');
  const colleague = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.reviewer, problems);
  await goTo(colleague, `/data-flows/${toolId}`);
  await colleague.getByRole('button', { name: 'Confirm map' }).press('Enter');
  await colleague.getByText('Confirmed', { exact: true }).waitFor();
  const { map } = await client.dataFlows.get({ toolId });
  expect(map?.confirmed).toMatchObject({ version: 1, confirmedBy: { name: SAMPLE_PEOPLE.reviewer } });
  await colleague.close();
});

test('places are drawn on with the mouse, too', async () => {
  await goTo(page, '/data-flows');
  await goTo(page, `/data-flows/${toolId}`);
  const from = await place('Workstation').boundingBox();
  if (!from) throw new Error('The workstation is not drawn');
  await page.mouse.move(from.x + 30, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x - 70, from.y + 30, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => ((await place('Workstation').boundingBox())?.x ?? 0) < from.x - 50).toBe(true);
  await page
    .getByText(/^Saved /)
    .first()
    .waitFor();
  expect((await client.dataFlows.get({ toolId })).map?.state).toBe('confirmed');
});

test('nothing was wider than its place at 1024 pixels, and nothing complained', async () => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await goTo(page, `/data-flows/${toolId}?view=table`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
});
