// node scripts/notices.mjs [--check]: writes THIRD-PARTY-NOTICES.txt from what the builds bundled, or compares it.
import { readFileSync, writeFileSync } from 'node:fs';
import { runWithNode } from './node-runtime.mjs';
import { collectNotices, formatNotices } from './notice-texts.mjs';
import { inProject, PlainError, runScript } from './project.mjs';

await runScript(async () => {
  const built = await runWithNode('scripts/build.mjs', ['--if-stale']);
  if (built !== 0) return built;
  const path = inProject('THIRD-PARTY-NOTICES.txt');
  const text = formatNotices(collectNotices());
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
  } else if (readFileSync(path, 'utf8') !== text) {
    throw new PlainError('THIRD-PARTY-NOTICES.txt is out of date. Write it with: npm run notices');
  }
  return 0;
});
