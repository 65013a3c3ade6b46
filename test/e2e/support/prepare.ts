import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildParts, runToEnd } from './build-parts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The sample company of this run, to be copied. */
    samplePath: string;
  }
}

/**
 * Once before all files: builds the page, so that none builds it while another serves it, and makes the sample company, of
 * which every file has a copy.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildParts('page');
  const home = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
  const samplePath = join(home, 'sample.assay');
  runToEnd('Making the sample', [join('electron', 'cli', 'assay.ts'), 'sample', samplePath], { ASSAY_HOME: home });
  project.provide('samplePath', samplePath);
  return () => rm(home, { recursive: true, force: true });
}
