import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from './build-plan.mjs';
import { inProject } from './project.mjs';

/** A download that has not begun by then counts as not to be had, and one that stands still so long as broken. */
export const DOWNLOAD_PATIENCE = { beginSeconds: 10, stallSeconds: 60 };

/** Where the electron package keeps its binary, or null while it has none. */
export function findElectronBinary(packageFolder = inProject('node_modules', 'electron')) {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/** Why no desktop window can open here whatever is installed, or null. Electron refuses to run as root on Linux. */
export function whyNoWindow({ platform, env, userId }) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display for a desktop window';
  if (userId === 0) return 'the desktop window does not run as root';
  return null;
}

function countBytes(folders) {
  return folders
    .flatMap(listFiles)
    .reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/**
 * Runs the installer and watches the folders that it fills. Gives null when it succeeded, otherwise why not.
 * `patience` is in seconds.
 */
export function watchDownload({ command, args, env, folders, patience }) {
  const before = countBytes(folders);
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: 'ignore' });
    let size = before;
    let lastGrowth = Date.now();
    const finish = (reason) => {
      clearInterval(timer);
      child.kill();
      resolve(reason);
    };
    const timer = setInterval(() => {
      const now = countBytes(folders);
      if (now > size) lastGrowth = Date.now();
      size = Math.max(size, now);
      const idleSeconds = (Date.now() - lastGrowth) / 1000;
      if (size === before && idleSeconds >= patience.beginSeconds) {
        finish(`the download of Electron did not begin within ${patience.beginSeconds} seconds`);
      } else if (size > before && idleSeconds >= patience.stallSeconds) {
        finish(`the download of Electron stood still for ${patience.stallSeconds} seconds`);
      }
    }, 100);
    child.once('error', () => finish('the installer of Electron could not be started'));
    child.once('exit', (code) => finish(code === 0 ? null : 'Electron could not be downloaded'));
  });
}

async function downloadElectron(node) {
  console.log('Fetching Electron for the desktop window. This is done once.');
  const temporary = mkdtempSync(join(tmpdir(), 'assay-electron-'));
  try {
    return await watchDownload({
      command: node,
      args: [inProject('node_modules', 'electron', 'install.js')],
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      folders: [temporary, inProject('node_modules', 'electron', 'dist')],
      patience: DOWNLOAD_PATIENCE,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Electron's binary, fetched when it is not there: `{ binary }`, or `{ reason }` in words that complete "because". */
export async function obtainElectron(node) {
  const obstacle = whyNoWindow({ platform: process.platform, env: process.env, userId: process.getuid?.() });
  if (obstacle) return { reason: obstacle };
  const failure = findElectronBinary() ? null : await downloadElectron(node);
  const binary = findElectronBinary();
  if (failure || !binary) return { reason: failure ?? 'Electron was not installed' };
  const trial = spawnSync(binary, ['--version'], { timeout: 20_000 });
  return trial.status === 0 ? { binary } : { reason: 'the Electron that is installed does not run on this system' };
}
