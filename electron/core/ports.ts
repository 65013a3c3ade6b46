/** What a host gives to the core. Everything that differs between hosts stands here; nothing else does. */
export interface Ports {
  clock: Clock;
  /** A new random UUID, version 4. */
  nextId(): string;
  log: Log;
  folders: Folders;
  host: HostFacts;
  /** Absent in hosts without a window of their own. Each gives an absolute path, or null when the person cancelled. */
  dialogs?: Dialogs;
}

export interface Clock {
  now(): Date;
  /** Minutes east of UTC at that instant, for the trail's local offset. */
  utcOffsetMinutes(at: Date): number;
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export interface Folders {
  /** Where new workspaces are made and looked for when there is no dialog. */
  workspaces: string;
  /** Uploads and exports on their way; emptied at start and at the end. */
  temporary: string;
  /** What this machine remembers: recent workspaces. */
  state: string;
  /** Packs, samples and other read-only resources of the product. */
  resources: string;
}

export const HOST_KINDS = ['desktop', 'browser', 'command_line'] as const;
export interface HostFacts {
  kind: (typeof HOST_KINDS)[number];
  /** Version of Assay, as in package.json. */
  version: string;
}

export interface Dialogs {
  chooseWorkspaceToOpen(): Promise<string | null>;
  chooseWorkspaceToCreate(suggestedFileName: string): Promise<string | null>;
}
