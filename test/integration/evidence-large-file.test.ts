import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createTestWorkbench, finishJob } from '../support/workbench.ts';

const MEGABYTE = 1024 * 1024;
const SIZE = 200 * MEGABYTE;

setFlagsFromString('--expose-gc');
const collectOnce = runInNewContext('gc') as () => void;
/** Twice, since buffers that a collection finds are freed beside it, and the next one waits for that. */
function collectGarbage(): void {
  collectOnce();
  collectOnce();
}

/** Bytes that may be held in buffers: parts of one megabyte on their way. */
const LIMIT = SIZE / 4;

/**
 * The most that is held in buffers while something runs, in bytes above what there was before. Garbage is collected when
 * the limit seems to be passed, so that only what something still holds counts above it.
 */
async function measurePeak(work: () => Promise<unknown>): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const measure = () => process.memoryUsage().arrayBuffers - before;
  let peak = 0;
  const look = () => {
    if (measure() > LIMIT) collectGarbage();
    peak = Math.max(peak, measure());
  };
  const timer = setInterval(look, 10);
  try {
    await work();
  } finally {
    clearInterval(timer);
    look();
  }
  return peak;
}

async function sumFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

it('takes in, shows, checks and hands out a file of 200 MB without ever holding it', { timeout: 120_000 }, async () => {
  await using bench = await createTestWorkbench();
  const path = join(bench.folder, 'large.bin');
  const file = await open(path, 'w');
  const block = Buffer.alloc(MEGABYTE, 7);
  for (let at = 0; at < SIZE; at += MEGABYTE) {
    block.writeUInt32LE(at, 0);
    await file.write(block, 0, MEGABYTE, at);
  }
  await file.write('%PDF-1.7\n', 0);
  await file.close();
  const { token } = await bench.workbench.files.offer(path, 'large.bin', 'application/octet-stream');
  const fields = { title: 'Large', kind: 'export', state: 'documented', vendorId: null, control: 'V-CMP-1' } as const;
  let evidenceId = '';
  const adding = await measurePeak(async () => {
    evidenceId = (await bench.lead.evidence.add({ ...fields, fileToken: token })).id;
  });
  let opened = '';
  const opening = await measurePeak(async () => {
    opened = (await bench.auditor.evidence.open({ evidenceId })).token;
  });
  const looking = await measurePeak(async () => {
    const shown = await bench.auditor.evidence.preview({ evidenceId });
    if (shown.kind !== 'pdf') throw new Error(`It is shown as ${shown.kind}`);
    const range = { begin: SIZE - 100, end: SIZE };
    const { content } = await bench.auditor.evidence.readPreview({ look: shown.look, ...range });
    expect(Buffer.from(content, 'base64')).toEqual(Buffer.alloc(100, 7));
  });
  expect(await finishJob(bench.auditor.evidence.verify())).toEqual({ files: 1, damaged: [] });
  expect(await sumFile(bench.workbench.files.find(opened).path)).toBe(await sumFile(path));
  expect(adding).toBeLessThanOrEqual(LIMIT);
  expect(opening).toBeLessThanOrEqual(LIMIT);
  expect(looking).toBeLessThanOrEqual(LIMIT);
});
