import type { z } from 'zod';
import type { ListFilter, ListInput } from '../../../../shared/contract/operation.ts';
import type { exportedFileSchema, ExportInput, ReportKind } from '../../../../shared/contract/reports.ts';
import { AUDITOR_QUESTIONS } from '../../../../shared/contract/auditor-answers.ts';
import { REPORT_KINDS } from '../../../../shared/contract/reports.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import type { FileDesk } from '../../file-desk.ts';
import { runJob, type ReportProgress } from '../../jobs.ts';
import { personOperations } from '../../operations.ts';
import { buildCodeRiskSheets } from '../../report/code-risk-workbook.ts';
import type { ExcelSheet } from '../../report/excel-layout.ts';
import { buildReportSheet } from '../../report/excel-sheet.ts';
import { buildRiskSheets } from '../../report/risk-workbook.ts';
import { openPictureWriter, type WritePicture } from '../../report/picture.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { describeAgreement, listAgreements } from '../agreements/agreements.ts';
import { readWholeDesign } from '../access-tiers/access-tiers.ts';
import { listDesigns } from '../access-tiers/designs.ts';
import { listAdoption, listStartedChecklists } from '../adoption/adoption.ts';
import { getAssessment, listAssessments, readJudgedAssessment } from '../assessments/assessments.ts';
import { hashText } from '../audit-trail/audit-chain.ts';
import { describeSigning, findLastEntryOf, listEntriesOf, listEntriesOfPeriod } from '../audit-trail/audit-trail.ts';
import { readExportedHead, signExportedHead } from '../audit-trail/trail-anchor.ts';
import { verifyTrail } from '../audit-trail/verify-trail.ts';
import { readAnswers } from '../auditor-answers/auditor-answers.ts';
import { getDataFlow, getDataFlowAt, listDataFlows } from '../data-flows/data-flows.ts';
import { getEvidence, listEvidence } from '../evidence/evidence.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { listFindings } from '../findings/findings.ts';
import { listAllGaps } from '../gaps/gaps.ts';
import { listSightings } from '../gaps/sightings.ts';
import { listPeople } from '../people/people.ts';
import { listBaaTracker } from '../phi-exposure/baa-tracker.ts';
import { getPhiExposure, listPhiExposures } from '../phi-exposure/phi-exposure.ts';
import { describeRegions } from '../residency/region-records.ts';
import { readStanding, workOut } from '../residency/residency.ts';
import { listScoredRisks } from '../risks/risks.ts';
import { listVendorAgreements } from '../agreements/agreements.ts';
import { readReviewDates } from '../scores/scores.ts';
import { explainScore, listCodeChanges } from '../scores/scores-operations.ts';
import { getOrganisation } from '../settings/settings.ts';
import { getTool, listTools } from '../tools/tools.ts';
import { listCompletions } from '../training/completions.ts';
import { listCourses } from '../training/courses.ts';
import { listTrainedPeople } from '../training/training.ts';
import { getVendor, listVendors } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { buildAdoptionReport } from './adoption-report.ts';
import { buildAgreementReport, buildAgreementsRegister } from './agreements-report.ts';
import { buildAccessTiersReport } from './access-tiers-report.ts';
import { buildAuditorAnswersReport } from './auditor-answers-report.ts';
import { buildAuditTrailReport } from './audit-trail-report.ts';
import { buildBaaTrackerReport } from './baa-tracker-report.ts';
import { buildDataFlowFigure, buildDataFlowReport } from './data-flow-report.ts';
import type { MappedTool } from './data-flow-tables.ts';
import { buildEvidenceReport } from './evidence-report.ts';
import { buildFindingsReport } from './findings-report.ts';
import { buildGapsReport } from './gaps-report.ts';
import { buildPhiExposureReport, type ExposureDetail } from './phi-exposure-report.ts';
import { buildToolRegisterReport, buildVendorRegisterReport } from './register-reports.ts';
import type { ReportFrame } from './report-frame.ts';
import { buildRiskRegisterReport, listRiskTables, sortRisks } from './risk-register-report.ts';
import { buildVendorDossier, type DossierSource } from './vendor-dossier-report.ts';
import { readTrailWording } from './trail-values.ts';
import { buildTrainingReport } from './training-report.ts';
import { buildVendorAssessmentReport } from './vendor-assessment-report.ts';
import { buildResidencyReport } from './residency-report.ts';
import { writeReport, type PreparedReport } from './write-report.ts';

