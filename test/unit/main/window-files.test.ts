import { describe, expect, test } from 'vitest';
import { createWindowFiles, type SystemDialogs } from '../../../electron/main/window-files.ts';

const TOKENS = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'];

function setUp(answers: { open?: string[]; save?: string | null; folder?: string | null }) {
  const tasks: Record<string, unknown>[] = [];
  const dialogs: SystemDialogs = {
    openFiles: async () => answers.open ?? [],
    saveFile: async () => answers.save ?? null,
    openFolder: async () => answers.folder ?? null,
  };
  const files = createWindowFiles(
    {
      ask: async (task) => {
        tasks.push(task);
        const name = 'name' in task ? task.name : '../report.docx';
        return { token: 'token' in task ? task.token : 'c'.repeat(16), name, mediaType: 'x/y', size: 1 };
      },
    },
    dialogs,
  );
  return { files, tasks };
}

describe('files of a window', () => {
  test('that were chosen reach the page as tokens, never as paths', async () => {
    const { files } = setUp({ open: ['/home/a/list.xlsx'] });
    expect(await files.chooseFiles('register')).toEqual([
      { token: 'c'.repeat(16), name: 'list.xlsx', mediaType: 'x/y', size: 1 },
    ]);
  });

  test('of an unknown kind are not asked for', async () => {
    await expect(setUp({ open: ['/a'] }).files.chooseFiles('anything')).rejects.toThrow();
  });

  test('that were dropped keep their last name only', async () => {
    const { files, tasks } = setUp({});
    await files.receiveFile('../../list.xlsx', new ArrayBuffer(3));
    expect(tasks).toEqual([{ kind: 'receiveFile', name: 'list.xlsx', content: new Uint8Array(3) }]);
  });

  test('that are no bytes are refused', async () => {
    const { files, tasks } = setUp({});
    expect(() => files.receiveFile('a', 'text')).toThrow();
    expect(() => files.receiveFile('', new ArrayBuffer(1))).toThrow();
    expect(tasks).toEqual([]);
  });

  test('go where the person says, one by name', async () => {
    const { files, tasks } = setUp({ save: '/out/mine.docx' });
    expect(await files.saveFiles(TOKENS.slice(0, 1))).toBe(1);
    expect(tasks.at(-1)).toEqual({ kind: 'saveFile', token: TOKENS[0], path: '/out/mine.docx' });
  });

  test('go into a folder when there are several, none over another and none outside', async () => {
    const { files, tasks } = setUp({ folder: '/out' });
    expect(await files.saveFiles(TOKENS)).toBe(2);
    expect(tasks.filter(({ kind }) => kind === 'saveFile').map(({ path }) => path)).toEqual([
      '/out/report.docx',
      '/out/report (2).docx',
    ]);
  });

  test('stay where they are when the person cancels', async () => {
    const { files, tasks } = setUp({});
    expect(await files.saveFiles(TOKENS)).toBe(0);
    expect(await files.saveFiles(TOKENS.slice(0, 1))).toBe(0);
    expect(tasks.filter(({ kind }) => kind === 'saveFile')).toEqual([]);
  });

  test('are not saved under a made-up token', async () => {
    await expect(setUp({ folder: '/out' }).files.saveFiles(['../../etc/passwd'])).rejects.toThrow();
  });
});
