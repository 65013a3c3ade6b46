import { writeGap } from '../gaps/words.ts';
import type { DraftSentence } from './answer-world.ts';

type Translate = (key: string, parameters?: Readonly<Record<string, string | number>>) => string;

/** Facts whose value, or each of whose values, is a word of `<vocabulary>.<value>`. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  status: 'gaps.status',
  standing: 'auditorAnswers.standing',
  decision: 'gaps.value',
  class: 'accessTiers.class',
  kindOfAgreement: 'auditorAnswers.agreementKind',
  classes: 'dataFlows.class',
  role: 'accessTiers.role',
};

/** "a, b and c" in the reader's language. */
function joinList(words: readonly string[], translate: Translate): string {
  const [first = '', ...rest] = words;
  const last = rest.pop();
  if (last === undefined) return first;
  return translate('auditorAnswers.list', { first: [first, ...rest].join(', '), last });
}

function wordFact(
  name: string,
  value: string | number | readonly string[],
  translate: Translate,
  writeDay: (day: string) => string,
): string | number {
  const vocabulary = VOCABULARIES[name];
  const word = (one: string) => (vocabulary === undefined || one === '' ? one : translate(`${vocabulary}.${one}`));
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return joinList(value.map(word), translate);
  return name.endsWith('On') && value !== '' ? writeDay(value) : word(value);
}

/** Optional clauses of a sentence, by the fact that they need; each begins with its own space. */
const CLAUSES: Readonly<Record<string, readonly string[]>> = {
  tool_in_use: ['plan', 'users', 'approvedOn', 'justification'],
  agreement_in_force: ['effectiveOn', 'expiresOn'],
  flow_confirmed: ['places'],
  flow_not_confirmed: ['places'],
  item_waived: ['acceptedUntilOn'],
  assessment_signed: ['score'],
};

function isGiven(value: DraftSentence['facts'][string] | undefined): boolean {
  return value !== undefined && value !== '' && value !== -1 && !(Array.isArray(value) && value.length === 0);
}

/** A sentence of an answer in words. */
export function writeSentence(
  { rule, facts, gap }: Pick<DraftSentence, 'rule' | 'facts' | 'gap'>,
  translate: Translate,
  writeDay: (day: string) => string,
): string {
  if (gap !== null) return writeGap(gap, translate, writeDay);
  const worded = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, wordFact(name, value, translate, writeDay)]),
  );
  const clauses = (CLAUSES[rule] ?? [])
    .filter((name) => isGiven(facts[name]))
    .map((name) => translate(`auditorAnswers.clause.${rule}.${name}`, worded));
  // An exception is for one person or for everybody of a role.
  const who = worded['who'] === '' ? (worded['role'] ?? '') : (worded['who'] ?? '');
  if (typeof worded['more'] === 'number' && worded['more'] > 0) {
    worded['tools'] = translate('auditorAnswers.andMore', { names: worded['tools'] ?? '', count: worded['more'] });
  }
  return translate(`auditorAnswers.says.${rule}`, {
    ...worded,
    who,
    clauses: clauses.map((clause) => ` ${clause}`).join(''),
  });
}