/** A list without an end, for a document that must hold every record. */
const EVERYTHING = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;
/** Maps that somebody has confirmed, as they are now. */
const CONFIRMED_MAPS = { field: 'state', operator: 'is', values: ['confirmed', 'changed'] } satisfies ListFilter;
const STARTED = { field: 'started', operator: 'is', values: ['1'] } satisfies ListFilter;
/** Vendors that have a dossier without being chosen. */
const VENDORS_AT_WORK: ListFilter = {
  field: 'status',
  operator: 'is',
  values: ['in_review', 'approved', 'conditional'],
};
/** Rows of a code-change sheet in which changes can be added by hand. */
const EMPTY_CHANGES = 12;
/** States in which an assessment has something to report. */
const REPORTABLE = ['submitted', 'in_review', 'signed_off'] as const;

interface Task {
  workspace: Workspace;
  frame: ReportFrame;
  input: ExportInput;
  files: FileDesk;
  writePicture: WritePicture;
  /** The product's resources. */
  resources: string;
}

async function openFrame(
  workspace: Workspace,
  input: ExportInput,
  author: string,
  assayVersion: string,
): Promise<ReportFrame> {
  const settings = await getOrganisation(workspace.queries);
  const today = workspace.today();
  return {
    organisation: input.organisation,
    documentPrefix: settings.documentPrefix,
    classification: input.classification,
    logo: input.withLogo ? settings.logo : null,
    asOf: today,
    createdAt: `${today}T00:00:00.000Z`,
    author,
    assayVersion,
    language: createReportLanguage(),
  };
}

async function listAssessmentIds({ workspace, input }: Task): Promise<string[]> {
  if (input.assessmentIds.length > 0) return input.assessmentIds;
  const { rows } = await listAssessments(workspace.queries, {
    ...EVERYTHING,
    filters: [{ field: 'state', operator: 'is', values: [...REPORTABLE] }],
  });
  return rows.map(({ id }) => id);
}

/** The code-change matrix with live formulas, beside the sheets of an assessment or the registry. */
async function buildCodeChangeSheets(
  { workspace }: Task,
  report: PreparedReport['report'],
  toolId: string | null,
): Promise<ExcelSheet[]> {
  const changes = await listCodeChanges(workspace.queries);
  return buildCodeRiskSheets({
    model: workspace.models.newest('code-change').model,
    changes: changes
      .filter((change) => toolId === null || change.tool?.id === toolId)
      .map((change) => ({
        id: change.code,
        description: [change.reference, change.title].filter(Boolean).join(': '),
        factors: change.factors,
      })),
    furniture: { ...report.cover, language: report.language },
    filter: report.sheets[0]?.filter ?? '',
    emptyRows: EMPTY_CHANGES,
  });
}

