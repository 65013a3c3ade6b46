import type { AccessClass } from '../../../../shared/contract/access-tier-records.ts';
import { ACCESS_ROLES, CODE_CLASSES, PCI_CLASSES } from '../../../../shared/contract/access-tier-records.ts';
import type { Report, ReportBlock, ReportTable } from '../../../../shared/report/report.ts';
import { findExceptionEnd } from '../../../../shared/rules/access-tiers/exceptions.ts';
import { findCell, tierOf } from '../../../../shared/rules/access-tiers/matrix.ts';
import type { WholeDesign } from '../access-tiers/access-tiers.ts';
import { buildAccessSheets } from './access-tiers-sheets.ts';
import { outcomeValue, writeCheck, writeHolder } from './access-tiers-values.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { createTerms, type ReportTerms } from './report-terms.ts';
import { dateValue, strongValue, textValue, wholeValue } from './report-values.ts';

/** Millimetres of the text of a landscape page, and of its first column. */
const PAGE = 257;
const NAME = 42;

function buildMatrix(terms: ReportTerms, source: WholeDesign, classes: readonly AccessClass[]): ReportTable {
  const { say, column } = terms;
  const isCode = tierOf(classes[0] ?? 'cde') > 0;
  const width = Math.floor((PAGE - NAME) / classes.length);
  return {
    kind: 'table',
    caption: say(isCode ? 'axis.code' : 'axis.pci'),
    description: say('report.matrixDescription'),
    columns: [
      column('role', NAME + (PAGE - NAME - width * classes.length), 22),
      ...classes.map((classId) => ({
        id: classId,
        title: isCode ? `${say(`tier.${tierOf(classId)}`)}: ${say(`class.${classId}`)}` : say(`class.${classId}`),
        millimetres: width,
        characters: 20,
      })),
    ],
    rows: ACCESS_ROLES.map((role) => ({
      cells: [
        strongValue(say(`role.${role}`)),
        ...classes.map((classId) => outcomeValue(terms, findCell(source.design.cells, role, classId))),
      ],
    })),
    note: say(isCode ? 'report.codeNote' : 'report.pciNote'),
    empty: say('report.empty'),
  };
}

function buildSummary(terms: ReportTerms, source: WholeDesign): ReportBlock[] {
  const { say, frame } = terms;
  const { design, checks, exceptions } = source;
  const blocking = checks.filter(({ severity }) => severity === 'blocks').length;
  const live = exceptions.filter(({ standing }) => standing === 'live').length;
  const counts = { blocking, others: checks.length - blocking, live, repositories: source.repositories.length };
  const lead = design.inForceOn === null ? say('report.leadDraft') : say('report.leadInForce');
  const since = design.inForceOn === null ? '' : frame.language.writeDay(design.inForceOn);
  const key = design.inForceOn === null ? 'report.answerDraft' : 'report.answer';
  return [
    { kind: 'callout', lead, text: say(key, { version: design.version, since, ...counts }) },
    {
      kind: 'facts',
      description: say('report.factsDescription'),
      facts: [
        { label: say('column.version'), value: wholeValue(design.version) },
        { label: say('column.state'), value: textValue(say(`state.${design.state}`)) },
        { label: say('column.inForceOn'), value: dateValue(design.inForceOn) },
        {
          label: say('column.approvedBy'),
          value: textValue(design.inForceOn === null ? null : design.decidedBy?.name),
        },
        { label: say('column.lastReviewedOn'), value: dateValue(design.lastReviewedOn) },
        { label: say('column.nextReviewOn'), value: dateValue(design.nextReviewOn) },
      ],
    },
    buildHolders(terms, source),
  ];
}

function buildHolders({ say, column }: ReportTerms, { identities, design, pack }: WholeDesign): ReportTable {
  return {
    kind: 'table',
    caption: say('report.roles'),
    description: say('report.rolesDescription'),
    columns: [
      column('role', 34, 22),
      column('holders', 20, 10, { align: 'right' }),
      column('description', 62, 50),
      column('duties', 54, 50),
    ],
    rows: ACCESS_ROLES.map((role) => ({
      cells: [
        strongValue(say(`role.${role}`)),
        wholeValue(identities.filter((identity) => identity.active && identity.role === role).length),
        textValue(pack.roles.find(({ id }) => id === role)?.description),
        textValue(
          (design.duties.find((one) => one.role === role)?.duties ?? []).map((duty) => say(`duty.${duty}`)).join(', '),
        ),
      ],
    })),
    empty: say('report.empty'),
  };
}

