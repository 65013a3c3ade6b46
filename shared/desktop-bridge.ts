/** What the preload of the desktop window gives to the page as `window.assayDesktop`. Absent in the browser. */
export interface DesktopBridge {
  /** Asks for the wire to the core. It arrives as a window message of kind `DESKTOP_WIRE` with one `MessagePort`. */
  connect(): void;
  /** The system's dialog for files of a kind; empty when the person cancelled. */
  chooseFiles(kind: DesktopFileKind): Promise<DesktopFile[]>;
  /** Takes in a file that was dropped or pasted. */
  receiveFile(name: string, content: ArrayBuffer): Promise<DesktopFile>;
  /** Asks where to put exported files, a file name for one and a folder for several; gives how many were saved. */
  saveFiles(tokens: readonly string[]): Promise<number>;
}

export interface DesktopFile {
  token: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

export const DESKTOP_FILE_KINDS = ['register', 'evidence', 'questionnaire', 'logo', 'package'] as const;
export type DesktopFileKind = (typeof DESKTOP_FILE_KINDS)[number];

/** `kind` of the window message that brings the page its port. */
export const DESKTOP_WIRE = 'assay:wire';