async function prepareAssessment(task: Task, assessmentId: string): Promise<PreparedReport> {
  const { workspace } = task;
  const { queries } = workspace;
  const assessment = await getAssessment(workspace, queries, assessmentId);
  const judged = await readJudgedAssessment(workspace, queries, assessmentId);
  const signed = assessment.signOff?.voidedAt === null ? assessment.signOff : null;
  const evidenceIds = new Set(assessment.answers.flatMap((answer) => answer.evidence.map((piece) => piece.evidenceId)));
  const evidence = await Promise.all([...evidenceIds].map((id) => getEvidence(workspace, queries, id, judged.asOf)));
  const { rows: findings } = await listFindings(queries, {
    ...EVERYTHING,
    filters: [{ field: 'assessmentId', operator: 'is', values: [assessmentId] }],
  });
  const lastEntry = await findLastEntryOf(queries, assessmentId);
  // A signed assessment reads as on the day of its signature, whenever it is exported.
  const frame = signed
    ? { ...task.frame, asOf: judged.asOf, createdAt: signed.signedAt }
    : { ...task.frame, createdAt: lastEntry.occurredAt };
  const kinds = [
    ['questionnaire', assessmentId],
    ['inherent', assessment.tool.id],
    ['residual', assessment.vendor.id],
  ] as const;
  const report = buildVendorAssessmentReport(frame, {
    assessment,
    result: judged.result,
    vendor: await getVendor(queries, assessment.vendor.id),
    tool: await getTool(queries, assessment.tool.id),
    findings,
    evidence: evidence.toSorted((left, right) => left.indexNumber.localeCompare(right.indexNumber)),
    risks: await listScoredRisks(workspace, { state: 'all', vendorId: assessment.vendor.id }),
    people: await listPeople(queries),
    explanations: await Promise.all(kinds.map(([kind, id]) => explainScore(workspace, queries, kind, id))),
    contentSum: signed?.fingerprint ?? hashText(writeCanonicalJson(assessment)),
    trail: { sequence: lastEntry.sequence, hash: lastEntry.hash },
    dataFlow: await buildAssessedFlow(task, frame, assessment.tool.id, signed?.signedAt ?? null),
  });
  return {
    kind: 'vendor_assessment',
    report: { ...report, trail: signExportedHead(workspace, lastEntry) },
    extraSheets: await buildCodeChangeSheets(task, report, assessment.tool.id),
  };
}

async function prepareTools(task: Task): Promise<PreparedReport> {
  const { workspace, frame, input } = task;
  const { translate } = frame.language;
  const usual: Partial<ListInput> = {
    filters: [{ field: 'status', operator: 'is', values: ['approved', 'conditional'] }],
  };
  const chosen = input.toolIds && new Set(input.toolIds);
  const list = { ...EVERYTHING, ...(chosen ? {} : (input.tools ?? usual)) };
  const found = await listTools(workspace.queries, list);
  const rows = chosen ? found.rows.filter((tool) => chosen.has(tool.id)) : found.rows;
  const filter = chosen ? 'register.selection' : input.tools ? 'register.set' : 'register.approvedFilter';
  const isAll = !chosen && input.tools?.filters.length === 0 && input.tools.search === '';
  const report = buildToolRegisterReport(frame, {
    rows,
    total: found.total + found.hidden,
    filter: isAll ? '' : translate(filter),
  });
  return { kind: 'approved_tools', report, extraSheets: await buildCodeChangeSheets(task, report, null) };
}

async function listFlowsOf({ workspace: { queries } }: Task, toolIds: readonly string[]): Promise<MappedTool[]> {
  const flows = await Promise.all([...new Set(toolIds)].map((toolId) => getDataFlow(queries, toolId)));
  return flows.flatMap(({ tool, map }) => (map ? [{ tool, map }] : []));
}

/** The tools that were chosen and have a map; without a choice all whose map somebody has confirmed. */
async function listMappedTools(task: Task): Promise<MappedTool[]> {
  const { input } = task;
  const { queries } = task.workspace;
  const listed =
    input.toolIds ??
    (await listDataFlows(queries, { ...EVERYTHING, filters: [CONFIRMED_MAPS] })).rows.map(({ id }) => id);
  return listFlowsOf(task, listed);
}

/** The map of the assessed tool: for a signed assessment as it was confirmed by then, otherwise as it is now. */
async function buildAssessedFlow(task: Task, frame: ReportFrame, toolId: string, signedAt: string | null) {
  const { queries } = task.workspace;
  const { tool, map } =
    signedAt === null ? await getDataFlow(queries, toolId) : await getDataFlowAt(queries, toolId, signedAt);
  return map ? buildDataFlowFigure(frame, { tool, map }, task.writePicture) : [];
}

