import type { ACCESS_REMEDIES, AccessRule } from '../../contract/access-tiers.ts';
import type { AccessFacts } from '../../contract/access-tier-records.ts';

export type AccessRemedy = (typeof ACCESS_REMEDIES)[number];

/** What one rule found, before the rules are numbered. */
export interface RuleFinding {
  rule: AccessRule;
  says: string;
  facts: AccessFacts;
  outcome: 'pass' | 'missing' | 'deny' | 'not_asked';
  remedies: readonly { remedy: AccessRemedy; facts: AccessFacts; ofOwner: boolean }[];
}

/** The rule holds. */
export function pass(rule: AccessRule, says: string, facts: AccessFacts = {}): RuleFinding {
  return { rule, says, facts, outcome: 'pass', remedies: [] };
}

/** Nothing asks for it here. */
export function notAsked(rule: AccessRule, says = 'not_asked'): RuleFinding {
  return { rule, says, facts: {}, outcome: 'not_asked', remedies: [] };
}

/** The rule does not hold; `remedy` is what makes it hold, in each of `places` where the rule asks more than once. */
export function fail(
  outcome: 'missing' | 'deny',
  rule: AccessRule,
  says: string,
  remedy: AccessRemedy,
  facts: AccessFacts = {},
  places: readonly AccessFacts[] = [facts],
): RuleFinding {
  return { rule, says, facts, outcome, remedies: places.map((place) => ({ remedy, facts: place, ofOwner: false })) };
}
