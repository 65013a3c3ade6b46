import { createContext, useContext, type ReactNode } from 'react';
import type { Person } from '../../shared/contract/people.ts';
import type { WorkspaceStatus } from '../../shared/contract/workspace.ts';

/** The open workspace and who works in this window; below the shell there are always both. */
interface OpenWorkspace {
  workspace: NonNullable<WorkspaceStatus['workspace']>;
  person: Person;
  /** Today in the workspace's calendar, `YYYY-MM-DD`. */
  today: string;
  /** Of Assay. */
  version: string;
}

const WorkspaceContext = createContext<OpenWorkspace | null>(null);

/** Gives the open workspace to everything below the shell. */
export function WorkspaceProvider({ open, children }: { open: OpenWorkspace; children: ReactNode }) {
  return <WorkspaceContext value={open}>{children}</WorkspaceContext>;
}

/** Workspace, person and day: `const { today, person } = useWorkspace()`. Only below the shell. */
export function useWorkspace(): OpenWorkspace {
  const open = useContext(WorkspaceContext);
  if (!open) throw new Error('There is no open workspace here');
  return open;
}
