import type { ImportField, ImportProblem } from '../../contract/exchange.ts';
import { writeColumnLetter } from './columns.ts';
import { foldValue } from './values.ts';

/** Longest value that a problem repeats; as long as a translation may be. */
const VALUE_LIMIT = 500;

export type ProblemCode = ImportProblem['code'];

/** What mends a problem, before it is known how many rows it mends. */
export interface ProposedFix {
  kind: NonNullable<ImportProblem['fix']>['kind'];
  sentence: string;
  /** Set when a translation of the value mends all cells that are like this one; null when only this cell is mended. */
  field: ImportField | null;
  to: string | null;
  choices: readonly { value: string; label: string }[];
}

export interface RowProblem {
  row: number;
  /** Null when no column is used for the field. */
  column: number | null;
  value: string;
  code: ProblemCode;
  sentence: string;
  fix: ProposedFix | null;
}

const CHOICE_LIMIT = 200;

function keyOf({ fix, value }: RowProblem): string | null {
  return fix?.field ? `${fix.field}\u0000${foldValue(value)}` : null;
}

/** Counts like cells, so that a fix can say how many rows it mends. */
export function finishProblems(problems: readonly RowProblem[]): ImportProblem[] {
  const alike = new Map<string, number>();
  for (const problem of problems) {
    const key = keyOf(problem);
    if (key !== null) alike.set(key, (alike.get(key) ?? 0) + 1);
  }
  return problems.map((problem) => {
    const key = keyOf(problem);
    return finishProblem(problem, (key === null ? undefined : alike.get(key)) ?? 1);
  });
}

function finishProblem({ fix, ...problem }: RowProblem, rows: number): ImportProblem {
  return {
    ...problem,
    value: problem.value.slice(0, VALUE_LIMIT),
    cell: problem.column === null ? `Row ${problem.row}` : `${writeColumnLetter(problem.column)}${problem.row}`,
    fix: fix && {
      ...fix,
      sentence: rows > 1 ? `${fix.sentence} for ${rows.toLocaleString('en-GB')} rows` : fix.sentence,
      rows,
      choices: fix.choices.slice(0, CHOICE_LIMIT),
    },
  };
}

/** A fix that asks the person for this cell's value; `choices` may be empty where it is a text, a number or a day. */
export function askForCell(sentence: string, choices: ProposedFix['choices'] = []): ProposedFix {
  return { kind: 'choose_value', sentence, field: null, to: null, choices };
}

/** A fix that asks the person what a value means, wherever it stands in the column. */
export function askForMeaning(field: ImportField, sentence: string, choices: ProposedFix['choices']): ProposedFix {
  return { kind: 'choose_value', sentence, field, to: null, choices };
}
