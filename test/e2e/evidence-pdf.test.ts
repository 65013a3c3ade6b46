import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectToHost, goTo, openWindowOf, waitUntilCalm, type HostClient } from './support/app-window.ts';
import { findBarriersInThemes } from './support/barriers.ts';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';
import { makeHostilePdf, makeLockedPdf, makePdf, makeScannedPdf, writeLine } from '../support/pdf.ts';

const OFFICER = 'Ines Okafor';
const PAGES = 12;

let browser: Browser;
let app: RunningApp;
let client: HostClient;
let page: Page;
const problems: string[] = [];
/** Everything that was asked for outside the host. */
const strangers: string[] = [];

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp()]);
  client = await connectToHost(app.url);
  await client.workspace.create({
    fileName: 'calder',
    organisation: 'Calder Health Pay',
    person: { name: OFFICER, email: 'ines@calder.example', position: 'Head of compliance' },
  });
  page = await openWindowOf(browser, app.url, OFFICER, problems);
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${new URL(app.url).origin}/`) && !/^(blob|data):/.test(address)) strangers.push(address);
  });
  page.on('dialog', (dialog) => void strangers.push(`dialog ${dialog.message()}`));
  page.context().on('page', (opened) => void strangers.push(`window ${opened.url()}`));
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Adds a file as evidence, as a window of its own would. */
async function addFile(name: string, content: Buffer): Promise<string> {
  const { origin, hash } = new URL(app.url);
  const response = await fetch(`${origin}/files`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${hash.slice('#token='.length)}`,
      'X-Assay-Window': crypto.randomUUID(),
      'X-Assay-Name': encodeURIComponent(name),
    },
    body: new Uint8Array(content),
  });
  const { token } = (await response.json()) as { token: string };
  const fields = { title: name, kind: 'report', state: 'documented', vendorId: null, control: 'V-CMP-1' } as const;
  return (await client.evidence.add({ ...fields, fileToken: token })).id;
}

/** Opens the look at a file by keyboard. */
async function lookAt(name: string, content: Buffer): Promise<{ dialog: Locator; evidenceId: string }> {
  const evidenceId = await addFile(name, content);
  await goTo(page, `/evidence?open=${evidenceId}`);
  await page.getByRole('complementary').getByRole('button', { name: 'Look at it' }).press('Enter');
  const dialog = page.getByRole('dialog', { name });
  await dialog.waitFor();
  await waitUntilCalm(page);
  return { dialog, evidenceId };
}