/** The chosen agreements; without a choice all whose provisions somebody has looked at, each as a document of its own. */
async function prepareAgreements({ workspace, frame, input }: Task): Promise<PreparedReport[]> {
  const { queries } = workspace;
  const listed =
    input.agreementIds ??
    (await listAgreements(queries, EVERYTHING, frame.asOf)).rows.filter(isLookedAt).map(({ id }) => id);
  return Promise.all(
    listed.map(async (agreementId) => {
      const detail = await describeAgreement(workspace, queries, agreementId);
      const { rows: findings } = await listFindings(queries, {
        ...EVERYTHING,
        filters: [
          { field: 'sourceId', operator: 'is', values: [agreementId] },
          { field: 'status', operator: 'is', values: ['open', 'in_progress', 'accepted'] },
        ],
      });
      return { kind: 'agreement' as const, report: buildAgreementReport(frame, { detail, findings }), extraSheets: [] };
    }),
  );
}

const isLookedAt = ({ coverage }: { coverage: number | null }) => coverage !== null;

async function prepareTrail({ workspace, frame, input }: Task, report: ReportProgress): Promise<PreparedReport> {
  const verification = await verifyTrail(workspace, report);
  const period = input.period ?? { from: frame.asOf, to: frame.asOf };
  const entries = await listEntriesOfPeriod(workspace.queries, input.period ?? null);
  const [first] = entries;
  const extract = buildAuditTrailReport(frame, {
    entries,
    wording: await readTrailWording(workspace.queries, frame.language),
    withValues: true,
    period: input.period ?? { ...period, from: first?.occurredAt.slice(0, 10) ?? period.from },
    verification,
    signing: describeSigning(workspace),
  });
  const trail = signExportedHead(workspace, verification.head);
  return { kind: 'audit_trail', report: { ...extract, trail }, extraSheets: [] };
}

async function buildResidency({ workspace, frame }: Task): Promise<PreparedReport['report']> {
  const { queries, regionPack } = workspace;
  const { tools } = await workOut(workspace, queries, 'register');
  return buildResidencyReport(frame, {
    packVersion: regionPack.version,
    regions: await describeRegions(queries, frame.asOf),
    tools,
    sources: regionPack.countries.sources,
  });
}

/** The register with the workbook of its own: scores and counts by formula, map and legend. */
async function prepareRisks({ workspace, frame }: Task): Promise<PreparedReport> {
  const { translate } = frame.language;
  const risks = await listScoredRisks(workspace);
  const { model } = workspace.models.newest('residual');
  const report = buildRiskRegisterReport(frame, model, risks);
  const open = sortRisks(risks.filter((risk) => risk.open));
  const furniture = { ...report.cover, language: report.language };
  const filter = translate('riskReport.sheet.filter', { count: open.length });
  const more = listRiskTables(frame, risks).map(({ name, table }) =>
    buildReportSheet(
      { name, title: name, filter, table, frozenColumns: 2, legend: translate('riskReport.sheet.controlsLegend') },
      name,
      furniture,
    ),
  );
  const sheets = buildRiskSheets({ risks: open, model, furniture, translate, filter });
  return { kind: 'risk_register', report, extraSheets: [...sheets, ...more] };
}

