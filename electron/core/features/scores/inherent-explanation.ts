import type { Explanation } from '../../../../shared/contract/scores.ts';
import { INHERENT_MAXIMUM, type InherentModel } from '../../../../shared/contract/score-models.ts';
import { INHERENT_FACTORS, type Tool } from '../../../../shared/contract/tools.ts';
import { explainInherent } from '../../../../shared/rules/scores/explain-inherent.ts';
import { scoreInherent, type InherentLevels, type InherentResult } from '../../../../shared/rules/scores/inherent.ts';
import { ratio } from '../../../../shared/rules/scores/rational.ts';
import { whatIfInherent } from '../../../../shared/rules/scores/what-if-inherent.ts';
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
  type Gate,
  type InputRow,
} from './explanation-parts.ts';
import type { LoadedModel } from './score-models.ts';

const HIGHEST_SUM = INHERENT_FACTORS.length * INHERENT_MAXIMUM;

function listRows(model: InherentModel, tool: Tool): InputRow[] {
  return INHERENT_FACTORS.map((factor) => {
    const { label, levels } = model.factors[factor];
    const rated = tool.inherentFactors.find((one) => one.factor === factor);
    const level = rated?.level ?? null;
    const reason = rated?.reason ?? '';
    return {
      cells: [
        sayText(label),
        level === null ? say('cell.unknown') : sayText(levels[level]?.label ?? ''),
        reason === '' ? sayText('–') : sayText(reason),
        sayText(level ?? INHERENT_MAXIMUM),
      ],
      strong: (level ?? INHERENT_MAXIMUM) === INHERENT_MAXIMUM,
      source: source('factor', factor, label),
    };
  });
}

function listRules(model: InherentModel, { factorsAtMaximum, cadence, tier }: InherentResult): Gate[] {
  const rules = model.maximumRules.map((rule): Gate => {
    const parameters = { needed: rule.factorsAtMaximum, present: factorsAtMaximum, maximum: INHERENT_MAXIMUM };
    const holds = factorsAtMaximum >= rule.factorsAtMaximum;
    return { state: holds ? 'failed' : 'not_met', text: say(`floor.extremes.${rule.atLeast}`, parameters) };
  });
  const months = { full: cadence.fullReviewMonths, light: cadence.lightCheckMonths };
  return [...rules, { state: 'passed', text: say(`cadence.${tier}`, months) }];
}

/** The inherent tier of a tool with everything behind it. */
export function explainTool(
  { model, sha256 }: LoadedModel<InherentModel>,
  tool: Tool,
  levels: InherentLevels,
  computedAt: string,
): Explanation {
  const result = scoreInherent(model, levels);
  const steps = explainInherent(model, levels);
  const known = INHERENT_FACTORS.reduce((sum, factor) => sum + (levels[factor] ?? 0), 0);
  const figure = bandFigure(ratio(result.sum), result.tier, HIGHEST_SUM);
  return {
    kind: 'inherent',
    subject: tool.name,
    model: { id: model.id, version: model.version, sha256 },
    computedAt,
    result: figure,
    complete: result.unknown.length === 0,
    completeness: toRatio(result.completeness),
    confidence: null,
    range:
      result.unknown.length === 0
        ? null
        : { low: bandFigure(ratio(known), result.tierAtBest, HIGHEST_SUM), high: figure },
    formula: writeFormulas(steps, ['sum', 'extremes', 'tier']),
    inputs: {
      columns: [leftColumn('factor'), leftColumn('level'), leftColumn('reason'), rightColumn('points')],
      rows: listRows(model, tool),
    },
    steps: toSteps(steps),
    gates: listRules(model, result),
    bands: wholeBands(model.bounds, 0, HIGHEST_SUM),
    whatIf: toWhatIf(
      whatIfInherent(model, levels),
      steps,
      ({ factor, from, to }) => {
        const { label, levels: anchors } = model.factors[factor];
        const goal = anchors[to]?.label ?? String(to);
        return {
          source: source('factor', factor, label),
          text:
            from === null
              ? say('whatIf.factorKnown', { factor: label, to: goal })
              : say('whatIf.factor', { factor: label, from: anchors[from]?.label ?? String(from), to: goal }),
        };
      },
      ({ value, word }) => bandFigure(value, isBand(word) ? word : null, HIGHEST_SUM),
    ),
  };
}
