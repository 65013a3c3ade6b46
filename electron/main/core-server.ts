import { copyFile, rename, rm } from 'node:fs/promises';
import { RPCHandler } from '@orpc/server/message-port';
import { AssayError } from '../core/assay-error.ts';
import type { Dialogs } from '../core/ports.ts';
import type { HostedWorkbench } from '../hosts/hosted-workbench.ts';
import { toCoreSchema, type CoreFile, type CoreTask, type FromCore } from './core-messages.ts';

/** A port as both Electron's processes and Node's threads have it. */
interface WirePort {
  on(event: string, listener: (event?: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

/** The line to main: `process.parentPort` in the utility process. */
export interface ParentLine {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly WirePort[] }) => void): unknown;
  postMessage(message: FromCore): void;
}

/** What the server needs of its process. */
interface CoreServerOptions {
  /** Makes the workbench and opens what the person asked for. */
  start: (task: Extract<CoreTask, { kind: 'start' }>, dialogs: Dialogs) => Promise<HostedWorkbench>;
  /** Ends the process. */
  exit: () => void;
}

/** Serves main and the windows from the core's own process. */
export function serveCore(line: ParentLine, { start, exit }: CoreServerOptions): void {
  const questions = new Map<number, (path: string | null) => void>();
  let nextQuestion = 1;
  let workbench: HostedWorkbench | null = null;

  function choose(suggestedFileName: string | null): Promise<string | null> {
    const requestId = nextQuestion++;
    return new Promise((resolve) => {
      questions.set(requestId, resolve);
      line.postMessage({ kind: 'choose', requestId, suggestedFileName });
    });
  }

  const dialogs: Dialogs = {
    chooseWorkspaceToOpen: () => choose(null),
    chooseWorkspaceToCreate: (suggestedFileName) => choose(suggestedFileName),
  };

  async function perform(task: CoreTask): Promise<CoreFile | null> {
    if (task.kind === 'start') {
      workbench = await start(task, dialogs);
      return null;
    }
    if (!workbench) throw new AssayError('NOT_ALLOWED_NOW', 'Assay is still starting.');
    return performOn(workbench, task);
  }

  async function answer(task: CoreTask): Promise<void> {
    try {
      line.postMessage({ kind: 'done', requestId: task.requestId, file: await perform(task) });
    } catch (error) {
      const message = error instanceof AssayError ? error.message : 'Something in Assay went wrong.';
      line.postMessage({ kind: 'failed', requestId: task.requestId, message });
    }
    if (task.kind === 'close') exit();
  }

  line.on('message', ({ data, ports }) => {
    const message = toCoreSchema.parse(data);
    if (message.kind === 'chosen') {
      questions.get(message.requestId)?.(message.path);
      questions.delete(message.requestId);
    } else if (message.kind === 'connect') {
      const [port] = ports;
      if (!workbench || !port) return;
      new RPCHandler(workbench.router).upgrade(port, { context: workbench.openWindow(message.windowId) });
      port.start();
    } else if (message.kind === 'disconnect') {
      workbench?.closeWindow(message.windowId);
    } else {
      void answer(message);
    }
  });
}

async function performOn(
  workbench: HostedWorkbench,
  task: Exclude<CoreTask, { kind: 'start' }>,
): Promise<CoreFile | null> {
  const { files } = workbench;
  switch (task.kind) {
    case 'offerFile':
      return describeFile(await files.offer(task.path, task.name, task.mediaType));
    case 'receiveFile':
      return describeFile(await files.receive(task.name, oneChunk(task.content)));
    case 'findFile':
      return describeFile(files.find(task.token));
    case 'saveFile':
      await saveAside(files.find(task.token).path, task.path);
      break;
    case 'openWorkspace':
      await workbench.openWorkspaceFile(task.path);
      break;
    case 'close':
      await workbench.close();
  }
  return null;
}

function describeFile({ token, name, mediaType, size }: CoreFile): CoreFile {
  return { token, name, mediaType, size };
}

async function* oneChunk(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

/** Copies a file beside its place, then moves it there, so that a half-written file is never seen. */
async function saveAside(from: string, to: string): Promise<void> {
  const aside = `${to}.part`;
  try {
    await copyFile(from, aside);
    await rename(aside, to);
  } catch {
    await rm(aside, { force: true });
    throw new AssayError('NOT_ALLOWED_NOW', 'The file could not be saved there. Choose another folder.');
  }
}
