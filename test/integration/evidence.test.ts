import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { upload } from '../support/files.ts';
import { createTestWorkbench, finishJob, openTestWindow } from '../support/workbench.ts';

const FILES = ['%PDF-1.7 one', '%PDF-1.7 two', '%PDF-1.7 three'];

/** A workspace with three stored files, one of them under two numbers; closed, so that its file can be meddled with. */
async function makeClosedWorkspace() {
  const bench = await createTestWorkbench();
  for (const content of [...FILES, FILES[0] ?? '']) {
    const fileToken = await upload(bench.workbench, 'report.pdf', content);
    const fields = { title: content, kind: 'report', state: 'documented', vendorId: null, control: 'V-CMP-1' } as const;
    await bench.lead.evidence.add({ ...fields, fileToken });
  }
  await bench.officer.workspace.close();
  return bench;
}

function meddle(folder: string, change: (file: Sqlite.Database) => void): void {
  const file = new Sqlite(`${folder}/workspaces/calder.assay`);
  // Whoever does this has no scruples about references between tables either.
  file.pragma('foreign_keys = off');
  change(file);
  file.close();
}

async function reopen({ workbench, folder }: Awaited<ReturnType<typeof makeClosedWorkspace>>) {
  await workbench.openWorkspaceFile(`${folder}/workspaces/calder.assay`);
  const window = openTestWindow(workbench);
  const [person] = await window.people.list();
  await window.people.choose({ personId: person?.id ?? '' });
  return window;
}

describe('evidence in the workspace file', () => {
  it('is sound as long as nobody meddles with it', async () => {
    await using bench = await makeClosedWorkspace();
    const window = await reopen(bench);
    expect(await finishJob(window.evidence.verify())).toEqual({ files: 3, damaged: [] });
    expect(await finishJob(window.workspace.check())).toMatchObject({ sound: true, problems: [], evidenceFiles: 3 });
  });

  it('names every piece that rests on a file of which one bit was turned', async () => {
    await using bench = await makeClosedWorkspace();
    const sha256 = createHash('sha256')
      .update(FILES[0] ?? '')
      .digest('hex');
    meddle(bench.folder, (file) => {
      const content = file
        .prepare('select content from evidence_file_parts where sha256 = ?')
        .pluck()
        .get(sha256) as Buffer;
      content.writeUInt8(content.readUInt8(9) ^ 1, 9);
      file.prepare('update evidence_file_parts set content = ? where sha256 = ?').run(content, sha256);
    });
    const window = await reopen(bench);
    const { damaged } = await finishJob(window.evidence.verify());
    expect(damaged).toEqual(
      ['EV-2026-CMP1-001', 'EV-2026-CMP1-004'].map((indexNumber) => ({
        indexNumber,
        sentence: `The file of ${indexNumber} was changed after it was added: its SHA-256 differs.`,
      })),
    );
    const check = await finishJob(window.workspace.check());
    expect(check.sound).toBe(false);
    expect(check.problems[0]).toEqual({ part: 'evidence', sentence: damaged[0]?.sentence, record: 'EV-2026-CMP1-001' });
    const { rows } = await window.evidence.list({ search: 'CMP1-001' });
    await expect(window.evidence.open({ evidenceId: rows[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
  });

  it('names a piece whose file was taken away', async () => {
    await using bench = await makeClosedWorkspace();
    meddle(bench.folder, (file) => {
      const sha256 = createHash('sha256')
        .update(FILES[1] ?? '')
        .digest('hex');
      file.prepare('delete from evidence_file_parts where sha256 = ?').run(sha256);
      file.prepare('delete from evidence_files where sha256 = ?').run(sha256);
    });
    const window = await reopen(bench);
    const { damaged } = await finishJob(window.evidence.verify());
    expect(damaged.map(({ sentence }) => sentence)).toEqual([
      'The file of EV-2026-CMP1-002 is no longer in the workspace.',
    ]);
    const { problems } = await finishJob(window.workspace.check());
    expect(problems.map(({ part }) => part)).toEqual(['database', 'evidence']);
  });

  it('leaves no byte of a destroyed file in the workspace file', async () => {
    await using bench = await createTestWorkbench();
    const mark = 'never to be read again';
    const kept = 'to be read for ever';
    const add = async (name: string, text: string) => {
      const fileToken = await upload(bench.workbench, name, `${text}\n`.repeat(50_000));
      const fields = { title: name, kind: 'export', state: 'documented', vendorId: null, control: 'V-CMP-1' } as const;
      return bench.lead.evidence.add({ ...fields, fileToken });
    };
    const { id: evidenceId } = await add('gone.txt', mark);
    await add('kept.txt', kept);
    await bench.officer.evidence.dispose({ evidenceId, revision: 1, reason: 'No longer needed' });
    await bench.workbench.close();
    const bytes = await readFile(`${bench.folder}/workspaces/calder.assay`);
    expect(bytes.includes(kept)).toBe(true);
    expect(bytes.includes(mark)).toBe(false);
  });

  it('stops when the page cancels', async () => {
    await using bench = await makeClosedWorkspace();
    const window = await reopen(bench);
    const controller = new AbortController();
    const job = await window.evidence.verify(undefined, { signal: controller.signal });
    const events: string[] = [];
    const read = async () => {
      for await (const event of job) {
        events.push(event.kind);
        controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(events).not.toContain('result');
  });
});
