import type { Explanation } from '../../../../shared/contract/scores.ts';
import { RESIDUAL_SCALE, type ResidualModel } from '../../../../shared/contract/score-models.ts';
import { explainResidual } from '../../../../shared/rules/scores/explain-residual.ts';
import { compare, ratio } from '../../../../shared/rules/scores/rational.ts';
import {
  scoreResidual,
  type ResidualInput,
  type ResidualResult,
  type RiskInput,
  type RiskLine,
} from '../../../../shared/rules/scores/residual.ts';
import { whatIfResidual, type ResidualChange } from '../../../../shared/rules/scores/what-if-residual.ts';
import { bandOf } from '../../../../shared/rules/scores/bands.ts';
import {
  bandFigure,
  isBand,
  leftColumn,
  rightColumn,
  say,
  sayText,
  source,
  toRatio,
  toSteps,
  toWhatIf,
  wholeBands,
  writeFormulas,
  type Figure,
  type Gate,
  type InputRow,
  type Source,
} from './explanation-parts.ts';
import type { LoadedModel } from './score-models.ts';

const HIGHEST = RESIDUAL_SCALE * RESIDUAL_SCALE;

/** What the explanation calls the findings behind red flags: "F-014 Retention has no limit". */
export type FlagNames = ReadonlyMap<string, string>;

function writeControls(model: ResidualModel, { controls }: RiskLine): string {
  const labels = new Map(Object.values(model.controls).map(({ effectiveness, label }) => [effectiveness, label]));
  return controls
    .map(({ label, effectiveness }) => `${label}, ${labels.get(effectiveness) ?? effectiveness}`)
    .join('; ');
}

function toRow(model: ResidualModel, line: RiskLine, isLargest: boolean): InputRow {
  const steps = line.steps.likelihood + line.steps.impact;
  return {
    cells: [
      sayText(line.label),
      sayText(`${line.before.likelihood} × ${line.before.impact}`),
      sayText(writeControls(model, line) || '–'),
      sayText(steps === 0 ? '0' : `−${steps}`),
      sayText(`${line.after.likelihood} × ${line.after.impact}`),
      sayText(line.value),
    ],
    strong: isLargest,
    source: source('risk', line.id, line.label),
  };
}

function listFloors(model: ResidualModel, input: ResidualInput, result: ResidualResult, flags: FlagNames): Gate[] {
  const { value, openRedFlags, failedGates } = model.floor;
  const raised = (reason: ResidualResult['floorReasons'][number]): Gate['state'] =>
    result.floorReasons.includes(reason) ? 'failed' : 'not_met';
  return [
    {
      state: raised('red_flags'),
      text: say('floor.redFlags', { value, needed: openRedFlags, present: input.openRedFlags.length }),
    },
    ...input.openRedFlags.map((id): Gate => ({
      state: 'open',
      text: say('floor.redFlag', { flag: flags.get(id) ?? id }),
    })),
    {
      state: raised('failed_gates'),
      text: say('floor.failedGates', { value, needed: failedGates, present: input.failedGates.length }),
    },
    ...input.failedGates.map((gate): Gate => ({ state: 'failed', text: say('floor.failedGate', { gate }) })),
    ...result.risks
      .filter(({ open, acceptance }) => open && acceptance !== 'none')
      .map(({ acceptance, label }): Gate => ({
        state: 'open',
        text: say(`acceptance.${acceptance}`, { risk: label }),
      })),
  ];
}

function describeControl(model: ResidualModel, change: Extract<ResidualChange, { kind: 'control' }>) {
  const text = say('whatIf.control', {
    control: change.label,
    from: model.controls[change.from].label,
    to: model.controls[change.to].label,
  });
  return { source: source('risk', change.riskIds[0] ?? '', change.label), text };
}

function describeChange(model: ResidualModel, change: ResidualChange, flags: FlagNames) {
  if (change.kind === 'control') return describeControl(model, change);
  if (change.kind === 'gate_passed') return { source: null, text: say('whatIf.gatePassed', { gate: change.gateId }) };
  if (change.kind === 'red_flag_opened') return { source: null, text: say('whatIf.redFlagOpened') };
  if (change.kind === 'gate_failed') return { source: null, text: say('whatIf.gateFailed') };
  const flag = flags.get(change.flagId) ?? change.flagId;
  return { source: source('finding', change.flagId, flag), text: say('whatIf.findingClosed', { flag }) };
}

