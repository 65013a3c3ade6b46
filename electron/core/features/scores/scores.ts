import type { Tool } from '../../../../shared/contract/tools.ts';
import { findReviewDates, type ReviewDates } from '../../../../shared/rules/review-cadence.ts';
import { scoreInherent, type InherentLevels } from '../../../../shared/rules/scores/inherent.ts';
import { toNumber, type Rational } from '../../../../shared/rules/scores/rational.ts';
import { scoreResidual, type ResidualInput } from '../../../../shared/rules/scores/residual.ts';
import type { QuestionnaireResult } from '../../../../shared/rules/scores/questionnaire-score.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listOpenFlags } from '../findings/findings.ts';
import { listVendorsOnEvidence, readRiskInputs } from '../risks/risks.ts';
import { getTool } from '../tools/tools.ts';
import type { LoadedModel } from './score-models.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { deleteCurrentScore, saveCurrentScore, selectFailedGates, selectReviewedTools } from './scores-store.ts';

/** Id, version and sum of the model, as they stand beside every result. */
export function describeModel({ model, sha256 }: LoadedModel) {
  return { id: model.id, version: model.version, sha256 };
}

function toRatio(percent: Rational | null): number | null {
  return percent && toNumber(percent) / 100;
}

/** The inherent factors of a tool by name. */
export function toInherentLevels(tool: Tool): InherentLevels {
  return Object.fromEntries(tool.inherentFactors.map(({ factor, level }) => [factor, level])) as InherentLevels;
}

/**
 * Works out the inherent tier of a tool and keeps it. A tool of which nothing is known yet has no tier: it has not been
 * assessed, which is not the same as the worst that an assessment can find.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function refreshInherent(unit: Unit, toolId: string): Promise<void> {
  const { workspace, now } = unit;
  const levels = toInherentLevels(await getTool(unit.transaction, toolId));
  if (Object.values(levels).every((level) => level === null)) {
    deleteCurrentScore(workspace.file, 'inherent', toolId);
    return;
  }
  const model = workspace.models.newest('inherent');
  const { sum, tier, completeness } = scoreInherent(model.model, levels);
  saveCurrentScore(workspace.file, {
    kind: 'inherent',
    subjectId: toolId,
    model: describeModel(model),
    value: sum,
    band: tier,
    completeness: toRatio(completeness),
    confidence: null,
    computedAt: now,
  });
}

/** What the model `residual` scores of a vendor. `asOf` is `YYYY-MM-DD`. */
export async function readResidualInput(executor: Executor, vendorId: string, asOf: string): Promise<ResidualInput> {
  const flags = await listOpenFlags(executor, { vendorId });
  return {
    risks: await readRiskInputs(executor, vendorId, asOf),
    // The same flag of the same tool, raised again by a later assessment, is one flag.
    openRedFlags: [...new Map(flags.map(({ id, toolId, flagId }) => [`${toolId} ${flagId}`, id])).values()],
    failedGates: await selectFailedGates(executor, vendorId),
    asOf,
  };
}

/** Works out what remains of a vendor's risks and keeps it; without a risk or a floor there is nothing to keep. */
export async function refreshResidual(unit: Unit, vendorId: string): Promise<void> {
  const { workspace, now, today } = unit;
  const model = workspace.models.newest('residual');
  const { value, band, completeness } = scoreResidual(
    model.model,
    await readResidualInput(unit.transaction, vendorId, today),
  );
  if (value === null) {
    deleteCurrentScore(workspace.file, 'residual', vendorId);
    return;
  }
  saveCurrentScore(workspace.file, {
    kind: 'residual',
    subjectId: vendorId,
    model: describeModel(model),
    value,
    band,
    completeness: toRatio(completeness),
    confidence: null,
    computedAt: now,
  });
}

/** Works out anew what remains for every vendor with a risk that rests on this evidence. */
export async function refreshResidualsOn(unit: Unit, evidenceId: string): Promise<void> {
  for (const vendorId of await listVendorsOnEvidence(unit.transaction, evidenceId))
    await refreshResidual(unit, vendorId);
}

/** Evidence ages by itself: works out anew what remains for every vendor with a risk that rests on any. */
export async function refreshAgedResiduals(unit: Unit): Promise<void> {
  for (const vendorId of await listVendorsOnEvidence(unit.transaction, null)) await refreshResidual(unit, vendorId);
}

/** Keeps the result of an assessment's questionnaire. */
export function keepQuestionnaireScore(
  unit: Unit,
  assessmentId: string,
  model: LoadedModel,
  result: QuestionnaireResult,
): void {
  saveCurrentScore(unit.workspace.file, {
    kind: 'questionnaire',
    subjectId: assessmentId,
    model: describeModel(model),
    value: result.score && toNumber(result.score),
    band: null,
    completeness: toRatio(result.completeness),
    confidence: toRatio(result.confidence),
    computedAt: unit.now,
  });
}

/** How often a tool, or a vendor by its tools, is looked at again, and when next. */
export async function readReviewDates(
  { models }: Pick<Workspace, 'models'>,
  executor: Executor,
  kind: 'vendor' | 'tool',
  subjectId: string,
): Promise<ReviewDates> {
  const tools = await selectReviewedTools(executor, kind === 'tool' ? { toolId: subjectId } : { vendorId: subjectId });
  return findReviewDates(models.newest('inherent').model.cadence, tools);
}

/** Months until a tool has to be assessed again: by its inherent tier alone (`scoring.md`), unrated as the highest. */
export async function findReviewMonths(unit: Unit, toolId: string): Promise<number> {
  const { model } = unit.workspace.models.newest('inherent');
  return scoreInherent(model, toInherentLevels(await getTool(unit.transaction, toolId))).cadence.fullReviewMonths;
}