async function readDossier(task: Task, vendorId: string): Promise<DossierSource> {
  const { workspace, frame, writePicture } = task;
  const { queries } = workspace;
  const ofVendor: ListInput = {
    ...EVERYTHING,
    filters: [{ field: 'vendorId', operator: 'is', values: [vendorId] }],
    sort: [{ field: 'code', direction: 'ascending' }],
  };
  const vendor = await getVendor(queries, vendorId);
  const listed = await listTools(queries, { ...ofVendor, sort: [] });
  const tools = await Promise.all(listed.rows.map(({ id }) => getTool(queries, id)));
  const toolIds = tools.map(({ id }) => id);
  const { rows: assessments } = await listAssessments(queries, ofVendor);
  const held = await listVendorAgreements(queries, vendorId, frame.asOf);
  const agreements = held.map(({ agreement }) => agreement);
  const { rows: findings } = await listFindings(queries, { ...ofVendor, sort: [] });
  const risks = await listScoredRisks(workspace, { state: 'all', vendorId });
  const evidenceIds = new Set(
    (await listEvidence(queries, { ...ofVendor, sort: [] }, frame.asOf)).rows.map(({ id }) => id),
  );
  const holders = { vendor: [vendor], tool: tools, agreement: agreements, risk: risks, finding: findings };
  for (const kind of ['vendor', 'tool', 'agreement', 'risk', 'finding'] as const) {
    const ids = holders[kind].map(({ id }) => id);
    const linked = await listLinkedEvidence(queries, kind, ids, frame.asOf);
    for (const { evidence: piece } of [...linked.values()].flat()) evidenceIds.add(piece.id);
  }
  const evidence = await Promise.all([...evidenceIds].map((id) => getEvidence(workspace, queries, id, frame.asOf)));
  const flows = [];
  for (const flow of await listFlowsOf(task, toolIds)) {
    flows.push({ toolName: flow.tool.name, blocks: await buildDataFlowFigure(frame, flow, writePicture) });
  }
  const records = [vendor, ...tools, ...assessments, ...agreements, ...findings, ...evidence, ...risks];
  return {
    vendor,
    review: await readReviewDates(workspace, queries, 'vendor', vendorId),
    tools,
    assessments,
    agreements,
    regions: await readStanding(workspace, queries, { vendorId }),
    flows,
    checklists: await listStartedChecklists(queries, toolIds, frame.asOf),
    risks,
    model: workspace.models.newest('residual').model,
    findings,
    evidence: evidence.toSorted((left, right) => left.indexNumber.localeCompare(right.indexNumber)),
    entries: await listEntriesOf(
      queries,
      records.map(({ id }) => id),
    ),
    wording: await readTrailWording(queries, frame.language),
  };
}

async function prepareDossiers(task: Task): Promise<PreparedReport[]> {
  const inUse = await listVendors(task.workspace.queries, { ...EVERYTHING, filters: [VENDORS_AT_WORK] });
  const prepared: PreparedReport[] = [];
  for (const vendorId of task.input.vendorIds ?? inUse.rows.map(({ id }) => id)) {
    const report = buildVendorDossier(task.frame, await readDossier(task, vendorId));
    prepared.push({ kind: 'vendor_dossier', report, extraSheets: [] });
  }
  return prepared;
}

async function buildExposures({ workspace, frame, input }: Task): Promise<PreparedReport['report']> {
  const { queries } = workspace;
  const chosen = input.toolIds && new Set(input.toolIds);
  const listed = await listPhiExposures(workspace, queries, {});
  const rows = chosen ? listed.filter(({ tool }) => chosen.has(tool.id)) : listed;
  const rated = rows.filter(({ rated: count }) => count > 0).map(({ tool }) => tool.id);
  const details: ExposureDetail[] = [];
  for (const id of rated) {
    details.push({
      exposure: await getPhiExposure(workspace, queries, id),
      explanation: await explainScore(workspace, queries, 'phi_exposure', id),
    });
  }
  return buildPhiExposureReport(frame, { rows, details, model: workspace.models.newest('phi-exposure').model });
}

