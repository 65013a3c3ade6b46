import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToHost, openWindowOf, SAMPLE_PEOPLE, waitUntilCalm } from './support/app-window.ts';
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

async function listOwners(): Promise<(string | undefined)[]> {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  return (await client.auditorAnswers.list()).answers.map(({ owner }) => owner?.name);
}

const rows = () => page.getByRole('table', { name: 'Sentences' }).locator('tbody tr');

test('a number key opens a question, and each sentence leads to its records and evidence', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('U');
  await page.getByRole('heading', { name: 'Auditor answers', level: 1 }).waitFor();
  await waitUntilCalm(page);
  const questions = page.getByRole('list', { name: 'Questions' }).getByRole('button');
  expect(await questions.count()).toBe(7);
  expect(await rows().first().innerText()).toMatch(/Stands\s+\d+ tools are in use/);
  expect(await findBarriersInThemes(page)).toEqual([]);

  await page.keyboard.press('6');
  await page.getByRole('heading', { name: 'What was looked into before a vendor was taken on?' }).waitFor();
  const signed = rows().filter({ hasText: 'Vendor checklist' });
  await expect.poll(() => signed.count()).toBe(1);
  expect(await signed.getByRole('link', { name: /^EV-\d{4}-/ }).count()).toBeGreaterThan(2);
  await signed.getByRole('link', { name: 'AS-2026-001' }).press('Enter');
  await page.getByRole('heading', { name: 'Vendor checklist', level: 1 }).waitFor();
});

test('what is missing is never dropped: it can be worded, and stays marked', async () => {
  await page.keyboard.press('G');
  await page.keyboard.press('U');
  await page.getByRole('heading', { name: 'Auditor answers', level: 1 }).waitFor();
  await page.keyboard.press('5');
  const trail = rows().filter({ hasText: 'chained trail' });
  await expect.poll(() => trail.count()).toBe(1);
  await trail.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Word this sentence' });
  expect(await findBarriersInThemes(page)).toEqual([]);
  await dialog.getByLabel('As you would say it').fill('Every change is chained; the chain is verified each quarter.');
  await dialog.getByRole('button', { name: 'Keep wording' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const worded = rows().filter({ hasText: 'verified each quarter' });
  await worded.waitFor();
  expect(await worded.innerText()).toMatch(/Missing[\s\S]*Worded by Ines Okafor[\s\S]*Computed: This workspace keeps/);
});

test('an answer has an owner, and a review that says when sentences have changed since', async () => {
  await page.getByLabel('Answered by').selectOption('Tomas Lindqvist');
  await expect.poll(async () => (await listOwners()).includes('Tomas Lindqvist')).toBe(true);
  const review = page.getByRole('button', { name: 'Mark as reviewed' });
  await expect.poll(() => review.getAttribute('aria-disabled')).not.toBe('true');
  await review.press('Enter');
  await page.getByText(/^Reviewed by Ines Okafor/).waitFor();
  await rows().filter({ hasText: 'verified each quarter' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Word this sentence' });
  await dialog.getByRole('button', { name: 'Take the wording back' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/^Changed since Ines Okafor reviewed it/).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('an auditor reads every answer and changes none', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await auditor.keyboard.press('G');
  await auditor.keyboard.press('U');
  const review = auditor.getByRole('button', { name: 'Mark as reviewed' });
  await review.waitFor();
  expect(await review.getAttribute('aria-disabled')).toBe('true');
  await auditor.context().close();
  expect(problems).toEqual([]);
});
