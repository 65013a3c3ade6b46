import {
  CODE_CHANGE_ORDINALS,
  CODE_CHANGE_UPLIFTS,
  type CodeChangeModel,
} from '../../../../shared/contract/score-models.ts';
import { CODE_CHANGE_LEVELS, type CodeChangeFactors, type Explanation } from '../../../../shared/contract/scores.ts';
import { BANDS } from '../../../../shared/contract/vendors.ts';
import { pointsOf, scoreCodeChange, type CodeChangeTotal } from '../../../../shared/rules/scores/code-change.ts';
import { explainCodeChange } from '../../../../shared/rules/scores/explain-code-change.ts';
import { decimalText, ratio, toNumber } from '../../../../shared/rules/scores/rational.ts';
import { whatIfCodeChange } from '../../../../shared/rules/scores/what-if-code-change.ts';
import {
  bandFigure,
  isBand,
  leftColumn,
  rightColumn,
  say,
  sayText,
  source,
  toSteps,
  toWhatIf,
  writeFormulas,
  type Figure,
  type Gate,
  type InputRow,
  type Message,
} from './explanation-parts.ts';
import type { LoadedModel } from './score-models.ts';

type Factor = keyof CodeChangeFactors;

function isOrdinal(factor: Factor): factor is (typeof CODE_CHANGE_ORDINALS)[number] {
  return (CODE_CHANGE_ORDINALS as readonly Factor[]).includes(factor);
}

function labelOf(model: CodeChangeModel, factor: Factor): string {
  return isOrdinal(factor) ? model.factors[factor].label : model.uplifts[factor].label;
}

/** A level by its name in the model, a yes/no by the page's own word. */
function sayLevel(model: CodeChangeModel, factor: Factor, level: string | null): Message {
  if (level === null) return say('cell.unknown');
  if (!isOrdinal(factor)) return say(`answer.${level}`);
  const levels: Readonly<Record<string, { label: string }>> = model.factors[factor].levels;
  return sayText(levels[level]?.label ?? level);
}

function listRows(model: CodeChangeModel, factors: CodeChangeFactors): InputRow[] {
  const toRow = (factor: Factor, counts: string, strong: boolean): InputRow => ({
    cells: [sayText(labelOf(model, factor)), sayLevel(model, factor, factors[factor]), sayText(counts)],
    strong,
    source: source('factor', factor, labelOf(model, factor)),
  });
  return [
    ...CODE_CHANGE_ORDINALS.map((factor) => {
      const highest = pointsOf(model, factor, null);
      const points = pointsOf(model, factor, factors[factor]);
      return toRow(factor, `+ ${points}`, points === highest);
    }),
    ...CODE_CHANGE_UPLIFTS.map((fact) => {
      const percent = model.uplifts[fact].percent[factors[fact]];
      return toRow(fact, `× ${decimalText(ratio(percent, 100))}`, percent > 100);
    }),
  ];
}

/** Every unknown at its mildest: the least that the change can turn out to be. */
function fillWithBest(factors: CodeChangeFactors): CodeChangeFactors {
  return {
    dataSensitivity: factors.dataSensitivity ?? CODE_CHANGE_LEVELS.dataSensitivity[0],
    systemCriticality: factors.systemCriticality ?? CODE_CHANGE_LEVELS.systemCriticality[0],
    regulatoryImpact: factors.regulatoryImpact ?? CODE_CHANGE_LEVELS.regulatoryImpact[0],
    complexity: factors.complexity ?? CODE_CHANGE_LEVELS.complexity[0],
    aiGenerated: factors.aiGenerated === 'unknown' ? 'no' : factors.aiGenerated,
    humanReviewed: factors.humanReviewed === 'unknown' ? 'yes' : factors.humanReviewed,
  };
}

const ALL_UNKNOWN: CodeChangeFactors = {
  dataSensitivity: null,
  systemCriticality: null,
  regulatoryImpact: null,
  complexity: null,
  aiGenerated: 'unknown',
  humanReviewed: 'unknown',
};

/** Totals run between these; the lowest is above 0, since three factors start at 1 (`domain.md` 7.2). */
function findSpan(model: CodeChangeModel): { least: number; most: number } {
  return {
    least: scoreCodeChange(model, fillWithBest(ALL_UNKNOWN)).worstCase.total,
    most: scoreCodeChange(model, ALL_UNKNOWN).worstCase.total,
  };
}

/** The scale is continuous, so each band begins where the one before it ends. */
function listBands({ boundsInHundredths }: CodeChangeModel, least: number, most: number): Explanation['bands'] {
  const { low, medium, high } = boundsInHundredths;
  const ends = [least, ...[low, medium, high].map((bound) => toNumber(ratio(bound, 100))), most];
  return BANDS.map((band, index) => ({ band, from: ends[index] ?? least, to: ends[index + 1] ?? most }));
}

/** The rating of a code change with everything behind it. An incomplete one has no result, only what it can become. */
export function explainChange(
  { model, sha256 }: LoadedModel<CodeChangeModel>,
  subject: string,
  factors: CodeChangeFactors,
  computedAt: string,
): Explanation {
  const result = scoreCodeChange(model, factors);
  const steps = explainCodeChange(model, factors);
  const { least, most } = findSpan(model);
  const toFigure = ({ totalTimes10000, band }: Pick<CodeChangeTotal, 'totalTimes10000' | 'band'>): Figure =>
    bandFigure(ratio(totalTimes10000, 10_000), band, most);
  return {
    kind: 'code_change',
    subject,
    model: { id: model.id, version: model.version, sha256 },
    computedAt,
    result:
      result.totalTimes10000 === null || result.band === null
        ? bandFigure(null, null, most)
        : toFigure({ totalTimes10000: result.totalTimes10000, band: result.band }),
    complete: result.complete,
    completeness: null,
    confidence: null,
    range: result.complete
      ? null
      : { low: toFigure(scoreCodeChange(model, fillWithBest(factors)).worstCase), high: toFigure(result.worstCase) },
    formula: writeFormulas(steps, ['sum', 'total']),
    inputs: {
      columns: [leftColumn('factor'), leftColumn('level'), rightColumn('counts')],
      rows: listRows(model, factors),
    },
    steps: toSteps(steps),
    gates: result.missing.map((factor): Gate => ({
      state: 'open',
      text: say('missing', { factor: labelOf(model, factor) }),
    })),
    bands: listBands(model, least, most),
    whatIf: toWhatIf(
      whatIfCodeChange(model, factors),
      steps,
      ({ factor, to }) => {
        const label = labelOf(model, factor);
        const about = source('factor', factor, label);
        if (!isOrdinal(factor)) return { source: about, text: say(`whatIf.${factor}.${to}`) };
        const levels: Readonly<Record<string, { label: string }>> = model.factors[factor].levels;
        return { source: about, text: say('whatIf.factorKnown', { factor: label, to: levels[to]?.label ?? to }) };
      },
      ({ value, word }) => bandFigure(value, isBand(word) ? word : null, most),
    ),
  };
}
