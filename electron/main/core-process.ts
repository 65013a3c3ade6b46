import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkbench } from '../core/workbench.ts';
import { nodeFolders, nodePorts } from '../hosts/node-ports.ts';
import { openAtStart } from '../hosts/open-at-start.ts';
import { readVersion } from '../hosts/project-folder.ts';
import { serveCore } from './core-server.ts';

process.umask(0o077);

serveCore(process.parentPort, {
  async start({ projectFolder, workspace, sample }, dialogs) {
    const folders = nodeFolders(join(projectFolder, 'resources'));
    process.once('exit', () => rmSync(folders.temporary, { recursive: true, force: true }));
    const workbench = await createWorkbench({
      ...nodePorts('desktop', readVersion(projectFolder), folders),
      dialogs,
    });
    await openAtStart(workbench, { workspace, sample }, folders);
    return workbench;
  },
  exit: () => process.exit(0),
});
