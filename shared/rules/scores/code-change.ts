import { CODE_CHANGE_ORDINALS, type CodeChangeModel, type CodeChangeOrdinal } from '../../contract/score-models.ts';
import { CODE_CHANGE_LEVELS, type CodeChangeFactors, YES_NO_UNKNOWN } from '../../contract/scores.ts';
import { BANDS, type Band } from '../../contract/vendors.ts';
import { bandOf } from './bands.ts';
import { decimalText, ratio, toNumber } from './rational.ts';

/** A total of the matrix. */
export interface CodeChangeTotal {
  /** Points of the four summed factors. */
  sum: number;
  /** The total in ten-thousandths of a point: sum × per cent × per cent, a whole number. */
  totalTimes10000: number;
  /** The total for display. */
  total: number;
  /** The total as exact decimal text: "8.4". */
  totalText: string;
  band: Band;
}

export interface CodeChangeResult {
  model: { id: CodeChangeModel['id']; version: string };
  /** All null while a summed factor is missing. */
  sum: number | null;
  totalTimes10000: number | null;
  total: number | null;
  totalText: string | null;
  band: Band | null;
  /** False while a factor is missing or a yes/no is unknown. */
  complete: boolean;
  /** The factors that are missing or unknown. */
  missing: (keyof CodeChangeFactors)[];
  /** The total with every missing factor at its highest level and every unknown as the worse answer. */
  worstCase: CodeChangeTotal;
  /** What the band demands; empty while there is none. */
  controls: readonly string[];
}

/** Points of a level; a missing one counts as the factor's highest. */
export function pointsOf(model: CodeChangeModel, factor: CodeChangeOrdinal, level: string | null): number {
  const points: Readonly<Record<string, { points: number }>> = model.factors[factor].levels;
  const worst = CODE_CHANGE_LEVELS[factor].at(-1);
  const found = points[level ?? worst ?? ''];
  if (!found) throw new RangeError(`${factor} has no level "${level}"`);
  return found.points;
}

function totalOf(model: CodeChangeModel, factors: CodeChangeFactors): CodeChangeTotal {
  const sum = CODE_CHANGE_ORDINALS.reduce((points, factor) => points + pointsOf(model, factor, factors[factor]), 0);
  const totalTimes10000 =
    sum *
    model.uplifts.aiGenerated.percent[factors.aiGenerated] *
    model.uplifts.humanReviewed.percent[factors.humanReviewed];
  const exact = ratio(totalTimes10000, 10_000);
  const { low, medium, high } = model.boundsInHundredths;
  return {
    sum,
    totalTimes10000,
    total: toNumber(exact),
    totalText: decimalText(exact),
    band: bandOf(totalTimes10000, { low: low * 100, medium: medium * 100, high: high * 100 }),
  };
}

/**
 * Rates one code change by the matrix `code-change` (`scoring.md`; `domain.md` 7.2): the sum of four factors, a fifth
 * more when it was generated, half more when nobody reviewed it; whole numbers only, upper bounds inclusive. A missing
 * factor gives no band, never 0 points; an unknown yes/no counts as the worse one and leaves the result incomplete.
 */
export function scoreCodeChange(model: CodeChangeModel, factors: CodeChangeFactors): CodeChangeResult {
  const missingLevels = CODE_CHANGE_ORDINALS.filter((factor) => factors[factor] === null);
  const unknownFacts = (['aiGenerated', 'humanReviewed'] as const).filter((fact) => factors[fact] === 'unknown');
  const missing = [...missingLevels, ...unknownFacts];
  const worstCase = totalOf(model, factors);
  const rated = missingLevels.length === 0 ? worstCase : null;
  return {
    model: { id: model.id, version: model.version },
    sum: rated?.sum ?? null,
    totalTimes10000: rated?.totalTimes10000 ?? null,
    total: rated?.total ?? null,
    totalText: rated?.totalText ?? null,
    band: rated?.band ?? null,
    complete: missing.length === 0,
    missing,
    worstCase,
    controls: rated ? model.controls[rated.band] : [],
  };
}

/** Every combination of known factors: 1,024 with the levels of the seed. */
export function listCodeChangeCombinations(): CodeChangeFactors[] {
  const answers = YES_NO_UNKNOWN.filter((answer) => answer !== 'unknown');
  return CODE_CHANGE_LEVELS.dataSensitivity.flatMap((dataSensitivity) =>
    CODE_CHANGE_LEVELS.systemCriticality.flatMap((systemCriticality) =>
      CODE_CHANGE_LEVELS.regulatoryImpact.flatMap((regulatoryImpact) =>
        CODE_CHANGE_LEVELS.complexity.flatMap((complexity) =>
          answers.flatMap((aiGenerated) =>
            answers.map((humanReviewed) => ({
              dataSensitivity,
              systemCriticality,
              regulatoryImpact,
              complexity,
              aiGenerated,
              humanReviewed,
            })),
          ),
        ),
      ),
    ),
  );
}

/** How many of `combinations` fall in each band: shown beside the matrix, which leans high (`domain.md` 7.2). */
export function countCodeChangeBands(
  model: CodeChangeModel,
  combinations: readonly CodeChangeFactors[],
): Record<Band, number> {
  const counts = Object.fromEntries(BANDS.map((band) => [band, 0])) as Record<Band, number>;
  for (const factors of combinations) counts[totalOf(model, factors).band] += 1;
  return counts;
}
