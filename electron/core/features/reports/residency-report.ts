import { REGION_GROUPS, type Region, type ResidencyResult } from '../../../../shared/contract/region-pack.ts';
import type { RegionRecord } from '../../../../shared/contract/residency.ts';
import type { Report, ReportBlock, ReportColumn, ReportTable } from '../../../../shared/report/report.ts';
import { compareResults } from '../../../../shared/rules/residency/assess-basis.ts';
import { FACT_MONTHS } from '../../../../shared/rules/residency/assess-cell.ts';
import { writeCauseWithLink } from '../../../../shared/rules/residency/cause-words.ts';
import type { WorkedCell, WorkedTool } from '../residency/residency.ts';
import { startExtract, type ReportFrame } from './report-frame.ts';
import { dateValue, strongValue, textValue, wholeValue } from './report-values.ts';
import { buildResidencySheets } from './residency-sheets.ts';
import {
  createResidencyTerms,
  resultValue,
  writeCitations,
  writeOverride,
  writeSources,
  type ResidencyTerms,
} from './residency-values.ts';
import { buildPlacesTable } from './residency-places.ts';

/** What the report on residency is made from: everything of the register, worked out as of the frame's day. */
export interface ResidencySource {
  packVersion: string;
  regions: readonly RegionRecord[];
  tools: readonly WorkedTool[];
  /** Source ids of citations and what they stand for. */
  sources: Readonly<Record<string, string>>;
}

interface ShownCell {
  tool: WorkedTool['tool'];
  cell: WorkedCell;
}

function listCells(tools: readonly WorkedTool[]): ShownCell[] {
  return tools.flatMap(({ tool, cells }) => cells.map((cell) => ({ tool, cell })));
}

function countResults(cells: readonly ShownCell[]): Record<ResidencyResult, number> {
  const counts = { meets: 0, partial: 0, unknown: 0, breach: 0 };
  for (const { cell } of cells) counts[cell.assessment.result] += 1;
  return counts;
}

function buildSummary(terms: ResidencyTerms, source: ResidencySource): ReportBlock[] {
  const { say } = terms;
  const cells = listCells(source.tools);
  const counts = countResults(cells);
  const worst = (['breach', 'unknown', 'partial'] as const).find((result) => counts[result] > 0) ?? 'meets';
  const regionIds = new Set(cells.map(({ cell }) => cell.region.id));
  return [
    {
      kind: 'callout',
      lead: say(`report.lead.${worst}`),
      text: say('report.answer', {
        tools: new Set(cells.map(({ tool }) => tool.id)).size,
        regions: regionIds.size,
        cells: cells.length,
        overrides: cells.filter(({ cell }) => cell.override?.state === 'live').length,
        ...counts,
      }),
    },
    buildByRegion(terms, source, cells),
    buildOpen(terms, cells),
  ];
}

function buildByRegion(
  { say, column }: ResidencyTerms,
  source: ResidencySource,
  cells: readonly ShownCell[],
): ReportTable {
  const used = source.regions.filter(({ region }) => cells.some(({ cell }) => cell.region.id === region.id));
  return {
    kind: 'table',
    caption: say('report.byRegion'),
    description: say('report.byRegionDescription'),
    columns: [
      column('region', 62, 24),
      column('localisation', 32, 14),
      ...(['meets', 'partial', 'unknown', 'breach'] as const).map((id) => column(id, 19, 10, { align: 'right' })),
    ],
    rows: used.map(({ region }) => {
      const counts = countResults(cells.filter(({ cell }) => cell.region.id === region.id));
      return {
        cells: [
          strongValue(region.name),
          textValue(say(`localisation.${region.localisation}`)),
          ...(['meets', 'partial', 'unknown', 'breach'] as const).map((result) => wholeValue(counts[result])),
        ],
      };
    }),
    empty: say('report.matrixEmpty'),
  };
}

function buildOpen(terms: ResidencyTerms, cells: readonly ShownCell[]): ReportTable {
  const { say, column } = terms;
  const open = cells
    .filter(({ cell }) => cell.assessment.result !== 'meets')
    .toSorted((left, right) => compareResults(right.cell.assessment.result, left.cell.assessment.result));
  return {
    kind: 'table',
    caption: say('report.open'),
    description: say('report.openDescription'),
    columns: [column('tool', 32, 24), column('region', 28, 20), column('result', 24, 12), column('cause', 86, 60)],
    rows: open.map(({ tool, cell }) => ({
      cells: [
        strongValue(tool.name),
        textValue(cell.region.name),
        resultValue(terms, cell.assessment.result),
        textValue(
          [
            cell.assessment.deciding[0] && writeCauseWithLink(cell.assessment.deciding[0], terms),
            writeOverride(terms, cell.override),
          ]
            .filter(Boolean)
            .join(' '),
        ),
      ],
    })),
    dense: true,
    empty: say('report.openEmpty'),
  };
}

/** Millimetres of the text of a landscape page, and of its first column. */
const PAGE = 257;
const NAME = 45;