async function prepare(task: Task, kind: ReportKind, report: ReportProgress): Promise<PreparedReport[]> {
  const { workspace, frame } = task;
  const { queries } = workspace;
  const single = (built: PreparedReport['report']) => [{ kind, report: built, extraSheets: [] }];
  switch (kind) {
    case 'vendor_assessment': {
      const prepared: PreparedReport[] = [];
      for (const id of await listAssessmentIds(task)) prepared.push(await prepareAssessment(task, id));
      return prepared;
    }
    case 'vendor_register': {
      const { rows, total } = await listVendors(queries, EVERYTHING);
      return single(buildVendorRegisterReport(frame, { rows, total, filter: '' }));
    }
    case 'approved_tools':
      return [await prepareTools(task)];
    case 'findings':
      return single(buildFindingsReport(frame, (await listFindings(queries, EVERYTHING)).rows));
    case 'evidence_index': {
      const sort = [{ field: 'indexNumber', direction: 'ascending' as const }];
      const { rows } = await listEvidence(queries, { ...EVERYTHING, sort }, frame.asOf);
      const evidence = await Promise.all(rows.map(({ id }) => getEvidence(workspace, queries, id, frame.asOf)));
      return single(buildEvidenceReport(frame, evidence));
    }
    case 'residency_matrix':
      return single(await buildResidency(task));
    case 'audit_trail':
      return [await prepareTrail(task, report)];
    case 'adoption_checklist':
      return single(
        buildAdoptionReport(frame, await listStartedChecklists(queries, task.input.toolIds ?? null, frame.asOf)),
      );
    case 'agreements_register':
      return single(buildAgreementsRegister(frame, (await listAgreements(queries, EVERYTHING, frame.asOf)).rows));
    case 'agreement':
      return prepareAgreements(task);
    case 'vendor_dossier':
      return prepareDossiers(task);
    case 'risk_register':
      return [await prepareRisks(task)];
    case 'access_tiers': {
      const source = await readWholeDesign(queries, task.resources, frame.asOf);
      return source ? single(buildAccessTiersReport(frame, source)) : [];
    }
    case 'training': {
      const { people } = await listTrainedPeople(queries, frame.asOf);
      const { rows: completions } = await listCompletions(queries, EVERYTHING, frame.asOf);
      return single(buildTrainingReport(frame, { courses: await listCourses(queries), people, completions }));
    }
    case 'phi_exposure':
      return single(await buildExposures(task));
    case 'baa_tracker':
      return single(buildBaaTrackerReport(frame, await listBaaTracker(workspace, queries)));
    case 'gaps': {
      const everything = { open: false, sightingId: null, search: '', offset: 0, limit: EVERYTHING.limit };
      const { rows: sightings } = await listSightings(queries, everything);
      return single(buildGapsReport(frame, { gaps: await listAllGaps(workspace), sightings }));
    }
    case 'auditor_answers':
      return single(buildAuditorAnswersReport(frame, await readAnswers(workspace)));
    case 'data_flow':
      return single(await buildDataFlowReport(frame, await listMappedTools(task), task.writePicture));
  }
}

/** A report carries the head of the trail as of its own content, else as of all records. */
function carryTrail({ workspace }: Task, prepared: PreparedReport): PreparedReport {
  const trail = prepared.report.trail ?? readExportedHead(workspace);
  return { ...prepared, report: { ...prepared.report, trail } };
}

/** Writes every chosen report in every chosen format. What was written before a failure or a cancel is given up. */
async function exportAll(task: Task, report: ReportProgress): Promise<z.infer<typeof exportedFileSchema>[]> {
  const written: z.infer<typeof exportedFileSchema>[] = [];
  try {
    for (const [index, kind] of task.input.kinds.entries()) {
      await report('reports.progress.reading', index, task.input.kinds.length);
      for (const prepared of await prepare(task, kind, report)) {
        for (const format of task.input.formats) {
          await report('reports.progress.writing', written.length, null);
          written.push(await writeReport(task.files, carryTrail(task, prepared), format));
        }
      }
    }
  } catch (error) {
    for (const { token } of written) await task.files.discard(token);
    throw error;
  }
  return written;
}

/** Makes documents one kind at a time for what goes out together with other files. */
export interface ReportDesk {
  frame: ReportFrame;
  /** The documents of a kind, each to be written as it is. */
  buildDocuments(kind: ReportKind, records: ChosenRecords, report: ReportProgress): Promise<PreparedReport[]>;
}

