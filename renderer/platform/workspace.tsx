import { createContext, useContext, type ReactNode } from 'react';
import type { Person } from '../../shared/contract/people.ts';
import type { WorkspaceStatus } from '../../shared/contract/workspace.ts';

/** The open workspace and who works in this window; there is always both below the shell. */
interface Working {
  workspace: NonNullable<WorkspaceStatus['workspace']>;
  person: Person;
  /** Today in the workspace's calendar, `YYYY-MM-DD`. */
  today: string;
  /** Of Assay. */
  version: string;
}

const WorkingContext = createContext<Working | null>(null);

/** Gives workspace and person to everything below the shell. */
export function WorkingProvider({ working, children }: { working: Working; children: ReactNode }) {
  return <WorkingContext value={working}>{children}</WorkingContext>;
}

/** Workspace, person and day: `const { today, person } = useWorking()`. Only below the shell. */
export function useWorking(): Working {
  const working = useContext(WorkingContext);
  if (!working) throw new Error('There is no open workspace here');
  return working;
}
