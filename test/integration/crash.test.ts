import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWorkspace } from '../../electron/core/features/workspace/check-workspace.ts';
import { openTestFile } from '../support/open-file.ts';

const KILLS = 100;
/** Files that are written and killed beside each other. */
const LANES = 4;
/** Lines that a process may say, and milliseconds after that, before it is killed. */
const LONGEST_SPEECH = 8;
const LONGEST_SILENCE = 12;
/** Milliseconds from its start within which some are killed, so that opening is interrupted too. */
const LONGEST_START = 300;

// Below the project, so that the bundle finds the native module.
let bundle = '';
beforeAll(async () => {
  mkdirSync('out', { recursive: true });
  bundle = mkdtempSync(join('out', 'crash-test-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: 'test/support/tireless-writer.ts',
      outDir: bundle,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));

/** When a process is killed: so long after its start, or after it has said so many lines. */
interface Fate {
  lines: number;
  milliseconds: number;
}

function drawFate(kill: number): Fate {
  if (kill % 10 === 9) return { lines: 0, milliseconds: Math.random() * LONGEST_START };
  return { lines: 1 + Math.floor(Math.random() * LONGEST_SPEECH), milliseconds: Math.random() * LONGEST_SILENCE };
}

/** Lets a process write into the file until its fate; gives the names of the vendors that it confirmed. */
async function writeAndKill(path: string, prefix: string, { lines, milliseconds }: Fate): Promise<string[]> {
  const writer = spawn(process.execPath, [join(bundle, 'writer.mjs'), path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (said.split('\n').length <= lines) await once(writer.stdout, 'data');
  await wait(milliseconds);
  writer.kill('SIGKILL');
  const [, signal] = (await once(writer, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // A line without its end was cut off in the pipe; what it confirmed is there all the same.
  return said
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== 'open');
}

async function killAgainAndAgain(lane: number, kills: number): Promise<{ confirmed: number; unconfirmed: number }> {
  await using opened = await openTestFile();
  const confirmed = new Set<string>();
  let present: string[] = [];
  await opened.workspace.close();
  for (let kill = 0; kill < kills; kill += 1) {
    const fate = drawFate(kill);
    const where = `lane ${lane}, kill ${kill}, ${JSON.stringify(fate)}`;
    for (const name of await writeAndKill(opened.path, `L${lane}K${kill}`, fate)) confirmed.add(name);

    const workspace = await opened.open();
    const check = await checkWorkspace(workspace, async () => undefined);
    expect(check.problems, where).toEqual([]);
    const read = (query: string) => workspace.file.prepare(query).pluck().all();
    present = read('select name from vendors') as string[];
    expect(
      [...confirmed].filter((name) => !present.includes(name)),
      where,
    ).toEqual([]);
    // Nothing half-written: every vendor has both of its changes, its alias, and both entries in the trail.
    expect(
      present.filter((name) => name.endsWith('(new)')),
      where,
    ).toEqual([]);
    expect(read('select count(*) from other_names'), where).toEqual([present.length]);
    expect(check.entries, where).toBe(2 * present.length);
    await workspace.close();
  }
  await opened.open();
  return { confirmed: confirmed.size, unconfirmed: present.length - confirmed.size };
}

describe('a process that is killed while it writes', () => {
  it(`leaves a sound file with every confirmed change, ${KILLS} times`, { timeout: 180_000 }, async () => {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(lane, KILLS / LANES)));
    for (const { confirmed, unconfirmed } of lanes) {
      expect(confirmed).toBeGreaterThan(KILLS / LANES);
      // At most the one change that was under way, and not yet confirmed, at each kill.
      expect(unconfirmed).toBeLessThanOrEqual(KILLS / LANES);
    }
  });
});
