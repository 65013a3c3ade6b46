import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';
import { AssayError } from '../core/assay-error.ts';
import type { ReportProgress } from '../core/jobs.ts';
import { createWorkbench } from '../core/workbench.ts';
import type { HostedWorkbench } from '../hosts/hosted-workbench.ts';
import { nodeFolders, nodePorts } from '../hosts/node-ports.ts';
import { findProjectFolder, readVersion } from '../hosts/project-folder.ts';
import type { Terminal } from './command.ts';

/** Every operation of the contract, called without a wire. */
export type DirectClient = ContractRouterClient<Contract>;

/** Runs `work` on a workbench of its own and cleans up behind it, whatever happens. */
export async function withWorkbench<Result>(
  work: (workbench: HostedWorkbench, client: DirectClient) => Promise<Result>,
): Promise<Result> {
  process.umask(0o077);
  const projectFolder = findProjectFolder();
  const folders = nodeFolders(join(projectFolder, 'resources'));
  try {
    const workbench = await createWorkbench(nodePorts('command_line', readVersion(projectFolder), folders));
    try {
      const client = createRouterClient(workbench.router, { context: workbench.openWindow(randomUUID()) });
      return await work(workbench, client);
    } finally {
      await workbench.close();
    }
  } finally {
    await rm(folders.temporary, { recursive: true, force: true });
  }
}

/** Says who works: the named person, or the first active compliance officer. The trail records it. */
export async function chooseWorker(client: DirectClient, name: string | undefined): Promise<void> {
  const people = (await client.people.list()).filter((person) => person.active);
  const worker = people.find((person) =>
    name === undefined ? person.role === 'compliance_officer' : person.name === name,
  );
  if (!worker) {
    const sentence =
      name === undefined
        ? 'The workspace has no active compliance officer; say with --as who works.'
        : `"${name}" is nobody who works in this workspace; there are ${people.map((person) => person.name).join(', ')}.`;
    throw new AssayError('NO_PERSON', sentence);
  }
  await client.people.choose({ personId: worker.id });
}

type JobEvent<Result> = { kind: 'progress'; done: number; total: number | null } | { kind: 'result'; result: Result };

/** Waits for the result of long work, shows how far it is, and cancels it when the terminal wants it to stop. */
export async function finishJob<Result>(
  terminal: Terminal,
  begin: (options: { signal: AbortSignal }) => Promise<AsyncIterable<JobEvent<Result>>>,
): Promise<Result> {
  for await (const event of await begin({ signal: terminal.stop })) {
    if (event.kind === 'progress') {
      terminal.showProgress(event);
      continue;
    }
    terminal.showProgress(null);
    return event.result;
  }
  throw new AssayError('CANCELLED', 'The work ended without a result.');
}

/** How long work outside a workbench's operations tells the terminal how far it is, and hears that it is to stop. */
export function reportTo(terminal: Terminal): ReportProgress {
  return async (_step, done, total) => {
    terminal.stop.throwIfAborted();
    terminal.showProgress({ done, total });
    // Lets the wish to stop come in.
    await new Promise((resolve) => setImmediate(resolve));
  };
}
