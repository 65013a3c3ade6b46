import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_KINDS } from '../../shared/contract/reports.ts';
import { openSampleWorkbench } from '../support/sample.ts';
import { finishJob, openTestWindow, type TestClient } from '../support/workbench.ts';

let sample: Awaited<ReturnType<typeof openSampleWorkbench>>;
let officer: TestClient;
let auditor: TestClient;

const EXPORT = {
  kinds: [...REPORT_KINDS],
  formats: ['word', 'excel'] as ('word' | 'excel')[],
  assessmentIds: [],
  classification: 'Confidential' as const,
  organisation: 'Calder Health Pay',
  withLogo: false,
};

beforeAll(async () => {
  sample = await openSampleWorkbench();
  ({ officer } = sample);
  auditor = await sample.enter('Wen Zhao');
});

afterAll(() => sample[Symbol.asyncDispose]());

type Files = Awaited<ReturnType<typeof exportAll>>['files'];

const exportAll = () => finishJob(officer.reports.export(EXPORT));
let everything: ReturnType<typeof exportAll> | undefined;
/** Every report in both formats: written once for all tests that read it. */
const readEverything = () => (everything ??= exportAll());

/** Milliseconds that writing all reports may take on a busy machine. */
const PATIENCE = 180_000;

describe('reports', () => {
  it('writes every report in both formats, with the sum and the rows it says', { timeout: PATIENCE }, async () => {
    const { files } = await readEverything();
    expect(new Set(files.map(({ kind }) => kind))).toEqual(new Set(REPORT_KINDS));
    for (const file of files) {
      const bytes = readFileSync(sample.workbench.files.find(file.token).path);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      expect(bytes.length).toBe(file.size);
      expect(file.rows).toBeGreaterThan(0);
    }
    const vendors = files.find(({ kind, format }) => kind === 'vendor_register' && format === 'excel');
    expect(vendors?.rows).toBe(12);
  });

  it('gives documents of different kinds different ids', { timeout: PATIENCE }, async () => {
    const { files } = await readEverything();
    const kinds = new Map<string, Set<string>>();
    for (const { name, kind } of files) {
      const [documentId = ''] = name.split(' ');
      kinds.set(documentId, (kinds.get(documentId) ?? new Set()).add(kind));
    }
    expect([...kinds].filter(([, own]) => own.size > 1)).toEqual([]);
  });

  it('gives the same bytes for the same input, whoever looked at it in between', { timeout: PATIENCE }, async () => {
    const first = await readEverything();
    await auditor.reports.catalogue();
    const second = await exportAll();
    // The extract of the trail has one more entry: the export before it.
    const sums = (files: Files) =>
      files.filter(({ kind }) => kind !== 'audit_trail').map(({ name, sha256 }) => `${name} ${sha256}`);
    expect(sums(second.files)).toEqual(sums(first.files));
  });

  it('records each file in the trail with its sum', async () => {
    const { files } = await finishJob(auditor.reports.export({ ...EXPORT, kinds: ['findings'], formats: ['excel'] }));
    const { rows } = await auditor.auditTrail.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ operation: 'reports.export', recordKind: 'report', actorName: 'Wen Zhao' });
    expect(rows[0]?.after).toContain(files[0]?.sha256);
  });

  it('exports only the chosen assessment and the chosen tools', async () => {
    const { assessments } = await officer.reports.catalogue();
    const signed = assessments.filter(({ signed: isSigned }) => isSigned);
    const [tool] = (await officer.tools.list({ limit: 1 })).rows;
    const { files } = await finishJob(
      officer.reports.export({
        ...EXPORT,
        kinds: ['vendor_assessment', 'approved_tools'],
        formats: ['excel'],
        assessmentIds: signed.slice(0, 1).map(({ id }) => id),
        toolIds: tool ? [tool.id] : [],
      }),
    );
    expect(files).toHaveLength(2);
  });

  it('stops when it is cancelled, and leaves no entry', async () => {
    const before = (await officer.auditTrail.list({ limit: 1 })).rows[0]?.sequence;
    const stop = new AbortController();
    const job = await officer.reports.export(EXPORT, { signal: stop.signal });
    const read = async () => {
      for await (const event of job) if (event.kind === 'progress') stop.abort();
    };
    await expect(read()).rejects.toThrow();
    expect((await officer.auditTrail.list({ limit: 1 })).rows[0]?.sequence).toBe(before);
  });

  it('refuses what is not a choice', async () => {
    await expect(officer.reports.export({ ...EXPORT, kinds: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const stranger = openTestWindow(sample.workbench);
    await expect(stranger.reports.export(EXPORT)).rejects.toMatchObject({ code: 'NO_PERSON' });
    const missing = '00000000-0000-4000-8000-000000000000';
    await expect(
      finishJob(officer.reports.export({ ...EXPORT, kinds: ['vendor_assessment'], assessmentIds: [missing] })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
