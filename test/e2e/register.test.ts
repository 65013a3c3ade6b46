import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { goTo as goToAddress, openWindowOf, waitUntilCalm } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let page: Page;
const problems: string[] = [];
/** For what a slow machine takes to show. */
const PATIENCE = { timeout: 15_000 };

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, 'Ines Okafor', problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function goTo(place: string, of: Page = page): Promise<void> {
  await of.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: place }).press('Enter');
}

async function openTools(of: Page = page): Promise<void> {
  await goTo('Vendors and tools', of);
  await of.getByRole('heading', { name: 'Vendors and tools', level: 1 }).waitFor();
  await of.getByRole('gridcell', { name: 'Harrow Agent' }).waitFor();
  // What an earlier change made stale is read again, and would take the focus from a row.
  await of.waitForLoadState('networkidle');
}

/** Puts the focus on the name of this tool, as the arrow keys would. */
async function goToRow(name: string): Promise<void> {
  await page.getByRole('gridcell', { name, exact: true }).focus();
}

async function closeDialog(): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function openTool(name: string): Promise<void> {
  await openTools();
  await goToRow(name);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

describe('the register of tools', () => {
  beforeEach(() => openTools());

  test('E explains a score beside the grid, Esc closes it, Enter opens the record', async () => {
    await goToRow('Harrow Agent');
    await page.keyboard.press('E');
    const drawer = page.getByRole('complementary', { name: /Residual risk/ });
    await drawer.getByText('12 High').first().waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await goToRow('Harrow Agent');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Harrow Agent', level: 1 }).waitFor();
  });

  test('search and views narrow it down, and the footer says what is hidden', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('copperline');
    await page.getByText('1–2 of 2').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /^Approved registry/ }).press('Enter');
    await page.getByText(/\d+ hidden by the filter/).waitFor();
    expect(await page.getByRole('gridcell', { name: 'Prohibited' }).count()).toBe(0);
  });

  test('a record that is opened while a search is still to come stays open', async () => {
    const slow = await page.context().newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.keyboard.press('/');
    await page.keyboard.type('Harrow');
    await page.getByRole('gridcell', { name: 'Harrow Agent' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Harrow Agent', level: 1 }).waitFor();
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await waitUntilCalm(page);
    await page.getByRole('heading', { name: 'Harrow Agent', level: 1 }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('Harrow');
  });

  test('D sets the day of a review, and Ctrl Z takes it back', async () => {
    const day = page
      .getByRole('row', { name: /Harrow Agent/ })
      .getByRole('gridcell')
      .last();
    const before = await day.innerText();
    await goToRow('Harrow Agent');
    await page.keyboard.press('D');
    await page.getByRole('dialog').getByLabel('Next review', { exact: true }).fill('2027-03-01');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Set next review' }).press('Enter');
    await expect.poll(() => day.innerText(), PATIENCE).toBe('1 Mar 2027');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(() => day.innerText(), PATIENCE).toBe(before);
  });

  test('C adds a tool with its vendor on the spot, and a namesake is refused with the way to it', async () => {
    async function fill(name: string): Promise<void> {
      await page.keyboard.press('C');
      const dialog = page.getByRole('dialog', { name: 'Add tool' });
      await dialog.getByLabel('Tool', { exact: true }).fill(name);
      await dialog.getByLabel('Vendor', { exact: true }).fill('Wicket Labs');
      await dialog.getByRole('button', { name: /Wicket Labs/ }).press('Enter');
      await dialog.getByLabel('Kind').selectOption('agent');
      await dialog.getByRole('button', { name: 'Add tool' }).press('Enter');
    }
    await fill('Wicket Agent');
    await page.getByRole('heading', { name: 'Wicket Agent', level: 1 }).waitFor();
    await page.getByText('Rate the inherent risk, 10 factors are left').waitFor();
    await openTools();
    await fill('Wicket Agent');
    await page.getByText('Wicket Agent (TL-019) is in the register already.').waitFor();
    await page.getByRole('dialog').getByRole('link', { name: 'Wicket Agent' }).waitFor();
    await closeDialog();
  });
});

describe('the record of a tool', () => {
  test('rates a factor by keys, with its reason, and the tier follows', async () => {
    await openTool('Harrow Complete');
    await page.getByRole('tab', { name: 'Inherent risk' }).press('Enter');
    await page.getByRole('group', { name: 'Data class within reach' }).waitFor();
    await page.keyboard.press('4');
    await page.getByText('Say what the level rests on').waitFor();
    await page.getByLabel('What this rests on').fill('Claims data is in the repositories.');
    await page.getByText('1 of 10 factors').waitFor();
    expect(await page.getByRole('complementary', { name: 'Inherent risk' }).innerText()).toMatch(/Critical|High/);
  });

  test('saves fields as they change, and shows both values when another window was first', async () => {
    await openTool('Forge Review');
    const other = await openWindowOf(browser, app.url, 'Tomas Lindqvist', problems);
    await other.goto(`${new URL(app.url).origin}/${new URL(page.url()).hash}`);
    await other.getByLabel('Plan').fill('Team');
    await other
      .getByText(/^Saved/)
      .first()
      .waitFor();
    await page.getByLabel('Plan').fill('Business');
    await page.getByText('Plan was changed in another window meanwhile.').waitFor();
    await page.getByRole('button', { name: 'Save what I typed' }).press('Enter');
    await page.getByText('Plan was changed in another window meanwhile.').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'History' }).press('Enter');
    await page.getByText('changed plan of Forge Review').first().waitFor();
    await other.context().close();
  });

  test('decides a gate with a note; its owner may not pass it', async () => {
    await openTool('Forge Review');
    await page.getByRole('tab', { name: /^Gates/ }).press('Enter');
    await page
      .getByRole('row', { name: /Legal approval/ })
      .getByRole('button')
      .press('Enter');
    await page.getByRole('dialog').getByLabel('State').selectOption('passed');
    await page.getByRole('dialog').getByLabel('Note').fill('Terms read and accepted.');
    await page.getByRole('dialog').getByRole('button', { name: 'Decide' }).press('Enter');
    await page.getByText('Terms read and accepted.').waitFor();

    await openTool('Ironwood Models');
    await page.getByRole('tab', { name: /^Gates/ }).press('Enter');
    await page
      .getByRole('row', { name: /Legal approval/ })
      .getByRole('button')
      .press('Enter');
    await page.getByRole('dialog').getByLabel('State').selectOption('passed');
    await page.getByRole('dialog').getByText('You own Ironwood Models').first().waitFor();
    await closeDialog();
  });

  test('shows to an auditor, who may change nothing, why', async () => {
    const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
    await openTools(auditor);
    const add = auditor.getByRole('button', { name: 'Add tool' });
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await add.focus();
    await auditor.getByRole('tooltip', { name: /Wen Zhao is an auditor/ }).waitFor();
    await auditor.context().close();
  });
});