/**
 * What remains of one risk with everything behind it: its own controls, whether it is accepted, and what would move its
 * band. Floors belong to a vendor and are not asked.
 */
export function explainRisk(
  loaded: LoadedModel<ResidualModel>,
  subject: string,
  risk: RiskInput,
  asOf: string,
  computedAt: string,
): Explanation {
  // A closed risk is explained as it stood: it has a value of its own, though no vendor counts it.
  const input: ResidualInput = { risks: [{ ...risk, open: true }], openRedFlags: [], failedGates: [], asOf };
  const explanation = explainVendor(loaded, subject, input, new Map(), computedAt);
  const [line] = scoreResidual(loaded.model, input).risks;
  const rows = (line?.controls ?? []).map((control, index): InputRow => {
    const { evidence, sources } = risk.controls[index] ?? { evidence: null, sources: [] };
    return {
      cells: [
        sayText(control.label),
        say(`target.${control.reduces}`),
        evidence === null ? say('state.unknown') : say(`state.${evidence}`),
        sayText(sources.join(', ') || '–'),
        sayText(control.steps === 0 ? '0' : `−${control.steps}`),
      ],
      strong: control.steps > 0,
      source: source('risk', risk.id, control.label),
    };
  });
  return {
    ...explanation,
    kind: 'risk',
    formula: explanation.formula.filter((line) => /^(risk|steps)\b/.test(line)),
    steps: explanation.steps.filter(({ source: from }) => from?.kind === 'risk'),
    inputs: {
      columns: [
        leftColumn('control'),
        leftColumn('lowers'),
        leftColumn('evidence'),
        leftColumn('index'),
        rightColumn('steps'),
      ],
      rows,
    },
    gates: explanation.gates.filter(({ text }) => text.key.startsWith('scores.acceptance.')),
  };
}

/** What remains of a vendor's risks with everything behind it. */
export function explainVendor(
  { model, sha256 }: LoadedModel<ResidualModel>,
  subject: string,
  input: ResidualInput,
  flags: FlagNames,
  computedAt: string,
): Explanation {
  const result = scoreResidual(model, input);
  const steps = explainResidual(model, input);
  const toFigure = (value: number): Figure => bandFigure(ratio(value), bandOf(value, model.bounds), HIGHEST);
  const findSource = ({ id }: { id: string }): Source => {
    const risk = input.risks.find((one) => id === `risk.${one.id}`);
    return risk ? source('risk', risk.id, risk.label) : null;
  };
  const firstRisk = steps.find(({ id }) => id.startsWith('risk.'));
  return {
    kind: 'residual',
    subject,
    model: { id: model.id, version: model.version, sha256 },
    computedAt,
    result: result.value === null ? bandFigure(null, null, HIGHEST) : toFigure(result.value),
    complete: result.completeness === null || compare(result.completeness, ratio(100)) === 0,
    completeness: toRatio(result.completeness),
    confidence: null,
    range: result.range && { low: toFigure(result.range.low), high: toFigure(result.range.high) },
    formula: [
      ...(firstRisk ? [`risk = ${firstRisk.formula}`] : []),
      ...writeFormulas(steps, ['largest', 'floor', 'residual']),
      `steps: ${Object.values(model.controls)
        .map(({ effectiveness, steps: taken }) => `${effectiveness} ${taken}`)
        .join(', ')}`,
    ],
    inputs: {
      columns: [
        leftColumn('risk'),
        rightColumn('likelihoodImpact'),
        leftColumn('control'),
        rightColumn('steps'),
        rightColumn('now'),
        rightColumn('value'),
      ],
      rows: result.risks
        .filter(({ open }) => open)
        .sort((left, right) => right.value - left.value)
        .map((line) => toRow(model, line, result.largestRiskIds.includes(line.id))),
    },
    steps: toSteps(steps, findSource),
    gates: listFloors(model, input, result, flags).slice(0, 100),
    bands: wholeBands(model.bounds, 1, HIGHEST),
    whatIf: toWhatIf(
      whatIfResidual(model, input),
      steps,
      (change) => describeChange(model, change, flags),
      ({ value, word }) => bandFigure(value, isBand(word) ? word : null, HIGHEST),
    ),
  };
}
