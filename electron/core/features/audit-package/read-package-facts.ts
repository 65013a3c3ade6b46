import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { PACKAGE_ITEMS, type PackageItem, type PackageScope } from '../../../../shared/contract/audit-package.ts';
import type {
  AgreementFacts,
  AssessmentFacts,
  PackageFacts,
  PieceFacts,
  ToolFacts,
} from '../../../../shared/rules/audit-package/facts.ts';
import type { Tool } from '../../../../shared/contract/tools.ts';
import { ITEM_SOURCES } from '../../../../shared/rules/audit-package/items.ts';
import { writeGap } from '../../../../shared/rules/gaps/words.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { findPresentDesigns } from '../access-tiers/designs.ts';
import { listStartedChecklists } from '../adoption/adoption.ts';
import { listAgreementObstacles } from '../agreements/agreement-obstacles.ts';
import { listHeldAtWork } from '../agreements/agreements.ts';
import { listAssessments, listSignedAssessments } from '../assessments/assessments.ts';
import { getEvidence, listAnswerEvidence } from '../evidence/evidence.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { listAllGaps } from '../gaps/gaps.ts';
import { listScoredRisks } from '../risks/risks.ts';
import { getTools, listTools } from '../tools/tools.ts';
import { listCompletions } from '../training/completions.ts';
import { listTrainedPeople } from '../training/training.ts';
import { listVendors } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { countEntries } from './audit-package-store.ts';

const EVERYTHING = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;
const IN_USE: ListInput = {
  ...EVERYTHING,
  filters: [{ field: 'status', operator: 'is', values: ['approved', 'conditional'] }],
  sort: [{ field: 'name', direction: 'ascending' }],
};
/** States in which an assessment has something to show. */
const SHOWN_STATES = ['answering', 'submitted', 'in_review', 'signed_off'];
/** The question about a vendor's audit report, and the questions of reading one. */
const AUDIT_REPORT_QUESTION = /^(V-SEC-1|S2-\d+)$/;

/** What the readiness run is worked out from, and the records that the documents are made of. */
export interface PackageSources {
  facts: PackageFacts;
  /** Every piece behind an item, by id. */
  evidence: ReadonlyMap<string, Evidence>;
  agreementIds: readonly string[];
  /** Every vendor that has a tool in use, in scope or not. */
  vendors: readonly { id: string; name: string }[];
}

type EvidenceIds = Record<PackageItem, Set<string>>;

async function readTools({ queries }: Workspace, vendorIds: readonly string[] | null) {
  const { rows } = await listTools(queries, IN_USE);
  const vendors = new Map(rows.map(({ vendorId, vendorName }) => [vendorId, { id: vendorId, name: vendorName }]));
  const inScope = rows.filter(({ vendorId }) => vendorIds === null || vendorIds.includes(vendorId));
  const known = (await listVendors(queries, EVERYTHING)).rows;
  const statuses = new Map(known.map(({ id, name, status }) => [id, { id, name, status }]));
  const tools: ToolFacts[] = [];
  const registered: Tool[] = [];
  for (const tool of await getTools(
    queries,
    inScope.map(({ id }) => id),
  )) {
    const vendor = statuses.get(tool.vendor.id);
    if (!vendor) continue;
    const openGates = tool.gates.filter(({ state }) => state !== 'passed').map(({ gate }) => gate);
    tools.push({ ...tool, vendor, openGates });
    registered.push(tool);
  }
  return {
    tools,
    registered,
    vendors: [...vendors.values()].sort((left, right) => left.name.localeCompare(right.name)),
  };
}

