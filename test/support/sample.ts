import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorkbench } from '../../electron/core/workbench.ts';
import { createTestPorts, makeTestFolder, openTestWindow } from './workbench.ts';

let made: Promise<string> | null = null;

/** The file of the sample company of the standing clock, which is made once and copied for every test. */
function makeSampleOnce(): Promise<string> {
  made ??= (async () => {
    const folder = makeTestFolder();
    process.once('exit', () => folder[Symbol.dispose]());
    const workbench = await createWorkbench(createTestPorts(folder.path));
    const path = join(folder.path, 'sample.assay');
    await workbench.createSampleWorkspace(path);
    await workbench.close();
    return path;
  })();
  return made;
}

/** A workbench with the sample company open, and an officer at work: `await using sample = await openSampleWorkbench()`. */
export async function openSampleWorkbench() {
  const folder = makeTestFolder();
  const path = join(folder.path, 'sample.assay');
  await cp(await makeSampleOnce(), path);
  const workbench = await createWorkbench(createTestPorts(folder.path));
  await workbench.openWorkspaceFile(path);
  const people = await openTestWindow(workbench).people.list();
  /** Another window, in which this person works. */
  async function enter(name: string) {
    const person = people.find((one) => one.name === name);
    if (!person) throw new Error(`${name} is not in the sample`);
    const client = openTestWindow(workbench);
    await client.people.choose({ personId: person.id });
    return client;
  }
  return {
    folder: folder.path,
    workbench,
    officer: await enter('Ines Okafor'),
    enter,
    async [Symbol.asyncDispose]() {
      await workbench.close();
      folder[Symbol.dispose]();
    },
  };
}
