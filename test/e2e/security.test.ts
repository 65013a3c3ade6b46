import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chooseWho,
  connectToHost,
  goTo,
  openWindow,
  SAMPLE_PEOPLE,
  waitUntilCalm,
  type HostClient,
} from './support/app-window.ts';
import { launchBrowser } from './support/browser.ts';
import { listPageAddresses } from './support/page-addresses.ts';
import { listTexts } from './support/page-texts.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

/** Names that a hostile list might bring: markup, scripts, reversed and combining writing, signs of other systems. */
const HOSTILE_NAMES = [
  `<img src=x onerror="window.hostileCodeRan=true">`,
  `<script>window.hostileCodeRan=true</script>{{name}} $t(app.find)`,
  '\u202Egnp.exe \u05D0\u05D1\u05D2 \u0627\u0644\u0623\u062F\u0627\u0629',
  `Long ${'x'.repeat(180)}`,
  '👩🏽‍💻 café Z\u0351\u036Balgo',
  '__proto__',
  'constructor',
  '=HYPERLINK("http://evil.example","open")',
] as const;

let browser: Browser;
let app: RunningApp;
let officer: HostClient;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startApp(['--sample'])]);
  officer = await connectToHost(app.url, SAMPLE_PEOPLE.officer);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Notes what a page must not do: breach its policy, ask another machine, complain, or let its token be seen. */
async function watch(page: Page): Promise<string[]> {
  const notes: string[] = [];
  await page.exposeFunction('noteBreach', (what: string) => notes.push(what));
  await page.addInitScript(() => {
    const note = (window as unknown as { noteBreach: (this: void, what: string) => void }).noteBreach;
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      note(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  const { origin, hash } = new URL(app.url);
  const token = hash.slice('#token='.length);
  page.on('pageerror', (error) => notes.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes(token)) notes.push(message.text());
  });
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${origin}/`) && !/^(blob|data):/.test(address)) notes.push(`asked ${address}`);
    if (address.includes(token) || (request.headers()['referer'] ?? '').includes(token)) notes.push(`told ${address}`);
  });
  await page.reload();
  return notes;
}

describe('on every page', () => {
  test('the policy holds, nothing but this machine is asked, and the token is nowhere to be seen', async () => {
    const page = await openWindow(browser, app.url);
    const notes = await watch(page);
    await chooseWho(page, SAMPLE_PEOPLE.officer);
    const token = new URL(app.url).hash.slice('#token='.length);
    for (const address of await listPageAddresses(officer)) {
      await goTo(page, address);
      expect(page.url()).not.toContain(token);
    }
    const kept = await page.evaluate(() =>
      JSON.stringify([localStorage, document.cookie, document.title, history.state]),
    );
    expect(kept).not.toContain(token);
    expect(await page.content()).not.toContain(token);
    // The first step back in the history of this tab is the empty one it began with, not the address with the token.
    const addresses = await page.evaluate(() => window.navigation.entries().map(({ url }) => url));
    expect(addresses.filter((url) => url?.includes(token))).toEqual([]);
    expect(notes).toEqual([]);
    await page.context().close();
  });
});

test('each tab has its own person, also a second one of the same browser', async () => {
  const first = await openWindow(browser, app.url);
  await chooseWho(first, SAMPLE_PEOPLE.officer);
  const second = await first.context().newPage();
  await second.goto(app.url);
  await chooseWho(second, SAMPLE_PEOPLE.reviewer);
  await first.reload();
  const navigation = (page: Page) => page.locator('[data-region="navigation"]');
  await navigation(first).getByText(SAMPLE_PEOPLE.officer).waitFor();
  await second.reload();
  await navigation(second).getByText(SAMPLE_PEOPLE.reviewer).waitFor();
  await first.context().close();
});

test('hostile names are shown as they are, and nothing in them comes alive', async () => {
  const people = await officer.people.list();
  const ownerId = people.find(({ name }) => name === SAMPLE_PEOPLE.officer)?.id ?? '';
  const pack = (await officer.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
  const page = await openWindow(browser, app.url);
  const notes = await watch(page);
  await chooseWho(page, SAMPLE_PEOPLE.officer);
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    const vendor = await officer.vendors.create({ name });
    const tool = await officer.tools.create({ vendorId: vendor.id, name, kind: 'agent', ownerId });
    const assessment = await officer.assessments.plan({
      toolId: tool.id,
      questionnaireId: pack?.id ?? '',
      title: `${index} ${name}`.slice(0, 200),
      preparerId: ownerId,
      reviewerId: null,
      dueOn: null,
      use: tool.use,
    });
    for (const address of [
      `/tools/${tool.id}`,
      `/tools/${tool.id}?tab=history`,
      `/vendors/${vendor.id}?tab=tools`,
      `/assessments/${assessment.id}`,
      `/assessments/${assessment.id}?view=grid`,
    ]) {
      await goTo(page, address);
      expect((await listTexts(page)).some((text) => text.includes(name.trim()))).toBe(true);
    }
  }
  for (const address of ['/', '/tools', '/vendors', '/assessments', '/reports', '/audit-trail'])
    await goTo(page, address);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('<img');
  await page.getByRole('dialog').getByText(HOSTILE_NAMES[0]).first().waitFor();
  await waitUntilCalm(page);
  expect(await page.evaluate(() => 'hostileCodeRan' in window)).toBe(false);
  expect(await page.evaluate(() => document.querySelectorAll('main img[src="x"], main script').length)).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(notes).toEqual([]);
  await page.context().close();
});