async function closeLook(dialog: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** The darkness of a place of a page's picture, 0 to 255, by its parts from the left and the top. */
function readPixel(dialog: Locator, left: number, top: number): Promise<number> {
  return dialog
    .locator('[data-page="1"] canvas')
    .evaluate(
      (canvas: HTMLCanvasElement, [x, y]) =>
        255 - (canvas.getContext('2d')?.getImageData(canvas.width * x, canvas.height * y, 1, 1).data[0] ?? 0),
      [left, top] as const,
    );
}

test('a report is read by keyboard, page by page, and the trail names the look once', async () => {
  const pages = Array.from({ length: PAGES }, (_, index) => writeLine(`This is leaf ${index + 1}`, 300));
  const { dialog, evidenceId } = await lookAt('SOC 2 report.pdf', makePdf({ pages }));
  await dialog.getByText('This is leaf 1', { exact: true }).waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  const number = dialog.getByRole('textbox', { name: 'Page number' });
  const expectPage = async (wanted: number) => {
    await dialog.getByText(`This is leaf ${wanted}`, { exact: true }).waitFor();
    await dialog.getByText(`Page ${wanted} of ${PAGES}`, { exact: true }).waitFor({ state: 'attached' });
    expect(await number.inputValue()).toBe(String(wanted));
  };
  // The pages have the focus as soon as they are there.
  await page.keyboard.press('PageDown');
  await expectPage(2);
  await page.keyboard.press('End');
  await expectPage(PAGES);
  const next = dialog.getByRole('button', { name: 'Next page' });
  expect(await next.getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('PageUp');
  await expectPage(PAGES - 1);
  await number.fill('5');
  await number.press('Enter');
  await expectPage(5);
  await dialog.getByRole('button', { name: 'Previous page' }).press('Enter');
  await expectPage(4);
  await dialog.getByRole('region').focus();
  await page.keyboard.press('Home');
  await expectPage(1);
  // Only what is in view, or about to be, keeps a picture.
  expect(await dialog.locator('canvas').count()).toBeLessThan(PAGES / 2);

  const { sha256 } = (await client.evidence.get({ evidenceId })).file ?? {};
  const looks = (await client.evidence.custody({ evidenceId })).filter(({ act }) => act === 'previewed');
  expect(looks.map(({ actorName, sha256: sum }) => [actorName, sum])).toEqual([[OFFICER, sha256]]);
  await closeLook(dialog);
});

test('pages are enlarged and fitted by keyboard, and stay where they were', async () => {
  const pages = Array.from({ length: 4 }, (_, index) => writeLine(`This is leaf ${index + 1}`, 300));
  const { dialog } = await lookAt('Letter.pdf', makePdf({ pages }));
  const size = dialog.getByLabel('Size', { exact: true });
  const fitted = await size.textContent();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('+');
  await dialog.getByText('300 %').waitFor();
  expect(await dialog.getByRole('button', { name: 'Fit width' }).getAttribute('aria-pressed')).toBe('false');
  await dialog.getByText('This is leaf 2', { exact: true }).waitFor();
  expect(await dialog.getByRole('textbox', { name: 'Page number' }).inputValue()).toBe('2');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await dialog.getByText('150 %').waitFor();
  await page.keyboard.press('0');
  await dialog.getByText(fitted ?? '', { exact: true }).waitFor();
  // The words lie over their picture: a selection takes them along.
  await waitUntilCalm(page);
  await dialog.getByText('This is leaf 2', { exact: true }).click({ clickCount: 3 });
  expect(await page.evaluate(() => document.getSelection()?.toString())).toContain('This is leaf 2');
  await closeLook(dialog);
});

test('scanned pages and fonts that are not in the file are drawn without loading anything from elsewhere', async () => {
  const scan = await lookAt('Scan.pdf', makeScannedPdf());
  expect(await readPixel(scan.dialog, 70 / 300, 150 / 400)).toBe(255);
  expect(await readPixel(scan.dialog, 230 / 300, 150 / 400)).toBe(255);
  expect(await readPixel(scan.dialog, 150 / 300, 150 / 400)).toBe(0);
  await closeLook(scan.dialog);
  const japanese = await lookAt('日本.pdf', makePdf({ pages: ['BT /F2 20 Tf 40 300 Td <65E5672C8A9E> Tj ET'] }));
  await japanese.dialog.getByText('日本語', { exact: true }).waitFor();
  await closeLook(japanese.dialog);
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
});

test('a locked and a broken file get a sentence and the offer of a copy', async () => {
  const locked = await lookAt('Locked.pdf', makeLockedPdf());
  await locked.dialog.getByText('The file is locked with a password.').waitFor();
  expect(await findBarriersInThemes(page)).toEqual([]);
  const saving = page.waitForEvent('download');
  await locked.dialog.getByRole('button', { name: 'Save a copy' }).press('Enter');
  expect((await saving).suggestedFilename()).toBe('Locked.pdf');
  await closeLook(locked.dialog);
  const broken = await lookAt('Broken.pdf', Buffer.from('%PDF-1.7\nthis is no document\n%%EOF'));
  await broken.dialog.getByText('The file cannot be shown here.').waitFor();
  await closeLook(broken.dialog);
  expect(problems).toEqual([]);
});

test('nothing in a hostile file runs, leads anywhere or can be filled in', async () => {
  const workers: (string | undefined)[] = [];
  page.on('response', (response) => {
    if (response.url().includes('pdf-worker')) workers.push(response.headers()['content-security-policy']);
  });
  const { dialog } = await lookAt('Prize.pdf', makeHostilePdf());
  const words = dialog.getByText('Press here to win', { exact: true });
  await words.click();
  await dialog.getByText('<script>run()</script>', { exact: true }).waitFor();
  expect(await dialog.locator('a, iframe, object, embed, script, input:not([inputmode="numeric"])').count()).toBe(0);
  await waitUntilCalm(page);
  expect(page.url()).toContain('#/evidence');
  // The part that reads the file may itself load nothing at all.
  expect(workers).toEqual(["default-src 'none'; frame-ancestors 'none'"]);
  await closeLook(dialog);
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
});

test('a file that is destroyed while somebody reads on is read no further', async () => {
  // Larger than what is read at the start, so that the last page has to be asked for.
  const filler = `% ${'x'.repeat(200_000)}\n`;
  const pages = Array.from({ length: PAGES }, (_, index) => `${filler}${writeLine(`This is leaf ${index + 1}`, 300)}`);
  const { dialog, evidenceId } = await lookAt('Large.pdf', makePdf({ pages }));
  await dialog.getByText('This is leaf 1', { exact: true }).waitFor();
  const { revision } = await client.evidence.get({ evidenceId });
  await client.evidence.dispose({ evidenceId, revision, reason: 'Added by mistake.' });
  await page.keyboard.press('PageDown');
  for (let turn = 0; turn < PAGES; turn += 1) {
    await page.keyboard.press('PageDown');
    if (await dialog.getByRole('alert').isVisible()) break;
  }
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('alert').textContent()).toMatch(/^EV-\d{4}-CMP1-\d{3} has no file to open\./);
  await closeLook(dialog);
});
