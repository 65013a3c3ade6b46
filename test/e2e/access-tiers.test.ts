import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectToHost, openWindowOf, SAMPLE_PEOPLE, waitUntilCalm } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
/** The officer, who had no part in the draft of the sample. */
let page: Page;
/** A security reviewer, who did. */
let colleague: Page;
const problems: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.officer, problems);
  colleague = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.colleague, problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openTiers(window: Page): Promise<void> {
  await window.keyboard.press('G');
  await window.keyboard.press('X');
  await window.getByRole('heading', { name: 'Access tiers', level: 1 }).waitFor();
  await waitUntilCalm(window);
}

/** What somebody else has done meanwhile, as after coming back to the window. */
async function readAgain(window: Page): Promise<void> {
  await window.reload();
  await window.getByRole('heading', { name: 'Access tiers', level: 1 }).waitFor();
  await waitUntilCalm(window);
}

/** The cell of a role and class within the matrix that is shown, by its place. */
const cell = (window: Page, role: string, column: number) =>
  window
    .getByRole('grid', { name: 'Code tiers' })
    .getByRole('row', { name: new RegExp(`^${role}`) })
    .getByRole('gridcell')
    .nth(column);

/** Types part of a name into a field that searches, and takes what is found first. */
async function choose(within: Page | Locator, label: string, text: string, found: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label, exact: true });
  await field.fill(text);
  await within.getByRole('option', { name: new RegExp(`^${found}`) }).waitFor();
  await field.press('Enter');
}

async function ask(window: Page, person: string, tool: string, repository: string): Promise<void> {
  await choose(window, 'Person', person, person);
  await choose(window, 'Tool', tool, tool);
  await choose(window, 'Repository', repository, repository);
  await window.getByText(/^decided by rule \d+$/).waitFor();
  await waitUntilCalm(window);
}

const answer = (window: Page) => window.getByRole('region', { name: 'Ask' });
const chain = (window: Page) => window.getByRole('list', { name: 'The rules that were asked' });

