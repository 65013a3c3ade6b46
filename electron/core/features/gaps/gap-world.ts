import type { Agreement } from '../../../../shared/contract/agreements.ts';
import type { AdoptionChecklist } from '../../../../shared/contract/adoption.ts';
import type { AccessClass } from '../../../../shared/contract/access-tier-records.ts';
import { isGranted } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { coversProduct, findMissingAgreements } from '../../../../shared/rules/agreements/missing-agreements.ts';
import type { AccessFacts } from '../../../../shared/rules/gaps/access-gaps.ts';
import type { AcceptedRisk } from '../../../../shared/rules/gaps/approvals.ts';
import type { ClaimAnswer, ClaimFacts, EntityFacts } from '../../../../shared/rules/gaps/claims.ts';
import type { GapWorld } from '../../../../shared/rules/gaps/detectors.ts';
import type { LoggingFacts } from '../../../../shared/rules/gaps/logging-gaps.ts';
import { isInUse } from '../../../../shared/rules/vendors.ts';
import type { Executor } from '../../database/tables.ts';
import { checkDesign, EVERY_ROW } from '../access-tiers/access-checks.ts';
import { findPresentDesigns } from '../access-tiers/designs.ts';
import { listGrants } from '../access-tiers/grants.ts';
import { listStartedChecklists } from '../adoption/adoption.ts';
import { listAgreementsAtWork } from '../agreements/agreements.ts';
import { listResidencyClaims, type ResidencyClaims } from '../residency/residency.ts';
import { listScoredRisks } from '../risks/risks.ts';
import { getHipaaRole } from '../settings/settings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readApprovalFacts } from './approvals.ts';
import {
  selectAnswerEvidence,
  selectGivenAnswers,
  selectHandedIn,
  selectMaps,
  selectPhiLevels,
  selectRegisteredTools,
  type HandedIn,
  type RegisteredTool,
} from './gaps-store.ts';
import { readShadowFacts } from './sightings.ts';

/** Questions whose answers claim something that other records can contradict, or say how long logs are kept. */
const CLAIM_QUESTIONS = ['X-ZDR-1', 'PHI-6', 'KD-2', 'KD-4', 'V-PRV-5', 'PHI-7', 'V-SEC-1', 'X-LOG-3'] as const;

async function readClaimAnswers(
  executor: Executor,
  handedIn: readonly HandedIn[],
): Promise<Map<string, ClaimAnswer[]>> {
  const ids = handedIn.map(({ id }) => id);
  const assessments = new Map(handedIn.map((one) => [one.id, one]));
  const reports = Map.groupBy(await selectAnswerEvidence(executor, ids, 'V-SEC-1'), ({ assessmentId }) => assessmentId);
  const answers = new Map<string, ClaimAnswer[]>();
  for (const given of await selectGivenAnswers(executor, ids, CLAIM_QUESTIONS)) {
    const assessment = assessments.get(given.assessmentId);
    if (!assessment) continue;
    const evidence = given.questionId === 'V-SEC-1' ? (reports.get(assessment.id) ?? []) : [];
    const list = answers.get(assessment.toolId) ?? [];
    list.push({ ...given, assessmentCode: assessment.code, evidence });
    answers.set(assessment.toolId, list);
  }
  return answers;
}

async function readAccess(
  executor: Executor,
  today: string,
  toolsInUse: readonly RegisteredTool[],
): Promise<{ facts: AccessFacts; reached: ReadonlyMap<string, AccessClass[]> }> {
  const { inForce } = await findPresentDesigns(executor);
  const { rows: grants } = await listGrants(executor, EVERY_ROW);
  const reached = new Map<string, AccessClass[]>();
  for (const grant of grants) {
    if (!isGranted(grant, today)) continue;
    reached.set(grant.tool.id, [...(reached.get(grant.tool.id) ?? []), grant.classId]);
  }
  const tools = grants.length === 0 ? toolsInUse : await selectRegisteredTools(executor, 'all');
  return {
    facts: {
      checks: inForce && (await checkDesign(executor, today, inForce)),
      toolsInUse: toolsInUse.length,
      grants,
      vendors: new Map(tools.map(({ id, vendor }) => [id, vendor])),
    },
    reached,
  };
}

function toLogging(
  checklist: AdoptionChecklist | undefined,
  answers: readonly ClaimAnswer[],
): Pick<LoggingFacts, 'checklist' | 'stated'> {
  const item = (wanted: string) => checklist?.items.find(({ id }) => id === wanted);
  const review = item('A-ONG-3');
  const stated = answers.flatMap(({ questionId, value, assessmentId, assessmentCode }) =>
    questionId === 'X-LOG-3' && value !== null && 'number' in value
      ? [{ days: value.number, assessmentId, assessmentCode }]
      : [],
  );
  return {
    checklist: checklist
      ? {
          logging: item('A-TEC-4')?.standing ?? null,
          review: review ? { lateness: review.lateness, dueOn: review.nextOn } : null,
        }
      : null,
    stated: stated[0] ?? null,
  };
}

