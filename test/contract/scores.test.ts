import { describe, expect, it } from 'vitest';
import { explanationSchema, type CodeChangeFactors, type Explanation } from '../../shared/contract/scores.ts';
import { INHERENT_FACTORS } from '../../shared/contract/tools.ts';
import scores from '../../shared/locales/en/scores.json' with { type: 'json' };
import { answerUse, proveControl } from '../support/records.ts';
import {
  addEvidence,
  createAssessmentBench,
  makeUse,
  planAssessment,
  type AssessmentBench,
} from '../support/assessments.ts';

const CHANGE: CodeChangeFactors = {
  dataSensitivity: 'high',
  systemCriticality: 'medium',
  regulatoryImpact: 'low',
  complexity: 'simple',
  aiGenerated: 'yes',
  humanReviewed: 'no',
};

/** Every message of an explanation has its words, with a place for each parameter that it names. */
function expectWords(explanation: Explanation): void {
  const messages = [
    ...explanation.inputs.rows.flatMap(({ cells }) => cells),
    ...explanation.steps.map(({ label }) => label),
    ...explanation.gates.map(({ text }) => text),
    ...(explanation.whatIf?.changes.map(({ text }) => text) ?? []),
  ];
  for (const { key } of explanation.inputs.columns) expect({ scores }).toHaveProperty(key);
  for (const { key, parameters } of messages) {
    expect({ scores }).toHaveProperty(key);
    const words = key.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown>)[part], { scores });
    const named = [...String(words).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(named));
  }
}

async function rateAllFactors(bench: AssessmentBench, level: number): Promise<void> {
  for (const factor of INHERENT_FACTORS) {
    const { tool } = await bench.lead.tools.get({ toolId: bench.tool.id });
    await bench.lead.tools.rateInherentFactor({
      toolId: tool.id,
      revision: tool.revision,
      factor,
      level,
      reason: `Level ${level}`,
    });
  }
}

