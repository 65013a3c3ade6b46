import * as fc from 'fast-check';
import { loadScoreModels } from '../../../electron/core/features/scores/score-models.ts';
import { ANSWER_STATES, EVIDENCE_STATES, USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import { CODE_CHANGE_LEVELS, type CodeChangeFactors, YES_NO_UNKNOWN } from '../../../shared/contract/scores.ts';
import { INHERENT_FACTORS, type InherentFactor } from '../../../shared/contract/tools.ts';
import type { InherentLevels } from '../../../shared/rules/scores/inherent.ts';
import type { QuestionnaireInput, QuestionScoreInput } from '../../../shared/rules/scores/questionnaire-score.ts';
import type { ControlInput, ResidualInput, RiskInput } from '../../../shared/rules/scores/residual.ts';

/** The shipped models, and inputs for tests: plain ones to change, and arbitrary ones for properties. */

const models = await loadScoreModels('resources');
export const codeChangeModel = models.newest('code-change').model;
export const questionnaireModel = models.newest('questionnaire').model;
export const inherentModel = models.newest('inherent').model;
export const residualModel = models.newest('residual').model;

export function question(id: string, changes: Partial<QuestionScoreInput> = {}): QuestionScoreInput {
  return {
    id,
    sectionId: 'section',
    label: id,
    weight: 1,
    gate: [],
    goodAnswer: 'yes',
    evidenceNeeded: true,
    applicable: true,
    state: 'yes',
    notApplicable: 'with_reason',
    evidence: 'tested',
    evidenceStated: 'tested',
    openRedFlags: [],
    sources: [],
    ...changes,
  };
}

export function control(id: string, changes: Partial<ControlInput> = {}): ControlInput {
  return { id, label: id, evidence: 'tested', stale: false, reduces: 'likelihood', sources: [], ...changes };
}

export function risk(
  id: string,
  likelihood: number,
  impact: number,
  controls: ControlInput[],
  changes: Partial<RiskInput> = {},
): RiskInput {
  return { id, label: id, likelihood, impact, controls, open: true, acceptedUntil: null, ...changes };
}

export function residualInput(risks: RiskInput[], changes: Partial<ResidualInput> = {}): ResidualInput {
  return { risks, openRedFlags: [], failedGates: [], asOf: '2026-11-20', ...changes };
}

/** The vendor of the drawer: five risks, the largest 4 × 4 with a partial control. */
export const harrowRisks = [
  risk('code-leaves-region', 4, 4, [control('V-CMP-4', { label: 'Region pinning', evidence: 'documented' })]),
  risk('kept-too-long', 4, 3, [control('V-PRV-3', { evidence: 'documented' })]),
  risk('phi-in-prompts', 3, 5, [control('PHI-1', { evidence: 'verified' })]),
  risk('unsafe-commands', 3, 4, [control('allow-list', { evidence: 'tested' })]),
  risk('vendor-outage', 3, 2, [control('fallback', { evidence: 'documented' })]),
];

export const anyCodeChange: fc.Arbitrary<CodeChangeFactors> = fc.record({
  dataSensitivity: fc.option(fc.constantFrom(...CODE_CHANGE_LEVELS.dataSensitivity)),
  systemCriticality: fc.option(fc.constantFrom(...CODE_CHANGE_LEVELS.systemCriticality)),
  regulatoryImpact: fc.option(fc.constantFrom(...CODE_CHANGE_LEVELS.regulatoryImpact)),
  complexity: fc.option(fc.constantFrom(...CODE_CHANGE_LEVELS.complexity)),
  aiGenerated: fc.constantFrom(...YES_NO_UNKNOWN),
  humanReviewed: fc.constantFrom(...YES_NO_UNKNOWN),
});

export const anyEvidence = fc.constantFrom(...EVIDENCE_STATES);

const anyQuestion: fc.Arbitrary<Omit<QuestionScoreInput, 'id' | 'label'>> = fc.record({
  sectionId: fc.constantFrom('security', 'privacy', 'contract'),
  weight: fc.integer({ min: 0, max: 5 }),
  gate: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray([...USE_CONDITIONS], { maxLength: 2 })),
  goodAnswer: fc.constantFrom('yes', 'yes', 'yes', 'no'),
  evidenceNeeded: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  applicable: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
  state: fc.option(fc.constantFrom('yes' as const, 'yes' as const, ...ANSWER_STATES), { freq: 8 }),
  notApplicable: fc.constantFrom('without_reason', 'with_reason', 'accepted'),
  evidence: fc.constantFrom('tested' as const, 'verified' as const, ...EVIDENCE_STATES),
  evidenceStated: anyEvidence,
  openRedFlags: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, fc.constant(['RF'])),
  sources: fc.constant(['EV-2026-001']),
});

export function anyQuestionnaire(maxLength = 24): fc.Arbitrary<QuestionnaireInput> {
  return fc.record({
    use: fc.subarray([...USE_CONDITIONS]),
    questions: fc
      .array(anyQuestion, { minLength: 1, maxLength })
      .map((questions) => questions.map((entry, index) => ({ ...entry, id: `Q-${index}`, label: `Q-${index}` }))),
  });
}

const anyLevel = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 6 });
export const anyInherent: fc.Arbitrary<InherentLevels> = fc.record(
  Object.fromEntries(INHERENT_FACTORS.map((factor) => [factor, anyLevel])) as Record<InherentFactor, typeof anyLevel>,
);

const anyControl: fc.Arbitrary<ControlInput> = fc.record({
  id: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  label: fc.constant('control'),
  evidence: fc.option(anyEvidence, { freq: 5 }),
  stale: fc.boolean(),
  reduces: fc.constantFrom('likelihood', 'impact'),
  sources: fc.constant(['EV-2026-002']),
});

export const anyResidual: fc.Arbitrary<ResidualInput> = fc.record({
  risks: fc
    .array(
      fc.record({
        likelihood: fc.integer({ min: 1, max: 5 }),
        impact: fc.integer({ min: 1, max: 5 }),
        controls: fc.uniqueArray(anyControl, { maxLength: 3, selector: (entry) => entry.id }),
        open: fc.boolean(),
        acceptedUntil: fc.constantFrom(null, '2026-11-19', '2027-01-01'),
      }),
      { maxLength: 6 },
    )
    .map((risks) => risks.map((entry, index) => ({ ...entry, id: `R-${index}`, label: `Risk ${index}` }))),
  openRedFlags: fc.subarray(['RF-1', 'RF-2', 'RF-3']),
  failedGates: fc.subarray(['V-CMP-1', 'V-CMP-4']),
  asOf: fc.constant('2026-11-20'),
});
