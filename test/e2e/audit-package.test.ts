import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackPackage } from '../../electron/core/features/audit-package/unpack-package.ts';
import { verifyPackage } from '../../electron/core/features/audit-package/verify-package.ts';
import { connectToHost, goTo, openWindowOf, SAMPLE_PEOPLE, waitUntilCalm } from './support/app-window.ts';
import { findBarriers, findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;
let page: Page;
let home: string;
const problems: string[] = [];
const archive = () => join(home, 'package.zip');
const folder = () => join(home, 'package');

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'assay-package-'));
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  page = await openWindowOf(browser, app.url, SAMPLE_PEOPLE.officer, problems);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  await rm(home, { recursive: true, force: true });
});

async function openPackagePage(): Promise<void> {
  await page.keyboard.press('G');
  await page.keyboard.press('P');
  await page.getByRole('heading', { name: /^Audit package/, level: 1 }).waitFor();
  await page.getByText(/of 17 items ready/).waitFor();
  await waitUntilCalm(page);
}

test('the readiness run shows 17 items in six sections, and every point leads to what mends it', async () => {
  await openPackagePage();
  expect(await page.locator('tbody th[scope="row"]').count()).toBe(17);
  expect(await page.locator('tbody th[scope="colgroup"]').count()).toBe(6);
  expect(await findBarriersInThemes(page)).toEqual([]);

  await page.getByRole('button', { name: 'Risk assessment per tool', exact: true }).press('Enter');
  const drawer = page.getByRole('complementary', { name: /1\.3 Risk assessment per tool/ });
  await drawer.getByText('Bluefin Complete was never assessed.').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  await drawer.getByRole('link', { name: 'Open Bluefin Complete' }).press('Enter');
  await page.getByRole('heading', { name: 'Bluefin Complete', level: 1 }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByText(/of 17 items ready/).waitFor();
});

test('a final package is refused with its reason while a point is open', async () => {
  await goTo(page, '/audit-package');
  const final = page.getByRole('button', { name: 'Build final' });
  expect(await final.getAttribute('aria-disabled')).toBe('true');
  await final.focus();
  await page.getByRole('tooltip', { name: /points are open; a final package states none/ }).waitFor();
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  expect(await client.auditPackage.list()).toEqual([]);
});

test('the scope is chosen by keyboard, and the item of one vendor is its own', async () => {
  await page.keyboard.press('S');
  const dialog = page.getByRole('dialog', { name: 'What the package is about' });
  await dialog.getByLabel('Title').fill('SOC 2 review');
  await dialog.getByRole('checkbox', { name: /^Every vendor/ }).press('Space');
  for (const box of await dialog.getByRole('checkbox').all()) {
    const name = (await box.evaluate((element) => element.closest('label')?.textContent)) ?? '';
    if (!/^(Every|Lumen Forge)/.test(name)) await box.press('Space');
  }
  expect(await findBarriersInThemes(page)).toEqual([]);
  await dialog.getByLabel('Title').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'SOC 2 review', level: 1 }).waitFor();
  await page.getByText('Tools in use of Lumen Forge.').waitFor();
  await waitUntilCalm(page);
  await page.getByText('1 of 1 vendors').waitFor();
  await goTo(page, '/audit-package');
});

test('writing a package can be cancelled, and leaves nothing', async () => {
  await openPackagePage();
  await page.keyboard.press('C');
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  expect(await client.auditPackage.list()).toEqual([]);
});

test('a draft is written with progress, saved, recorded, and in the trail', { timeout: 240_000 }, async () => {
  const saved = page.waitForEvent('download', { timeout: 200_000 });
  await page.keyboard.press('C');
  await page.getByText(/^Writing documents/).waitFor();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^CHP-AP-\d{8}-[0-9a-f]{6} draft\.zip$/);
  await download.saveAs(archive());
  await page.getByText('Draft, built by Ines Okafor').waitFor();
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const [made] = await client.auditPackage.list();
  expect(await verifyPackage(archive())).toMatchObject({ verdict: 'valid', name: made?.name });
  const { rows } = await client.auditTrail.list({
    filters: [{ field: 'operation', operator: 'is', values: ['auditPackage.make'] }],
    limit: 5,
  });
  expect(rows).toHaveLength(1);
  expect(await findBarriersInThemes(page)).toEqual([]);
  expect(problems).toEqual([]);
  await unpackPackage(archive(), folder());
});

