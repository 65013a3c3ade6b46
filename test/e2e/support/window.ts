import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

/** What axe-core reports of one rule. */
interface AxeResult {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/** Milliseconds that anything on the page may take to appear. */
const PATIENCE = 15_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A window of its own at `url`, in which this person works. What the page complains of is added to `problems`. */
export async function openWindow(browser: Browser, url: string, person: string, problems: string[]): Promise<Page> {
  // The policy of the page lets no test script in; what it does is tested by the local host's own tests.
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    bypassCSP: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A refusal of the core is an answer with an error status, which the browser reports by itself.
    const isRefusal = /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !isRefusal) problems.push(message.text());
  });
  await page.goto(url);
  await page.getByRole('button', { name: new RegExp(person) }).press('Enter');
  await page.getByRole('navigation', { name: 'Navigation' }).waitFor();
  return page;
}

/** Serious and critical findings of axe-core on the page as it stands, in both themes. */
export async function listAxeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const results = await page.evaluate<AxeResult[]>(
      'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
    );
    const serious = results.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    found.push(...serious.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`));
  }
  return found;
}
