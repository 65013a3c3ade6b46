import { expect, test } from 'vitest';
import { createAssessmentBench, planAssessment } from '../support/assessments.ts';
import { readToken, upload } from '../support/files.ts';
import { fillWorkbook, openWorkbook, readQuestionRows, saveWorkbook } from '../support/returned-workbook.ts';
import { finishJob } from '../support/workbench.ts';
import { convertWorkbook, hasLibreOffice } from './report/libre-office.ts';

/** Enough for LibreOffice to start twice on a busy machine. */
const PATIENCE = 180_000;
const WITH_OFFICE = { skip: !hasLibreOffice(), timeout: PATIENCE };

test(
  'a workbook that LibreOffice opened and saved comes back whole, with its progress computed',
  WITH_OFFICE,
  async () => {
    await using bench = await createAssessmentBench();
    const assessment = await planAssessment(bench);
    const { token } = await bench.lead.exchange.issueQuestionnaire({
      assessmentId: assessment.id,
      round: 'full',
      addressee: 'Harrow AI',
      returnBy: null,
      channel: '',
    });
    const issued = await readToken(bench.workbench, token);

    const untouched = await convertWorkbook(issued);
    const read = async (bytes: Uint8Array) => {
      const uploaded = await upload(bench.workbench, 'returned.xlsx', bytes);
      return finishJob(bench.lead.exchange.readReturn({ assessmentId: assessment.id, token: uploaded }));
    };
    const empty = await read(untouched);
    expect(empty.standing).toBe('as_issued');
    expect(new Set(empty.lines.map(({ standing, notices }) => `${standing}${notices.join('')}`))).toEqual(
      new Set(['unanswered']),
    );

    const filled = saveWorkbook(
      fillWorkbook(issued, {
        'V-SEC-1': { answer: 'Yes', explanation: 'In the data room.' },
        'V-SEC-2': { answer: 'Partial' },
        'V-PRV-3': { answer: 'No' },
      }),
    );
    const computed = await convertWorkbook(filled);
    const rows = readQuestionRows(openWorkbook(computed));
    expect(rows[2]?.[1]).toBe('2 of 22 done');
    const doneOf = (id: string) => rows.find((row) => row[0] === id)?.[9];
    expect(['V-SEC-1', 'V-SEC-2', 'V-PRV-3', 'V-SEC-3'].map(doneOf)).toEqual(['Yes', 'Reason?', 'Yes', 'No']);
    const { lines } = await read(computed);
    expect(
      lines.filter(({ standing }) => standing === 'new').map(({ questionId, given }) => [questionId, given?.state]),
    ).toEqual([
      ['V-SEC-1', 'yes'],
      ['V-SEC-2', 'partial'],
      ['V-PRV-3', 'no'],
    ]);
  },
);
