import type { AdoptionChecklist } from '../../../../shared/contract/adoption.ts';
import type { Agreement } from '../../../../shared/contract/agreements.ts';
import type { AssessmentRow } from '../../../../shared/contract/assessments.ts';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { ResidencyResult } from '../../../../shared/contract/region-pack.ts';
import type { Risk } from '../../../../shared/contract/risks.ts';
import type { ResidualModel } from '../../../../shared/contract/score-models.ts';
import { TOOL_GATES, type Tool } from '../../../../shared/contract/tools.ts';
import type { Vendor } from '../../../../shared/contract/vendors.ts';
import type { Report, ReportBlock, ReportChapter, ReportSheet, ReportTable } from '../../../../shared/report/report.ts';
import type { ReviewDates } from '../../../../shared/rules/review-cadence.ts';
import type { TrailWording } from '../../../../shared/rules/trail-words.ts';
import { AGREEMENT_TONES } from './agreement-tones.ts';
import { GATE_TONES, RESIDENCY_MARKS } from './dossier-tones.ts';
import { buildEvidenceSheetTable, buildEvidenceTable } from './evidence-report.ts';
import { buildFindingsSheetTable, buildFindingsTable, isOpenFinding, sortFindings } from './findings-report.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { createTerms } from './report-terms.ts';
import { bandValue, dateValue, statusValue, strongValue, sumValue, textValue, wholeValue } from './report-values.ts';
import { buildHeatMap, buildRisksTable, sortRisks } from './risk-register-report.ts';
import { writeTrailSentence } from './trail-values.ts';

/** Where one tool is used, and what came out of it. */
export interface DossierRegion {
  tool: { id: string; name: string };
  regionName: string;
  result: ResidencyResult;
  override: ResidencyResult | null;
}

/** Everything that the workspace holds of one vendor. */
export interface DossierSource {
  vendor: Vendor;
  review: ReviewDates;
  tools: readonly Tool[];
  assessments: readonly AssessmentRow[];
  agreements: readonly Agreement[];
  regions: readonly DossierRegion[];
  /** Of each tool that has one: how it stands, the figure, and its table. */
  flows: readonly { toolName: string; blocks: readonly ReportBlock[] }[];
  checklists: readonly AdoptionChecklist[];
  risks: readonly Risk[];
  model: ResidualModel;
  findings: readonly Finding[];
  evidence: readonly Evidence[];
  /** Oldest first. */
  entries: readonly AuditEntry[];
  wording: TrailWording;
}

/** Entries of the trail that the pages show; the workbook has them all. */
const PAGE_ENTRIES = 100;

const openTerms = (frame: ReportFrame) => createTerms(frame, 'dossier');

function buildAnswer(frame: ReportFrame, source: DossierSource): ReportBlock[] {
  const { translate } = frame.language;
  const { say } = openTerms(frame);
  const { vendor, tools, agreements, findings, risks } = source;
  const active = agreements.filter(({ stateToday }) => stateToday === 'active' || stateToday === 'expiring').length;
  const open = findings.filter(isOpenFinding).length;
  return [
    {
      kind: 'callout',
      lead: translate(`register.toolStatus.${vendor.status}`),
      text: say('answer', {
        tools: tools.length,
        inUse: tools.filter(({ status }) => status === 'approved' || status === 'conditional').length,
        risks: risks.filter((risk) => risk.open).length,
        findings: open,
        flags: vendor.counts.openRedFlags,
      }),
    },
    {
      kind: 'key-figures',
      figures: [
        { label: say('figure.inherent'), value: bandValue(vendor.inherentTier, translate, { neutral: true }) },
        {
          label: say('figure.residual'),
          value: vendor.residual && bandValue(vendor.residual.band, translate),
          ...(vendor.residual ? { note: say('figure.score', { score: vendor.residual.score }) } : {}),
        },
        {
          label: say('figure.agreements'),
          value: wholeValue(active),
          note: say('figure.of', { all: agreements.length }),
        },
        { label: say('figure.findings'), value: wholeValue(open) },
        { label: say('figure.evidence'), value: wholeValue(source.evidence.length) },
      ],
    },
  ];
}

