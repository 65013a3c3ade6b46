import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_FOLDER } from './support/build-parts.ts';

/** Runs `npm start` until it prints its address, then interrupts it; gives code and output. */
async function start(home: string, interruption: 'whole group' | 'npm alone', args: string[]) {
  const npm = spawn('npm', ['start', '--silent', '--', ...args], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ASSAY_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    detached: true,
  });
  let printed = '';
  const interrupt = (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    // A terminal sends Ctrl-C to the whole group, a program that started npm to npm alone.
    const target = interruption === 'whole group' ? -(npm.pid ?? 0) : (npm.pid ?? 0);
    if (printed.includes('Assay is running at ') && target !== 0) process.kill(target, 'SIGINT');
  };
  npm.stdout.on('data', interrupt);
  const code = await new Promise((resolve) => npm.once('close', resolve));
  return { code, lines: printed.trim().split('\n') };
}

describe.runIf(process.platform === 'linux')('npm start', () => {
  test('opens the sample in the browser where no window can open, says why in one line, and stops cleanly', async () => {
    const home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
    const { code, lines } = await start(home, 'whole group', ['--sample', '--workspace', join(home, 'sample.assay')]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe('Assay opens in the browser because there is no display for a desktop window.');
    expect(lines[1]).toMatch(/^Assay is running at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(code).toBe(0);
    expect(existsSync(join(home, 'sample.assay'))).toBe(true);
    await rm(home, { recursive: true });
  });

  test('--browser --no-open --port asks for the local host there, in one line', async () => {
    const home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
    const { code, lines } = await start(home, 'npm alone', ['--browser', '--no-open', '--port', '48731']);
    expect([code, lines.length]).toEqual([0, 1]);
    expect(lines[0]).toContain('http://127.0.0.1:48731/#token=');
    await rm(home, { recursive: true });
  });
});
