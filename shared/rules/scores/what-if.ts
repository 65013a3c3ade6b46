import type { ExplainStep } from './explain.ts';
import type { Rational } from './rational.ts';

/** Where a subject stands: the word of its band or recommendation, its level (higher is worse) and its value. */
export interface Outcome {
  level: number;
  word: string;
  value: Rational | null;
}

export interface WhatIfOption<Change> {
  changes: Change[];
  outcome: Outcome;
  /** The workings after the changes. */
  steps: ExplainStep[];
}

export interface WhatIf<Change> {
  from: Outcome;
  /**
   * The smallest sets of changes that move the band for the better, smallest first: single changes, or pairs when no
   * single change does. Empty when neither does, or nothing is better than this.
   */
  options: WhatIfOption<Change>[];
  /**
   * The next worse band and the smallest single change that reaches it or worse; `option` is null when no single change
   * does. Null at the worst band.
   */
  worse: { word: string; option: WhatIfOption<Change> | null } | null;
}

/** Something that can be changed, with its possible changes. */
export interface Lever<Change> {
  /** By effort; the last is the strongest, with which no other does less. Effort is counted in levels moved. */
  changes: readonly { change: Change; effort: number }[];
}

/** What a search needs to know of a model. */
export interface Search<Subject, Change> {
  subject: Subject;
  apply: (subject: Subject, change: Change) => Subject;
  judge: (subject: Subject) => Outcome;
  explain: (subject: Subject) => ExplainStep[];
  better: readonly Lever<Change>[];
  worse: readonly Lever<Change>[];
  /** The word of the next worse level; null at the worst. */
  worseWord: (outcome: Outcome) => string | null;
}

interface Move<Change> {
  changes: Change[];
  effort: number;
}

/** How many sets are given at most. */
const OPTION_LIMIT = 3;

function keepSmallest<Change>(moves: readonly Move<Change>[]): Move<Change>[] {
  return moves.toSorted((left, right) => left.effort - right.effort).slice(0, OPTION_LIMIT);
}

/** For each lever the smallest change with which `reaches` holds. */
function findSingles<Subject, Change>(
  search: Search<Subject, Change>,
  levers: readonly Lever<Change>[],
  reaches: (subject: Subject) => boolean,
): Move<Change>[] {
  const moves = levers.flatMap((lever) => {
    const found = lever.changes.find(({ change }) => reaches(search.apply(search.subject, change)));
    return found ? [{ changes: [found.change], effort: found.effort }] : [];
  });
  return keepSmallest(moves);
}

/** The smallest pair from two levers with which `reaches` holds, if its effort is below `limit`. */
function findPair<Subject, Change>(
  search: Search<Subject, Change>,
  first: Lever<Change>,
  second: Lever<Change>,
  limit: number,
  reaches: (subject: Subject) => boolean,
): Move<Change> | null {
  let best: Move<Change> | null = null;
  let bound = limit;
  for (const one of first.changes) {
    const subject = search.apply(search.subject, one.change);
    for (const other of second.changes) {
      const effort = one.effort + other.effort;
      if (effort >= bound) break;
      if (!reaches(search.apply(subject, other.change))) continue;
      best = { changes: [one.change, other.change], effort };
      bound = effort;
      break;
    }
  }
  return best;
}

function findPairs<Subject, Change>(
  search: Search<Subject, Change>,
  reaches: (subject: Subject) => boolean,
): Move<Change>[] {
  let kept: Move<Change>[] = [];
  for (const [index, first] of search.better.entries()) {
    const strongest = first.changes.at(-1);
    if (!strongest) continue;
    const subject = search.apply(search.subject, strongest.change);
    for (const second of search.better.slice(index + 1)) {
      const other = second.changes.at(-1);
      if (!other || !reaches(search.apply(subject, other.change))) continue;
      const limit = kept.length < OPTION_LIMIT ? Infinity : (kept.at(-1)?.effort ?? Infinity);
      const pair = findPair(search, first, second, limit, reaches);
      if (pair) kept = keepSmallest([...kept, pair]);
    }
  }
  return kept;
}

/** Searches single changes first, then pairs, for the smallest sets that move the band; and the single worse change. */
export function searchWhatIf<Subject, Change>(search: Search<Subject, Change>): WhatIf<Change> {
  const from = search.judge(search.subject);
  const isBetter = (subject: Subject) => search.judge(subject).level < from.level;
  const isWorse = (subject: Subject) => search.judge(subject).level > from.level;

  function toOption({ changes }: Move<Change>): WhatIfOption<Change> {
    const subject = changes.reduce(search.apply, search.subject);
    return { changes, outcome: search.judge(subject), steps: search.explain(subject) };
  }

  const singles = findSingles(search, search.better, isBetter);
  const moves = singles.length > 0 ? singles : findPairs(search, isBetter);
  const worseWord = search.worseWord(from);
  const [worst] = worseWord === null ? [] : findSingles(search, search.worse, isWorse);
  return {
    from,
    options: moves.map(toOption),
    worse: worseWord === null ? null : { word: worseWord, option: worst ? toOption(worst) : null },
  };
}