function describeReview(frame: ReportFrame, { review, vendor }: DossierSource): string {
  const { say } = openTerms(frame);
  const { writeDay } = frame.language;
  const cadence = say('cadence', { full: review.fullReviewMonths, light: review.lightCheckMonths });
  const due =
    review.fullReviewOn === null || review.signedOn === null
      ? say('notSigned')
      : say('dueOn', { due: writeDay(review.fullReviewOn), signed: writeDay(review.signedOn) });
  const chosen =
    vendor.nextReviewOn !== null && vendor.nextReviewOn !== review.fullReviewOn
      ? say('chosen', { day: writeDay(vendor.nextReviewOn) })
      : '';
  return [cadence, due, chosen].filter(Boolean).join(' ');
}

function buildFacts(frame: ReportFrame, source: DossierSource): ReportBlock[] {
  const { say, column } = openTerms(frame);
  const { vendor } = source;
  const fact = (name: string, text: string) => ({ label: say(`fact.${name}`), value: textValue(text) });
  return [
    {
      kind: 'facts',
      caption: say('facts'),
      description: say('factsDescription'),
      facts: [
        fact('code', vendor.code),
        fact('legalName', vendor.legalName),
        fact('otherNames', [...vendor.aliases, ...vendor.formerNames].join(', ')),
        fact('domain', vendor.domain),
        fact('country', vendor.country),
        fact('description', vendor.description),
        fact('owner', vendor.owner?.name ?? ''),
        fact('critical', say(`critical.${String(vendor.businessCritical)}`)),
        fact('reason', vendor.statusReason),
        fact('review', describeReview(frame, source)),
        ...(vendor.profile === null ? [] : [fact('profile', say('profile', { profile: vendor.profile }))]),
      ],
    },
    {
      kind: 'table',
      caption: say('contacts'),
      description: say('contactsDescription'),
      columns: [column('name', 50, 24), column('position', 45, 24), column('email', 50, 30), column('phone', 25, 16)],
      rows: vendor.contacts.map((contact) => ({
        cells: [
          strongValue(contact.name),
          textValue(contact.position),
          textValue(contact.email),
          textValue(contact.phone),
        ],
      })),
      empty: say('noContacts'),
    },
  ];
}

function buildTools(frame: ReportFrame, { tools }: DossierSource): ReportTable {
  const { translate } = frame.language;
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('tools'),
    description: say('toolsDescription'),
    columns: [
      column('id', 16, 9),
      column('tool', 46, 26),
      column('kind', 25, 14),
      column('status', 27, 14),
      column('inherent', 25, 12),
      ...TOOL_GATES.map((gate) => ({
        id: gate,
        title: translate(`register.gate.${gate}`),
        millimetres: 23,
        characters: 13,
      })),
      column('nextReview', 22, 13.5),
    ],
    rows: tools.map((tool) => ({
      cells: [
        { kind: 'identifier', text: tool.code },
        textValue(tool.name, tool.plan),
        textValue(translate(`register.toolKind.${tool.kind}`)),
        statusValue(tool.status, translate),
        bandValue(tool.inherentTier, translate, { neutral: true }),
        ...tool.gates.map(({ state }) => ({
          kind: 'status' as const,
          text: translate(`register.gateState.${state}`),
          tone: GATE_TONES[state],
        })),
        dateValue(tool.nextReviewOn),
      ],
    })),
    dense: true,
    empty: say('noTools'),
  };
}

function buildAssessments(frame: ReportFrame, { assessments }: DossierSource): ReportTable {
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('assessments'),
    description: say('assessmentsDescription'),
    columns: [
      column('id', 26, 14),
      column('assessment', 44, 28),
      column('tool', 32, 20),
      column('state', 22, 13),
      column('score', 14, 9, { align: 'right' }),
      column('flags', 12, 9, { align: 'right' }),
      column('signed', 20, 13.5),
    ],
    rows: assessments.map((row) => ({
      cells: [
        { kind: 'identifier', text: row.code },
        strongValue(row.title),
        textValue(row.tool.name),
        textValue(say(`assessmentState.${row.state}`)),
        wholeValue(row.score === null ? null : Math.round(row.score)),
        wholeValue(row.openRedFlags),
        dateValue(row.signedAt?.slice(0, 10) ?? null),
      ],
    })),
    dense: true,
    empty: say('noAssessments'),
  };
}