/** The page of the package, opened from the disk as an auditor does; what it asks a network for is added to `asked`. */
async function openVerifier(asked: string[], colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ colorScheme });
  const verifier = await context.newPage();
  verifier.on('request', (request) => {
    if (!request.url().startsWith('file:')) asked.push(request.url());
  });
  verifier.on('pageerror', (error) => asked.push(error.message));
  verifier.on('console', (message) => asked.push(message.text()));
  await verifier.goto(pathToFileURL(join(folder(), 'verify.html')).href);
  return verifier;
}

async function give(verifier: Page, label: 'The zip file' | 'The folder', path: string): Promise<void> {
  const chooser = verifier.waitForEvent('filechooser');
  await verifier.getByLabel(label).focus();
  await verifier.keyboard.press('Enter');
  await (await chooser).setFiles(path);
}

const readStates = (verifier: Page) =>
  verifier
    .locator('#files tr:not(.unchanged)')
    .evaluateAll((rows) => rows.map((row) => `${row.className} ${row.children[1]?.textContent ?? ''}`));

test('verify.html finds the package valid, as archive and as folder, from a disk and without a network', async () => {
  const asked: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const verifier = await openVerifier(asked, colorScheme);
    expect(await findBarriers(verifier)).toEqual([]);
    await give(verifier, 'The zip file', archive());
    await verifier.getByText('Valid', { exact: true }).waitFor();
    await verifier.getByText('The signature fits the key.').waitFor();
    await give(verifier, 'The folder', folder());
    await verifier.getByText(/files are as they were when the package was signed/).waitFor();
    expect(await findBarriers(verifier)).toEqual([]);
    expect(await readStates(verifier)).toEqual([]);
    await verifier.context().close();
  }
  expect(asked).toEqual([]);
});

test('verify.html takes a dropped folder and a dropped archive', async () => {
  const verifier = await openVerifier([]);
  const session = await verifier.context().newCDPSession(verifier);
  for (const path of [folder(), archive()]) {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', {
        type,
        x: 200,
        y: 200,
        data: { items: [], files: [path], dragOperationsMask: 1 },
      });
    }
    await verifier.getByText('Valid', { exact: true }).waitFor();
  }
  await verifier.context().close();
});

test('verify.html names what the command line names: altered, missing and added files', async () => {
  const tampered = join(home, 'tampered');
  await cp(folder(), tampered, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder(), 'manifest.json'), 'utf8')) as { files: { path: string }[] };
  const [first, second] = manifest.files;
  if (!first || !second) throw new Error('no files');
  const verifier = await openVerifier([]);
  const restore = (path: string) => cp(join(folder(), path), join(tampered, path));
  const flip = async (path: string) => {
    const bytes = await readFile(join(tampered, path));
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(join(tampered, path), bytes);
  };
  async function judge(word: string): Promise<string[]> {
    await give(verifier, 'The folder', tampered);
    await verifier.getByText(word, { exact: true }).first().waitFor();
    const states = await readStates(verifier);
    const { files } = await verifyPackage(tampered);
    const others = files.filter(({ state }) => state !== 'unchanged').map(({ path, state }) => `${state} ${path}`);
    expect(states.toSorted()).toEqual(others.toSorted());
    await verifier.reload();
    return states;
  }
  for (const path of [
    first.path,
    'manifest.json',
    'manifest.json.sig',
    'public-key.pem',
    'SHA256SUMS',
    'verify.html',
  ]) {
    await flip(path);
    expect(await judge('Altered')).toEqual([`altered ${path}`]);
    await restore(path);
  }
  await rm(join(tampered, second.path));
  expect(await judge('Incomplete')).toEqual([`missing ${second.path}`]);
  await restore(second.path);
  await writeFile(join(tampered, 'more.txt'), 'added');
  expect(await judge('Altered')).toEqual(['added more.txt']);
  await verifier.context().close();
});

