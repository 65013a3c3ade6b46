import { createRouterClient } from '@orpc/server';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS } from '../../shared/rules/access.ts';
import { createWorkbench, type Workbench } from '../../electron/core/workbench.ts';
import { contract } from '../../shared/contract/contract.ts';
import { ROLES, type Role } from '../../shared/contract/people.ts';
import { createTestPorts, createTestWorkbench, makeTestFolder } from '../support/workbench.ts';

/** Every operation of the contract by name, "vendors.update". */
function listOperations(): string[] {
  return Object.entries(contract).flatMap(([feature, operations]) =>
    Object.entries(operations)
      .filter(([, procedure]) => isContractProcedure(procedure))
      .map(([name]) => `${feature}.${name}`),
  );
}

type AnyCall = (input?: unknown) => Promise<unknown>;

/** Calls an operation by name with no input, in a window of its own person or of nobody. */
async function call(workbench: Workbench, windowId: string, operation: string): Promise<unknown> {
  const client = createRouterClient(workbench.router, { context: () => workbench.openWindow(windowId) });
  const [feature = '', name = ''] = operation.split('.');
  const calls = client as unknown as Record<string, Record<string, AnyCall>>;
  const result = await calls[feature]?.[name]?.();
  // Long work refuses when its first event is asked for.
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
    await (result as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
  }
  return result;
}

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'unknown',
  );
}

describe('the contract', () => {
  it('is implemented whole, and nothing beside it', async () => {
    using folder = makeTestFolder();
    const workbench = await createWorkbench(createTestPorts(folder.path));
    const implemented = Object.entries(workbench.router).flatMap(([feature, operations]) =>
      Object.keys(operations).map((name) => `${feature}.${name}`),
    );
    expect(implemented.toSorted()).toEqual(listOperations().toSorted());
    await workbench.close();
  });

  it('has a line of access for every operation, and none to spare', () => {
    expect(Object.keys(ACCESS).toSorted()).toEqual(listOperations().toSorted());
  });
});

describe('access', () => {
  let bench: Awaited<ReturnType<typeof createTestWorkbench>>;
  const windows = new Map<Role, string>();

  beforeAll(async () => {
    bench = await createTestWorkbench();
    for (const person of await bench.officer.people.list()) {
      if (windows.has(person.role)) continue;
      const windowId = `window-of-${person.role}`;
      const client = createRouterClient(bench.workbench.router, {
        context: () => bench.workbench.openWindow(windowId),
      });
      await client.people.choose({ personId: person.id });
      windows.set(person.role, windowId);
    }
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const guarded = Object.entries(ACCESS).filter(([, rule]) => Array.isArray(rule));

  it.each(guarded)('of %s is refused to nobody in particular and to every other role', async (operation, rule) => {
    expect(await refusalOf(call(bench.workbench, 'window-of-nobody', operation))).toBe('NO_PERSON');
    for (const role of ROLES.filter((one) => !rule.includes(one))) {
      expect(await refusalOf(call(bench.workbench, windows.get(role) ?? '', operation))).toBe('ROLE_REFUSED');
    }
  });

  it('needs a workspace where an operation is about one', async () => {
    using folder = makeTestFolder();
    const workbench = await createWorkbench(createTestPorts(folder.path));
    for (const [operation, rule] of Object.entries(ACCESS)) {
      if (rule === 'host') continue;
      expect(await refusalOf(call(workbench, 'window', operation)), operation).toBe('NO_WORKSPACE');
    }
    await workbench.close();
  });
});