type ChosenRecords = Pick<ExportInput, 'assessmentIds' | 'agreementIds' | 'vendorIds' | 'toolIds'>;

/** A desk on the workspace as it is now, with the organisation's own cover. */
export async function openReportDesk(
  workspace: Workspace,
  desk: { author: string; assayVersion: string; resources: string; files: FileDesk },
): Promise<ReportDesk> {
  const { organisation, classification, logo } = await getOrganisation(workspace.queries);
  const input: ExportInput = {
    kinds: [],
    formats: [],
    assessmentIds: [],
    classification,
    organisation,
    withLogo: logo !== null,
  };
  const frame = await openFrame(workspace, input, desk.author, desk.assayVersion);
  const writePicture = openPictureWriter(desk.resources);
  const task = { workspace, frame, files: desk.files, writePicture, resources: desk.resources };
  return {
    frame,
    buildDocuments: (kind, records, report) => prepare({ ...task, input: { ...input, ...records } }, kind, report),
  };
}

export const reportsOperations = {
  catalogue: personOperations.reports.catalogue.handler(async ({ context }) => {
    const { workspace, queries } = context;
    const one = { ...EVERYTHING, limit: 1 };
    const assessments = await listAssessments(queries, {
      ...EVERYTHING,
      limit: 1000,
      filters: [{ field: 'state', operator: 'is_not', values: ['planned', 'cancelled'] }],
    });
    const { rows: agreements } = await listAgreements(queries, EVERYTHING, workspace.today());
    const counts: Record<ReportKind, number> = {
      vendor_assessment: assessments.rows.length,
      vendor_register: (await listVendors(queries, one)).total,
      approved_tools: (await listTools(queries, one)).total,
      findings: (await listFindings(queries, one)).total,
      evidence_index: (await listEvidence(queries, one, workspace.today())).total,
      residency_matrix: (await listTools(queries, one)).total,
      audit_trail: (await findLastEntryOf(queries, null)).sequence,
      access_tiers: (await listDesigns(queries)).length,
      training: (await listCompletions(queries, one, workspace.today())).total,
      adoption_checklist: (await listAdoption(queries, { ...one, filters: [STARTED] }, workspace.today())).total,
      vendor_dossier: (await listVendors(queries, { ...one, filters: [VENDORS_AT_WORK] })).total,
      risk_register: (await listScoredRisks(workspace)).length,
      phi_exposure: (await listTools(queries, one)).total,
      baa_tracker: (await listBaaTracker(workspace, queries)).length,
      data_flow: (await listDataFlows(queries, { ...one, filters: [CONFIRMED_MAPS] })).total,
      gaps: (await listAllGaps(workspace)).length,
      auditor_answers: AUDITOR_QUESTIONS.length,
      agreements_register: agreements.length,
      agreement: agreements.filter(isLookedAt).length,
    };
    return {
      kinds: REPORT_KINDS.map((kind) => ({ kind, records: counts[kind] })),
      assessments: assessments.rows.map(({ id, code, title, tool, vendor, signedAt }) => ({
        id,
        code,
        title,
        toolName: tool.name,
        vendorId: vendor.id,
        signed: signedAt !== null,
      })),
    };
  }),

  export: personOperations.reports.export.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { workspace, files, person, bench, write } = context;
      const frame = await openFrame(workspace, input, person.name, bench.ports.host.version);
      const { resources } = bench.ports.folders;
      const writePicture = openPictureWriter(resources);
      const written = await exportAll({ workspace, frame, input, files, writePicture, resources }, report);
      await write(async (unit) => {
        for (const { name, kind, format, size, sha256 } of written) {
          unit.note({ kind: 'report', id: sha256, name, facts: { kind, format, size, sha256 } });
        }
      });
      return { files: written };
    }),
  ),
};
