import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Folders } from '../core/ports.ts';
import type { HostedWorkbench } from './hosted-workbench.ts';
import type { LaunchOptions } from './launch-options.ts';

/** The file name of the sample workspace when none was given. */
export const SAMPLE_FILE = 'Sample company.assay';

/** Opens what the person asked for at the start; a sample workspace that is not there yet is made first. */
export async function openAtStart(
  workbench: Pick<HostedWorkbench, 'openWorkspaceFile' | 'createSampleWorkspace'>,
  { workspace, sample }: Pick<LaunchOptions, 'workspace' | 'sample'>,
  folders: Pick<Folders, 'workspaces'>,
): Promise<void> {
  const path = workspace ?? (sample ? join(folders.workspaces, SAMPLE_FILE) : null);
  if (path === null) return;
  if (sample && !existsSync(path)) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await workbench.createSampleWorkspace(path);
  }
  await workbench.openWorkspaceFile(path);
}