describe('the matrix of the access tiers', () => {
  test('is walked by arrow keys, and a cell opens beside its place', async () => {
    await openTiers(page);
    await cell(page, 'Junior', 0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await cell(page, 'Senior', 1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const popover = page.getByRole('dialog', { name: /^Senior developer on / });
    await popover.waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await popover.waitFor({ state: 'detached' });
    expect(await cell(page, 'Senior', 1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('T');
    await page.getByRole('table', { name: 'Every cell of the matrix' }).waitFor();
    await page.keyboard.press('T');
    await cell(page, 'Senior', 1).waitFor();
  });

  test('has a draft that cannot be sent while a check blocks it, is mended by one key, and comes into force by another person', async () => {
    await openTiers(colleague);
    const send = colleague.getByRole('button', { name: 'Send for approval' });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    const notSet = colleague.locator('[data-cell="service secrets"]');
    await notSet.focus();
    await colleague.keyboard.press('3');
    await expect.poll(() => notSet.innerText()).toContain('Deny');
    await colleague.getByText('1 blocks approval').first().waitFor();
    // What still blocks is access without its agreement, given to one person; it is ended as a lead would.
    const lead = await connectToHost(app.url, SAMPLE_PEOPLE.colleague);
    const { rows } = await lead.accessTiers.listGrants({ limit: 100 });
    for (const grant of rows.filter(({ tool }) => tool.name === 'Greyfen Pair')) {
      const changes = { removedOn: new Date().toISOString().slice(0, 10) };
      await lead.accessTiers.updateGrant({ grantId: grant.id, revision: grant.revision, changes });
    }
    await readAgain(colleague);
    await expect.poll(() => send.getAttribute('aria-disabled'), { timeout: 10_000 }).not.toBe('true');
    await send.press('Enter');
    await colleague.getByText('Version 2 awaits approval').waitFor();
    const own = colleague.getByRole('button', { name: 'Approve', exact: true });
    expect(await own.getAttribute('aria-disabled')).toBe('true');

    await readAgain(page);
    await page.getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Approve version 2' });
    await dialog.getByLabel('Note').fill('Agents now always have an owner.');
    await dialog.getByRole('button', { name: 'Approve' }).press('Enter');
    await page.getByText('Version 2 in force', { exact: true }).waitFor();
  });
});

describe('the question', () => {
  test('is answered with every rule, the one that decides, and what would change it', async () => {
    await ask(page, 'Jonas Weber', 'Copperline API', 'claims-engine');
    await answer(page).getByText('No, denied', { exact: true }).waitFor();
    expect(await chain(page).getByRole('listitem').count()).toBeGreaterThan(2);
    await chain(page).getByText('this rule decides').waitFor({ state: 'attached' });
    await page.getByRole('heading', { name: 'What would change it' }).waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    const address = page.url();
    await page.reload();
    await answer(page).getByText('No, denied', { exact: true }).waitFor();
    expect(page.url()).toContain(address.slice(address.indexOf('?')));
  });

  test('gives the same answer in the page as in the core', async () => {
    await openTiers(page);
    await ask(page, 'Peter Vance', 'Forge Assist', 'ledger-batch');
    const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
    const parameters = new URLSearchParams(page.url().slice(page.url().indexOf('?')));
    const answered = await client.accessTiers.ask({
      identityId: parameters.get('person') ?? '',
      toolId: parameters.get('tool') ?? '',
      repositoryId: parameters.get('repository'),
      classId: null,
      region: null,
      designId: null,
    });
    await page.getByText(`decided by rule ${answered.decidedBy}`, { exact: true }).waitFor();
    const asked = answered.steps.filter(({ outcome }) => outcome !== 'not_asked');
    expect(await chain(page).getByRole('listitem').count()).toBe(asked.length);
  });
});

describe('an exception', () => {
  test('is asked for with its answer’s facts, is refused past 90 days, and is decided by somebody else', async () => {
    await page.keyboard.press('Escape');
    await page.evaluate(() => (window.location.hash = '#/access-tiers/exceptions'));
    await page.getByRole('heading', { name: 'Exceptions', level: 1 }).waitFor();
    await waitUntilCalm(page);
    await page.keyboard.press('C');
    const dialog = page.getByRole('dialog', { name: 'Request exception' });
    await choose(dialog, 'Person', 'Mei Lin', 'Mei Lin');
    await choose(dialog, 'Tool', 'Forge Assist', 'Forge Assist');
    await dialog.getByLabel('Class', { exact: true }).selectOption({ label: 'Payments' });
    await dialog.getByLabel('Reason').fill('Repairs the settlement before the month ends.');
    const submit = dialog.getByRole('button', { name: 'Request exception' });
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const lastDay = dialog.getByRole('textbox', { name: 'Last day' });
    await lastDay.fill(day(120));
    await lastDay.press('Tab');
    expect(await submit.getAttribute('aria-disabled')).toBe('true');
    await lastDay.fill(day(30));
    await lastDay.press('Tab');
    await submit.press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Mei Lin' });
    await drawer.getByText('Requested', { exact: true }).first().waitFor();
    const approve = drawer.getByRole('button', { name: 'Approve' });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    expect(await findBarriersInThemes(page)).toEqual([]);

    const open = page.url().slice(page.url().indexOf('#'));
    await colleague.evaluate((hash) => (window.location.hash = hash), open);
    const theirs = colleague.getByRole('complementary', { name: 'Mei Lin' });
    await theirs.getByRole('button', { name: 'Approve' }).press('Enter');
    const decision = colleague.getByRole('dialog', { name: /^Approve / });
    await decision.getByRole('button', { name: 'Approve' }).press('Enter');
    await theirs.getByText('Live', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('code classes and people', () => {
  test('a repository gets its place in PCI scope question by question', async () => {
    await page.keyboard.press('G');
    await page.keyboard.press('L');
    await page.getByRole('heading', { name: 'Code classes', level: 1 }).waitFor();
    await waitUntilCalm(page);
    await page.keyboard.press('C');
    const dialog = page.getByRole('dialog', { name: 'Add repository' });
    await dialog.getByLabel('Repository').fill('settlement-reports');
    await dialog.getByLabel('Repository').press('Enter');
    const drawer = page.getByRole('complementary', { name: 'settlement-reports' });
    await drawer.getByRole('button', { name: 'Answer the questions' }).press('Enter');
    const classifier = page.getByRole('dialog', { name: 'Place in PCI scope: settlement-reports' });
    await classifier.getByRole('button', { name: 'Yes' }).press('Enter');
    await classifier.getByText(/^It is: Cardholder data environment/).waitFor();
    expect(await findBarriersInThemes(page)).toEqual([]);
    await classifier.getByRole('button', { name: 'Keep the class' }).press('Enter');
    await drawer.getByText('Cardholder data environment').first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('people and agents are listed with who answers for an agent', async () => {
    await page.evaluate(() => (window.location.hash = '#/access-tiers/people'));
    await page.getByRole('heading', { name: 'People and agents', level: 1 }).waitFor();
    await page.getByRole('gridcell', { name: 'Amira Haddad' }).waitFor();
    await waitUntilCalm(page);
    expect(await findBarriersInThemes(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
