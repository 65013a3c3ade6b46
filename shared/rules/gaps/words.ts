import type { Gap, GapChange } from '../../contract/gaps.ts';

type Facts = Gap['facts'];
type Translate = (key: string, parameters?: Readonly<Record<string, string | number>>) => string;

/** Facts whose value is a word of `<vocabulary>.<value>`. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  condition: 'gaps.condition',
  agreementKind: 'gaps.agreementKind',
  status: 'gaps.status',
  standing: 'gaps.standing',
  seenIn: 'gaps.seenIn',
  logRule: 'gaps.logRule',
  class: 'accessTiers.class',
  role: 'accessTiers.role',
};

const MONTH_DAYS = 30;
const YEAR_DAYS = 365;

/** A number of days as people say it: "30 days", "13 months", "6 years". */
export function writeTerm(days: number, translate: Translate): string {
  if (days >= 2 * YEAR_DAYS && days % YEAR_DAYS === 0) return translate('gaps.term.years', { count: days / YEAR_DAYS });
  if (days > YEAR_DAYS) return translate('gaps.term.months', { count: Math.round(days / MONTH_DAYS) });
  return translate('gaps.term.days', { count: days });
}

/**
 * The facts of a gap as its sentence takes them: words of the vocabularies, terms, days as the reader writes them, and
 * everything else as it is.
 */
function wordFacts(facts: Facts, translate: Translate, writeDay: (day: string) => string): Facts {
  const worded: Facts = {};
  for (const [name, value] of Object.entries(facts)) {
    const vocabulary = VOCABULARIES[name];
    if (vocabulary !== undefined) worded[name] = translate(`${vocabulary}.${value}`);
    else if (name === 'agreements') {
      const kinds = String(value).split(', ');
      worded[name] = kinds.map((kind) => translate(`accessTiers.agreementKind.${kind}`)).join(', ');
    } else if (name === 'kept') {
      const days = Number(value);
      worded[name] = days < 0 ? translate('gaps.term.untilDeleted') : translate('gaps.term.keptDays', { count: days });
    } else if (name === 'neededDays') worded['neededTerm'] = writeTerm(Number(value), translate);
    else if (name === 'claimedDays') worded['claimedTerm'] = writeTerm(Number(value), translate);
    else if (name === 'days') worded['term'] = writeTerm(Number(value), translate);
    else worded[name] = name.endsWith('On') ? writeDay(String(value)) : value;
  }
  for (const name of ['claim', 'against']) {
    const kind = facts[`${name}Kind`];
    if (kind !== undefined) worded[name] = translate(`gaps.claimIn.${kind}`, { label: String(facts[name]) });
  }
  return worded;
}

/** What is missing, in one sentence. */
export function writeGap(
  gap: Pick<Gap, 'rule' | 'facts'>,
  translate: Translate,
  writeDay: (day: string) => string,
): string {
  const facts = wordFacts(gap.facts, translate, writeDay);
  return translate(`gaps.rule.${gap.rule}`, facts);
}

/** Values of changes that are words; everything else is shown as it stands. */
const WORDED: readonly GapChange['kind'][] = [
  'kind',
  'deployment',
  'use',
  'inherent_tier',
  'residual_band',
  'signed_decision',
  'agreement_ended',
];
/** Answers that are states and not choices or numbers. */
const ANSWER_STATES: readonly string[] = ['yes', 'no', 'partial', 'unknown', 'not_applicable'];

function writeValue(kind: GapChange['kind'], value: string | null, translate: Translate): string {
  if (value === null) return translate('gaps.nothing');
  const isWord = WORDED.includes(kind) || (kind === 'answer' && ANSWER_STATES.includes(value));
  return isWord ? translate(`gaps.value.${value}`) : value;
}

/** What changed since an approval: what it is, and what it was and is now. */
export function writeChange(
  { kind, about, before, after }: GapChange,
  translate: Translate,
): { what: string; before: string; after: string } {
  const named = kind === 'use' ? translate(`gaps.condition.${about}`) : about;
  return {
    what: translate(`gaps.change.${kind}`, { about: named }),
    before: writeValue(kind, before, translate),
    after: writeValue(kind, after, translate),
  };
}
