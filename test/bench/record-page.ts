import type { Locator } from 'playwright-core';
import { launchBrowser } from '../e2e/support/browser.ts';
import { startApp } from '../e2e/support/start-app.ts';
import { percentile } from './measure.ts';

const CLICKS = 40;
/** The first clicks load the page's parts and do not count. */
const WARM_UP = 5;

/**
 * Opens the record of a row as the mouse does; gives the milliseconds until a frame after the one that shows its name
 * as the title.
 */
function openRecord(row: Locator): Promise<number> {
  return row.evaluate(
    (cell: HTMLElement) =>
      new Promise<number>((resolve) => {
        const name = cell.textContent;
        const start = performance.now();
        const look = () => {
          const isShown = document.querySelector('h1')?.textContent === name;
          requestAnimationFrame(isShown ? () => resolve(performance.now() - start) : look);
        };
        cell.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
        requestAnimationFrame(look);
      }),
  );
}

/** Prints how long it takes in Chromium from opening a vendor in a large register to its painted record page. */
export async function benchRecordPage(workspacePath: string, vendors: number): Promise<void> {
  const app = await startApp(['--workspace', workspacePath]);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(app.url);
    await page.getByRole('button', { name: /Priya Raman/ }).click();
    await page.getByRole('navigation', { name: 'Navigation' }).waitFor();
    const times: number[] = [];
    for (let click = 0; click < WARM_UP + CLICKS; click += 1) {
      await page.evaluate(() => window.location.assign('#/vendors'));
      const row = page.getByRole('gridcell', { name: /^Vendor \d+$/ }).nth(click % 15);
      await row.waitFor();
      const taken = await openRecord(row);
      if (click >= WARM_UP) times.push(taken);
    }
    const p95 = percentile(times, 0.95).toFixed(0);
    console.log(`click to painted record page at ${vendors} vendors  p95 ${p95} ms  (aim 100 ms or less)`);
  } finally {
    await browser.close();
    await app.stop();
  }
}
