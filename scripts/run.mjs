// node scripts/run.mjs FILE [ARGUMENT...]: runs a TypeScript file of the project under Assay's Node.
import { runWithNode } from './node-runtime.mjs';
import { PlainError, runScript } from './project.mjs';

await runScript(() => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new PlainError('Usage: node scripts/run.mjs FILE [ARGUMENT...]');
  return runWithNode(file, args);
});
