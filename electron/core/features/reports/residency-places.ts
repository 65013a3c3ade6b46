import type { ReportTable } from '../../../../shared/report/report.ts';
import type { WorkedTool } from '../residency/residency.ts';
import { strongValue, textValue } from './report-values.ts';
import { locationValue, resultValue, writeBasis, type ResidencyTerms } from './residency-values.ts';

/** Millimetres of the seven locations in their order: "● Amsterdam" takes 21. */
const WIDTHS = {
  endpoint: 21,
  inference: 21,
  storage: 21,
  telemetry: 21,
  support_access: 22,
  sub_processors: 24,
  failover: 21,
} as const;

/** The regions of a tool's use with its seven places, result and transfer basis; fits a landscape page. */
export function buildPlacesTable(terms: ResidencyTerms, { tool, cells }: WorkedTool): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('report.placesOf', { tool: tool.plan === '' ? tool.name : `${tool.name}, ${tool.plan}` }),
    description: say('report.placesDescription'),
    columns: [
      column('region', 23, 20),
      column('requirement', 34, 30),
      ...Object.entries(WIDTHS).map(([id, millimetres]) => ({
        id,
        title: say(`location.${id}`),
        millimetres,
        characters: 14,
      })),
      column('result', 20, 12),
      column('basis', 29, 30),
    ],
    rows: cells.map((cell) => {
      const { region, assessment } = cell;
      const [citation] = region.citations;
      const ask = region.localisedData || say(`localisation.${region.localisation}`);
      return {
        cells: [
          strongValue(region.name),
          textValue([[citation?.law, citation?.article].filter(Boolean).join(' '), ask].join('. ')),
          ...assessment.locations.map((location) => locationValue(terms, location)),
          resultValue(terms, assessment.result),
          textValue(writeBasis(terms, cell)),
        ],
      };
    }),
    dense: true,
    empty: say('report.placesEmpty'),
  };
}