function buildRequirements({ say, column }: ReportTerms, { pack }: WholeDesign): ReportBlock[] {
  return [
    {
      kind: 'table',
      caption: say('report.requirements'),
      description: say('report.requirementsDescription'),
      columns: [column('requirement', 40, 18), column('meaning', 130, 70)],
      rows: pack.requirements.map(({ id, description }) => ({
        cells: [strongValue(say(`requirement.${id}`)), textValue(description)],
      })),
      empty: say('report.empty'),
    },
    {
      kind: 'table',
      caption: say('report.classes'),
      description: say('report.classesDescription'),
      columns: [
        column('class', 36, 24),
        column('tier', 16, 10),
        column('description', 54, 50),
        column('policy', 64, 60),
      ],
      rows: pack.classes.map(({ id, description, policy }) => ({
        cells: [
          strongValue(say(`class.${id}`)),
          textValue(say(`tier.${tierOf(id)}`)),
          textValue(description),
          textValue(policy),
        ],
      })),
      empty: say('report.empty'),
    },
  ];
}

function buildExceptions(terms: ReportTerms, { exceptions }: WholeDesign): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('report.exceptions'),
    description: say('report.exceptionsDescription'),
    dense: true,
    columns: [
      column('code', 18, 9),
      column('standing', 26, 14),
      column('holder', 34, 22),
      column('tool', 30, 20),
      column('class', 30, 20),
      column('reason', 53, 50),
      column('approvedBy', 34, 20),
      column('endsOn', 32, 14, { dueWithinDays: 30 }),
    ],
    rows: exceptions.map((exception) => ({
      cells: [
        strongValue(exception.code),
        textValue(say(`standing.${exception.standing}`)),
        textValue(writeHolder(terms, exception)),
        textValue(exception.tool.name),
        textValue(say(`class.${exception.classId}`), exception.repository?.name),
        textValue(exception.reason),
        textValue(exception.state === 'requested' ? null : exception.decidedBy?.name),
        dateValue(findExceptionEnd(exception)),
      ],
    })),
    note: say('report.exceptionsNote'),
    empty: say('report.noExceptions'),
  };
}

function buildChecks(terms: ReportTerms, { checks }: WholeDesign): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('report.checks'),
    description: say('report.checksDescription'),
    columns: [column('severity', 34, 12), column('check', 223, 80)],
    rows: checks.map((check) => ({
      cells: [
        {
          kind: 'status',
          text: say(`severity.${check.severity}`),
          tone: check.severity === 'blocks' ? ('bad' as const) : ('warn' as const),
        },
        textValue(writeCheck(terms, check)),
      ],
    })),
    empty: say('report.noChecks'),
  };
}

/**
 * The access-tier design: the answer first, then both matrices in landscape, what each requirement means, exceptions
 * with their ends, and what the checks find. The workbook has matrix, cells, exceptions, access, people and agents, and
 * repositories.
 */
export function buildAccessTiersReport(frame: ReportFrame, source: WholeDesign): Report {
  const terms = createTerms(frame, 'accessTiers');
  const { say } = terms;
  const { design } = source;
  const extract = startExtract(frame, 'access_tiers', 'AT', [
    { label: say('column.version'), value: wholeValue(design.version) },
    { label: say('column.state'), value: textValue(say(`state.${design.state}`)) },
  ]);
  const status = frame.language.translate(design.inForceOn === null ? 'status.draft' : 'status.final');
  return {
    ...extract,
    cover: { ...extract.cover, version: `${design.version}.0`, status },
    contents: true,
    chapters: [
      { title: say('report.summary'), newPage: true, blocks: buildSummary(terms, source) },
      {
        title: say('report.matrix'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildMatrix(terms, source, CODE_CLASSES)],
      },
      {
        title: say('report.pciMatrix'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildMatrix(terms, source, PCI_CLASSES)],
      },
      {
        title: say('report.exceptionsAndChecks'),
        orientation: 'landscape',
        newPage: true,
        blocks: [buildExceptions(terms, source), buildChecks(terms, source)],
      },
      {
        title: say('report.meaning'),
        orientation: 'portrait',
        newPage: true,
        blocks: buildRequirements(terms, source),
      },
    ],
    sheets: buildAccessSheets(terms, source),
  };
}
