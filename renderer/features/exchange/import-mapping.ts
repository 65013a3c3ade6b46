import type { ImportField, ImportMapping, ImportProblem } from '../../../shared/contract/exchange.ts';

/** A column of the chosen sheet. */
export interface SheetColumn {
  index: number;
  letter: string;
  title: string;
  firstValue: string;
}

/** Fills `field` from the column, or leaves the column out. A field is filled by one column only: the one chosen last. */
export function mapColumn(mapping: ImportMapping, index: number, field: ImportField | null): ImportMapping {
  const others = mapping.columns.filter((column) => column.index !== index && column.field !== field);
  const columns = field === null ? others : [...others, { index, field }];
  return { ...mapping, columns: columns.toSorted((left, right) => left.index - right.index) };
}

/** Says what a value of the file means in Assay, wherever it stands in that field. */
export function translateValue(mapping: ImportMapping, field: ImportField, from: string, to: string): ImportMapping {
  const others = mapping.values.filter((one) => one.field !== field || one.from !== from);
  return { ...mapping, values: [...others, { field, from, to }] };
}

/** Takes a translation back. */
export function forgetValue(mapping: ImportMapping, field: ImportField, from: string): ImportMapping {
  return { ...mapping, values: mapping.values.filter((one) => one.field !== field || one.from !== from) };
}

type RowAction = ImportMapping['rows'][number]['action'];

/** Decides for single rows. */
export function decideRows(mapping: ImportMapping, rows: readonly number[], action: RowAction): ImportMapping {
  const decided = new Set(rows);
  const others = mapping.rows.filter(({ row }) => !decided.has(row));
  return { ...mapping, rows: [...others, ...rows.map((row) => ({ row, action }))] };
}

/** Writes another text into one cell, as it is read; the file itself stays as it is. */
export function mendCell(mapping: ImportMapping, row: number, index: number, text: string): ImportMapping {
  const others = mapping.cells.filter((cell) => cell.row !== row || cell.index !== index);
  return { ...mapping, cells: [...others, { row, index, text }] };
}

/** The mapping after a problem's fix with what the person chose; the fix itself says to what it applies. */
export function applyFix(mapping: ImportMapping, problem: ImportProblem, chosen: string | null): ImportMapping {
  const { fix, row, column, value } = problem;
  if (!fix) return mapping;
  if (fix.kind === 'update_record') return decideRows(mapping, [row], 'update');
  const to = fix.kind === 'translate_value' ? fix.to : chosen;
  if (to === null) return mapping;
  if (fix.field !== null) return translateValue(mapping, fix.field, value, to);
  return column === null ? mapping : mendCell(mapping, row, column, to);
}
