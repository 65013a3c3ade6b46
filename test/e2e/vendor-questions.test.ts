import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillWorkbook, saveWorkbook } from '../support/returned-workbook.ts';
import { connectToHost, goTo, openWindowOf, SAMPLE_PEOPLE, type HostClient } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let page: Page;
let client: HostClient;
let assessmentId: string;
const problems: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const tool = (await client.tools.list({ search: 'Copperline', limit: 1 })).rows[0];
  const questionnaire = (await client.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
  const people = await client.people.list();
  const { use } = (await client.tools.get({ toolId: tool?.id ?? '' })).tool;
  const planned = await client.assessments.plan({
    toolId: tool?.id ?? '',
    questionnaireId: questionnaire?.id ?? '',
    title: 'Checklist by post',
    preparerId: people[0]?.id ?? '',
    reviewerId: null,
    dueOn: null,
    use,
  });
  assessmentId = planned.id;
  page = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.officer, problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

test('a questionnaire goes to the vendor and comes back, cell by cell, by keyboard', async () => {
  await goTo(page, `/assessments/${assessmentId}`);
  await page.getByRole('button', { name: 'More for Checklist by post' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Ask the vendor' }).press('Enter');
  await page.getByRole('heading', { name: 'Ask the vendor', level: 1 }).waitFor();
  await page.getByText('Nothing has been sent to the vendor yet.').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Write the workbook' }).press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^CHP-VQ-\d+-Copperline.*\.xlsx$/);
  await page.getByRole('row', { name: /VQ-\d+/ }).waitFor();

  const issued = await readFile(await file.path());
  const filled = saveWorkbook(
    fillWorkbook(issued, {
      'V-SEC-1': { answer: 'Yes', explanation: 'In the data room.', evidence: 'SOC2.pdf, p. 3' },
      'V-SEC-2': { answer: 'Perhaps' },
      'V-PRV-3': { answer: 'No', explanation: 'As long as needed.' },
    }),
  );
  await page.locator('input[type="file"]').last().setInputFiles({
    name: 'returned.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: filled,
  });
  await page.getByRole('heading', { name: /^Answers to VQ-/, level: 1 }).waitFor();
  await page.getByText('“Perhaps” is not Yes, Partial, No, n.a. or Unknown.').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  const accept = page.getByRole('button', { name: /^Take over/ });
  expect(await accept.getAttribute('aria-disabled')).toBe('true');

  await page.getByRole('row', { name: /V-SEC-1/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Take over the answer to V-PRV-3' }).press('Space');
  await page.getByRole('button', { name: 'Take over 2 answers' }).press('Enter');
  await page.getByRole('heading', { name: 'Checklist by post', level: 1 }).waitFor();

  const { answers } = await client.assessments.get({ assessmentId });
  const stateOf = (id: string) => answers.find(({ questionId }) => questionId === id);
  expect(stateOf('V-SEC-1')).toMatchObject({ state: 'yes', evidence: [{ state: 'claimed' }] });
  expect(stateOf('V-SEC-1')?.note).toContain('In the data room.');
  expect(stateOf('V-PRV-3')).toMatchObject({ state: 'no', note: '' });
  expect(stateOf('V-SEC-2')?.state).toBeNull();

  await goTo(page, `/assessments/${assessmentId}/vendor`);
  await page.getByText(/^Returned /).waitFor();
  expect(problems).toEqual([]);
});
