import type { AccessFacts } from '../../contract/access-tier-records.ts';

/** Facts whose value is a word of `accessTiers.<vocabulary>`. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  role: 'role',
  class: 'class',
  pciClass: 'class',
  outcome: 'outcome',
};

/**
 * The facts of a rule, a remedy or a check as a sentence takes them: roles and classes in words, days as the reader
 * writes them, everything else as it is.
 */
export function wordAccessFacts(
  facts: AccessFacts,
  translate: (key: string) => string,
  writeDay: (day: string) => string,
): AccessFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const vocabulary = VOCABULARIES[name];
      if (vocabulary !== undefined) return [name, translate(`accessTiers.${vocabulary}.${value}`)];
      if (name === 'agreements') {
        const kinds = String(value).split(', ');
        return [name, kinds.map((kind) => translate(`accessTiers.agreementKind.${kind}`)).join(', ')];
      }
      if (name === 'status') return [name, translate(`accessTiers.toolStatus.${value}`)];
      return [name, name.endsWith('On') ? writeDay(String(value)) : value];
    }),
  );
}
