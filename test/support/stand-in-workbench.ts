import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventIterator, os } from '@orpc/server';
import { z } from 'zod';
import { openFileDesk } from '../../electron/core/file-desk.ts';
import type { HostedWorkbench } from '../../electron/hosts/hosted-workbench.ts';

interface StandInContext {
  windowId: string;
  notes: string[];
}

const base = os.$context<StandInContext>();

/** A router with one operation of each kind, for tests of wires and hosts alone. */
export const standInRouter = {
  notes: {
    add: base.input(z.strictObject({ text: z.string() })).handler(({ input, context }) => {
      context.notes.push(input.text);
      return [...context.notes];
    }),
    list: base.handler(({ context }) => ({ windowId: context.windowId, notes: [...context.notes] })),
    count: base.output(eventIterator(z.number())).handler(async function* () {
      for (const number of [1, 2, 3]) yield number;
    }),
    wait: base.handler(() => new Promise<never>(() => undefined)),
  },
};

export interface StandInWorkbench extends HostedWorkbench {
  readonly closedWindows: string[];
  readonly openedFiles: string[];
  readonly closed: boolean;
}

/** A workbench whose file desk is real and whose operations are those of `standInRouter`. */
export async function createStandInWorkbench(): Promise<StandInWorkbench> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-test-'));
  const files = await openFileDesk(join(folder, 'desk'));
  const closedWindows: string[] = [];
  const openedFiles: string[] = [];
  let closed = false;
  return {
    router: standInRouter,
    files,
    closedWindows,
    openedFiles,
    get closed() {
      return closed;
    },
    openWindow: (windowId): StandInContext => ({ windowId, notes: [] }),
    closeWindow: (windowId) => void closedWindows.push(windowId),
    async openWorkspaceFile(path) {
      openedFiles.push(path);
    },
    async createSampleWorkspace() {},
    async close() {
      closed = true;
      await files.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
