import type { EvidenceState } from '../../../../shared/contract/questionnaire-pack.ts';
import {
  CODE_CHANGE_ORDINALS,
  CODE_CHANGE_UPLIFTS,
  RESIDUAL_SCALE,
  type ResidualModel,
} from '../../../../shared/contract/score-models.ts';
import {
  CODE_CHANGE_LEVELS,
  YES_NO_UNKNOWN,
  type CodeChange,
  type Explanation,
  type ScoreKind,
} from '../../../../shared/contract/scores.ts';
import { INHERENT_FACTORS } from '../../../../shared/contract/tools.ts';
import { pointsOf, scoreCodeChange } from '../../../../shared/rules/scores/code-change.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import type { Executor } from '../../database/tables.ts';
import { personOperations } from '../../operations.ts';
import { readJudgedAssessment } from '../assessments/assessments.ts';
import { listOpenFlags } from '../findings/findings.ts';
import { getPhiExposure, readPhiRatings } from '../phi-exposure/phi-exposure.ts';
import { readRiskInput } from '../risks/risks.ts';
import { getTool } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { explainChange } from './code-change-explanation.ts';
import { wholeBands } from './explanation-parts.ts';
import { explainTool } from './inherent-explanation.ts';
import { explainPhi } from './phi-exposure-explanation.ts';
import { explainAssessment } from './questionnaire-explanation.ts';
import { explainRisk, explainVendor } from './residual-explanation.ts';
import { describeModel, readResidualInput, readReviewDates, toInherentLevels } from './scores.ts';
import { insertCodeChange, selectCodeChange, selectCodeChanges, selectCurrentScore } from './scores-store.ts';

/** A list of code changes shows so many at most. */
const CODE_CHANGE_LIMIT = 5000;

/** The saved ratings of code changes, newest first. */
export function listCodeChanges(executor: Executor): Promise<CodeChange[]> {
  return selectCodeChanges(executor, CODE_CHANGE_LIMIT);
}

async function explainCodeChange(workspace: Workspace, executor: Executor, id: string): Promise<Explanation> {
  const change = await selectCodeChange(executor, id);
  if (!change) throw new AssayError('NOT_FOUND', 'This rating of a code change is not in the workspace.');
  const { models } = workspace;
  const model = models.find('code-change', change.model.version) ?? models.newest('code-change');
  return explainChange(model, `${change.code} ${change.title}`, change.factors, change.createdAt);
}

async function explainVendorRisk(
  workspace: Workspace,
  executor: Executor,
  vendorId: string,
  now: string,
): Promise<Explanation> {
  const { name } = await getVendor(executor, vendorId);
  const flags = await listOpenFlags(executor, { vendorId });
  return explainVendor(
    workspace.models.newest('residual'),
    name,
    await readResidualInput(executor, vendorId, workspace.today()),
    new Map(flags.map(({ id, code, title }) => [id, `${code} ${title}`])),
    (await selectCurrentScore(executor, 'residual', vendorId))?.computedAt ?? now,
  );
}

async function explainOneRisk(
  workspace: Workspace,
  executor: Executor,
  riskId: string,
  now: string,
): Promise<Explanation> {
  const today = workspace.today();
  const { code, title, input } = await readRiskInput(executor, riskId, today);
  return explainRisk(workspace.models.newest('residual'), `${code} ${title}`, input, today, now);
}

async function explainExposure(
  workspace: Workspace,
  executor: Executor,
  toolId: string,
  now: string,
): Promise<Explanation> {
  const exposure = await getPhiExposure(workspace, executor, toolId);
  const { ratings, computedAt } = await readPhiRatings(workspace, executor, toolId);
  return explainPhi(workspace.models.newest('phi-exposure'), exposure, ratings, computedAt ?? now);
}

type Explain = (workspace: Workspace, executor: Executor, subjectId: string, now: string) => Promise<Explanation>;

const explainByKind: Readonly<Record<ScoreKind, Explain>> = {
  questionnaire: async (workspace, executor, assessmentId, now) => {
    const judged = await readJudgedAssessment(workspace, executor, assessmentId);
    const current = await selectCurrentScore(executor, 'questionnaire', assessmentId);
    return explainAssessment(judged, current?.computedAt ?? now);
  },
  inherent: async (workspace, executor, toolId, now) => {
    const tool = await getTool(executor, toolId);
    const current = await selectCurrentScore(executor, 'inherent', toolId);
    return explainTool(workspace.models.newest('inherent'), tool, toInherentLevels(tool), current?.computedAt ?? now);
  },
  residual: explainVendorRisk,
  risk: explainOneRisk,
  code_change: explainCodeChange,
  phi_exposure: explainExposure,
};

/**
 * One number with everything behind it.
 *
 * @param subjectId An assessment, a tool, a vendor or a saved code change, by `kind`.
 * @throws AssayError NOT_FOUND.
 */
