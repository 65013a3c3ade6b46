import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';
import { DESKTOP_WIRE, type DesktopBridge, type DesktopFileKind } from '../../shared/desktop-bridge.ts';

export type AssayClient = ContractRouterClient<Contract>;

/** A file that the host holds for the core, known by its token. */
export interface HostFile {
  token: string;
  name: string;
  /** Bytes. */
  size: number;
}

/** What differs between the desktop window and the local browser; nothing else in the page does. */
export interface Host {
  client: AssayClient;
  /** True when the host opens its own dialog to choose files; else the page uses a file input. */
  hasFileDialog: boolean;
  /** The host's dialog; an empty list when the person cancelled. */
  chooseFiles(kind: DesktopFileKind): Promise<HostFile[]>;
  /** Hands a file that the page was given, by input or drop, to the core. */
  uploadFile(file: File): Promise<HostFile>;
  /** Puts files of the core where the person wants them; how many were saved. */
  saveFiles(files: readonly { token: string; name: string }[]): Promise<number>;
}

declare global {
  interface Window {
    assayDesktop?: DesktopBridge;
  }
}

const TOKEN_KEY = 'assay-token';
const WINDOW_KEY = 'assay-window';

/** Takes the token out of the address, so that it is in no history, and keeps it for this tab. */
function takeToken(): string {
  const match = /^#token=([\w-]+)$/.exec(window.location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN_KEY, match[1]);
    history.replaceState(null, '', window.location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

/** A name of this tab that survives a reload and is never shared with another tab. */
function takeWindowId(): string {
  // A duplicated tab copies the session storage; the navigation type tells the two apart.
  const navigation = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
  const kept = sessionStorage.getItem(WINDOW_KEY);
  if (kept && navigation?.type === 'reload') return kept;
  const id = crypto.randomUUID();
  sessionStorage.setItem(WINDOW_KEY, id);
  return id;
}

class UploadError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function readRefusal(response: Response): Promise<Error> {
  try {
    const { code, message } = (await response.json()) as { code: string; message: string };
    return new UploadError(code, message);
  } catch {
    return new UploadError('INTERNAL', response.statusText);
  }
}

function connectBrowser(): Host {
  const headers = { Authorization: `Bearer ${takeToken()}`, 'X-Assay-Window': takeWindowId() };
  const link = new FetchLink({ url: `${window.location.origin}/rpc`, headers });
  return {
    client: createORPCClient(link),
    hasFileDialog: false,
    chooseFiles: async () => [],
    async uploadFile(file) {
      const response = await fetch('/files', {
        method: 'POST',
        headers: { ...headers, 'X-Assay-Name': encodeURIComponent(file.name) },
        body: file,
      });
      if (!response.ok) throw await readRefusal(response);
      return (await response.json()) as HostFile;
    },
    async saveFiles(files) {
      for (const { token, name } of files) {
        const response = await fetch(`/files/${token}`, { headers });
        if (!response.ok) throw await readRefusal(response);
        const address = URL.createObjectURL(await response.blob());
        const anchor = document.createElement('a');
        anchor.href = address;
        anchor.download = name;
        anchor.click();
        URL.revokeObjectURL(address);
      }
      return files.length;
    },
  };
}

async function connectDesktop(bridge: DesktopBridge): Promise<Host> {
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function take(event: MessageEvent<{ kind?: string }>) {
      const [received] = event.ports;
      if (event.source !== window || event.data.kind !== DESKTOP_WIRE || !received) return;
      window.removeEventListener('message', take);
      resolve(received);
    });
    bridge.connect();
  });
  port.start();
  return {
    client: createORPCClient(new PortLink({ port })),
    hasFileDialog: true,
    chooseFiles: (kind) => bridge.chooseFiles(kind),
    async uploadFile(file) {
      const received = await bridge.receiveFile(file.name, await file.arrayBuffer());
      if (!received) throw new UploadError('FILE_REFUSED', `${file.name} could not be taken.`);
      return received;
    },
    saveFiles: (files) => bridge.saveFiles(files.map(({ token }) => token)),
  };
}

/** Connects the page to whichever host it runs in. */
export async function connectHost(): Promise<Host> {
  return window.assayDesktop ? connectDesktop(window.assayDesktop) : connectBrowser();
}