function buildAgreements(frame: ReportFrame, { agreements }: DossierSource): ReportTable {
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('agreements'),
    description: say('agreementsDescription'),
    columns: [
      column('id', 20, 10),
      column('agreement', 52, 30),
      column('kind', 24, 14),
      column('needed', 18, 10),
      column('state', 26, 14),
      column('effective', 15, 13.5),
      column('expires', 15, 13.5),
    ],
    rows: agreements.map((agreement) => ({
      cells: [
        { kind: 'identifier', text: agreement.code },
        strongValue(agreement.title),
        textValue(say(`agreementKind.${agreement.kind}`)),
        textValue(say(`needed.${String(agreement.need.needed)}`)),
        {
          kind: 'status',
          text: say(`agreementState.${agreement.stateToday}`),
          tone: AGREEMENT_TONES[agreement.stateToday],
        },
        dateValue(agreement.effectiveOn),
        dateValue(agreement.expiresOn),
      ],
    })),
    dense: true,
    empty: say('noAgreements'),
  };
}

function buildRegions(frame: ReportFrame, { regions }: DossierSource): ReportTable {
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('regions'),
    description: say('regionsDescription'),
    columns: [column('tool', 55, 26), column('region', 50, 24), column('result', 32, 16), column('override', 33, 18)],
    rows: regions.map(({ tool, regionName, result, override }) => ({
      cells: [
        textValue(tool.name),
        strongValue(regionName),
        { kind: 'verdict', verdict: RESIDENCY_MARKS[result], text: say(`residency.${result}`) },
        textValue(override === null ? '' : say(`residency.${override}`)),
      ],
    })),
    dense: true,
    empty: say('noRegions'),
  };
}

function buildAdoption(frame: ReportFrame, { checklists }: DossierSource): ReportTable {
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('adoption'),
    description: say('adoptionDescription'),
    columns: [
      column('tool', 70, 30),
      column('covered', 25, 12, { align: 'right' }),
      column('items', 25, 12, { align: 'right' }),
      column('required', 25, 12, { align: 'right' }),
      column('started', 25, 13.5),
    ],
    rows: checklists.map(({ tool, items, startedOn }) => ({
      cells: [
        strongValue(tool.name),
        wholeValue(items.filter(({ covered }) => covered).length),
        wholeValue(items.length),
        wholeValue(items.filter(({ required, covered }) => required && !covered).length),
        dateValue(startedOn),
      ],
    })),
    dense: true,
    empty: say('noAdoption'),
  };
}

/** The pages show the newest entries with the start of each hash, the workbook all of them whole. */
function buildTrail(
  frame: ReportFrame,
  { entries: all, wording }: Pick<DossierSource, 'entries' | 'wording'>,
  isWhole: boolean,
): ReportTable {
  const entries = isWhole ? all : all.slice(-PAGE_ENTRIES);
  const { writeInstant } = frame.language;
  const { say, column } = openTerms(frame);
  return {
    kind: 'table',
    caption: say('trail'),
    description: say('trailDescription'),
    columns: [
      column('sequence', 16, 9, { align: 'right' }),
      column('instant', 40, 24),
      column('actor', 34, 18),
      column('what', 146, 60),
      ...(isWhole ? [column('operation', 46, 26), column('record', 100, 44)] : []),
      column('hash', 21, 66),
    ],
    rows: entries.map((entry) => ({
      cells: [
        wholeValue(entry.sequence),
        textValue(writeInstant(entry.occurredAt)),
        textValue(entry.actorName),
        textValue(writeTrailSentence(entry, wording)),
        ...(isWhole ? [textValue(entry.operation), textValue(entry.recordName)] : []),
        sumValue(isWhole ? entry.hash : entry.hash.slice(0, 8)),
      ],
    })),
    ...(entries.length < all.length ? { note: say('trailNote', { shown: entries.length, all: all.length }) } : {}),
    dense: true,
    empty: say('noTrail'),
  };
}

