import { EVIDENCE_STATES, type EvidenceState } from '../../contract/questionnaire-pack.ts';
import { type ControlEffectiveness, RESIDUAL_SCALE, type ResidualModel } from '../../contract/score-models.ts';
import type { Band } from '../../contract/vendors.ts';
import { bandOf } from './bands.ts';
import { ratio, type Rational } from './rational.ts';

/** What a control acts on. */
export type ControlTarget = 'likelihood' | 'impact';

export interface ControlInput {
  /** Controls of the same id in several risks are one control. */
  id: string;
  label: string;
  /** What its evidence shows; null while that is not known, which counts as nothing. */
  evidence: EvidenceState | null;
  stale: boolean;
  reduces: ControlTarget;
  /** Ids of the records behind it: evidence, questions. */
  sources: readonly string[];
}

export interface RiskInput {
  id: string;
  label: string;
  /** 1 to 5, before controls. */
  likelihood: number;
  impact: number;
  controls: readonly ControlInput[];
  /** A closed risk does not count. */
  open: boolean;
  /** The last day on which its acceptance holds (`YYYY-MM-DD`); null when nobody accepted it. */
  acceptedUntil: string | null;
}

export interface ResidualInput {
  risks: readonly RiskInput[];
  /** Ids of the vendor's open red flags. */
  openRedFlags: readonly string[];
  /** Ids of the failed gates of approved uses. */
  failedGates: readonly string[];
  /** `YYYY-MM-DD`; decides which acceptances have expired. */
  asOf: string;
}

export interface ControlLine {
  id: string;
  label: string;
  reduces: ControlTarget;
  effectiveness: ControlEffectiveness;
  steps: number;
  stale: boolean;
  known: boolean;
}

export interface RiskLine {
  id: string;
  label: string;
  open: boolean;
  /** Accepted risks count all the same. */
  acceptance: 'none' | 'current' | 'expired';
  before: { likelihood: number; impact: number; value: number };
  controls: ControlLine[];
  /** Steps taken off, after the cap. */
  steps: Record<ControlTarget, number>;
  after: { likelihood: number; impact: number };
  value: number;
  band: Band;
}

export interface ResidualResult {
  model: { id: ResidualModel['id']; version: string };
  /** 1 to 25; null when there is neither an open risk nor a floor. */
  value: number | null;
  band: Band | null;
  /** The largest open risk, before any floor. */
  largest: number | null;
  /** Ids of the open risks that are as large as the largest. */
  largestRiskIds: string[];
  /** 0 when no floor holds. */
  floor: number;
  floorReasons: ('red_flags' | 'failed_gates')[];
  /** What the value can become once every control is known; null as `value`. */
  range: { low: number; high: number } | null;
  /** Per cent of controls of open risks that are known, 0 to 100; null without controls. */
  completeness: Rational | null;
  risks: RiskLine[];
}

/** Evidence as it counts: stale evidence drops one step. */
export function freshEvidence(control: ControlInput): EvidenceState {
  const index = EVIDENCE_STATES.indexOf(control.evidence ?? 'none') - (control.stale ? 1 : 0);
  return EVIDENCE_STATES[index] ?? 'none';
}

function controlLine(model: ResidualModel, control: ControlInput): ControlLine {
  const { effectiveness, steps } = model.controls[freshEvidence(control)];
  const { id, label, reduces, stale } = control;
  return { id, label, reduces, effectiveness, steps, stale, known: control.evidence !== null };
}

function stepsOff(model: ResidualModel, controls: readonly ControlLine[], target: ControlTarget): number {
  const steps = controls.reduce((sum, control) => sum + (control.reduces === target ? control.steps : 0), 0);
  return Math.min(model.maximumSteps, steps);
}

function acceptanceOf(risk: RiskInput, asOf: string): RiskLine['acceptance'] {
  if (risk.acceptedUntil === null) return 'none';
  return asOf <= risk.acceptedUntil ? 'current' : 'expired';
}

function riskLine(model: ResidualModel, risk: RiskInput, asOf: string): RiskLine {
  for (const level of [risk.likelihood, risk.impact]) {
    if (!Number.isInteger(level) || level < 1 || level > RESIDUAL_SCALE) {
      throw new RangeError(`${risk.id} has the level ${level}, not one from 1 to ${RESIDUAL_SCALE}`);
    }
  }
  const controls = risk.controls.map((control) => controlLine(model, control));
  const steps = {
    likelihood: stepsOff(model, controls, 'likelihood'),
    impact: stepsOff(model, controls, 'impact'),
  };
  const after = {
    likelihood: Math.max(1, risk.likelihood - steps.likelihood),
    impact: Math.max(1, risk.impact - steps.impact),
  };
  const value = after.likelihood * after.impact;
  return {
    id: risk.id,
    label: risk.label,
    open: risk.open,
    acceptance: acceptanceOf(risk, asOf),
    before: { likelihood: risk.likelihood, impact: risk.impact, value: risk.likelihood * risk.impact },
    controls,
    steps,
    after,
    value,
    band: bandOf(value, model.bounds),
  };
}

function floorOf(model: ResidualModel, input: ResidualInput): Pick<ResidualResult, 'floor' | 'floorReasons'> {
  const floorReasons: ResidualResult['floorReasons'] = [];
  if (input.openRedFlags.length >= model.floor.openRedFlags) floorReasons.push('red_flags');
  if (input.failedGates.length >= model.floor.failedGates) floorReasons.push('failed_gates');
  return { floor: floorReasons.length > 0 ? model.floor.value : 0, floorReasons };
}

function largestOf(risks: readonly RiskLine[]): number {
  return risks.reduce((largest, risk) => (risk.open ? Math.max(largest, risk.value) : largest), 0);
}

/** Every control that is not known, taken as tested. */
function assumeBest(risk: RiskInput): RiskInput {
  const controls = risk.controls.map((control) =>
    control.evidence === null ? { ...control, evidence: 'tested' as const, stale: false } : control,
  );
  return { ...risk, controls };
}

/**
 * Rates what remains of a vendor's risks after controls by the model `residual` (`scoring.md`; `domain.md` 7.3). A
 * control takes whole steps off likelihood or impact by the strength of its evidence; the vendor's value is its largest
 * open risk, raised to the floor by open red flags or a failed gate of an approved use. An accepted risk counts.
 *
 * @throws RangeError when a likelihood or impact is not a whole number from 1 to 5.
 */
export function scoreResidual(model: ResidualModel, input: ResidualInput): ResidualResult {
  const risks = input.risks.map((risk) => riskLine(model, risk, input.asOf));
  const largest = largestOf(risks);
  const { floor, floorReasons } = floorOf(model, input);
  const value = Math.max(largest, floor);
  const low = largestOf(input.risks.map((risk) => riskLine(model, assumeBest(risk), input.asOf)));
  const controls = risks.filter((risk) => risk.open).flatMap((risk) => risk.controls);
  const known = controls.filter((control) => control.known).length;
  return {
    model: { id: model.id, version: model.version },
    value: value === 0 ? null : value,
    band: value === 0 ? null : bandOf(value, model.bounds),
    largest: largest === 0 ? null : largest,
    largestRiskIds: risks.filter((risk) => risk.open && risk.value === largest).map((risk) => risk.id),
    floor,
    floorReasons,
    range: value === 0 ? null : { low: Math.max(low, floor), high: value },
    completeness: controls.length === 0 ? null : ratio(100 * known, controls.length),
    risks,
  };
}
