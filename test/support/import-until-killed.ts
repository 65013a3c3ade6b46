// Imports a list into a workspace and says "writing" once rows are being written. Its parent then kills it.
import { createWorkbench } from '../../electron/core/workbench.ts';
import { createTestPorts, finishJob, makeTestFolder, openTestWindow } from './workbench.ts';

const [workspace = '', list = ''] = process.argv.slice(2);
using folder = makeTestFolder();
const workbench = await createWorkbench(createTestPorts(folder.path));
await workbench.openWorkspaceFile(workspace);
const client = openTestWindow(workbench);
const [first] = await client.people.list();
await client.people.choose({ personId: first?.id ?? '' });
const { token } = await workbench.files.offer(list, 'list.xlsx', 'application/octet-stream');
const { importId, proposal } = await finishJob(client.exchange.inspect({ token }));
for await (const event of await client.exchange.commit({ importId, mapping: proposal })) {
  if (event.kind === 'progress' && event.step === 'exchange.progress.writing' && event.done > 500) {
    process.stdout.write('writing\n');
  }
}