function listChapters(frame: ReportFrame, source: DossierSource): ReportChapter[] {
  const { say } = openTerms(frame);
  const open = sortRisks(source.risks.filter((risk) => risk.open));
  const findings = sortFindings(source.findings);
  return [
    {
      title: say('chapter.vendor'),
      newPage: true,
      blocks: [...buildAnswer(frame, source), ...buildFacts(frame, source)],
    },
    { title: say('chapter.tools'), orientation: 'landscape', newPage: true, blocks: [buildTools(frame, source)] },
    {
      title: say('chapter.assurance'),
      newPage: true,
      blocks: [buildAssessments(frame, source), buildAgreements(frame, source)],
      sections: [
        { title: say('chapter.residency'), blocks: [buildRegions(frame, source)] },
        { title: say('chapter.adoption'), blocks: [buildAdoption(frame, source)] },
      ],
    },
    ...(source.flows.length === 0
      ? []
      : [
          {
            title: say('chapter.flows'),
            newPage: true,
            blocks: [],
            sections: source.flows.map(({ toolName, blocks }) => ({ title: toolName, blocks })),
          },
        ]),
    {
      title: say('chapter.risks'),
      orientation: 'landscape',
      newPage: true,
      blocks:
        open.length === 0
          ? [buildRisksTable(frame, open)]
          : [buildHeatMap(frame, source.model, open, 'residual'), buildRisksTable(frame, open)],
    },
    {
      title: say('chapter.findings'),
      newPage: true,
      blocks: [buildFindingsTable(frame, findings)],
    },
    { title: say('chapter.evidence'), newPage: true, blocks: [buildEvidenceTable(frame, source.evidence)] },
    {
      title: say('chapter.trail'),
      orientation: 'landscape',
      newPage: true,
      blocks: [buildTrail(frame, source, false)],
    },
  ];
}

function listSheets(frame: ReportFrame, source: DossierSource): ReportSheet[] {
  const { say } = openTerms(frame);
  const sheet = (name: string, table: ReportTable): ReportSheet => ({
    name: say(`sheet.${name}`),
    title: say('sheetTitle', { name: source.vendor.name, part: say(`sheet.${name}`) }),
    filter: say('sheetFilter', { count: table.rows.length }),
    table,
    frozenColumns: 2,
    legend: say('legend'),
  });
  return [
    sheet('tools', buildTools(frame, source)),
    sheet('assessments', buildAssessments(frame, source)),
    sheet('agreements', buildAgreements(frame, source)),
    sheet('residency', buildRegions(frame, source)),
    sheet('adoption', buildAdoption(frame, source)),
    sheet('risks', buildRisksTable(frame, sortRisks(source.risks))),
    sheet('findings', buildFindingsSheetTable(frame, sortFindings(source.findings))),
    sheet('evidence', buildEvidenceSheetTable(frame, source.evidence)),
    sheet('trail', buildTrail(frame, source, true)),
  ];
}

/** Everything about one vendor in one document: the answer first, then each part of the work, then what proves it. */
export function buildVendorDossier(frame: ReportFrame, source: DossierSource): Report {
  const { translate } = frame.language;
  const { say } = openTerms(frame);
  const { vendor } = source;
  const start = startExtract(frame, 'vendor_dossier', `VD-${vendor.code}`, [
    { label: say('fact.status'), value: statusValue(vendor.status, translate) },
    { label: say('fact.owner'), value: textValue(vendor.owner?.name) },
    { label: say('figure.inherent'), value: bandValue(vendor.inherentTier, translate, { neutral: true }) },
    {
      label: say('figure.residual'),
      value: vendor.residual && bandValue(vendor.residual.band, translate, { score: vendor.residual.score }),
    },
  ]);
  return {
    ...start,
    cover: { ...start.cover, subject: vendor.name, subtitle: vendor.legalName === vendor.name ? '' : vendor.legalName },
    chapters: listChapters(frame, source),
    sheets: listSheets(frame, source),
    contents: true,
  };
}
