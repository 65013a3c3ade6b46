import type { AdoptionItem } from '../../../../shared/contract/adoption.ts';
import type { EvidenceNumber } from '../../../../shared/contract/auditor-answers.ts';
import type { DataFlowContent } from '../../../../shared/contract/data-flows.ts';
import type { LinkedEvidence } from '../../../../shared/contract/evidence.ts';
import { isGranted } from '../../../../shared/rules/access-tiers/decision-facts.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { coversProduct } from '../../../../shared/rules/agreements/missing-agreements.ts';
import type { AnsweredTool, AnswerWorld } from '../../../../shared/rules/auditor-answers/answer-world.ts';
import { isOwn } from '../../../../shared/rules/data-flows/parts.ts';
import { rateFreshness } from '../../../../shared/rules/evidence.ts';
import type { Executor } from '../../database/tables.ts';
import { EVERY_ROW } from '../access-tiers/access-checks.ts';
import { describeDesign, findPresentDesigns } from '../access-tiers/designs.ts';
import { listExceptions } from '../access-tiers/exceptions.ts';
import { listGrants } from '../access-tiers/grants.ts';
import { listStartedChecklists } from '../adoption/adoption.ts';
import { listAgreementsAtWork } from '../agreements/agreements.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { listAllGaps } from '../gaps/gaps.ts';
import { listResidencyClaims } from '../residency/residency.ts';
import { listRegions } from '../residency/region-records.ts';
import { listTrainedPeople } from '../training/training.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  readMapContent,
  selectAssessmentEvidence,
  selectBarredTools,
  selectSignedAssessments,
  selectToolLines,
  selectTrailState,
  type ToolLine,
} from './auditor-answers-store.ts';

function toNumber({ evidence }: LinkedEvidence): EvidenceNumber {
  const { id, indexNumber, title, freshness } = evidence;
  return { id, indexNumber, title, freshness };
}

function describeMap(line: ToolLine, content: DataFlowContent | null): AnsweredTool['map'] {
  if (content === null || line.map_state === null) return null;
  const classes = new Set(content.flows.flatMap(({ dataClasses }) => dataClasses));
  return {
    state: line.map_state,
    classes: [...classes],
    places: content.places.filter((place) => !isOwn(place)).map(({ name }) => name),
    version: line.map_version,
    confirmedBy: line.confirmed_by ?? '',
    confirmedOn: line.confirmed_at?.slice(0, 10) ?? null,
  };
}

function describeItem({ id, label, standing, links, acceptance }: AdoptionItem): AnsweredTool['items'][number] {
  return {
    id,
    label,
    standing,
    evidence: links.map(toNumber),
    acceptedUntil: acceptance?.expiresOn ?? null,
  };
}

async function readAssessments(executor: Executor, today: string): Promise<Map<string, AnsweredTool['assessment']>> {
  const signed = await selectSignedAssessments(executor);
  const pieces = Map.groupBy(
    await selectAssessmentEvidence(
      executor,
      signed.map(({ id }) => id),
    ),
    ({ assessmentId }) => assessmentId,
  );
  return new Map(
    signed.map(({ id, code, title, toolId, decision, signedAt, signedBy, score }) => [
      toolId,
      {
        id,
        code,
        title,
        decision,
        signedBy,
        signedOn: signedAt.slice(0, 10),
        score: score === null ? null : Math.round(score),
        evidence: (pieces.get(id) ?? []).map((piece) => ({
          id: piece.id,
          indexNumber: piece.indexNumber,
          title: piece.title,
          freshness: rateFreshness(piece, today),
        })),
      },
    ]),
  );
}

async function readTools(workspace: Workspace, executor: Executor, today: string): Promise<AnsweredTool[]> {
  const lines = await selectToolLines(executor);
  const ids = lines.map(({ id }) => id);
  const agreements = await listAgreementsAtWork(executor, today);
  const files = await listLinkedEvidence(
    executor,
    'agreement',
    [...agreements.values()].flat().map(({ id }) => id),
    today,
  );
  const own = await listLinkedEvidence(executor, 'tool', ids, today);
  const checklists = new Map((await listStartedChecklists(executor, ids, today)).map((one) => [one.tool.id, one]));
  const assessments = await readAssessments(executor, today);
  const regionNames = new Map((await listRegions(executor)).map(({ region }) => [region.id, region.name]));
  const regions = new Map((await listResidencyClaims(workspace, executor)).map((one) => [one.toolId, one.regions]));
  return lines.map((line) => {
    const { id, name, plan } = line;
    const covered = { id, name, aliases: [], formerNames: [], plan };
    return {
      id,
      code: line.code,
      name,
      vendor: { id: line.vendor_id, name: line.vendor_name },
      status: line.status,
      plan,
      versionRange: line.version_range,
      users: line.users,
      justification: line.business_justification,
      approvedOn: line.approved_at?.slice(0, 10) ?? null,
      approvedBy: line.approved_by ?? '',
      evidence: (own.get(id) ?? []).map(toNumber),
      map: describeMap(line, readMapContent(line)),
      regions: (regions.get(id) ?? []).map((region) => regionNames.get(region) ?? region),
      agreements: (agreements.get(line.vendor_id) ?? [])
        .filter(({ stateToday, scope }) => isInForce(stateToday) && scope.some((item) => coversProduct(item, covered)))
        .map(({ id: agreementId, code, kind, effectiveOn, expiresOn }) => ({
          id: agreementId,
          code,
          kind,
          effectiveOn,
          expiresOn,
          evidence: (files.get(agreementId) ?? []).map(toNumber),
        })),
      items: (checklists.get(id)?.items ?? []).map(describeItem),
      assessment: assessments.get(id) ?? null,
      openFindings: line.open_findings,
    };
  });
}

async function readAccess(
  executor: Executor,
  today: string,
): Promise<Pick<AnswerWorld, 'design' | 'access' | 'exceptions'>> {
  const { inForce } = await findPresentDesigns(executor);
  const design = inForce && (await describeDesign(executor, inForce));
  const grants = (await listGrants(executor, EVERY_ROW)).rows.filter((grant) => isGranted(grant, today));
  const { rows: exceptions } = await listExceptions(executor, EVERY_ROW, today);
  return {
    design: design && {
      id: design.id,
      version: design.version,
      inForceOn: design.inForceOn ?? today,
      approvedBy: design.decidedBy?.name ?? '',
    },
    access: { grants: grants.length, people: new Set(grants.map(({ identity }) => identity.id)).size },
    exceptions: exceptions
      .filter(({ standing }) => standing === 'live')
      .map(({ id, code, tool, identity, role, classId, expiresOn }) => ({
        id,
        code,
        tool: tool.name,
        who: identity?.name ?? '',
        role: role ?? '',
        classId,
        expiresOn,
      })),
  };
}

/** Reads everything that the seven answers are made of, in few statements however many tools there are. */
export async function readAnswerWorld(workspace: Workspace, executor: Executor): Promise<AnswerWorld> {
  const today = workspace.today();
  const { people } = await listTrainedPeople(executor, today);
  const trail = await selectTrailState(executor);
  return {
    today,
    tools: await readTools(workspace, executor, today),
    barred: await selectBarredTools(executor),
    ...(await readAccess(executor, today)),
    training: { people: people.length, trained: people.filter(({ gaps }) => gaps === 0).length, evidence: [] },
    trail,
    gaps: await listAllGaps(workspace),
  };
}
