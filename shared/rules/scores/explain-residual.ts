import type { ResidualModel } from '../../contract/score-models.ts';
import {
  bandScale,
  countNumber,
  type ExplainStep,
  inputNumber,
  listNumber,
  makeStep,
  stepNumber,
  stepValue,
} from './explain.ts';
import { ratio } from './rational.ts';
import { type ControlTarget, type ResidualInput, type RiskInput, type RiskLine, scoreResidual } from './residual.ts';

function stepsOf(line: RiskLine, risk: RiskInput, target: ControlTarget) {
  return line.controls
    .filter((control) => control.reduces === target)
    .map((control) => {
      const input = risk.controls.find((candidate) => candidate.id === control.id);
      const value = { value: ratio(control.steps), sources: [control.id, ...(input?.sources ?? [])] };
      return control.known ? value : { ...value, assumed: true };
    });
}

function explainRisk(model: ResidualModel, risk: RiskInput, line: RiskLine): ExplainStep {
  const { likelihood, impact } = line.before;
  return makeStep({
    id: `risk.${line.id}`,
    label: 'residual.risk',
    params: { risk: line.label },
    formula:
      `max(1, likelihood − min(${model.maximumSteps}, Σ(likelihoodSteps)))` +
      ` × max(1, impact − min(${model.maximumSteps}, Σ(impactSteps)))`,
    numbers: [
      inputNumber('likelihood', likelihood, [line.id]),
      listNumber('likelihoodSteps', stepsOf(line, risk, 'likelihood')),
      inputNumber('impact', impact, [line.id]),
      listNumber('impactSteps', stepsOf(line, risk, 'impact')),
    ],
    value: line.value,
    scale: bandScale(model.bounds),
  });
}

/**
 * The workings of a vendor's residual risk: one step for each open risk, the largest of them, the floor, and the value
 * with its band. Sources are the ids of risks, controls, red flags and gates. Empty when there is nothing to rate.
 */
export function explainResidual(model: ResidualModel, input: ResidualInput): ExplainStep[] {
  const result = scoreResidual(model, input);
  if (result.value === null) return [];
  const risks = result.risks.flatMap((line, index) => {
    const risk = input.risks[index];
    return risk && line.open ? [explainRisk(model, risk, line)] : [];
  });
  const largest = makeStep({
    id: 'largest',
    label: 'residual.largest',
    formula: risks.length > 0 ? 'max(risk)' : '0',
    numbers:
      risks.length > 0
        ? [
            listNumber(
              'risk',
              risks.map((step) => stepValue(step)),
            ),
          ]
        : [],
    value: result.largest ?? 0,
  });
  const { value, openRedFlags, failedGates } = model.floor;
  const floor = makeStep({
    id: 'floor',
    label: 'residual.floor',
    params: { floor: value, redFlags: openRedFlags, failedGates },
    formula: `${value} × max(Σ(redFlag) ≥ ${openRedFlags}, Σ(failedGate) ≥ ${failedGates})`,
    numbers: [countNumber('redFlag', input.openRedFlags), countNumber('failedGate', input.failedGates)],
    value: result.floor,
  });
  const residual = makeStep({
    id: 'residual',
    label: 'residual.value',
    formula: 'max(largest, floor)',
    numbers: [stepNumber('largest', largest), stepNumber('floor', floor)],
    value: result.value,
    scale: bandScale(model.bounds),
  });
  return [...risks, largest, floor, residual];
}
