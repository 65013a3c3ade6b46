import type { ConditionalRule } from 'hucre/xlsx';
import { excelTints } from './excel-styles.ts';
import type { ExcelTint } from './excel-styles.ts';

export type ExcelRule = Omit<ConditionalRule, 'priority'>;

/** Colours the cells that hold exactly this word. */
export function equalRule(range: string, word: string, tint: ExcelTint): ExcelRule {
  return { type: 'cellIs', operator: 'equal', formula: quoteText(word), range, style: excelTints[tint] };
}

/** Colours the cells for which a formula, written for the first of them, is true. */
export function expressionRule(range: string, formula: string, tint: ExcelTint): ExcelRule {
  return { type: 'expression', formula, range, style: excelTints[tint] };
}

/** The rules of a sheet, the first with the highest priority. */
export function rankRules(rules: readonly ExcelRule[]): ConditionalRule[] {
  return rules.map((rule, index) => ({ ...rule, priority: index + 1 }));
}

/** A text as it stands in a formula. */
export function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
