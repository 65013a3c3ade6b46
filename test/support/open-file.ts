import { join } from 'node:path';
import { createWorkspaceFile } from '../../electron/core/features/workspace/create-workspace.ts';
import { openWorkspace, type Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import type { Ports } from '../../electron/core/ports.ts';
import { createTestPorts, makeTestFolder } from './workbench.ts';

interface TestFile extends AsyncDisposable {
  workspace: Workspace;
  path: string;
  /** Opens the file again, with nothing kept ready from before; closes it first if it is open. */
  open(): Promise<Workspace>;
}

/** A new workspace file, open, without a workbench around it: `await using opened = await openTestFile()`. */
export async function openTestFile(overrides: Partial<Ports> = {}): Promise<TestFile> {
  const folder = makeTestFolder();
  const ports = createTestPorts(folder.path, overrides);
  const path = join(folder.path, 'calder.assay');
  await createWorkspaceFile(path, { organisation: 'Calder Health Pay', sample: false }, ports);
  const opened: TestFile = {
    workspace: await openWorkspace(path, ports),
    path,
    async open() {
      await opened.workspace.close();
      opened.workspace = await openWorkspace(path, ports);
      return opened.workspace;
    },
    async [Symbol.asyncDispose]() {
      await opened.workspace.close();
      folder[Symbol.dispose]();
    },
  };
  return opened;
}
