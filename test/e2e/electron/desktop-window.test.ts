import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findElectronBinary, whyNoWindow } from '../../../scripts/electron-binary.mjs';
import { buildParts, PROJECT_FOLDER } from '../support/build-parts.ts';

const binary = findElectronBinary();
const obstacle = binary
  ? whyNoWindow({ platform: process.platform, env: process.env, userId: process.getuid?.() })
  : 'Electron’s binary is not installed';
const title = obstacle === null ? 'the desktop window' : `the desktop window (left out: ${obstacle})`;

describe.runIf(obstacle === null)(title, () => {
  let home: string;
  let app: ElectronApplication;
  let page: Page;
  let site: Server;
  let siteUrl: string;

  beforeAll(async () => {
    buildParts('page', 'hosts');
    home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
    site = createServer((request, response) => {
      if (request.url === '/redirect') response.writeHead(302, { Location: 'https://evil.example/' });
      response.end('<h1>another site</h1>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    app = await _electron.launch({
      executablePath: binary ?? '',
      args: [PROJECT_FOLDER],
      env: { ...process.env, ASSAY_HOME: home },
    });
    page = await app.firstWindow();
    await page.locator('h1').first().waitFor();
  });

  afterAll(async () => {
    await app.close();
    site.close();
    await rm(home, { recursive: true, force: true });
  });

  test('shows the page of the app scheme', () => {
    expect(page.url()).toMatch(/^app:\/\/assay\//);
  });

  test('has no Node, and a frozen bridge of four operations', async () => {
    const facts = await page.evaluate(() => {
      const bridge: object = (globalThis as { assayDesktop?: object }).assayDesktop ?? {};
      return {
        node: ['process', 'require', 'module', 'Buffer'].filter((name) => name in globalThis),
        operations: Object.keys(bridge).sort(),
        frozen: Object.isFrozen(bridge),
      };
    });
    expect(facts).toEqual({
      node: [],
      operations: ['chooseFiles', 'connect', 'receiveFile', 'saveFiles'],
      frozen: true,
    });
  });

  test('is isolated and sandboxed', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  });

  test('stays where it is, whatever the page tries', async () => {
    const addresses = ['https://evil.example/?app://assay/', `${siteUrl}/redirect`, 'file:///etc/passwd'];
    for (const address of addresses) {
      await page.evaluate((url) => window.location.assign(url), address);
      await page.evaluate((url) => {
        window.open(url);
      }, address);
      await page.evaluate((url) => {
        const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
        document.body.append(link);
        link.click();
        link.remove();
      }, address);
    }
    await page.waitForTimeout(500);
    expect(page.url()).toMatch(/^app:\/\/assay\//);
    expect(app.windows()).toHaveLength(1);
  });

  test('reaches no network', async () => {
    const reached = await page.evaluate(async (url) => {
      const answer = await fetch(url).catch(() => null);
      return answer !== null;
    }, siteUrl);
    expect(reached).toBe(false);
  });

  test('has no permission', async () => {
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  test('runs the core in a process of its own', async () => {
    const services = await app.evaluate(({ app: application }) =>
      application.getAppMetrics().map((metric) => metric.name ?? metric.type),
    );
    expect(services).toContain('Assay core');
  });
});

describe.runIf(obstacle !== null)(title, () => {
  test('is left out for a reason that is told', () => {
    console.log(`The desktop window was not tested: ${obstacle}.`);
    expect(obstacle).toMatch(/^[\wÀ-ÿ’ ]+$/);
  });
});