async function readAssessments(
  { queries }: Workspace,
  tools: readonly ToolFacts[],
  lastDay: string,
): Promise<AssessmentFacts[]> {
  const ids = tools.map(({ id }) => id);
  const inScope = new Set(ids);
  const signed = new Map((await listSignedAssessments(queries, ids)).map((one) => [one.id, one]));
  const { rows } = await listAssessments(queries, {
    ...EVERYTHING,
    filters: [{ field: 'state', operator: 'is', values: SHOWN_STATES }],
    sort: [{ field: 'code', direction: 'ascending' }],
  });
  return rows
    .filter(({ tool }) => inScope.has(tool.id))
    .map(({ id, code, tool, state, nextDueOn }) => {
      const signature = signed.get(id);
      return {
        id,
        code,
        toolId: tool.id,
        toolName: tool.name,
        state,
        signedOn: signature?.signedAt.slice(0, 10) ?? null,
        nextDueOn: signature?.nextDueOn ?? nextDueOn,
        decision: signature?.decision ?? null,
      };
    })
    .filter(({ signedOn }) => signedOn === null || signedOn <= lastDay);
}

async function readAgreements({ queries }: Workspace, tools: readonly Tool[], ids: EvidenceIds, asOf: string) {
  const held = await listHeldAtWork(queries, asOf);
  const agreements: AgreementFacts[] = [];
  for (const vendorId of new Set(tools.map(({ vendor }) => vendor.id))) {
    for (const { agreement, links } of held.get(vendorId) ?? []) {
      const { id, code, title, stateToday, effectiveOn } = agreement;
      agreements.push({ id, code, title, state: stateToday, effectiveOn });
      for (const { evidence } of links) ids.signed_agreements.add(evidence.id);
    }
  }
  const found = await listAgreementObstacles(queries, tools, held);
  const obstacles = tools.flatMap(({ id, name }) =>
    (found.get(id) ?? []).map((obstacle) => ({ tool: { id, name }, obstacle })),
  );
  return { agreements, obstacles };
}

async function readCourses({ queries }: Workspace, ids: EvidenceIds, asOf: string) {
  const { courses, people } = await listTrainedPeople(queries, asOf);
  const { rows: completions } = await listCompletions(queries, EVERYTHING, asOf);
  const partOf = new Map(courses.map(({ id, part }) => [id, part]));
  const links = await listLinkedEvidence(
    queries,
    'training_course',
    courses.map(({ id }) => id),
    asOf,
  );
  const proofs = await listLinkedEvidence(
    queries,
    'training_completion',
    completions.map(({ id }) => id),
    asOf,
  );
  const itemOf = (courseId: string): PackageItem =>
    partOf.get(courseId) === 'foundational' ? 'security_awareness' : 'tool_training';
  for (const [courseId, linked] of links) {
    for (const { evidence } of linked) ids[itemOf(courseId)].add(evidence.id);
  }
  for (const { id, course } of completions) {
    for (const { evidence } of proofs.get(id) ?? []) ids[itemOf(course.id)].add(evidence.id);
  }
  const facts = courses.map(({ id, code, title, part }) => {
    const standings = people.flatMap((person) => person.standings.filter(({ courseId }) => courseId === id));
    const required = standings.filter((standing) => standing.required === 'always');
    const days = standings.flatMap(({ completedOn }) => completedOn ?? []);
    return {
      part,
      id,
      name: `${code} ${title}`,
      required: required.length,
      missing: required.filter(({ state }) => state === 'missing').length,
      expired: required.filter(({ state }) => state === 'expired').length,
      newestOn: days.sort().at(-1) ?? null,
    };
  });
  return { courses: facts, people: people.length };
}

/** The evidence that answers rest on, and apart from it what stands for the audit report of each vendor. */
async function readAnswers(
  { queries }: Workspace,
  tools: readonly ToolFacts[],
  assessments: readonly AssessmentFacts[],
  ids: EvidenceIds,
) {
  const vendorOf = new Map(tools.map(({ id, vendor }) => [id, vendor.id]));
  const reports = new Map<string, Set<string>>();
  for (const { id, toolId } of assessments) {
    const vendorId = vendorOf.get(toolId) ?? '';
    for (const [questionId, pieces] of await listAnswerEvidence(queries, id)) {
      for (const { evidenceId } of pieces) {
        ids.questionnaire_answers.add(evidenceId);
        if (!AUDIT_REPORT_QUESTION.test(questionId)) continue;
        ids.soc2_reports.add(evidenceId);
        reports.set(vendorId, (reports.get(vendorId) ?? new Set()).add(evidenceId));
      }
    }
  }
  return reports;
}

