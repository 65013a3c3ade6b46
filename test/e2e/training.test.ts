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

async function openTraining(): Promise<void> {
  await page.keyboard.press('G');
  await page.keyboard.press('I');
  await page.getByRole('heading', { name: 'Training', level: 1 }).waitFor();
  await waitUntilCalm(page);
}

/** Whether training stands in this person's way to a tool, as the access tiers answer it. */
async function isTrainingMissing(person: string): Promise<boolean> {
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const [identity] = (await client.accessTiers.listIdentities({ search: person, limit: 1 })).rows;
  const [tool] = (await client.tools.list({ search: 'Forge Assist', limit: 1 })).rows;
  const { steps } = await client.accessTiers.ask({
    identityId: identity?.id ?? '',
    toolId: tool?.id ?? '',
    repositoryId: null,
    classId: 'internal',
    region: null,
    designId: null,
  });
  return steps.some(({ rule, outcome }) => rule === 'training' && (outcome === 'missing' || outcome === 'deny'));
}

test('a completion that is recorded by keyboard opens access, and closes it again when it is withdrawn', async () => {
  expect(await isTrainingMissing('Hana Sato')).toBe(true);
  await openTraining();
  expect(await findBarriersInThemes(page)).toEqual([]);
  const missing = (await connectToHost(app.url, SAMPLE_PEOPLE.officer)).training.matrix({ search: 'Hana Sato' });
  const [hana] = (await missing).people;
  const codes = (await missing).courses
    .filter(({ id }) => hana?.standings.some((one) => one.courseId === id && one.required === 'always'))
    .map(({ code }) => code);
  for (const code of codes) {
    await page.keyboard.press('C');
    const dialog = page.getByRole('dialog', { name: 'Record completion' });
    const people = dialog.getByRole('combobox', { name: 'People' });
    await people.fill('Hana');
    await people.press('Enter');
    await dialog.getByRole('button', { name: 'Remove Hana Sato' }).waitFor();
    const course = dialog.getByLabel('Course', { exact: true });
    await course.selectOption({ index: await indexOf(course, code) });
    await dialog.getByRole('button', { name: 'Record completion' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }
  expect(codes.length).toBeGreaterThan(0);
  expect(await isTrainingMissing('Hana Sato')).toBe(false);

  await page.getByRole('tab', { name: 'Completions' }).press('Enter');
  await waitUntilCalm(page);
  await page.getByRole('gridcell', { name: 'Hana Sato' }).first().focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('complementary').filter({ hasText: 'Hana Sato' });
  await drawer.getByRole('button', { name: 'Withdraw' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Withdraw the completion' });
  const confirm = dialog.getByRole('button', { name: 'Withdraw' });
  expect(await confirm.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Reason of withdrawal').fill('Recorded for the wrong person.');
  await confirm.press('Enter');
  await drawer.getByText('This completion was withdrawn').waitFor();
  expect(await isTrainingMissing('Hana Sato')).toBe(true);
  expect(await findBarriersInThemes(page)).toEqual([]);
});

test('a pasted list names its faults row by row, and is imported once they are mended', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Import completions' });
  const list = dialog.getByRole('textbox', { name: 'List' });
  const [course] = await (await connectToHost(app.url, SAMPLE_PEOPLE.officer)).training.listCourses();
  const code = course?.code ?? '';
  await list.fill(`jonas.weber@calder.example,${code},2026-11-02\nnobody@calder.example,${code},2026-11-02`);
  await dialog.getByText('1 row has to be mended; nothing is imported until then.').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  await list.fill(`jonas.weber@calder.example,${code},2026-11-02`);
  await dialog.getByRole('button', { name: 'Import 1 completion' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Imported 1 completion.').waitFor();
  expect(problems).toEqual([]);
});

async function indexOf(select: ReturnType<Page['getByLabel']>, code: string): Promise<number> {
  const labels = await select.locator('option').allTextContents();
  return labels.findIndex((label) => label.startsWith(`${code} `));
}
