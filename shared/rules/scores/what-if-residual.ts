import { EVIDENCE_STATES, type EvidenceState } from '../../contract/questionnaire-pack.ts';
import type { ResidualModel } from '../../contract/score-models.ts';
import { bandLevel, nextWorseBand } from './bands.ts';
import { explainResidual } from './explain-residual.ts';
import { ratio } from './rational.ts';
import { type ControlInput, freshEvidence, type ResidualInput, scoreResidual } from './residual.ts';
import { type Lever, type Outcome, searchWhatIf, type WhatIf } from './what-if.ts';

export type ResidualChange =
  /** The control's evidence, fresh; `from` is what counted before. In every risk that has the control. */
  | { kind: 'control'; controlId: string; label: string; riskIds: string[]; from: EvidenceState; to: EvidenceState }
  | { kind: 'red_flag_closed'; flagId: string }
  | { kind: 'gate_passed'; gateId: string }
  | { kind: 'red_flag_opened' }
  | { kind: 'gate_failed' };

/** Stands in for a red flag or a gate that is not there yet. */
const FURTHER = 'further';

export function applyResidualChange(input: ResidualInput, change: ResidualChange): ResidualInput {
  const { openRedFlags, failedGates } = input;
  if (change.kind === 'red_flag_opened') return { ...input, openRedFlags: [...openRedFlags, FURTHER] };
  if (change.kind === 'gate_failed') return { ...input, failedGates: [...failedGates, FURTHER] };
  if (change.kind === 'red_flag_closed') {
    return { ...input, openRedFlags: openRedFlags.filter((id) => id !== change.flagId) };
  }
  if (change.kind === 'gate_passed') {
    return { ...input, failedGates: failedGates.filter((id) => id !== change.gateId) };
  }
  const renew = (control: ControlInput) =>
    control.id === change.controlId ? { ...control, evidence: change.to, stale: false } : control;
  return { ...input, risks: input.risks.map((risk) => ({ ...risk, controls: risk.controls.map(renew) })) };
}

function judge(model: ResidualModel, input: ResidualInput): Outcome {
  const { value, band } = scoreResidual(model, input);
  if (value === null || band === null) return { level: 0, word: 'none', value: null };
  return { level: bandLevel(band), word: band, value: ratio(value) };
}

/** Each control of an open risk once, with the changes of its evidence that change its steps, one for each step. */
function listControlLevers(model: ResidualModel, input: ResidualInput, direction: -1 | 1): Lever<ResidualChange>[] {
  const controls = new Map<string, { control: ControlInput; riskIds: string[] }>();
  for (const risk of input.risks.filter((candidate) => candidate.open)) {
    for (const control of risk.controls) {
      const known = controls.get(control.id);
      controls.set(control.id, { control, riskIds: [...(known?.riskIds ?? []), risk.id] });
    }
  }
  return [...controls.values()].map(({ control, riskIds }) => {
    const from = freshEvidence(control);
    const stepsOf = (state: EvidenceState) => model.controls[state].steps;
    const goals = EVIDENCE_STATES.filter(
      (state, index) =>
        direction * (stepsOf(state) - stepsOf(from)) > 0 &&
        EVIDENCE_STATES.findIndex((other) => stepsOf(other) === stepsOf(state)) === index,
    );
    const changes = goals
      .map((to) => ({
        change: { kind: 'control' as const, controlId: control.id, label: control.label, riskIds, from, to },
        effort: direction * (stepsOf(to) - stepsOf(from)),
      }))
      .sort((left, right) => left.effort - right.effort);
    return { changes };
  });
}

function single(change: ResidualChange): Lever<ResidualChange> {
  return { changes: [{ change, effort: 1 }] };
}

/**
 * Which stronger control, closed red flag or passed gate moves a vendor's residual band; and whether a control that no
 * longer works, one more red flag or one more failed gate would worsen it.
 */
export function whatIfResidual(model: ResidualModel, input: ResidualInput): WhatIf<ResidualChange> {
  return searchWhatIf({
    subject: input,
    apply: applyResidualChange,
    judge: (subject) => judge(model, subject),
    explain: (subject) => explainResidual(model, subject),
    better: [
      ...listControlLevers(model, input, 1),
      ...input.openRedFlags.map((flagId) => single({ kind: 'red_flag_closed', flagId })),
      ...input.failedGates.map((gateId) => single({ kind: 'gate_passed', gateId })),
    ],
    worse: [
      ...listControlLevers(model, input, -1),
      single({ kind: 'red_flag_opened' }),
      single({ kind: 'gate_failed' }),
    ],
    worseWord: () => {
      const { band } = scoreResidual(model, input);
      return band === null ? 'low' : nextWorseBand(band);
    },
  });
}
