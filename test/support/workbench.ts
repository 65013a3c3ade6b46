import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Ports } from '../../electron/core/ports.ts';
import { createWorkbench, type Workbench } from '../../electron/core/workbench.ts';
import type { Role } from '../../shared/contract/people.ts';

/** A clock that stands still until a test moves it. UTC, so that days are the same on every machine. */
export function createTestClock(start = '2026-11-20T10:00:00.000Z') {
  let at = new Date(start);
  return {
    now: () => at,
    utcOffsetMinutes: () => 0,
    set: (instant: string) => {
      at = new Date(instant);
    },
  };
}

export function createTestPorts(folder: string, overrides: Partial<Ports> = {}): Ports {
  return {
    clock: createTestClock(),
    nextId: () => randomUUID(),
    log: { info: () => undefined, warn: () => undefined, error: (message, facts) => console.error(message, facts) },
    folders: {
      workspaces: join(folder, 'workspaces'),
      temporary: join(folder, 'temporary'),
      state: join(folder, 'state'),
      resources: resolve('resources'),
    },
    host: { kind: 'command_line', version: '0.0.0-test' },
    ...overrides,
  };
}

/** A folder of the test's own, gone at the end: `using folder = makeTestFolder()`. */
export function makeTestFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'assay-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A direct client of a workbench, as a window of its own. */
export function openTestWindow(workbench: Workbench, windowId: string = randomUUID()) {
  return createRouterClient(workbench.router, { context: () => workbench.openWindow(windowId) });
}
export type TestClient = ReturnType<typeof openTestWindow>;

/** Who works in the workspace of `createTestWorkbench`. */
const PEOPLE = [
  { name: 'Ruth Adeyemi', role: 'compliance_officer' },
  { name: 'Tomas Lindqvist', role: 'security_reviewer' },
  { name: 'Priya Raman', role: 'excellence_lead' },
  { name: 'Wen Zhao', role: 'auditor' },
] as const satisfies readonly { name: string; role: Role }[];

const WORKSPACE_NAME = 'calder';

/** Makes a new workspace with one person in each role, and a second officer; gives its file. */
async function makeTestWorkspace(ports: Ports): Promise<string> {
  const workbench = await createWorkbench(ports);
  const officer = openTestWindow(workbench);
  await officer.workspace.create({
    fileName: WORKSPACE_NAME,
    organisation: 'Calder Health Pay',
    person: { name: 'Ines Okafor', email: 'ines@calder.example', position: 'Head of compliance' },
  });
  for (const person of PEOPLE) await officer.people.create({ ...person, email: '', position: 'Tester' });
  await workbench.close();
  return join(ports.folders.workspaces, `${WORKSPACE_NAME}.assay`);
}

let made: Promise<string> | null = null;

/** One such workspace of the standing clock, which is made once and copied for every test that does not bring its own. */
function makeTestWorkspaceOnce(): Promise<string> {
  made ??= (async () => {
    const folder = makeTestFolder();
    process.once('exit', () => folder[Symbol.dispose]());
    return makeTestWorkspace(createTestPorts(folder.path));
  })();
  return made;
}

/**
 * A workbench on real files with a new workspace and one person in each role, each in a window of their own:
 * `await using bench = await createTestWorkbench()`. Two of them are copies of one workspace, unless one brings its clock.
 */
export async function createTestWorkbench(overrides: Partial<Ports> = {}) {
  const folder = makeTestFolder();
  const ports = createTestPorts(folder.path, overrides);
  const { workspaces } = ports.folders;
  if (overrides.clock || overrides.nextId) await makeTestWorkspace(ports);
  else await cp(dirname(await makeTestWorkspaceOnce()), workspaces, { recursive: true });
  const workbench = await createWorkbench(ports);
  await workbench.openWorkspaceFile(join(workspaces, `${WORKSPACE_NAME}.assay`));
  const people = await openTestWindow(workbench).people.list();
  async function letWork(name: string): Promise<TestClient> {
    const person = people.find((one) => one.name === name);
    if (!person) throw new Error(`${name} is not in the workspace`);
    const client = openTestWindow(workbench);
    await client.people.choose({ personId: person.id });
    return client;
  }
  return {
    folder: folder.path,
    ports,
    workbench,
    officer: await letWork('Ines Okafor'),
    /** A second officer, for what needs four eyes. */
    otherOfficer: await letWork('Ruth Adeyemi'),
    reviewer: await letWork('Tomas Lindqvist'),
    lead: await letWork('Priya Raman'),
    auditor: await letWork('Wen Zhao'),
    async [Symbol.asyncDispose]() {
      await workbench.close();
      folder[Symbol.dispose]();
    },
  };
}

/** The last event's result of a job, and the progress before it. */
export async function finishJob<Result>(
  job: Promise<
    AsyncIterable<
      { kind: 'progress'; step: string; done: number; total: number | null } | { kind: 'result'; result: Result }
    >
  >,
): Promise<Result> {
  for await (const event of await job) {
    if (event.kind === 'result') return event.result;
  }
  throw new Error('The job ended without a result');
}
