import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What the checker calls serious or critical on what is shown now, each with the element that it means. */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // The policy of the page forbids script elements; evaluating goes around it and needs no exception.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults, object>(
    (options) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
    { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) },
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}\n${failureSummary}`));
}

/** The same in both themes, each with the theme's name before it; the page is left in the dark one. */
export async function findBarriersInThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    found.push(...(await findBarriers(page)).map((barrier) => `${theme} ${barrier}`));
  }
  return found;
}
