import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWER_STATES, USE_CONDITIONS, type EvidenceState } from '../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../shared/contract/tools.ts';
import { loadScoreModels } from '../../electron/core/features/scores/score-models.ts';
import { listQuestions } from '../../shared/rules/questionnaires.ts';
import { scoreQuestionnaire, type QuestionScoreInput } from '../../shared/rules/scores/questionnaire-score.ts';
import { toNumber } from '../../shared/rules/scores/rational.ts';
import { addEvidence, createAssessmentBench, planAssessment } from '../support/assessments.ts';

const LEVELS = ['claimed', 'documented', 'verified', 'tested'] as const satisfies readonly EvidenceState[];

const givenAnswer = fc.record({
  state: fc.constantFrom(...ANSWER_STATES, null),
  note: fc.constantFrom('', 'Because.'),
  evidence: fc.option(fc.constantFrom(...LEVELS)),
});

const givenUse = fc.record(
  Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, fc.constantFrom(true, false, null)])) as Record<
    keyof ToolUse,
    fc.Arbitrary<boolean | null>
  >,
);

describe('the score of an assessment', () => {
  it('is what the model makes of the answers as they were given', async () => {
    await using bench = await createAssessmentBench();
    const model = (await loadScoreModels('resources')).newest('questionnaire').model;
    const evidenceIds = new Map<EvidenceState, string>();
    for (const state of LEVELS) evidenceIds.set(state, (await addEvidence(bench, { state, title: state })).id);

    await fc.assert(
      fc.asyncProperty(givenUse, fc.array(givenAnswer, { minLength: 22, maxLength: 22 }), async (use, given) => {
        const { id: assessmentId, pack } = await planAssessment(bench, { use });
        const questions = listQuestions(pack);
        const inputs: QuestionScoreInput[] = [];
        for (const [index, question] of questions.entries()) {
          const { state = null, note = '', evidence = null } = given[index] ?? {};
          const target = { assessmentId, questionId: question.id };
          await bench.lead.assessments.saveAnswer({ ...target, revision: 0, state, note });
          const evidenceId = evidence && evidenceIds.get(evidence);
          if (evidenceId) await bench.lead.assessments.attachEvidence({ ...target, evidenceId, page: '' });
          inputs.push({
            id: question.id,
            sectionId: pack.sections.find((section) => section.questions.includes(question))?.id ?? '',
            label: question.label,
            weight: question.weight,
            gate: question.gate,
            goodAnswer: question.goodAnswer,
            evidenceNeeded: question.evidence.needed,
            applicable: true,
            state,
            notApplicable: note === '' ? 'without_reason' : 'with_reason',
            evidence: evidence ?? 'none',
            evidenceStated: evidence ?? 'none',
            openRedFlags: [],
            sources: [],
          });
        }
        const { score, redFlags, answers, answered } = await bench.auditor.assessments.get({ assessmentId });
        const flagged = inputs.map((input) => ({
          ...input,
          openRedFlags: redFlags.filter(({ questionId }) => questionId === input.id).map(({ flagId }) => flagId),
        }));
        const result = scoreQuestionnaire(model, {
          questions: flagged,
          use: USE_CONDITIONS.filter((condition) => use[condition] !== false),
        });
        expect(answers.every(({ applicable }) => applicable)).toBe(true);
        expect(score).toEqual({
          score: result.score && toNumber(result.score),
          stated: result.statedScore && toNumber(result.statedScore),
          low: result.range ? toNumber(result.range.low) : 0,
          high: result.range ? toNumber(result.range.high) : 100,
          completeness: result.completeness ? toNumber(result.completeness) / 100 : 0,
          confidence: result.confidence ? toNumber(result.confidence) / 100 : 0,
          answered: given.filter(({ state }) => state !== null).length,
          applicable: 22,
          unknown: result.counts.unknown,
          failedGates: result.refused,
          openRedFlags: redFlags.length,
          recommendation: result.recommendation.outcome,
        });
        const [row] = (
          await bench.auditor.assessments.list({
            filters: [{ field: 'title', operator: 'is', values: ['Vendor checklist 2026'] }],
          })
        ).rows.filter(({ id }) => id === assessmentId);
        expect(row).toMatchObject({ score: score.score, completeness: score.completeness, answered });
        const { result: explained } = await bench.auditor.scores.explain({
          kind: 'questionnaire',
          subjectId: assessmentId,
        });
        expect(explained.shown === null).toBe(score.score === null);
        await bench.officer.assessments.cancel({ assessmentId, revision: 1, reason: 'Next sample' });
      }),
      { numRuns: 12 },
    );
  });
});