export function explainScore(
  workspace: Workspace,
  executor: Executor,
  kind: ScoreKind,
  subjectId: string,
): Promise<Explanation> {
  return explainByKind[kind](workspace, executor, subjectId, workspace.clock.now().toISOString());
}

function mapControls({ controls }: ResidualModel) {
  const describe = ({ label, anchor, steps }: ResidualModel['controls'][EvidenceState]) => ({ label, anchor, steps });
  const { none, claimed, documented, verified, tested } = controls;
  return {
    none: describe(none),
    claimed: describe(claimed),
    documented: describe(documented),
    verified: describe(verified),
    tested: describe(tested),
  };
}

function describeModels({ models }: Workspace) {
  const inherent = models.newest('inherent').model;
  const codeChange = models.newest('code-change').model;
  const { fullCredit, answers, evidence } = models.newest('questionnaire').model;
  const residual = models.newest('residual').model;
  return {
    questionnaire: { fullCredit, answers, evidence },
    residual: {
      likelihood: residual.likelihood,
      impact: residual.impact,
      bands: wholeBands(residual.bounds, 1, RESIDUAL_SCALE * RESIDUAL_SCALE).map((range) => ({
        ...range,
        ...residual.treatment[range.band],
      })),
      controls: mapControls(residual),
      maximumSteps: residual.maximumSteps,
    },
    inherent: INHERENT_FACTORS.map((factor) => {
      const { label, levels } = inherent.factors[factor];
      return { factor, title: label, anchors: levels.map((level) => `${level.label}: ${level.anchor}`) };
    }),
    codeChange: [
      ...CODE_CHANGE_ORDINALS.map((factor) => {
        const { label, levels } = codeChange.factors[factor];
        const anchors: Readonly<Record<string, { anchor: string }>> = levels;
        return {
          factor,
          title: label,
          levels: CODE_CHANGE_LEVELS[factor].map((level) => ({
            level,
            points: pointsOf(codeChange, factor, level),
            anchor: anchors[level]?.anchor ?? '',
          })),
        };
      }),
      // The two yes/no facts multiply the sum; their points are per cent.
      ...CODE_CHANGE_UPLIFTS.map((fact) => {
        const { label, anchor, percent } = codeChange.uplifts[fact];
        return {
          factor: fact,
          title: label,
          levels: YES_NO_UNKNOWN.map((level) => ({ level, points: percent[level], anchor })),
        };
      }),
    ],
  };
}

export const scoresOperations = {
  explain: personOperations.scores.explain.handler(({ context, input }) =>
    explainScore(context.workspace, context.queries, input.kind, input.subjectId),
  ),

  reviewDates: personOperations.scores.reviewDates.handler(async ({ context, input }) => {
    const { queries, workspace } = context;
    if (input.kind === 'vendor') await getVendor(queries, input.subjectId);
    else await getTool(queries, input.subjectId);
    return readReviewDates(workspace, queries, input.kind, input.subjectId);
  }),

  rateCodeChange: personOperations.scores.rateCodeChange.handler(({ context, input }) => {
    const { models, clock } = context.workspace;
    const model = models.newest('code-change');
    const { controls } = scoreCodeChange(model.model, input.factors);
    return {
      explanation: explainChange(model, '', input.factors, clock.now().toISOString()),
      controls: [...controls],
    };
  }),

  saveCodeChange: personOperations.scores.saveCodeChange.handler(({ context, input }) =>
    context.write(async (unit) => {
      const tool = input.toolId === null ? null : await getTool(unit.transaction, input.toolId);
      const model = unit.workspace.models.newest('code-change');
      const { sum, total, totalTimes10000, band, complete } = scoreCodeChange(model.model, input.factors);
      const { id: modelId, version, sha256 } = describeModel(model);
      const stored = {
        id: unit.nextId(),
        code: await takeNextCode(unit.transaction, 'CC'),
        ...input,
        sum,
        totalTimes10000,
        band,
        complete,
        model: { id: modelId, version, sha256 },
        createdBy: context.person.id,
        createdAt: unit.now,
      };
      await insertCodeChange(unit.transaction, stored);
      unit.record({
        kind: 'code_change',
        id: stored.id,
        name: `${stored.code} ${stored.title}`,
        before: null,
        after: stored,
      });
      const { totalTimes10000: _total, toolId: _tool, ...shown } = stored;
      return {
        ...shown,
        tool: tool && { id: tool.id, name: tool.name },
        total,
        model: { id: modelId, version },
        createdBy: context.person.name,
      };
    }),
  ),

  listCodeChanges: personOperations.scores.listCodeChanges.handler(({ context }) => listCodeChanges(context.queries)),

  models: personOperations.scores.models.handler(({ context }) => describeModels(context.workspace)),
};