test('a finding opens beside its register, and is resolved by its retest', async () => {
  await goTo('Findings');
  await page.getByRole('gridcell', { name: 'Retention is unclear' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: /Retention is unclear/ }).waitFor();
  await page.getByRole('button', { name: 'Change status' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: /Change the status of F-/ });
  await dialog.getByLabel('Status').selectOption('resolved');
  await dialog.getByLabel('Retest').fill('The vendor deletes after 30 days; seen on a test account.');
  await dialog.getByRole('button', { name: 'Change status' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('complementary').getByText('Resolved').first().waitFor();
});

test('plans an assessment from a vendor: its tools are found by typing', async () => {
  await goToAddress(page, '/vendors');
  await page.getByRole('grid').getByText('Harrow AI', { exact: true }).click();
  await page.getByRole('heading', { name: 'Harrow AI', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'More for Harrow AI' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Start assessment' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const tool = dialog.getByRole('combobox', { name: 'Tool' });
  await tool.press('ArrowDown');
  await dialog.getByRole('option', { name: /Harrow Agent/ }).waitFor();
  const offered = dialog.getByRole('listbox').getByRole('option');
  expect(await offered.count()).toBeGreaterThan(0);
  expect(await offered.filter({ hasNotText: 'Harrow AI' }).count()).toBe(0);
  await tool.fill('nothing of this name');
  await dialog.getByText('Nothing is called so.').waitFor();
  await tool.fill('agent');
  await dialog.getByRole('option', { name: /Harrow Agent/ }).waitFor();
  await tool.press('Enter');
  expect(await tool.inputValue()).toContain('Harrow Agent');
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a saved view gets another name and keeps what is shown', async () => {
  await goToAddress(page, '/findings');
  await page.getByRole('button', { name: 'Save view' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('To chase');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'More for To chase' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Rename this view' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Name').fill('For the board');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'For the board' }).waitFor();
  expect(await page.getByRole('tab', { name: 'To chase' }).count()).toBe(0);
});

describe('axe finds nothing serious', () => {
  const pages = ['/tools', '/tools?add=', '/vendors', '/findings'];
  test.each(pages)('on %s', async (path) => {
    await page.goto(`${new URL(app.url).origin}/#${path}`);
    await page.getByRole('grid').waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test.each(['Summary', 'Inherent risk', 'Gates', 'Assessments', 'Evidence', 'Findings', 'History'])(
    'on a tool, %s',
    async (tab) => {
      await openTool('Harrow Agent');
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).press('Enter');
      await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
      expect(await findBarriersInThemes(page)).toEqual([]);
    },
  );

  test.each(['Summary', 'Tools', 'Risks', 'History'])('on a vendor, %s', async (tab) => {
    await page.goto(`${new URL(app.url).origin}/#/vendors`);
    await page.getByRole('gridcell', { name: 'Harrow AI' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).press('Enter');
    await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
  });
});

test('the page complained of nothing', () => {
  expect(problems).toEqual([]);
});
