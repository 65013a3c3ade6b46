import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { SAMPLE_FILE } from '../../../electron/hosts/open-at-start.ts';
import { buildParts, PROJECT_FOLDER } from './build-parts.ts';

/** Milliseconds that a start may take. */
const START_PATIENCE = 60_000;

export interface RunningApp {
  /** The address with its token, as Assay printed it. */
  url: string;
  /** Where this run keeps its workspaces, its state and, in `temporary`, what is on its way. */
  home: string;
  /** Everything that was printed so far. */
  output(): string;
  /** Ends Assay as Ctrl-C does; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Puts the sample company of this run where `--sample` looks for it, so that not each start makes its own. */
async function putSampleIn(home: string): Promise<void> {
  const workspaces = join(home, 'workspaces');
  const path = join(workspaces, SAMPLE_FILE);
  if (existsSync(path)) return;
  await mkdir(workspaces, { recursive: true });
  await copyFile(inject('samplePath'), path);
}

/**
 * Starts the local host on the built page, in a home of its own, and waits for its address. `args` are those of
 * `npm start`: "--sample", "--workspace", a path.
 */
export async function startApp(args: readonly string[] = [], home?: string): Promise<RunningApp> {
  buildParts('page');
  const ownHome = home ?? (await mkdtemp(join(tmpdir(), 'assay-e2e-')));
  const temporary = join(ownHome, 'temporary');
  await mkdir(temporary, { recursive: true });
  if (args.includes('--sample')) await putSampleIn(ownHome);
  const child = spawn(process.execPath, [join('electron', 'local', 'start-local.ts'), '--no-open', ...args], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ASSAY_HOME: ownHome, TMPDIR: temporary, TEMP: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), START_PATIENCE);
    const take = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const address = /^Assay is running at (\S+)$/m.exec(printed)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then((code) => reject(new Error(`Assay ended with ${code} before it was running.\n${printed}`)));
  });
  return {
    url,
    home: ownHome,
    output: () => printed,
    async stop() {
      child.kill('SIGINT');
      const code = await ended;
      if (home === undefined) await rm(ownHome, { recursive: true, force: true });
      return code;
    },
  };
}
