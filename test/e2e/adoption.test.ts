import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWindowOf } from './support/app-window.ts';
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

async function openRegister(): Promise<void> {
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Adoption' }).press('Enter');
  await page.getByRole('heading', { name: 'Adoption', level: 1 }).waitFor();
  await page.getByRole('gridcell', { name: 'Forge Review' }).waitFor();
  await page.waitForLoadState('networkidle');
}

async function openChecklist(tool: string): Promise<void> {
  await openRegister();
  await page.getByRole('gridcell', { name: tool, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Adoption of ${tool}`, level: 1 }).waitFor();
}

const card = (id: string) => page.getByRole('button', { name: new RegExp(`^${id} `) });
const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('the adoption of a tool', () => {
  test('is walked by arrow keys over five phases, and an item opens beside the board', async () => {
    await openChecklist('Forge Review');
    await page.getByText('2 required items keep Forge Review from approval:').waitFor();
    await card('A-PRE-1').focus();
    await page.keyboard.press('ArrowRight');
    expect(await focusedText()).toContain('A-TEC-1');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    expect(await focusedText()).toContain('A-TEC-4');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Audit logging' });
    await drawer.getByText('Required before approval, weight 5.').waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await focusedText()).toContain('A-TEC-4');
  });

  test('stops being blocked by an item whose risk an officer accepts until a day', async () => {
    await openChecklist('Forge Review');
    await card('A-TEC-4').press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Audit logging' });
    await drawer.getByRole('button', { name: 'Accept risk' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Accept the risk of A-TEC-4 Audit logging' });
    await dialog.getByLabel('Reason').fill('The log comes with the next release of the gateway.');
    const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel('Ends on', { exact: true }).fill(inAMonth);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await drawer.getByText('Risk accepted').first().waitFor();
    await page.getByText('1 required item keeps Forge Review from approval:').waitFor();
    await page.keyboard.press('Escape');
  });

  test('gives several items one owner, and shows the same as a list', async () => {
    await openChecklist('Forge Review');
    await card('A-ONG-1').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const bar = page.getByRole('toolbar', { name: 'Chosen items' });
    await bar.getByText('2 chosen').waitFor();
    await bar.getByRole('button', { name: 'Set owner' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Owner of 2 items' });
    await dialog.getByLabel('Owner').selectOption({ label: 'Mara Ellison' });
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await bar.getByRole('button', { name: 'Clear choice' }).press('Enter');
    await page.keyboard.press('t');
    const table = page.getByRole('table', { name: 'Items of the checklist' });
    await table.getByRole('row', { name: /A-ONG-2.*ME/ }).waitFor();
    expect(await table.getByRole('row').count()).toBe(31);
    expect(await findBarriersInThemes(page)).toEqual([]);
  });

  test('begins with a checklist, without which it cannot be approved', async () => {
    await openChecklist('Greyfen Pair');
    await page.getByText('Without it Greyfen Pair cannot be approved.').waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start checklist' }).press('Enter');
    await page.getByText('18 required items keep Greyfen Pair from approval:').waitFor();
    await openRegister();
    await page.getByRole('row', { name: /Greyfen Pair.*18 required open/ }).waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
