// npm test: installs what is missing, runs every check there is, and ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWithNode } from './child-process.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNodeRuntime } from './node-runtime.mjs';
import { inProject, PROJECT_FOLDER, runScript } from './project.mjs';
import { ensureSystemTools } from './system-tools.mjs';
import { countTests, describeFailures } from './test-results.mjs';

/** Runs a program and keeps what it says; gives exit code and output. */
function capture(file, args, env) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: PROJECT_FOLDER, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 127, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Steps that pass or fail as a whole: what to run under Assay's Node, one after the other. */
const CHECKS = [
  { name: 'format', runs: [['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']] },
  { name: 'lint', runs: [['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']] },
  {
    name: 'types',
    runs: ['tsconfig.json', 'renderer/tsconfig.json', 'test/tsconfig.json'].map((project) => [
      'node_modules/typescript/bin/tsc',
      '-p',
      project,
    ]),
  },
  { name: 'unused code', runs: [['node_modules/knip/bin/knip.js']] },
  { name: 'build', runs: [['scripts/build.mjs']] },
];

/** Steps that are counted test by test. */
const TEST_RUNS = [
  { name: 'import rules', args: ['--project', 'architecture'] },
  { name: 'unit tests', args: ['--project', 'unit', '--project', 'page'] },
  { name: 'integration tests', args: ['--project', 'integration'] },
  { name: 'contract tests', args: ['--project', 'contract'] },
  { name: 'end-to-end tests', args: ['--project', 'e2e'] },
];

async function runCheck({ runs }, node, env) {
  for (const [script, ...args] of runs) {
    const { code, output } = await capture(node, [inProject(script), ...args], env);
    if (code !== 0) return { passed: 0, failed: 1, skipped: 0, output };
  }
  return { passed: 1, failed: 0, skipped: 0, output: '' };
}

async function runTests({ args }, node, env) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--passWithNoTests', ...args];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code, output } = await capture(node, [inProject(vitest[0]), ...vitest.slice(1), ...reporters], env);
    const results = readReport(report);
    return { ...countTests(results, code), output: describeFailures(results, PROJECT_FOLDER) || output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function printStep(name, { passed, failed, skipped, output }, startedAt) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  const counts = `${passed} passed${failed ? `, ${failed} failed` : ''}${skipped ? `, ${skipped} skipped` : ''}`;
  console.log(`${failed ? 'FAILED' : 'ok    '} ${name.padEnd(18)} ${seconds} s  ${counts}`);
  if (failed) console.log(output.trimEnd());
}

await runScript(async () => {
  await ensureDependencies();
  const node = await ensureNodeRuntime();
  const env = { ...environmentWithNode(node), CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' };
  const totals = { passed: 0, failed: 0 };
  const take = (name, result, startedAt) => {
    printStep(name, result, startedAt);
    totals.passed += result.passed;
    totals.failed += result.failed;
  };

  const begun = Date.now();
  const missing = ensureSystemTools();
  take('system tools', { passed: missing ? 0 : 1, failed: missing ? 1 : 0, skipped: 0, output: missing ?? '' }, begun);
  for (const step of [...CHECKS, ...TEST_RUNS]) {
    const startedAt = Date.now();
    take(step.name, step.runs ? await runCheck(step, node, env) : await runTests(step, node, env), startedAt);
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
});
