import { AssayError } from '../core/assay-error.ts';
import { fromCoreSchema, type CoreFile, type CoreTask, type FromCore, type ToCore } from './core-messages.ts';

/** The core's process as main holds it: Electron's `UtilityProcess`. */
export interface CoreProcess<Port> {
  postMessage(message: ToCore, transfer?: Port[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

type TaskWithoutId = CoreTask extends infer Task ? (Task extends CoreTask ? Omit<Task, 'requestId'> : never) : never;

export interface CoreLink<Port> {
  /** Asks the core's process for one piece of work; rejects with a sentence when it failed or the process ended. */
  ask(task: TaskWithoutId): Promise<CoreFile | null>;
  /** Gives a window its own line to the core. */
  connect(windowId: string, port: Port): void;
  disconnect(windowId: string): void;
  /** Closes the workspace in peace and lets the process end; kills it after `patience` milliseconds. */
  close(patience?: number): Promise<void>;
}

interface CoreLinkOptions {
  /** Shows the dialog that the core asks for: to open, or with a suggested name to create. */
  choose: (suggestedFileName: string | null) => Promise<string | null>;
  /** Called when the process ended without being asked to. */
  lost: (code: number) => void;
}

interface PendingTask {
  resolve: (file: CoreFile | null) => void;
  reject: (error: Error) => void;
}

/** Milliseconds that a workspace may take to close. */
const CLOSE_PATIENCE = 10_000;

/** Speaks with the core's process. Work in flight fails with a clear sentence when the process ends. */
export function linkCore<Port>(core: CoreProcess<Port>, { choose, lost }: CoreLinkOptions): CoreLink<Port> {
  const pending = new Map<number, PendingTask>();
  let nextRequest = 1;
  let closing = false;
  let ended = false;
  const waitForEnd = new Promise<void>((resolve) => {
    core.on('exit', (code) => {
      ended = true;
      for (const { reject } of pending.values()) reject(coreGone());
      pending.clear();
      resolve();
      if (!closing) lost(code);
    });
  });

  async function receive(message: FromCore): Promise<void> {
    if (message.kind === 'choose') {
      const path = await choose(message.suggestedFileName).catch(() => null);
      core.postMessage({ kind: 'chosen', requestId: message.requestId, path });
      return;
    }
    const request = pending.get(message.requestId);
    pending.delete(message.requestId);
    if (message.kind === 'done') request?.resolve(message.file);
    else request?.reject(new AssayError('NOT_ALLOWED_NOW', message.message));
  }
  core.on('message', (message) => void receive(fromCoreSchema.parse(message)));

  function ask(task: TaskWithoutId): Promise<CoreFile | null> {
    if (ended) return Promise.reject(coreGone());
    const requestId = nextRequest++;
    return new Promise((resolve, reject) => {
      pending.set(requestId, { resolve, reject });
      core.postMessage({ ...task, requestId });
    });
  }

  return {
    ask,
    connect: (windowId, port) => core.postMessage({ kind: 'connect', windowId }, [port]),
    disconnect: (windowId) => {
      if (!ended) core.postMessage({ kind: 'disconnect', windowId });
    },
    async close(patience = CLOSE_PATIENCE) {
      if (ended) return;
      closing = true;
      const timer = setTimeout(() => core.kill(), patience);
      await ask({ kind: 'close' }).catch(() => null);
      await waitForEnd;
      clearTimeout(timer);
    },
  };
}

function coreGone(): AssayError {
  return new AssayError('INTERNAL', 'The part of Assay that holds the workspace stopped. What was saved is safe.');
}
