import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const PROGRAM = 'soffice';
const TIME_LIMIT = 120_000;

/** Whether LibreOffice can be called here; says so loudly when it cannot, because tests are then left out. */
export function hasLibreOffice(): boolean {
  try {
    execFileSync(PROGRAM, ['--version'], { stdio: 'ignore', timeout: TIME_LIMIT });
    return true;
  } catch {
    console.warn('LibreOffice (soffice) is not installed: the tests that recalculate workbooks are SKIPPED.');
    return false;
  }
}

/** A workbook as LibreOffice writes it after opening it, with the results that it computed. */
export async function convertWorkbook(bytes: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-libre-office-'));
  try {
    const source = join(folder, 'source.xlsx');
    const outFolder = join(folder, 'out');
    await writeFile(source, bytes);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    await runFile(PROGRAM, [profile, '--headless', '--convert-to', 'xlsx', '--outdir', outFolder, source], {
      timeout: TIME_LIMIT,
    });
    return await readFile(join(outFolder, 'source.xlsx'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
