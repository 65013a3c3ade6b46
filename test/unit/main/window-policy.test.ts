import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/main/application-menu.ts';
import { coreEnvironment } from '../../../electron/main/core-environment.ts';
import { acceptLink, openExternalLink } from '../../../electron/main/external-links.ts';
import { guardNavigation } from '../../../electron/main/navigation-policy.ts';
import { createPageHandler } from '../../../electron/main/page-protocol.ts';
import { applySessionPolicy, isRequestAllowed } from '../../../electron/main/session-policy.ts';
import { windowOptions } from '../../../electron/main/window-options.ts';

const HOSTILE_ADDRESSES = [
  'https://evil.example/',
  'https://evil.example/?app://assay/',
  'http://localhost:8080/app://assay/',
  'app://assay.evil/',
  'app://assay@evil/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'about:blank',
];

class FakeContents extends EventEmitter {
  openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
    this.openHandler = handler;
  }
}

function guarded() {
  const contents = new FakeContents();
  const opened: string[] = [];
  guardNavigation(contents as unknown as WebContents, (url) => void opened.push(url));
  const isPrevented = (name: string, url: string) => {
    let prevented = false;
    contents.emit(name, { url, preventDefault: () => (prevented = true) });
    return prevented;
  };
  return { contents, opened, isPrevented };
}

describe('a window', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays on the page at %s', (name) => {
    const { isPrevented } = guarded();
    for (const url of HOSTILE_ADDRESSES) expect(isPrevented(name, url), url).toBe(true);
    expect(isPrevented(name, 'app://assay/#/vendors')).toBe(false);
  });

  test('attaches no webview, not even of the page', () => {
    expect(guarded().isPrevented('will-attach-webview', 'app://assay/')).toBe(true);
  });

  test('opens no second window, and passes the link on to be judged', () => {
    const { contents, opened } = guarded();
    expect(contents.openHandler({ url: 'https://www.hhs.gov/' })).toEqual({ action: 'deny' });
    expect(contents.openHandler({ url: 'app://assay/' })).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://www.hhs.gov/', 'app://assay/']);
  });

  test('is isolated, sandboxed and without Node everywhere', () => {
    expect(windowOptions('/preload.cjs').webPreferences).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  test('has a menu without developer tools or reload', () => {
    for (const platform of ['darwin', 'linux', 'win32'] as const) {
      const roles = JSON.stringify(menuTemplate(platform));
      expect(roles).not.toMatch(/toggleDevTools|reload|viewMenu/i);
    }
  });
});

describe('the session', () => {
  class FakeSession extends EventEmitter {
    readonly decisions: Record<string, (...args: never[]) => unknown> = {};
    readonly webRequest = { onBeforeRequest: this.keep('request') };
    setPermissionRequestHandler = this.keep('permissionRequest');
    setPermissionCheckHandler = this.keep('permissionCheck');
    setDevicePermissionHandler = this.keep('device');
    setDisplayMediaRequestHandler = this.keep('display');
    setSpellCheckerEnabled = this.keep('spelling');
    private keep(name: string) {
      return (handler: (...args: never[]) => unknown) => void (this.decisions[name] = handler);
    }
  }

  function applied() {
    const session = new FakeSession();
    applySessionPolicy(session as unknown as Session);
    const decide = (name: string, ...args: unknown[]) =>
      (session.decisions[name] as (...args: unknown[]) => unknown)(...args);
    return { session, decide };
  }

  test('denies every permission, check, device and screen', () => {
    const { decide } = applied();
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'usb']) {
      const answers: unknown[] = [];
      decide('permissionRequest', {}, permission, (granted: boolean) => answers.push(granted));
      expect(answers).toEqual([false]);
      expect(decide('permissionCheck', {}, permission)).toBe(false);
    }
    expect(decide('device', {})).toBe(false);
    const streams: unknown[] = [];
    decide('display', {}, (stream: object) => streams.push(stream));
    expect(streams).toEqual([{}]);
  });

  test('cancels every request but the page’s own, and every download', () => {
    const { session, decide } = applied();
    const isCancelled = (url: string) => {
      let cancelled: boolean | undefined;
      decide('request', { url }, (answer: { cancel: boolean }) => (cancelled = answer.cancel));
      return cancelled;
    };
    for (const url of ['https://evil.example/', 'http://127.0.0.1/', 'ws://evil.example/', 'file:///etc/passwd']) {
      expect(isCancelled(url), url).toBe(true);
    }
    expect(isCancelled('app://assay/assets/index.js')).toBe(false);
    expect(isRequestAllowed('blob:https://evil.example/1')).toBe(false);
    let prevented = false;
    session.emit('will-download', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('the page’s scheme', () => {
  const handle = createPageHandler(
    new Map([
      ['/index.html', { body: Buffer.from('nonce="__ASSAY_NONCE__"'), mediaType: 'text/html; charset=utf-8' }],
      ['/assets/index.js', { body: Buffer.from('1'), mediaType: 'text/javascript; charset=utf-8' }],
    ]),
  );
  const get = (url: string, method = 'GET') => handle(new Request(url, { method }));

  test('serves the page under the desktop’s policy, with a nonce of its own', async () => {
    const [first, second] = [get('app://assay/'), get('app://assay/index.html')];
    const body = await first.text();
    const nonce = /nonce="([^"]{24})"/.exec(body)?.[1] ?? 'none';
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await second.text()).not.toBe(body);
  });

  test('serves listed files only, by GET only, of its own host only', async () => {
    expect(await get('app://assay/assets/index.js').text()).toBe('1');
    const refused = [
      'app://assay/package.json',
      'app://assay/assets/%2e%2e/package.json',
      'app://assay//assets/index.js',
    ];
    for (const url of [...refused, 'app://evil/index.html']) expect(get(url).status, url).toBe(404);
    expect(get('app://assay/', 'POST').status).toBe(405);
  });
});

describe('external links', () => {
  test.each([
    'http://www.hhs.gov/',
    'https://www.hhs.gov.evil.example/',
    'https://evil.example/?https://www.hhs.gov/',
    'https://www.hhs.gov@evil.example/',
    'https://user:secret@www.hhs.gov/',
    'https://www.hhs.gov:8443/',
    'file:///etc/passwd',
    'smb://www.hhs.gov/share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'not a link',
  ])('refuses %s', async (url) => {
    expect(acceptLink(url)).toBeNull();
    const asked: string[] = [];
    await openExternalLink(url, {
      confirm: async (host) => asked.push(host) > 0,
      open: async (address) => void asked.push(address),
    });
    expect(asked).toEqual([]);
  });

  test('opens a listed host over https, after the person agreed to it by name', async () => {
    const opened: string[] = [];
    const open = async (url: string) => void opened.push(url);
    await openExternalLink('https://eur-lex.europa.eu/eli/reg/2016/679/oj', { confirm: async () => false, open });
    expect(opened).toEqual([]);
    const confirm = async (host: string) => host === 'eur-lex.europa.eu';
    await openExternalLink('https://eur-lex.europa.eu/eli/reg/2016/679/oj', { confirm, open });
    expect(opened).toEqual(['https://eur-lex.europa.eu/eli/reg/2016/679/oj']);
  });
});

describe('the core’s environment', () => {
  test('holds nothing that steers Node or carries a secret', () => {
    const env = { HOME: '/home/a', NODE_OPTIONS: '--require x', ELECTRON_RUN_AS_NODE: '1', API_TOKEN: 'secret' };
    expect(coreEnvironment(env)).toEqual({ HOME: '/home/a' });
  });
});
