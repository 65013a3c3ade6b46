import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportKind } from '../../../shared/contract/reports.ts';
import { openSampleWorkbench } from '../../support/sample.ts';
import { finishJob } from '../../support/workbench.ts';
import { partOf, readParts } from './workbook-parts.ts';

let sample: Awaited<ReturnType<typeof openSampleWorkbench>>;

beforeAll(async () => {
  sample = await openSampleWorkbench();
});
afterAll(async () => {
  await sample[Symbol.asyncDispose]();
});

async function exportAs(kind: ReportKind, agreementIds?: string[]) {
  const { files } = await finishJob(
    sample.officer.reports.export({
      kinds: [kind],
      formats: ['word', 'excel'],
      assessmentIds: [],
      ...(agreementIds && { agreementIds }),
      classification: 'Confidential',
      organisation: 'Calder Health Pay',
      withLogo: false,
    }),
  );
  const read = async (format: 'word' | 'excel') => {
    const file = files.find((one) => one.format === format);
    return { file, parts: await readParts(readFileSync(sample.workbench.files.find(file?.token ?? '').path)) };
  };
  return { files, word: await read('word'), excel: await read('excel') };
}

describe('the reports of agreements', () => {
  it('put every agreement on a line, on landscape pages, with its state in words', async () => {
    const { rows } = await sample.officer.agreements.list({ limit: 100 });
    const { files, word, excel } = await exportAs('agreements_register');
    expect(files).toHaveLength(2);
    expect(excel.file?.rows).toBe(rows.length);
    const document = partOf(word.parts, 'word/document.xml');
    expect(document).toContain('w:orient="landscape"');
    for (const { code } of rows) expect(document).toContain(code);
    for (const text of ['Expiring', 'Declined', 'Not needed', 'Copperline API, Business'])
      expect(document).toContain(text);
    expect(partOf(excel.parts, 'xl/workbook.xml')).toContain('name="Agreements"');
  });

  it('put one agreement in full: facts, provisions, deviations and dates', async () => {
    const { rows } = await sample.officer.agreements.list({ limit: 100 });
    const ending = rows.find(({ stateToday, kind }) => stateToday === 'expiring' && kind === 'baa');
    const { files, word, excel } = await exportAs('agreement', [ending?.id ?? '']);
    expect(files.map(({ name }) => name.replace(/\d{8}/, 'DAY'))).toEqual([
      'CHP-AG-0004-DAY AG-0004 Copperline.docx',
      'CHP-AG-0004-DAY AG-0004 Copperline.xlsx',
    ]);
    // 17 provisions; and of its dates two signatures, effective, notice and end.
    expect(excel.file?.rows).toBe(22);
    const document = partOf(word.parts, 'word/document.xml');
    for (const text of [
      'BAA-14',
      'BAA-P3',
      'Deviations',
      'No word on the Secretary of HHS.',
      'Copperline Computing BV',
    ]) {
      expect(document).toContain(text);
    }
    const { agreement } = await sample.officer.agreements.get({ agreementId: ending?.id ?? '' });
    expect(document).toContain(agreement.fileSha256?.slice(0, 8));
  });

  it('without a choice put out those whose provisions somebody has looked at', async () => {
    const { rows } = await sample.officer.agreements.list({ limit: 100 });
    const { files } = await exportAs('agreement');
    expect(files).toHaveLength(2 * rows.filter(({ coverage }) => coverage !== null).length);
    const again = await exportAs('agreement');
    expect(again.files.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
    await expect(exportAs('agreement', ['00000000-0000-4000-8000-000000000000'])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
