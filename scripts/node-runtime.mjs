import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWithNode, runNpm, runProgram } from './child-process.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { callerFolder, inProject, PlainError } from './project.mjs';

/** The Node line that Assay runs on: the database addon needs it, and it runs TypeScript from source. */
export const NODE_MAJOR = 24;

/** The npm package that carries a Node binary for a platform, and where the binary lies in it. */
export function nodePackageFor(platform, architecture) {
  const system = platform === 'win32' ? 'win' : platform;
  const prefix = platform === 'darwin' && architecture === 'arm64' ? 'node-bin' : 'node';
  return {
    name: `${prefix}-${system}-${architecture}`,
    binary: platform === 'win32' ? join('bin', 'node.exe') : join('bin', 'node'),
  };
}

function isUsable(node) {
  if (!existsSync(node)) return false;
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0) >= NODE_MAJOR;
}

/** The Node to run Assay with: the installed package's, the running one, or one fetched once into `.runtime`. */
export async function ensureNodeRuntime() {
  const { name, binary } = nodePackageFor(process.platform, process.arch);
  const packaged = inProject('node_modules', name, binary);
  if (isUsable(packaged)) return packaged;
  if (!runsOnOlderNode()) return process.execPath;
  const folder = inProject('.runtime');
  const fetched = join(folder, 'node_modules', name, binary);
  if (isUsable(fetched)) return fetched;
  console.log(`Fetching Node ${NODE_MAJOR} for this system. This is done once.`);
  await runNpm(['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${NODE_MAJOR}`], {
    quiet: true,
  });
  if (isUsable(fetched)) return fetched;
  throw new PlainError(
    `Assay needs Node ${NODE_MAJOR} or newer; this is ${process.version}, and none could be fetched for ` +
      `${process.platform} ${process.arch}. Install Node ${NODE_MAJOR} and start again.`,
  );
}

/** Whether the running Node is an older one than Assay's. */
export function runsOnOlderNode() {
  return Number(process.versions.node.split('.')[0]) < NODE_MAJOR;
}

/** Runs a script of the project under Assay's Node, dependencies installed; gives its exit code. */
export async function runWithNode(script, args, { cwd = callerFolder() } = {}) {
  await ensureDependencies();
  const node = await ensureNodeRuntime();
  return runProgram(node, [inProject(script), ...args], { env: environmentWithNode(node), cwd });
}
