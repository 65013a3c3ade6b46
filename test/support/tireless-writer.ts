import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import { openWorkspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { addVendor, changeVendor } from '../../electron/core/features/vendors/vendors.ts';

/**
 * A process that writes into a workspace until somebody kills it: `node tireless-writer.ts FILE PREFIX`. It prints
 * "open" once, then the name of every vendor on a line of its own, each only after its change was confirmed.
 */
const [path = '', prefix = ''] = process.argv.slice(2);
const workspace = await openWorkspace(path, {
  clock: { now: () => new Date(), utcOffsetMinutes: () => 0 },
  nextId: () => randomUUID(),
  folders: { workspaces: '', temporary: '', state: '', resources: resolve('resources') },
});
const say = (text: string) => writeSync(1, `${text}\n`);
say('open');
for (let number = 1; ; number += 1) {
  const name = `${prefix}-${number}`;
  await writeUnit(workspace, 'assay', 'vendors.create', async (unit) => {
    const { id, revision } = await addVendor(unit, { name: `${name} (new)`, aliases: [`${name} alias`] });
    await changeVendor(unit, id, revision, { name, description: 'x'.repeat(2000) });
  });
  say(name);
}
