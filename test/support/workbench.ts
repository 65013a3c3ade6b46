import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/**
 * A workbench on real files with a new workspace and one person in each role, each in a window of their own:
 * `await using bench = await createTestWorkbench()`.
 */
export async function createTestWorkbench(overrides: Partial<Ports> = {}) {
  const folder = makeTestFolder();
  const ports = createTestPorts(folder.path, overrides);
  const workbench = await createWorkbench(ports);
  const officer = openTestWindow(workbench);
  await officer.workspace.create({
    fileName: 'calder',
    organisation: 'Calder Health Pay',
    person: { name: 'Ines Okafor', email: 'ines@calder.example', position: 'Head of compliance' },
  });
  async function addColleague(name: string, role: Role): Promise<TestClient> {
    const person = await officer.people.create({ name, role, email: '', position: 'Tester' });
    const client = openTestWindow(workbench);
    await client.people.choose({ personId: person.id });
    return client;
  }
  return {
    folder: folder.path,
    ports,
    workbench,
    officer,
    /** A second officer, for what needs four eyes. */
    otherOfficer: await addColleague('Ruth Adeyemi', 'compliance_officer'),
    reviewer: await addColleague('Tomas Lindqvist', 'security_reviewer'),
    lead: await addColleague('Priya Raman', 'excellence_lead'),
    auditor: await addColleague('Wen Zhao', 'auditor'),
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
