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
  page = await openWindowOf(browser, app.url, 'Priya Raman', problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

describe('a vendor that begins as a profile', () => {
  test('is proposed with its tools and its facts to verify', async () => {
    await page
      .getByRole('navigation', { name: 'Navigation' })
      .getByRole('link', { name: 'Vendors and tools' })
      .press('Enter');
    await page.getByRole('heading', { name: 'Vendors and tools', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Vendors', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Add vendor' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Start from a profile' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Start from a profile' });
    await dialog.getByLabel('Profile').selectOption({ label: 'Devin and Devin Desktop' });
    await dialog.getByRole('checkbox', { name: 'Devin, Teams' }).press('Space');
    expect(await findBarriersInThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Start', exact: true }).press('Enter');
    await page.getByRole('heading', { name: 'Cognition', level: 1 }).waitFor();
    const facts = page.getByRole('table', { name: 'What we know' });
    await facts.getByText('Windsurf was renamed on 2 June 2026').waitFor();
    expect(await facts.getByRole('row').count()).toBe(9);
    expect(await findBarriersInThemes(page)).toEqual([]);
  });

  test('has facts that are changed by keyboard', async () => {
    const facts = page.getByRole('table', { name: 'What we know' });
    await facts.getByRole('row', { name: /BAA/ }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change this fact' });
    await dialog.getByLabel('What is known').fill('Offered to us in writing, for the enterprise plan.');
    await dialog.getByLabel('Confidence').selectOption({ label: 'High' });
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await facts.getByRole('row', { name: /BAA.*Offered to us in writing.*High/ }).waitFor();
    expect(problems).toEqual([]);
  });
});
