import type { AnyRouter } from '@orpc/server';
import type { FileDesk } from '../core/file-desk.ts';
import type { ReportProgress } from '../core/jobs.ts';

/** What a host needs of a workbench; the context is opaque to it. */
export interface HostedWorkbench {
  readonly router: AnyRouter;
  readonly files: FileDesk;
  /** The session of one browser tab, desktop window or command line run. */
  openWindow(windowId: string): object;
  closeWindow(windowId: string): void;
  openWorkspaceFile(path: string): Promise<void>;
  createSampleWorkspace(path: string, report?: ReportProgress): Promise<void>;
  close(): Promise<void>;
}
