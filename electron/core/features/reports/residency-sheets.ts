import type { ReportRow, ReportSheet, ReportTable } from '../../../../shared/report/report.ts';
import { LOCATIONS } from '../../../../shared/contract/region-pack.ts';
import { writeCauseWithLink, writePlace } from '../../../../shared/rules/residency/cause-words.ts';
import { nameLink } from '../../../../shared/rules/residency/place-names.ts';
import { dateValue, strongValue, textValue } from './report-values.ts';
import type { ResidencySource } from './residency-report.ts';
import {
  locationValue,
  resultValue,
  writeBasis,
  writeCitations,
  writeOverride,
  writeSources,
  type ResidencyTerms,
} from './residency-values.ts';

interface SheetPart {
  id: 'matrix' | 'cells' | 'places' | 'chain' | 'regions';
  legend: string;
  columns: ReportTable['columns'];
  rows: readonly ReportRow[];
}

function buildMatrix({ say, column, ...terms }: ResidencyTerms, { tools, regions }: ResidencySource): SheetPart {
  const all = { say, column, ...terms };
  return {
    id: 'matrix',
    legend: say('report.legendMatrix'),
    columns: [
      column('tool', 30, 24),
      ...regions.map(({ region }) => ({ id: region.id, title: region.id, millimetres: 10, characters: 9 })),
    ],
    rows: tools.map(({ tool, cells }) => ({
      cells: [
        strongValue(tool.name),
        ...regions.map(({ region }) => {
          const cell = cells.find((one) => one.region.id === region.id);
          return cell ? resultValue(all, cell.assessment.result) : null;
        }),
      ],
    })),
  };
}

function buildCells(terms: ResidencyTerms, { tools }: ResidencySource): SheetPart {
  const { say, column } = terms;
  return {
    id: 'cells',
    legend: say('report.legendCells'),
    columns: [
      column('tool', 20, 20),
      column('region', 20, 17),
      ...LOCATIONS.map((id) => ({ id, title: say(`location.${id}`), millimetres: 15, characters: 13 })),
      column('result', 15, 10),
      column('cause', 30, 28),
      column('basis', 30, 20),
      column('override', 30, 16),
    ],
    rows: tools.flatMap(({ tool, cells }) =>
      cells.map((cell) => {
        const [cause] = cell.assessment.deciding;
        return {
          cells: [
            strongValue(tool.name),
            textValue(cell.region.name),
            ...cell.assessment.locations.map((location) => locationValue(terms, location)),
            resultValue(terms, cell.assessment.result),
            textValue(cause && writeCauseWithLink(cause, terms)),
            textValue(writeBasis(terms, { ...cell, override: null })),
            textValue(writeOverride(terms, cell.override)),
          ],
        };
      }),
    ),
  };
}

function buildPlaces(terms: ResidencyTerms, { tools }: ResidencySource): SheetPart {
  const { say, column } = terms;
  return {
    id: 'places',
    legend: say('report.legendPlaces'),
    columns: [
      column('tool', 20, 24),
      column('option', 20, 24),
      column('location', 20, 16),
      column('place', 30, 40),
      column('covers', 20, 30),
      column('seenOn', 20, 14),
      column('source', 30, 34),
    ],
    rows: tools.flatMap(({ tool, options }) =>
      options.flatMap((option) =>
        option.locations.map((fact) => ({
          cells: [
            strongValue(tool.name),
            textValue(option.name),
            textValue(say(`location.${fact.location}`)),
            textValue(
              fact.places.length === 0
                ? say('place.unknown')
                : fact.places.map((place) => writePlace(place, terms)).join('; '),
            ),
            textValue([say(`report.coverage.${fact.coverage}`), fact.note].filter(Boolean).join('. ')),
            dateValue(fact.seenOn),
            textValue(fact.sourceUrl),
          ],
        })),
      ),
    ),
  };
}

function buildChain(terms: ResidencyTerms, { tools }: ResidencySource): SheetPart {
  const { say, column } = terms;
  const byVendor = new Map(tools.map((worked) => [worked.tool.vendor.id, worked]));
  const members = tools.flatMap((worked) => worked.chain.map((member) => ({ ...member, worked })));
  const unique = new Map(members.map((member) => [member.subProcessor.id, member]));
  return {
    id: 'chain',
    legend: say('report.legendChain'),
    columns: [
      column('vendor', 20, 22),
      column('name', 20, 26),
      column('role', 20, 20),
      column('place', 20, 24),
      column('sees', 20, 28),
      column('chain', 30, 44),
      column('since', 15, 12),
      column('seenOn', 15, 12),
      column('list', 15, 13),
    ],
    rows: [...unique.values()].map(({ subProcessor, links, worked }) => ({
      cells: [
        strongValue(worked.tool.vendor.name),
        textValue(subProcessor.name),
        textValue(subProcessor.role),
        textValue(writePlace(subProcessor.place, terms)),
        textValue(say(`sees.${subProcessor.sees}`)),
        textValue(links.map(nameLink).join(' → ')),
        dateValue(subProcessor.since),
        dateValue(subProcessor.seenOn),
        textValue(
          say(byVendor.get(worked.tool.vendor.id)?.list.complete === true ? 'report.complete' : 'report.incomplete'),
        ),
      ],
    })),
  };
}

function buildRegions(terms: ResidencyTerms, { regions }: ResidencySource): SheetPart {
  const { say, column } = terms;
  return {
    id: 'regions',
    legend: say('report.legendRegions'),
    columns: [
      column('region', 20, 18),
      column('localisation', 15, 12),
      column('stays', 20, 20),
      column('law', 30, 28),
      column('routes', 30, 32),
      column('implication', 30, 32),
      column('dates', 20, 20),
      column('sources', 15, 12),
      column('confidence', 15, 10),
      column('asOf', 15, 11),
      column('checkBy', 15, 11, { dueWithinDays: 30 }),
      column('state', 15, 10),
    ],
    rows: regions.map(({ region, edited }) => ({
      cells: [
        strongValue(region.name),
        textValue(say(`localisation.${region.localisation}`)),
        textValue(region.localisedData),
        textValue(writeCitations(region)),
        textValue(region.routes),
        textValue(region.implication),
        textValue(region.dates),
        textValue(writeSources(terms, region)),
        textValue(say(`report.confidence.${region.confidence}`)),
        dateValue(region.asOf),
        dateValue(region.checkBy),
        textValue(say(edited ? 'report.edited' : 'report.asShipped')),
      ],
    })),
  };
}

/** The sheets of the workbook: matrix, cells, places, sub-processors and regions. */
export function buildResidencySheets(terms: ResidencyTerms, source: ResidencySource): ReportSheet[] {
  const { say } = terms;
  const parts = [buildMatrix, buildCells, buildPlaces, buildChain, buildRegions].map((build) => build(terms, source));
  return parts.map(({ id, legend, columns, rows }) => {
    const name = say(`report.sheet.${id}`);
    return {
      name,
      title: name,
      filter: say('report.records', { count: rows.length }),
      table: {
        kind: 'table',
        caption: name,
        description: legend,
        columns,
        rows,
        empty: say('report.matrixEmpty'),
      },
      frozenColumns: 2,
      legend,
    };
  });
}
