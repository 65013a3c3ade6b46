import {
  PACKAGE_ITEMS,
  PACKAGE_PROBLEM_STATES,
  type ItemReadiness,
  type PackageItem,
  type PackageProblem,
  type PackageProblemState,
} from '../../contract/audit-package.ts';
import { CONTRADICTION_RULES } from './contradictions.ts';
import type { PackageFacts } from './facts.ts';
import { ITEM_RULES, noTools } from './item-rules.ts';
import { numberItem } from './items.ts';

/** Problems of one item that are listed one by one; the rest are counted. */
const LISTED_PROBLEMS = 200;
const LISTED_EVIDENCE = 5000;

const rank = (state: PackageProblemState) => PACKAGE_PROBLEM_STATES.indexOf(state);

/** Items that stand on their own when no tool is in use; of all others nothing is there to show. */
const WITHOUT_TOOLS: readonly PackageItem[] = ['access_control', 'security_awareness', 'tool_training'];

function missNothingSilently(facts: PackageFacts, item: PackageItem, problems: readonly PackageProblem[]) {
  if (facts.tools.length > 0 || problems.length > 0 || WITHOUT_TOOLS.includes(item)) return problems;
  return [{ item, ...noTools() }];
}

function readItem(facts: PackageFacts, item: PackageItem, contradictions: readonly PackageProblem[]): ItemReadiness {
  const found = ITEM_RULES[item](facts);
  const problems = [
    ...contradictions.filter((problem) => problem.item === item),
    ...missNothingSilently(facts, item, found.problems),
  ].sort((left, right) => rank(left.state) - rank(right.state));
  const pieces = facts.evidence[item];
  const days = [...found.days, ...pieces.map(({ periodEnd, datedOn }) => periodEnd ?? datedOn)].flatMap((day) =>
    day !== null && day <= facts.asOf ? [day] : [],
  );
  return {
    item,
    number: numberItem(item),
    state: problems[0]?.state ?? 'ready',
    source: found.source,
    evidence: pieces.map(({ indexNumber }) => indexNumber).slice(0, LISTED_EVIDENCE),
    asOf: days.sort().at(-1) ?? null,
    problems: problems.slice(0, LISTED_PROBLEMS),
    moreProblems: Math.max(problems.length - LISTED_PROBLEMS, 0),
  };
}

/**
 * The readiness run: for each of the seventeen items what fills it, and everything that is contradictory, missing,
 * unsigned or stale, the worst first. Nothing that is wrong is left out: what is not listed is counted.
 */
export function readReadiness(facts: PackageFacts): ItemReadiness[] {
  const contradictions = CONTRADICTION_RULES.flatMap((rule) => rule(facts));
  return PACKAGE_ITEMS.map((item) => readItem(facts, item, contradictions));
}

/** How many items are ready, and how many problems there are of each kind. */
export function countReadiness(items: readonly ItemReadiness[]) {
  const ofState = (state: PackageProblemState) =>
    items.reduce((sum, { problems }) => sum + problems.filter((problem) => problem.state === state).length, 0);
  return {
    ready: items.filter(({ state }) => state === 'ready').length,
    problems: items.reduce((sum, { problems, moreProblems }) => sum + problems.length + moreProblems, 0),
    byState: Object.fromEntries(PACKAGE_PROBLEM_STATES.map((state) => [state, ofState(state)])) as Record<
      PackageProblemState,
      number
    >,
  };
}
