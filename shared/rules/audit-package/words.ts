import type { PackageProblem } from '../../contract/audit-package.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The facts of a sentence ready for its message: days are written as the reader writes them. */
export function wordFacts(
  facts: PackageProblem['facts'],
  writeDay: (day: string) => string,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && DAY.test(value) ? writeDay(value) : value,
    ]),
  );
}
