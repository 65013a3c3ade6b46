import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { DESKTOP_WIRE, type DesktopBridge, type DesktopFileKind } from '../../shared/desktop-bridge.ts';
import { UPLOAD_LIMIT } from '../../shared/rules/file-limits.ts';

type Link = ClientLink<ClientContext>;

/** A file that the host holds for the core, known by its token. */
export interface HostFile {
  token: string;
  name: string;
  /** Bytes. */
  size: number;
}

/** What differs between the desktop window and the local browser; nothing else in the page does. */
interface Host {
  /** The wire to the core. */
  link: Link;
  /** True when the host opens its own dialog to choose files; else the page uses a file input. */
  hasFileDialog: boolean;
  /** The host's dialog; an empty list when the person cancelled. */
  chooseFiles(kind: DesktopFileKind): Promise<HostFile[]>;
  /** Hands a file that the page was given, by input or drop, to the core. `onProgress` gets a ratio, 0 to 1. */
  uploadFile(file: File, onProgress?: (ratio: number) => void, kind?: DesktopFileKind): Promise<HostFile>;
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
    history.replaceState(null, '', window.location.pathname + window.location.search);
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

function toUploadError(status: number, body: string): UploadError {
  try {
    const { code, message } = JSON.parse(body) as { code: string; message: string };
    return new UploadError(code, message);
  } catch {
    return new UploadError('INTERNAL', `The file could not be sent (${status}).`);
  }
}

/** `fetch` cannot tell how much of a body has been sent; the older request can. */
function sendFile(file: File, headers: Record<string, string>, onProgress?: (ratio: number) => void) {
  return new Promise<HostFile>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('X-Assay-Name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as HostFile);
      else reject(toUploadError(request.status, request.responseText));
    });
    request.addEventListener('error', () => reject(toUploadError(request.status, '')));
    request.send(file);
  });
}

async function downloadFile(token: string, name: string, headers: Record<string, string>): Promise<void> {
  const response = await fetch(`/files/${token}`, { headers });
  if (!response.ok) throw toUploadError(response.status, await response.text());
  const address = URL.createObjectURL(await response.blob());
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}

function connectBrowser(): Host {
  const headers = { Authorization: `Bearer ${takeToken()}`, 'X-Assay-Window': takeWindowId() };
  return {
    link: new FetchLink({ url: `${window.location.origin}/rpc`, headers }),
    hasFileDialog: false,
    chooseFiles: async () => [],
    uploadFile: (file, onProgress, kind) =>
      sendFile(file, kind === undefined ? headers : { ...headers, 'X-Assay-Kind': kind }, onProgress),
    async saveFiles(files) {
      for (const { token, name } of files) await downloadFile(token, name, headers);
      return files.length;
    },
  };
}

/** Asks the preload for the port, and waits for it. */
async function takePort(bridge: DesktopBridge): Promise<MessagePort> {
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
  return port;
}

function connectDesktop(bridge: DesktopBridge): Host {
  const link = takePort(bridge).then((port): Link => new PortLink({ port }));
  return {
    link: { call: async (path, input, options) => (await link).call(path, input, options) },
    hasFileDialog: true,
    chooseFiles: (kind) => bridge.chooseFiles(kind),
    async uploadFile(file, onProgress) {
      // It passes through memory; what the dialog gives does not.
      if (file.size > UPLOAD_LIMIT) {
        const megabytes = Math.floor(UPLOAD_LIMIT / 1024 / 1024);
        throw new UploadError(
          'FILE_REFUSED',
          `A file that is dropped may have ${megabytes} MB. Choose it by the button.`,
        );
      }
      const received = await bridge.receiveFile(file.name, await file.arrayBuffer());
      onProgress?.(1);
      return received;
    },
    saveFiles: (files) => bridge.saveFiles(files.map(({ token }) => token)),
  };
}

/** Whichever host the page runs in. */
export const host: Host = window.assayDesktop ? connectDesktop(window.assayDesktop) : connectBrowser();
