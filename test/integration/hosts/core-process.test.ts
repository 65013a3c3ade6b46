import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AssayError } from '../../../electron/core/assay-error.ts';
import type { Dialogs } from '../../../electron/core/ports.ts';
import { linkCore, type CoreLink } from '../../../electron/main/core-link.ts';
import { serveCore, type ParentLine } from '../../../electron/main/core-server.ts';
import { createStandInWorkbench, type standInRouter, type StandInWorkbench } from '../../support/stand-in-workbench.ts';

/** A port with the surface of Electron's: `message` events carry `data`. */
function asMainPort(port: MessagePort) {
  return {
    on: (event: string, listener: (event?: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener(event === 'message' ? { data } : undefined)),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
  };
}

type MainPort = ReturnType<typeof asMainPort>;

/** Both ends of the line between main and the core's process, joined in this one. */
class FakeProcess extends EventEmitter {
  killed = false;
  readonly inside = new EventEmitter();
  readonly line: ParentLine = {
    on: (event, listener) => this.inside.on(event, listener),
    postMessage: (message) => void setImmediate(() => this.emit('message', structuredClone(message))),
  };
  postMessage(message: unknown, transfer: MainPort[] = []) {
    const data: unknown = structuredClone(message);
    setImmediate(() => this.inside.emit('message', { data, ports: transfer }));
  }
  exit(code: number) {
    this.emit('exit', code);
  }
  kill() {
    this.killed = true;
    this.exit(1);
    return true;
  }
}

let folder: string;
let workbench: StandInWorkbench;
let child: FakeProcess;
let link: CoreLink<MainPort>;
let dialogs: Dialogs;
let lost: number[];
let startFailure: Error | null;
const START = { kind: 'start', projectFolder: '/app', workspace: null, sample: false } as const;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
  workbench = await createStandInWorkbench();
  child = new FakeProcess();
  lost = [];
  startFailure = null;
  serveCore(child.line, {
    start: async (_task, given) => {
      if (startFailure) throw startFailure;
      dialogs = given;
      return workbench;
    },
    exit: () => child.exit(0),
  });
  link = linkCore<MainPort>(child, {
    choose: async (suggested) => (suggested === null ? '/chosen.assay' : null),
    lost: (code) => void lost.push(code),
  });
});

afterEach(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

function openPort(windowId: string) {
  const { port1, port2 } = new MessageChannel();
  link.connect(windowId, asMainPort(port1));
  const client: RouterClient<typeof standInRouter> = createORPCClient(new RPCLink({ port: asMainPort(port2) }));
  return { client, close: () => port2.close(), closeFromCore: () => port1.close() };
}

describe('the core in its own process', () => {
  test('serves each window over a port of its own', async () => {
    await link.ask(START);
    const [left, right] = [openPort('left'), openPort('right')];
    await left.client.notes.add({ text: 'only on the left' });
    expect(await left.client.notes.list()).toEqual({ windowId: 'left', notes: ['only on the left'] });
    expect(await right.client.notes.list()).toEqual({ windowId: 'right', notes: [] });
    const numbers: number[] = [];
    for await (const number of await left.client.notes.count()) numbers.push(number);
    expect(numbers).toEqual([1, 2, 3]);
    link.disconnect('left');
    await expect.poll(() => workbench.closedWindows).toEqual(['left']);
    left.close();
    right.close();
  });

  test('fails the page’s open calls when its port closes', async () => {
    await link.ask(START);
    const { client, closeFromCore } = openPort('window');
    const pending = client.notes.wait();
    setTimeout(closeFromCore, 50);
    await expect(pending).rejects.toThrow();
  });

  test('takes files in, and saves them whole under the place that was chosen', async () => {
    await link.ask(START);
    const file = await link.ask({ kind: 'receiveFile', name: 'a.txt', content: new Uint8Array([1, 2, 3]) });
    expect(file).toMatchObject({ name: 'a.txt', size: 3 });
    const token = file?.token ?? '';
    expect(await link.ask({ kind: 'findFile', token })).toEqual(file);
    expect(JSON.stringify(file)).not.toContain(folder);
    await link.ask({ kind: 'saveFile', token, path: join(folder, 'b.txt') });
    expect(await readFile(join(folder, 'b.txt'))).toEqual(Buffer.from([1, 2, 3]));
    const nowhere = link.ask({ kind: 'saveFile', token, path: join(folder, 'no', 'b.txt') });
    await expect(nowhere).rejects.toThrow('The file could not be saved there. Choose another folder.');
    expect(await readdir(folder)).toEqual(['b.txt']);
  });

  test('offers a file of the dialog, and says in words what it cannot do', async () => {
    await link.ask(START);
    await writeFile(join(folder, 'list.csv'), 'a;b');
    const task = {
      kind: 'offerFile',
      path: join(folder, 'list.csv'),
      name: 'list.csv',
      mediaType: 'text/csv',
    } as const;
    expect(await link.ask(task)).toMatchObject({ name: 'list.csv', size: 3 });
    const gone = link.ask({ kind: 'findFile', token: 'x'.repeat(20) });
    await expect(gone).rejects.toThrow('This file is no longer held. Choose or export it again.');
  });

  test('asks main for its dialogs', async () => {
    await link.ask(START);
    expect(await dialogs.chooseWorkspaceToOpen()).toBe('/chosen.assay');
    expect(await dialogs.chooseWorkspaceToCreate('new.assay')).toBeNull();
  });

  test('opens what a second start named', async () => {
    await link.ask(START);
    await link.ask({ kind: 'openWorkspace', path: '/a.assay' });
    expect(workbench.openedFiles).toEqual(['/a.assay']);
  });

  test('says why it could not start, and hides what nobody foresaw', async () => {
    startFailure = new AssayError('WORKSPACE_IN_USE', 'Another program has this workspace open.');
    await expect(link.ask(START)).rejects.toThrow('Another program has this workspace open.');
    startFailure = new Error('SQLITE_CORRUPT at /home/a/secret.assay');
    await expect(link.ask(START)).rejects.toThrow(/^Something in Assay went wrong\.$/);
  });

  test('closes in peace', async () => {
    await link.ask(START);
    await link.close();
    expect([workbench.closed, child.killed, lost]).toEqual([true, false, []]);
    await link.close();
  });

  test('is ended when it does not close in time', async () => {
    await link.ask(START);
    workbench.close = () => new Promise(() => undefined);
    await link.close(50);
    expect([child.killed, lost]).toEqual([true, []]);
    workbench.close = async () => undefined;
  });

  test('that ends by itself fails the work in flight with a clear sentence, and main hears of it', async () => {
    await link.ask(START);
    workbench.openWorkspaceFile = () => new Promise(() => undefined);
    const pending = link.ask({ kind: 'openWorkspace', path: '/a.assay' });
    await new Promise((resolve) => setImmediate(resolve));
    child.exit(139);
    const sentence = 'The part of Assay that holds the workspace stopped. What was saved is safe.';
    await expect(pending).rejects.toThrow(sentence);
    await expect(link.ask(START)).rejects.toThrow(sentence);
    link.disconnect('window');
    expect(lost).toEqual([139]);
  });
});
