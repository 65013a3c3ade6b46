import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorkbench } from '../../electron/core/workbench.ts';
import { createTestPorts, finishJob, makeTestFolder, openTestWindow } from '../support/workbench.ts';

it('makes the sample company: 12 vendors, 18 tools, every role, one signed, one with red flags, one overdue', async () => {
  using folder = makeTestFolder();
  const ports = createTestPorts(folder.path);
  const bench = await createWorkbench(ports);
  try {
    const path = join(folder.path, 'sample.assay');
    await bench.createSampleWorkspace(path);
    await expect(bench.createSampleWorkspace(path)).rejects.toMatchObject({ code: 'WORKSPACE_EXISTS' });
    await bench.openWorkspaceFile(path);
    const client = openTestWindow(bench);
    const people = await client.people.list();
    expect(new Set(people.map(({ role }) => role)).size).toBe(4);
    await client.people.choose({ personId: people[0]?.id ?? '' });
    expect((await client.vendors.list({})).total).toBe(12);
    expect((await client.tools.list({})).total).toBe(18);

    const { rows } = await client.assessments.list({});
    const today = (await client.workspace.status()).workspace?.today ?? '';
    expect(rows.some(({ state, dueOn }) => state === 'answering' && dueOn !== null && dueOn < today)).toBe(true);
    expect(rows.some(({ state, openRedFlags }) => state === 'in_review' && openRedFlags > 1)).toBe(true);
    const signed = rows.find(({ state, tool }) => state === 'signed_off' && tool.name === 'Forge Assist');
    const assessment = await client.assessments.get({ assessmentId: signed?.id ?? '' });
    expect(assessment.fingerprintHolds).toBe(true);

    const check = await finishJob(client.workspace.check());
    expect(check).toMatchObject({ sound: true, problems: [] });
    expect(check.entries).toBeGreaterThan(400);
  } finally {
    await bench.close();
  }
});

it('tells its steps, and leaves nothing behind when it is stopped', async () => {
  using folder = makeTestFolder();
  const bench = await createWorkbench(createTestPorts(folder.path));
  try {
    const client = openTestWindow(bench);
    const abort = new AbortController();
    const seen: number[] = [];
    const stopped = async () => {
      for await (const event of await client.workspace.createSample(undefined, { signal: abort.signal })) {
        if (event.kind === 'progress') seen.push(event.done);
        if (seen.length === 5) abort.abort();
      }
    };
    await expect(stopped()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen).toEqual([...seen].sort((left, right) => left - right));
    expect(readdirSync(join(folder.path, 'temporary')).filter((name) => name.startsWith('sample-'))).toEqual([]);
    expect(await client.workspace.places()).toMatchObject({ found: [] });
    expect((await client.workspace.status()).workspace).toBeNull();
  } finally {
    await bench.close();
  }
});