/** Gives a file or a folder to a button by keyboard. */
async function giveToApp(window: Page, button: string, path: string): Promise<void> {
  const chooser = window.waitForEvent('filechooser');
  await window.getByRole('button', { name: button }).press('Enter');
  await (await chooser).setFiles(path);
}

test('a package is checked in the app: valid, altered, incomplete, and what is none', async () => {
  await goTo(page, '/audit-package');
  await page.keyboard.press('K');
  await page.getByRole('heading', { name: 'Check a package', level: 1 }).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  const outcome = page.getByRole('region', { name: 'What came of it' });
  await giveToApp(page, 'Choose the zip file', archive());
  await outcome.getByText('Valid', { exact: true }).waitFor();
  await outcome.getByText('This workspace’s own key').waitFor();
  await outcome.getByText(/by Ines Okafor, with this very manifest$/).waitFor();
  expect(await page.getByRole('row', { name: /Unchanged/ }).count()).toBeGreaterThan(100);
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);

  const flipped = join(home, 'flipped');
  await cp(folder(), flipped, { recursive: true });
  await writeFile(join(flipped, 'index.docx'), 'Nothing of what it was');
  await rm(join(flipped, 'index.xlsx'));
  await giveToApp(page, 'Choose the folder', flipped);
  await outcome.getByText('Altered', { exact: true }).waitFor();
  await outcome.getByText('1 file is altered. 1 file is missing. The first is index.docx.').waitFor();
  const rows = page.getByRole('table', { name: 'File by file' }).locator('tbody tr');
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringMatching(/^index\.docx\s+Altered\s+22 byte/),
    expect.stringMatching(/^index\.xlsx\s+Missing\s+–/),
  ]);
  await waitUntilCalm(page);
  expect(await findBarriersInThemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'All', exact: true }).press('Enter');
  expect(await rows.count()).toBeGreaterThan(100);

  await cp(join(folder(), 'index.docx'), join(flipped, 'index.docx'));
  await giveToApp(page, 'Choose the folder', flipped);
  await outcome.getByText('Incomplete', { exact: true }).waitFor();

  await writeFile(join(home, 'letter.zip'), 'Dear auditor');
  await giveToApp(page, 'Choose the zip file', join(home, 'letter.zip'));
  await page.getByRole('alert').getByText('This is neither a folder nor a zip archive that can be read.').waitFor();
  expect(await outcome.count()).toBe(0);
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  expect(await findBarriersInThemes(page)).toEqual([]);
  expect(problems).toEqual([]);
});

test('an auditor drops a package as a folder and as a file, and the trail tells of it', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await goTo(auditor, '/audit-package/check');
  const area = auditor.getByRole('region', { name: 'Package', exact: true });
  const box = await area.getByText('Or drop either of them here.').boundingBox();
  if (!box) throw new Error('nowhere to drop');
  const session = await auditor.context().newCDPSession(auditor);
  for (const path of [archive(), folder()]) {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', {
        type,
        x: box.x + 4,
        y: box.y + 4,
        data: { items: [], files: [path], dragOperationsMask: 1 },
      });
    }
    if (path === folder()) await auditor.getByText(/^Taking the package in/).waitFor();
    await auditor.getByText('Valid', { exact: true }).waitFor();
  }
  const client = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
  const { rows } = await client.auditTrail.list({
    filters: [{ field: 'operation', operator: 'is', values: ['auditPackage.verify'] }],
    limit: 2,
  });
  const told = rows.map(({ actorName, operation, recordName }) => `${actorName} ${operation} ${recordName}`);
  expect(told).toEqual(['Wen Zhao auditPackage.verify package', 'Wen Zhao auditPackage.verify package.zip']);
  await auditor.context().close();
});

test('an auditor sees the readiness and makes nothing', async () => {
  const auditor = await openWindowOf(browser, app.url, 'Wen Zhao', problems);
  await goTo(auditor, '/audit-package');
  const draft = auditor.getByRole('button', { name: 'Build draft' });
  expect(await draft.getAttribute('aria-disabled')).toBe('true');
  await auditor.context().close();
});
