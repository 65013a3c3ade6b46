// npm start [-- --browser] [--no-open] [--port N] [--workspace FILE] [--sample]: installs what is missing, builds
// what is stale, and opens Assay in its desktop window or, where that cannot be, in the browser.
import { environmentWithNode, runProgram } from './child-process.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { obtainElectron } from './electron-binary.mjs';
import { ensureNodeRuntime } from './node-runtime.mjs';
import { callerFolder, inProject, PROJECT_FOLDER, runScript } from './project.mjs';

const BROWSER_ONLY_OPTIONS = ['--browser', '--no-open', '--port', '--help', '-h'];

/** Whether the person asked for something that only the browser host has. */
function asksForBrowser(args) {
  return args.some((argument) => BROWSER_ONLY_OPTIONS.includes(argument.split('=')[0]));
}

await runScript(async () => {
  const args = process.argv.slice(2);
  await ensureDependencies();
  const node = await ensureNodeRuntime();
  const env = environmentWithNode(node);
  const electron = asksForBrowser(args) ? null : await obtainElectron(node);
  const parts = electron?.binary ? ['page', 'hosts'] : ['page'];
  const built = await runProgram(node, [inProject('scripts', 'build.mjs'), ...parts, '--if-stale'], { env });
  if (built !== 0) return built;
  const cwd = callerFolder();
  if (electron?.binary) return runProgram(electron.binary, [PROJECT_FOLDER, ...args], { env, cwd });
  if (electron) console.log(`Assay opens in the browser because ${electron.reason}.`);
  return runProgram(node, [inProject('electron', 'local', 'start-local.ts'), ...args], { env, cwd });
});
