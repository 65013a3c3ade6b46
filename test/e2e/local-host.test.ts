import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { startApp, type RunningApp } from './support/start-app.ts';

let browser: Browser;
let app: RunningApp;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  app = await startApp();
});
afterEach(async () => {
  await app.stop();
});

describe('Assay in the browser', () => {
  test('prints one line with its address and stops at Ctrl-C without a trace', async () => {
    const home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
    const other = await startApp(['--port', '0'], home);
    expect(other.output()).toMatch(/^Assay is running at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/);
    expect(await other.stop()).toBe(0);
    expect(readdirSync(join(home, 'temporary'))).toEqual([]);
    await rm(home, { recursive: true });
  });

  test('shows the page under its policy, without one breach, and takes the token out of the address', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(app.url);
    await page.locator('h1').first().waitFor();
    expect(problems).toEqual([]);
    expect(page.url()).not.toContain('token');
    const token = new URL(app.url).hash.slice('#token='.length);
    expect(requested.filter((url) => url.includes(token) && !url.includes('#'))).toEqual([]);
    const origin = new URL(app.url).origin;
    expect(requested.filter((url) => !url.startsWith(origin) && !/^(blob|data):/.test(url))).toEqual([]);
    await page.close();
  });

  test('cannot be framed or called by another site', async () => {
    const page = await browser.newPage();
    const origin = new URL(app.url).origin;
    await page.route('http://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${origin}/"></iframe>` }),
    );
    await page.goto('http://evil.example/');
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${origin}/`);
    const token = new URL(app.url).hash.slice('#token='.length);
    const outcome = await page.evaluate(
      async ([address, secret]) => {
        const answer = await fetch(`${address}/rpc/workspace/status`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${secret}`, 'X-Assay-Window': 'window-evil' },
        }).catch(() => null);
        return answer === null ? 'refused' : answer.status;
      },
      [origin, token],
    );
    expect(outcome).toBe('refused');
    await page.close();
  });
});