function toEntities(tools: readonly RegisteredTool[], agreements: ReadonlyMap<string, Agreement[]>): EntityFacts[] {
  const vendors = new Map(tools.map((tool) => [tool.vendor.id, tool]));
  return [...vendors.values()].flatMap(({ vendor, vendorLegalName: legalName, vendorOtherNames: otherNames }) =>
    (agreements.get(vendor.id) ?? [])
      .filter(({ stateToday }) => isInForce(stateToday))
      .map(({ id, code, theirEntity }) => ({
        agreement: { id, code, theirEntity },
        vendor: { ...vendor, legalName, otherNames },
      })),
  );
}

async function readAcceptedRisks(workspace: Workspace): Promise<AcceptedRisk[]> {
  const risks = await listScoredRisks(workspace);
  return risks.flatMap(({ id, code, title, acceptance, residual, links }) => {
    if (acceptance?.score === undefined || acceptance.score === null) return [];
    const vendor = links.find(({ kind }) => kind === 'vendor');
    return [
      {
        id,
        code,
        title,
        acceptedScore: acceptance.score,
        score: residual.score,
        vendor: vendor ? { id: vendor.id, name: vendor.name } : null,
      },
    ];
  });
}

/** Reads everything that the detectors look at, in few statements however many tools there are. */
export async function readGapWorld(workspace: Workspace, executor: Executor): Promise<GapWorld> {
  const today = workspace.today();
  const atWork = await selectRegisteredTools(executor, 'at_work');
  const tools = atWork.filter(({ status }) => isInUse(status));
  const agreements = await listAgreementsAtWork(executor, today);
  const agreementsOf = (vendorId: string) => agreements.get(vendorId) ?? [];
  const hipaaRole = await getHipaaRole(executor);
  const maps = await selectMaps(executor);
  const handedIn = await selectHandedIn(executor, 'at_work');
  const answers = await readClaimAnswers(executor, handedIn);
  const phi = await selectPhiLevels(executor);
  const { facts: access, reached } = await readAccess(executor, today, tools);
  const residency = new Map<string, ResidencyClaims>(
    (await listResidencyClaims(workspace, executor)).map((one) => [one.toolId, one]),
  );
  const checklists = new Map(
    (
      await listStartedChecklists(
        executor,
        tools.map(({ id }) => id),
        today,
      )
    ).map((one) => [one.tool.id, one]),
  );
  const toClaims = (tool: RegisteredTool): ClaimFacts => ({
    tool,
    answers: answers.get(tool.id) ?? [],
    phi: phi.get(tool.id) ?? { retention: null, trainingReview: null },
    map: maps.get(tool.id)?.content ?? null,
    regions: (residency.get(tool.id)?.options ?? []).map(({ name, claim, found }) => ({ option: name, claim, found })),
    agreements: agreementsOf(tool.vendor.id).filter(
      ({ stateToday, scope }) => isInForce(stateToday) && scope.some((item) => coversProduct(item, tool)),
    ),
    subProcessors: residency.get(tool.id)?.subProcessors ?? null,
    reachedClasses: [...new Set(reached.get(tool.id))],
  });
  const byId = new Map(tools.map((tool) => [tool.id, tool]));
  return {
    today,
    flows: tools.map((tool) => ({ tool, map: maps.get(tool.id) ?? null })),
    agreements: tools.map((tool) => ({
      tool,
      missing: findMissingAgreements(tool, agreementsOf(tool.vendor.id), hipaaRole),
    })),
    access,
    logging: tools.map((tool) => ({
      tool,
      map: maps.get(tool.id)?.content ?? null,
      regions: residency.get(tool.id)?.regions ?? [],
      ...toLogging(checklists.get(tool.id), answers.get(tool.id) ?? []),
    })),
    sightings: await readShadowFacts(executor),
    claims: atWork.map(toClaims),
    entities: toEntities(atWork, agreements),
    approvals: await readApprovalFacts(executor, tools, handedIn, agreementsOf),
    acceptedRisks: await readAcceptedRisks(workspace),
    signedUses: handedIn.flatMap(({ id, code, toolId, use, decision }) => {
      const tool = byId.get(toolId);
      return tool && decision !== null ? [{ tool, assessment: { id, code, use } }] : [];
    }),
  };
}
