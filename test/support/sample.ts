import { join } from 'node:path';
import { createWorkbench } from '../../electron/core/workbench.ts';
import { createTestPorts, makeTestFolder, openTestWindow } from './workbench.ts';

/** A workbench with the sample company open, and an officer at work: `await using sample = await openSampleWorkbench()`. */
export async function openSampleWorkbench() {
  const folder = makeTestFolder();
  const workbench = await createWorkbench(createTestPorts(folder.path));
  const path = join(folder.path, 'sample.assay');
  await workbench.createSampleWorkspace(path);
  await workbench.openWorkspaceFile(path);
  const officer = openTestWindow(workbench);
  const person = (await officer.people.list()).find(({ role }) => role === 'compliance_officer');
  await officer.people.choose({ personId: person?.id ?? '' });
  return {
    workbench,
    officer,
    async [Symbol.asyncDispose]() {
      await workbench.close();
      folder[Symbol.dispose]();
    },
  };
}