/** What the gap detectors find about these tools and their vendors. */
async function readGaps(workspace: Workspace, tools: readonly ToolFacts[]): Promise<PackageFacts['gaps']> {
  const { translate, writeDay } = createReportLanguage();
  const toolIds = new Set(tools.map(({ id }) => id));
  const vendorIds = new Set(tools.map(({ vendor }) => vendor.id));
  return (await listAllGaps(workspace))
    .filter(({ tool, vendor }) => (tool ? toolIds.has(tool.id) : vendor !== null && vendorIds.has(vendor.id)))
    .map((gap) => ({ detector: gap.detector, fix: gap.fix, sentence: writeGap(gap, translate, writeDay) }));
}

function toPiece(piece: Evidence): PieceFacts {
  const { id, indexNumber, title, freshness, datedOn, periodStart, periodEnd, file } = piece;
  return { id, indexNumber, title, freshness, datedOn, periodStart, periodEnd, hasFile: file !== null };
}

/** Everything in scope as it stands today, up to the trail's entry `lastSequence`. */
export async function readPackageSources(
  workspace: Workspace,
  { period, vendorIds }: PackageScope,
  lastSequence: number,
): Promise<PackageSources> {
  const { queries, file } = workspace;
  const asOf = workspace.today();
  const ids = Object.fromEntries(PACKAGE_ITEMS.map((item) => [item, new Set<string>()])) as EvidenceIds;
  const { tools, registered, vendors } = await readTools(workspace, vendorIds);
  const toolIds = tools.map(({ id }) => id);
  const started = await listStartedChecklists(queries, toolIds, asOf);
  const checklists = new Map(started.map((checklist) => [checklist.tool.id, checklist]));
  for (const item of PACKAGE_ITEMS) {
    const steps = started.flatMap(({ items }) => items.filter(({ id }) => ITEM_SOURCES[item].adoption.includes(id)));
    for (const { evidence } of steps.flatMap(({ links }) => links)) ids[item].add(evidence.id);
  }
  const linkedTo = async (kind: 'tool' | 'risk', recordIds: readonly string[]) =>
    [...(await listLinkedEvidence(queries, kind, recordIds, asOf)).values()].flat().map(({ evidence }) => evidence.id);
  for (const id of await linkedTo('tool', toolIds)) ids.approved_tools.add(id);
  const risks = await listScoredRisks(workspace);
  const riskIds = risks.map(({ id }) => id);
  for (const id of await linkedTo('risk', riskIds)) ids.risk_per_tool.add(id);
  const assessments = await readAssessments(workspace, tools, period.to);
  const reports = await readAnswers(workspace, tools, assessments, ids);
  const agreements = await readAgreements(workspace, registered, ids, asOf);
  const training = await readCourses(workspace, ids, asOf);
  const { inForce, next } = await findPresentDesigns(queries);
  const design = inForce ?? next;
  const { count, lastAt } = countEntries(file, { ...period, lastSequence });

  const evidence = new Map<string, Evidence>();
  for (const id of new Set(PACKAGE_ITEMS.flatMap((item) => [...ids[item]]))) {
    evidence.set(id, await getEvidence(workspace, queries, id, asOf));
  }
  const toPieces = (chosen: Iterable<string>) =>
    [...chosen]
      .flatMap((id) => evidence.get(id) ?? [])
      .map(toPiece)
      .sort((left, right) => (left.indexNumber < right.indexNumber ? -1 : 1));
  return {
    vendors,
    evidence,
    agreementIds: agreements.agreements.map(({ id }) => id),
    facts: {
      asOf,
      period,
      tools,
      checklists,
      assessments,
      ...agreements,
      evidence: Object.fromEntries(PACKAGE_ITEMS.map((item) => [item, toPieces(ids[item])])) as Record<
        PackageItem,
        PieceFacts[]
      >,
      auditReports: new Map([...reports].map(([vendorId, chosen]) => [vendorId, toPieces(chosen)])),
      design: design && { version: design.version, approvedOn: inForce?.inForceOn ?? null },
      ...training,
      entries: { count, lastOn: lastAt?.slice(0, 10) ?? null },
      gaps: await readGaps(workspace, tools),
    },
  };
}
