import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { PackageItem, PackageProblem, PackageState } from '../../../../shared/contract/audit-package.ts';
import type { ReportRow, ReportTable, ReportValue, Tone } from '../../../../shared/report/report.ts';
import type { PackageFacts } from '../../../../shared/rules/audit-package/facts.ts';
import { ITEM_SOURCES, numberItem } from '../../../../shared/rules/audit-package/items.ts';
import { wordFacts } from '../../../../shared/rules/audit-package/words.ts';
import { bandValue, dateValue, statusValue, strongValue, sumValue, textValue } from '../reports/report-values.ts';
import { packageColumns, speak, type PackageFrame } from './package-frame.ts';

/** Characters of a sum that a page shows; the workbook has it whole. */
const SUM_START = 8;

const STATE_TONES: Readonly<Record<PackageState, Tone>> = {
  ready: 'ok',
  contradictory: 'bad',
  missing: 'neutral',
  unsigned: 'neutral',
  stale: 'warn',
};

export function stateValue(frame: PackageFrame, state: PackageState): ReportValue {
  return { kind: 'status', text: speak(frame)(`state.${state}`), tone: STATE_TONES[state] };
}

/** "Harrow Agent was never assessed." */
export function sayProblem(frame: PackageFrame, { says, facts }: PackageProblem): string {
  return speak(frame)(`problem.${says}`, wordFacts(facts, frame.report.language.writeDay));
}

/** Lists in which a point is mended that is about no single record. */
const PLACES: readonly string[] = ['access_design', 'training', 'tool_register', 'evidence_library'];

function sayPlace(say: ReturnType<typeof speak>, kind: PackageProblem['record']['kind']): string {
  return PLACES.includes(kind) ? say(`report.place.${kind}`) : '';
}

/** Open points, with the number of the item where they are not all of one. */
export function buildProblemTable(
  frame: PackageFrame,
  problems: readonly PackageProblem[],
  more: number,
  extent: 'of all items' | 'of one item',
): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  const isNumbered = extent === 'of all items';
  return {
    kind: 'table',
    caption: say('report.problemsCaption'),
    description: say('report.problemsDescription'),
    columns: [
      ...(isNumbered ? [column('number', 12, 8)] : []),
      column('state', 28, 15),
      column('point', isNumbered ? 84 : 96, 80),
      column('record', 46, 34),
    ],
    rows: problems.map((problem) => ({
      cells: [
        ...(isNumbered ? [{ kind: 'identifier' as const, text: numberItem(problem.item) }] : []),
        stateValue(frame, problem.state),
        textValue(sayProblem(frame, problem)),
        textValue(problem.record.name || sayPlace(say, problem.record.kind)),
      ],
    })),
    ...(more > 0 && { note: say('report.problemsMore', { count: more }) }),
    empty: say('report.noProblems'),
  };
}

/** The steps of adoption that fill an item, tool by tool. */
export function buildStepTable(frame: PackageFrame, facts: PackageFacts, item: PackageItem): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  const { translate } = frame.report.language;
  const wanted = ITEM_SOURCES[item].adoption;
  const rows = facts.tools.flatMap((tool) =>
    (facts.checklists.get(tool.id)?.items ?? [])
      .filter(({ id }) => wanted.includes(id))
      .map((step): ReportRow => ({
        cells: [
          strongValue(tool.name),
          textValue(step.label, step.id),
          {
            kind: 'status',
            text: translate(`adoptionReport.standing.${step.standing}`),
            tone: step.covered ? 'ok' : 'neutral',
          },
          dateValue(step.statedOn),
          textValue(step.links.map(({ evidence }) => evidence.indexNumber).join(', ')),
        ],
      })),
  );
  return {
    kind: 'table',
    caption: say('report.stepsCaption'),
    description: say('report.stepsDescription'),
    columns: [
      column('tool', 38, 30),
      column('step', 44, 46),
      column('standing', 28, 18),
      column('statedOn', 22, 15),
      column('evidenceIds', 38, 46),
    ],
    rows,
    empty: say('report.noSteps'),
  };
}

/** Tools in use with why they are, and how each was judged. */
export function buildToolTable(frame: PackageFrame, facts: PackageFacts): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  const { translate } = frame.report.language;
  return {
    kind: 'table',
    caption: say('report.toolsCaption'),
    description: say('report.toolsDescription'),
    columns: [
      column('tool', 30, 26),
      column('status', 25, 16),
      column('inherent', 25, 13),
      column('residual', 26, 13),
      column('assessment', 24, 16),
      column('justification', 40, 60),
    ],
    rows: facts.tools.map((tool) => {
      const newest = facts.assessments
        .filter(({ toolId, signedOn }) => toolId === tool.id && signedOn !== null)
        .toSorted((left, right) => (right.signedOn ?? '').localeCompare(left.signedOn ?? ''))[0];
      return {
        cells: [
          textValue(tool.name, tool.vendor.name),
          statusValue(tool.status, translate),
          bandValue(tool.inherentTier, translate, { neutral: true }),
          tool.residual && bandValue(tool.residual.band, translate, { score: tool.residual.score }),
          newest
            ? textValue(newest.code, newest.signedOn ? frame.report.language.writeDay(newest.signedOn) : '')
            : null,
          textValue(tool.businessJustification),
        ],
      };
    }),
    empty: say('report.noTools'),
  };
}

/** Where a piece of evidence lies in the package, or why it has no file in it. */
export function describeEvidenceFile(frame: PackageFrame, piece: Evidence, path: string | undefined): string {
  const say = speak(frame);
  if (path !== undefined) return path;
  if (piece.disposedAt !== null) return say('report.disposedFile');
  return say(piece.file === null ? 'report.noFile' : 'report.withheldFile');
}

/** Pieces of evidence with their files; the sheet has the whole sum. */
export function buildEvidenceTables(
  frame: PackageFrame,
  evidence: readonly Evidence[],
  paths: ReadonlyMap<string, string>,
): { page: ReportTable; sheet: ReportTable } {
  const say = speak(frame);
  const column = packageColumns(frame);
  const base = {
    kind: 'table',
    caption: say('report.evidenceCaption'),
    description: say('report.evidenceDescription'),
    empty: say('report.noEvidence'),
  } as const;
  const start = (piece: Evidence): ReportValue[] => [
    strongValue(piece.indexNumber),
    textValue(piece.title),
    dateValue(piece.periodEnd ?? piece.datedOn),
    textValue(describeEvidenceFile(frame, piece, paths.get(piece.id))),
  ];
  return {
    page: {
      ...base,
      columns: [
        column('evidenceId', 30, 20),
        column('titleColumn', 46, 40),
        column('dated', 22, 14),
        column('file', 54, 60),
        column('sum', 18, 12),
      ],
      rows: evidence.map((piece) => ({ cells: [...start(piece), sumValue(piece.file?.sha256.slice(0, SUM_START))] })),
      dense: true,
    },
    sheet: {
      ...base,
      columns: [
        column('evidenceId', 30, 20),
        column('titleColumn', 46, 44),
        column('dated', 22, 14),
        column('file', 54, 56),
        column('sum', 18, 68),
      ],
      rows: evidence.map((piece) => ({ cells: [...start(piece), sumValue(piece.file?.sha256)] })),
    },
  };
}