describe('scores.explain', () => {
  it('opens a questionnaire score to its arithmetic', async () => {
    await using bench = await createAssessmentBench();
    const { id: assessmentId } = await planAssessment(bench, { use: makeUse({ personal_data: true }) });
    const evidence = await addEvidence(bench, { state: 'documented' });
    const answer = { assessmentId, revision: 0 };
    await bench.lead.assessments.saveAnswer({ ...answer, questionId: 'V-PRV-3', state: 'no' });
    await bench.lead.assessments.saveAnswer({ ...answer, questionId: 'V-PRV-2', state: 'yes' });
    await bench.lead.assessments.saveAnswer({ ...answer, questionId: 'V-PRV-5', state: 'partial', note: 'By seat' });
    await bench.lead.assessments.attachEvidence({
      assessmentId,
      questionId: 'V-PRV-2',
      evidenceId: evidence.id,
      page: '',
    });
    const explanation = await bench.auditor.scores.explain({ kind: 'questionnaire', subjectId: assessmentId });
    expectWords(explanation);
    // Weights 5 each: 0.7 of one, nothing of the others.
    expect(explanation.result).toMatchObject({ shown: 23, value: '23.3333', outOf: 100, band: null });
    expect(explanation.steps.find(({ label }) => label.key.endsWith('.questionnaire.score'))).toMatchObject({
      worked: '100 × 3.5 ÷ 15',
      result: '23.3333',
    });
    expect(explanation).toMatchObject({
      kind: 'questionnaire',
      subject: 'AS-2026-001 Vendor checklist 2026',
      complete: false,
      model: { id: 'questionnaire', version: '1.0.0' },
    });
    const row = explanation.inputs.rows.find(({ source }) => source?.id === 'V-PRV-2');
    expect(row?.cells.map(({ key }) => key)).toEqual([
      'scores.cell.text',
      'scores.cell.text',
      'scores.answer.yes',
      'scores.evidence.documented',
      'scores.cell.text',
    ]);
    const states = explanation.gates.map(({ state, text }) => [state, text.key]);
    expect(states).toContainEqual(['passed', 'scores.gate.passed.personal_data']);
    expect(states).toContainEqual(['failed', 'scores.gate.failed.personal_data']);
    expect(states).toContainEqual(['not_met', 'scores.gate.not_triggered.phi_possible']);
    expect(states).toContainEqual(['failed', 'scores.gate.redFlag']);
    expect(explanation.whatIf?.changes.length).toBeGreaterThan(0);
  });

  it('opens an inherent tier, with unknown factors counted as the worst', async () => {
    await using bench = await createAssessmentBench();
    await rateAllFactors(bench, 2);
    const { tool } = await bench.lead.tools.get({ toolId: bench.tool.id });
    expect(tool.inherentTier).toBe('high');
    const known = await bench.auditor.scores.explain({ kind: 'inherent', subjectId: tool.id });
    expectWords(known);
    expect(known).toMatchObject({ complete: true, completeness: 1, range: null });
    expect(known.result).toEqual({ shown: 20, value: '20', outOf: 40, band: 'high' });
    expect(known.bands).toEqual([
      { band: 'low', from: 0, to: 9 },
      { band: 'medium', from: 10, to: 19 },
      { band: 'high', from: 20, to: 29 },
      { band: 'critical', from: 30, to: 40 },
    ]);
    expect(known.whatIf).toMatchObject({
      changes: [{ source: { kind: 'factor' } }],
      result: { shown: 19, band: 'medium' },
    });
    await bench.lead.tools.rateInherentFactor({
      toolId: tool.id,
      revision: tool.revision,
      factor: 'autonomy',
      level: null,
      reason: 'The vendor does not say.',
    });
    const unknown = await bench.auditor.scores.explain({ kind: 'inherent', subjectId: tool.id });
    expectWords(unknown);
    expect(unknown.result).toMatchObject({ shown: 22, band: 'high' });
    expect(unknown.range).toMatchObject({ low: { shown: 18, band: 'medium' }, high: { shown: 22, band: 'high' } });
    expect(unknown.completeness).toBe(0.9);
  });

  it('opens a residual risk to its risks, floors, and the smallest change', async () => {
    await using bench = await createAssessmentBench();
    const vendorId = bench.vendor.id;
    const links = [{ kind: 'vendor' as const, id: vendorId }];
    const region = await bench.lead.risks.create({
      links,
      title: 'Code leaves the region',
      likelihood: 4,
      impact: 4,
      controls: [{ name: 'Pinning', stated: 'documented' }],
    });
    await proveControl(bench, region.id, region.controls[0]?.id ?? '', 'documented');
    await bench.lead.risks.create({ links, title: 'Vendor outage', likelihood: 3, impact: 2 });
    const explanation = await bench.auditor.scores.explain({ kind: 'residual', subjectId: vendorId });
    expectWords(explanation);
    expect(explanation.result).toEqual({ shown: 12, value: '12', outOf: 25, band: 'high' });
    const cells = explanation.inputs.rows.map((row) => row.cells.map(({ parameters }) => parameters['text']));
    expect(cells).toEqual([
      ['Code leaves the region', '4 × 4', 'Pinning, Partial', '−1', '3 × 4', 12],
      ['Vendor outage', '3 × 2', '–', '0', '3 × 2', 6],
    ]);
    expect(explanation.inputs.rows.map(({ strong }) => strong)).toEqual([true, false]);
    expect(explanation.gates.map(({ state }) => state)).toEqual(['not_met', 'not_met']);
    expect(explanation.whatIf).toMatchObject({
      changes: [{ text: { key: 'scores.whatIf.control', parameters: { control: 'Pinning', from: 'Partial' } } }],
      result: { shown: 8, band: 'medium' },
    });
    expect(explanation.whatIf?.worked).toContain('= 8');
    expect((await bench.auditor.vendors.get({ vendorId })).vendor.residual).toEqual({ score: 12, band: 'high' });
  });

  it('says when a vendor and its tool are looked at again, once something was signed', async () => {
    await using bench = await createAssessmentBench();
    const dates = () => bench.auditor.scores.reviewDates({ kind: 'vendor', subjectId: bench.vendor.id });
    expect(await dates()).toMatchObject({ tier: null, fullReviewMonths: 12, fullReviewOn: null, unsigned: 1 });
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const kind of ['vendor', 'tool'] as const) {
      await expect(bench.auditor.scores.reviewDates({ kind, subjectId: unknown })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  it('counts a failed gate only for tools in use, and one flag once', async () => {
    await using bench = await createAssessmentBench();
    const vendorId = bench.vendor.id;
    const { id: assessmentId } = await planAssessment(bench, { use: makeUse({ personal_data: true }) });
    await bench.lead.assessments.saveAnswer({ assessmentId, questionId: 'V-PRV-2', revision: 0, state: 'no' });
    const before = await bench.auditor.scores.explain({ kind: 'residual', subjectId: vendorId });
    expect(before.result.shown).toBeNull();
    const tool = await answerUse(bench.lead, bench.tool.id);
    const inReview = await bench.reviewer.tools.changeStatus({
      toolId: tool.id,
      revision: tool.revision,
      status: 'in_review',
      reason: '',
    });
    await bench.reviewer.vendors.changeStatus({
      vendorId,
      revision: (await bench.lead.vendors.get({ vendorId })).vendor.revision,
      status: 'in_review',
      reason: '',
    });
    await bench.reviewer.tools.changeStatus({
      toolId: tool.id,
      revision: inReview.revision,
      status: 'conditional',
      reason: 'Trial',
    });
    const after = await bench.auditor.scores.explain({ kind: 'residual', subjectId: vendorId });
    expectWords(after);
    expect(after.result).toMatchObject({ shown: 10, band: 'high' });
    expect(after.gates.map(({ text }) => text.key)).toContain('scores.floor.failedGate');
  });

  it('does not know what is not there', async () => {
    await using bench = await createAssessmentBench();
    for (const kind of ['questionnaire', 'inherent', 'residual', 'code_change'] as const) {
      await expect(bench.auditor.scores.explain({ kind, subjectId: crypto.randomUUID() })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(bench.auditor.scores.explain({ kind: 'residual', subjectId: 'nobody' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('scores of code changes', () => {
  it('rates a change without saving it', async () => {
    await using bench = await createAssessmentBench();
    const { explanation, controls } = await bench.auditor.scores.rateCodeChange({ factors: CHANGE });
    expectWords(explanation);
    // 3 + 2 + 1 + 1 = 7, × 1.2 × 1.5
    expect(explanation.result).toEqual({ shown: 12.6, value: '12.6', outOf: 27, band: 'critical' });
    expect(explanation.steps.map(({ worked, result }) => [worked, result])).toEqual([
      ['3 + 2 + 1 + 1', '7'],
      ['7 × 1.2 × 1.5', '12.6'],
    ]);
    expect(explanation.bands.map(({ from, to }) => [from, to])).toEqual([
      [3, 4],
      [4, 8],
      [8, 12],
      [12, 27],
    ]);
    expect(explanation.whatIf).toMatchObject({
      changes: [{ text: { key: 'scores.whatIf.humanReviewed.yes' } }],
      result: { shown: 8.4, band: 'high' },
    });
    expect(controls.length).toBeGreaterThan(0);
    expect(await bench.auditor.scores.listCodeChanges()).toEqual([]);
  });

  it('gives an incomplete one no band, only what it can become', async () => {
    await using bench = await createAssessmentBench();
    const factors = { ...CHANGE, complexity: null, humanReviewed: 'unknown' as const };
    const { explanation, controls } = await bench.auditor.scores.rateCodeChange({ factors });
    expectWords(explanation);
    expect(explanation).toMatchObject({
      complete: false,
      result: { shown: null, band: null },
      range: { low: { shown: 8.4, band: 'high' }, high: { shown: 18, band: 'critical' } },
    });
    expect(explanation.gates.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(controls).toEqual([]);
  });

  it('saves one with its model, lists it, explains it again, and says so in the trail', async () => {
    await using bench = await createAssessmentBench();
    const saved = await bench.lead.scores.saveCodeChange({
      title: 'Claims export',
      reference: 'PR 512',
      toolId: bench.tool.id,
      factors: CHANGE,
    });
    expect(saved).toMatchObject({
      code: 'CC-001',
      sum: 7,
      total: 12.6,
      band: 'critical',
      complete: true,
      tool: { name: 'Harrow Agent' },
      createdBy: 'Priya Raman',
      model: { id: 'code-change', version: '1.0.0' },
    });
    expect(await bench.auditor.scores.listCodeChanges()).toEqual([saved]);
    const explanation = await bench.auditor.scores.explain({ kind: 'code_change', subjectId: saved.id });
    expect(explanationSchema.parse(explanation)).toMatchObject({
      subject: 'CC-001 Claims export',
      result: { value: '12.6' },
      computedAt: saved.createdAt,
    });
    const [entry] = (await bench.auditor.auditTrail.list({ limit: 1 })).rows;
    expect(entry).toMatchObject({ operation: 'scores.saveCodeChange', recordId: saved.id, before: null });
    const change = { title: 'x', reference: '', toolId: null, factors: CHANGE };
    await expect(bench.auditor.scores.saveCodeChange(change)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.scores.saveCodeChange({ ...change, title: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'title' },
    });
    await expect(bench.lead.scores.saveCodeChange({ ...change, toolId: bench.vendor.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await bench.auditor.scores.listCodeChanges()).toHaveLength(1);
  });

  it('gives the models with their anchors', async () => {
    await using bench = await createAssessmentBench();
    const models = await bench.auditor.scores.models();
    expect(models.inherent.map(({ factor }) => factor)).toEqual([...INHERENT_FACTORS]);
    expect(models.inherent.every(({ anchors }) => anchors.every((anchor) => anchor.length > 3))).toBe(true);
    expect(models.codeChange.map(({ factor, levels }) => [factor, levels.map(({ points }) => points)])).toEqual([
      ['dataSensitivity', [1, 2, 3, 4]],
      ['systemCriticality', [1, 2, 3, 4]],
      ['regulatoryImpact', [0, 1, 2, 3]],
      ['complexity', [1, 2, 3, 4]],
      ['aiGenerated', [120, 100, 120]],
      ['humanReviewed', [100, 150, 150]],
    ]);
  });
});
