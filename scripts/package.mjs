// npm run package [-- ELECTRON-BUILDER-ARGUMENT...]: builds everything, checks the notices, and packages Assay.
import { runWithNode } from './node-runtime.mjs';
import { PROJECT_FOLDER, runScript } from './project.mjs';

const STEPS = [
  ['scripts/build.mjs', '--if-stale'],
  ['scripts/notices.mjs', '--check'],
  ['node_modules/electron-builder/cli.js', '--publish', 'never', ...process.argv.slice(2)],
];

await runScript(async () => {
  for (const [script, ...args] of STEPS) {
    const code = await runWithNode(script, args, { cwd: PROJECT_FOLDER });
    if (code !== 0) return code;
  }
  return 0;
});