function buildGroupMatrix(terms: ResidencyTerms, source: ResidencySource, group: Region['group']): ReportTable {
  const { say, column } = terms;
  const regions = source.regions.filter(({ region }) => region.group === group).map(({ region }) => region);
  const width = Math.floor((PAGE - NAME) / regions.length);
  const columns: ReportColumn[] = regions.map(({ id, name }, index) => ({
    id,
    title: name,
    millimetres: index === regions.length - 1 ? PAGE - NAME - width * (regions.length - 1) : width,
    characters: 12,
  }));
  const rows = source.tools.filter(({ cells }) => cells.some((cell) => cell.region.group === group));
  return {
    kind: 'table',
    caption: say('report.matrix', { group: say(`group.${group}`) }),
    description: say('report.matrixDescription'),
    columns: [column('tool', NAME, 24), ...columns],
    rows: rows.map(({ tool, cells }) => ({
      cells: [
        strongValue(tool.name),
        ...regions.map(({ id }) => {
          const cell = cells.find((one) => one.region.id === id);
          return cell ? resultValue(terms, cell.assessment.result) : null;
        }),
      ],
    })),
    note: say('report.legendMatrix'),
    dense: true,
    empty: say('report.matrixEmpty'),
  };
}

function buildLaw(terms: ResidencyTerms, source: ResidencySource, group: Region['group']): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('report.law'),
    description: say('report.lawDescription'),
    columns: [
      column('region', 23, 20),
      column('localisation', 20, 14),
      column('law', 96, 44),
      column('stays', 70, 40),
      column('sources', 27, 16),
      column('asOf', 21, 14),
    ],
    rows: source.regions
      .filter(({ region }) => region.group === group)
      .map(({ region }) => ({
        cells: [
          strongValue(region.name),
          textValue(say(`localisation.${region.localisation}`)),
          textValue(writeCitations(region)),
          textValue(region.localisedData),
          textValue(writeSources(terms, region)),
          dateValue(region.asOf),
        ],
      })),
    dense: true,
    empty: say('report.matrixEmpty'),
  };
}

function buildMethod(terms: ResidencyTerms, source: ResidencySource, asOf: string): ReportBlock[] {
  const { say, column } = terms;
  const locations = ['endpoint', 'inference', 'storage', 'telemetry', 'support_access', 'sub_processors', 'failover'];
  const cited = new Set(source.regions.flatMap(({ region }) => region.citations.flatMap(({ sources }) => sources)));
  return [
    { kind: 'paragraph', text: say('report.methodText', { months: FACT_MONTHS }) },
    { kind: 'paragraph', text: say('report.methodOverride') },
    {
      kind: 'paragraph',
      text: say('report.methodPack', {
        pack: source.packVersion,
        regions: source.regions.length,
        edited: source.regions.filter(({ edited }) => edited).length,
        stale: source.regions.filter(({ region }) => region.checkBy < asOf).length,
      }),
    },
    {
      kind: 'table',
      caption: say('report.terms'),
      description: say('report.termsDescription'),
      columns: [column('term', 44, 20), column('meaning', 126, 60)],
      rows: locations.map((one) => ({
        cells: [strongValue(say(`location.${one}`)), textValue(say(`term.${one}`))],
      })),
      empty: say('report.matrixEmpty'),
    },
    {
      kind: 'table',
      caption: say('report.sources'),
      description: say('report.sourcesDescription'),
      columns: [column('id', 20, 8), column('source', 150, 80)],
      rows: Object.entries(source.sources)
        .filter(([id]) => cited.has(id))
        .map(([id, text]) => ({ cells: [{ kind: 'identifier', text: id }, textValue(text)] })),
      dense: true,
      empty: say('report.matrixEmpty'),
    },
  ];
}

/**
 * The residency matrix: the answer first, a landscape page for each group of regions with what their law asks, the seven
 * places of every tool, and how it was worked out. The workbook has matrix, cells, places, sub-processors and regions.
 */
export function buildResidencyReport(frame: ReportFrame, source: ResidencySource): Report {
  const terms = createResidencyTerms(frame);
  const { say } = terms;
  const cells = listCells(source.tools);
  const used = source.tools.filter((tool) => tool.cells.length > 0);
  return {
    ...startExtract(frame, 'residency_matrix', 'RM', [
      { label: frame.language.translate('cover.records'), value: wholeValue(cells.length) },
    ]),
    contents: true,
    chapters: [
      { title: say('report.summary'), newPage: true, blocks: buildSummary(terms, source) },
      ...REGION_GROUPS.map((group) => ({
        title: say(`group.${group}`),
        orientation: 'landscape' as const,
        newPage: true,
        blocks: [buildGroupMatrix(terms, source, group), buildLaw(terms, source, group)],
      })),
      {
        title: say('report.places'),
        orientation: 'landscape',
        newPage: true,
        blocks: [{ kind: 'paragraph', text: say('report.placesNote') }],
        sections: used.map((tool) => ({ title: tool.tool.name, blocks: [buildPlacesTable(terms, tool)] })),
      },
      {
        title: say('report.method'),
        orientation: 'portrait',
        newPage: true,
        blocks: buildMethod(terms, source, frame.asOf),
      },
    ],
    sheets: buildResidencySheets(terms, source),
  };
}
