import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '../core/assay-error.ts';
import { createWorkbench } from '../core/workbench.ts';
import { LAUNCH_HELP, readLaunchOptions, type LaunchOptions } from '../hosts/launch-options.ts';
import { nodeFolders, nodePorts } from '../hosts/node-ports.ts';
import { openAtStart } from '../hosts/open-at-start.ts';
import { loadPageAssets } from '../hosts/page-assets.ts';
import { findProjectFolder, readVersion } from '../hosts/project-folder.ts';
import { startLocalHost } from './local-host.ts';
import { openBrowser } from './open-browser.ts';

/** Runs Assay for the browser until a signal ends it. */
async function serve(options: LaunchOptions): Promise<void> {
  process.umask(0o077);
  const stopped = waitForSignal();
  const projectFolder = findProjectFolder();
  const folders = nodeFolders(join(projectFolder, 'resources'));
  const ports = nodePorts('browser', readVersion(projectFolder), folders);
  const workbench = await createWorkbench(ports);
  try {
    await openAtStart(workbench, options, folders);
    const assets = await loadPageAssets(join(projectFolder, 'out'));
    const host = await startLocalHost({ workbench, assets, log: ports.log, port: options.port });
    console.log(`Assay is running at ${host.url}`);
    if (options.openBrowser) openBrowser(host.url);
    await stopped;
    await host.close();
  } finally {
    await workbench.close();
    await rm(folders.temporary, { recursive: true, force: true });
  }
}

/** Resolves at the first signal to stop; later ones change nothing, so that the workspace is closed in peace. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

async function main(): Promise<void> {
  try {
    const options = readLaunchOptions(process.argv.slice(2), process.cwd());
    if (options.help) console.log(LAUNCH_HELP);
    else await serve(options);
  } catch (error) {
    console.error(error instanceof AssayError ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
