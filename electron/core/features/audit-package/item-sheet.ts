import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { ItemReadiness, PackageItem } from '../../../../shared/contract/audit-package.ts';
import type { Report, ReportChapter, ReportSheet, ReportTable } from '../../../../shared/report/report.ts';
import type { PackageFacts } from '../../../../shared/rules/audit-package/facts.ts';
import { ITEM_SOURCES } from '../../../../shared/rules/audit-package/items.ts';
import { wordFacts } from '../../../../shared/rules/audit-package/words.ts';
import { dateValue, textValue, wholeValue } from '../reports/report-values.ts';
import { speak, startPackageDocument, type PackageFrame } from './package-frame.ts';
import {
  buildEvidenceTables,
  buildProblemTable,
  buildStepTable,
  buildToolTable,
  stateValue,
} from './package-tables.ts';

/** Items whose sheet lists the tools in use with why they are and how they were judged. */
const WITH_TOOLS: readonly PackageItem[] = ['approved_tools', 'business_justification', 'risk_per_tool'];

interface ItemContent {
  readiness: ItemReadiness;
  facts: PackageFacts;
  /** Pieces behind the item, by index number. */
  evidence: readonly Evidence[];
  /** Paths in the package by evidence id; a piece without one has no file in it. */
  paths: ReadonlyMap<string, string>;
}

/** "15 of 15 tools" */
export function saySource(frame: PackageFrame, { source }: ItemReadiness): string {
  return speak(frame)(`source.${source.says}`, wordFacts(source.facts, frame.report.language.writeDay));
}

/** The sheet that every one of the seventeen items has: its state, what is open, what stands behind it. */
export function buildItemSheet(frame: PackageFrame, { readiness, facts, evidence, paths }: ItemContent): Report {
  const say = speak(frame);
  const { item, number, state, problems, moreProblems } = readiness;
  const open = problems.length + moreProblems;
  const title = say(`item.${item}`);
  const cover = [
    { label: say('report.section'), value: textValue(say(`section.${ITEM_SOURCES[item].section}`)) },
    { label: say('report.state'), value: stateValue(frame, state) },
    { label: say('report.source'), value: textValue(saySource(frame, readiness)) },
  ];
  const problemTable = buildProblemTable(frame, problems, moreProblems, 'of one item');
  const evidenceTables = buildEvidenceTables(frame, evidence, paths);
  const middle: { chapter: string; sheet: string; table: ReportTable }[] = [];
  if (WITH_TOOLS.includes(item)) {
    middle.push({ chapter: 'toolsChapter', sheet: 'sheetTools', table: buildToolTable(frame, facts) });
  }
  if (ITEM_SOURCES[item].adoption.length > 0) {
    middle.push({ chapter: 'stepsChapter', sheet: 'sheetSteps', table: buildStepTable(frame, facts, item) });
  }
  const chapters: ReportChapter[] = [
    {
      title: say('report.itemChapter'),
      newPage: true,
      blocks: [
        {
          kind: 'callout',
          lead: `${say(`state.${state}`)}.`,
          text: open === 0 ? say('report.ready') : say('report.notReady', { count: open }),
        },
        {
          kind: 'facts',
          description: say('report.itemChapter'),
          facts: [
            { label: say('report.source'), value: textValue(saySource(frame, readiness)) },
            { label: say('report.evidenceIds'), value: wholeValue(evidence.length) },
            { label: say('report.newest'), value: dateValue(readiness.asOf) },
          ],
        },
      ],
    },
    { title: say('report.problemsChapter'), blocks: [problemTable] },
    ...middle.map(({ chapter, table }) => ({ title: say(`report.${chapter}`), blocks: [table] })),
    { title: say('report.evidenceChapter'), blocks: [evidenceTables.page] },
  ];
  const legend = say('report.legend', { name: frame.name, day: frame.report.language.writeDay(frame.report.asOf) });
  const sheet = (name: string, table: ReportTable, frozenColumns: number): ReportSheet => ({
    name: say(`report.${name}`),
    title: `${number} ${title}: ${table.caption}`,
    filter: frame.scopeWords,
    table,
    frozenColumns,
    legend,
  });
  return {
    ...startPackageDocument(frame, number, { title: `${number} ${title}`, facts: cover }),
    chapters,
    sheets: [
      sheet('sheetProblems', problemTable, 1),
      ...middle.map((one) => sheet(one.sheet, one.table, 2)),
      sheet('sheetEvidence', evidenceTables.sheet, 2),
    ],
  };
}
