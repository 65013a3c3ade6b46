import type { RegionHead } from '../../../shared/contract/residency.ts';
import type { ResidencyResult } from '../../../shared/contract/region-pack.ts';
import type { RegisterStatus } from '../../../shared/contract/vendors.ts';
import { readCell } from '../../../shared/rules/residency/compact-cell.ts';

interface MatrixTool {
  id: string;
  name: string;
  plan: string;
  vendor: { id: string; name: string };
  status: RegisterStatus;
  cells: string[];
}

export interface ShownMatrix {
  tools: readonly MatrixTool[];
  regions: readonly RegionHead[];
  /** Letters of the cell of a tool and a region that are shown. */
  cellOf: (tool: number, region: number) => string;
  counts: Readonly<Record<ResidencyResult | 'override', number>>;
  /** Tools that are used nowhere and therefore left out. */
  unusedTools: number;
}

interface Wanted {
  statuses: readonly RegisterStatus[];
  results: readonly ResidencyResult[];
  scope: 'used' | 'all';
}

function hasResult(tool: MatrixTool, results: readonly ResidencyResult[]): boolean {
  return (
    results.length === 0 ||
    tool.cells.some((text) => {
      const cell = readCell(text);
      return cell !== null && results.includes(cell.result);
    })
  );
}

/** The part of the matrix that the filters let through, and what is counted of it. */
export function chooseShown(
  { tools, regions }: { tools: readonly MatrixTool[]; regions: readonly RegionHead[] },
  { statuses, results, scope }: Wanted,
): ShownMatrix {
  const inStatus = tools.filter(({ status }) => statuses.includes(status));
  const used = inStatus.filter(({ cells }) => cells.some((text) => text !== ''));
  const shownTools = (scope === 'all' ? inStatus : used).filter((tool) => hasResult(tool, results));
  const columns = regions
    .map((region, index) => ({ region, index }))
    .filter(({ index }) => scope === 'all' || shownTools.some(({ cells }) => cells[index] !== ''));
  const counts = { meets: 0, partial: 0, unknown: 0, breach: 0, override: 0 };
  for (const { cells } of shownTools) {
    for (const { index } of columns) {
      const cell = readCell(cells[index] ?? '');
      if (!cell) continue;
      counts[cell.result] += 1;
      if (cell.override !== null) counts.override += 1;
    }
  }
  return {
    tools: shownTools,
    regions: columns.map(({ region }) => region),
    cellOf: (tool, region) => shownTools[tool]?.cells[columns[region]?.index ?? -1] ?? '',
    counts,
    unusedTools: inStatus.length - used.length,
  };
}

/** The cells in the order of reading after `from`, round the end: to jump from breach to breach. */
export function findNextBreach(
  cellAt: (row: number, column: number) => string,
  size: { rows: number; columns: number },
  from: { row: number; column: number },
): { row: number; column: number } | null {
  const total = size.rows * size.columns;
  const start = from.row * size.columns + from.column;
  for (let step = 1; step <= total; step += 1) {
    const at = (start + step) % total;
    const place = { row: Math.floor(at / size.columns), column: at % size.columns };
    if (readCell(cellAt(place.row, place.column))?.result === 'breach') return place;
  }
  return null;
}
