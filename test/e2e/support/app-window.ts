import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import type { Contract } from '../../../shared/contract/contract.ts';

export type HostClient = ContractRouterClient<Contract>;

/** The screen that the pictures of the look are drawn for, in CSS pixels. */
export const SCREEN = { width: 1440, height: 900 } as const;

/** What the person at the keyboard sees of the sample company's people. */
export const SAMPLE_PEOPLE = {
  officer: 'Ines Okafor',
  reviewer: 'Mara Ellison',
  colleague: 'Tomas Lindqvist',
} as const;

/** Milliseconds without a request or a change on the page after which it counts as settled, and the most to wait. */
const CALM = 250;
const CALM_PATIENCE = 15_000;

/** Milliseconds that anything on a page may take to appear. */
const PATIENCE = 15_000;

const requestsUnderWay = new WeakMap<Page, Set<Request>>();

/** A client of its own beside the page, as a further window of the same host in which this person works. */
export async function connectToHost(url: string, person?: string): Promise<HostClient> {
  const address = new URL(url);
  const client: HostClient = createORPCClient(
    new RPCLink({
      url: `${address.origin}/rpc`,
      headers: {
        Authorization: `Bearer ${address.hash.slice('#token='.length)}`,
        'X-Assay-Window': crypto.randomUUID(),
      },
    }),
  );
  if (person !== undefined) {
    const found = (await client.people.list()).find(({ name }) => name === person);
    if (!found) throw new Error(`${person} is not in the workspace`);
    await client.people.choose({ personId: found.id });
  }
  return client;
}

/** A window with cookies and storage of its own, in which nobody works yet. `query` is what follows the path. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { query?: string } = {},
): Promise<Page> {
  const { query = '', ...context } = options;
  const page = await (await browser.newContext({ viewport: SCREEN, reducedMotion: 'reduce', ...context })).newPage();
  page.setDefaultTimeout(PATIENCE);
  const underWay = new Set<Request>();
  requestsUnderWay.set(page, underWay);
  page.on('request', (request) => underWay.add(request));
  const end = (request: Request) => underWay.delete(request);
  page.on('requestfinished', end).on('requestfailed', end);
  const { origin, hash } = new URL(url);
  await page.goto(`${origin}/${query}${hash}`);
  await page.locator('main').waitFor();
  return page;
}

/** Adds to `problems` what the page complains of from now on. A refusal of the core is an answer, and no complaint. */
function listenForProblems(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports an answer with an error status.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text());
  });
}

/** A window in which this person works; what the page complains of is added to `problems`. */
export async function openWindowOf(browser: Browser, url: string, person: string, problems: string[]): Promise<Page> {
  const page = await openWindow(browser, url);
  listenForProblems(page, problems);
  await chooseWho(page, person);
  return page;
}

/** Chooses who works in a window. */
export async function chooseWho(page: Page, person: string): Promise<void> {
  await page.getByRole('button', { name: person }).click();
  await page.locator('[data-region="main"]').waitFor();
}

/** Waits until nothing is asked for and nothing has changed on the page for a moment. */
export async function waitUntilCalm(page: Page): Promise<void> {
  const underWay = requestsUnderWay.get(page) ?? new Set();
  const latest = Date.now() + CALM_PATIENCE;
  do {
    await waitForDrawing(page);
    if (Date.now() > latest)
      throw new Error(`${page.url()} does not settle: ${[...underWay].map((one) => one.url()).join(' ')}`);
  } while (underWay.size > 0 || (await showsLoading(page)));
}

/** The page of components shows what loading looks like, for ever. */
async function showsLoading(page: Page): Promise<boolean> {
  return !page.url().includes('#/reference/') && (await page.locator('[aria-busy="true"]').count()) > 0;
}

function waitForDrawing(page: Page): Promise<void> {
  return page.evaluate(
    (calm) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(finish, calm);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(finish, calm);
        });
        function finish(): void {
          observer.disconnect();
          resolve();
        }
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      }),
    CALM,
  );
}

/** Goes to an address of the page without loading it afresh, as a link does. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((target) => {
    window.location.hash = `#${target}`;
  }, path);
  await waitUntilCalm(page);
}
