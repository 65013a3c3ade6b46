// npm run assay -- COMMAND [ARGUMENT...]: the command line of Assay.
import { runWithNode } from './node-runtime.mjs';
import { runScript } from './project.mjs';

await runScript(() => runWithNode('electron/cli/assay.ts', process.argv.slice(2)));
