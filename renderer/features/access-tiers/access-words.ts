import type { TFunction } from 'i18next';
import type { AccessCheck, AccessException, AccessFacts } from '../../../shared/contract/access-tier-records.ts';
import type { AccessDecision } from '../../../shared/contract/access-tiers.ts';
import { wordAccessFacts } from '../../../shared/rules/access-tiers/words.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';

function word(t: TFunction, key: string, facts: AccessFacts): string {
  return t(
    `accessTiers.${key}`,
    wordAccessFacts(facts, (one) => t(one), formatDay),
  );
}

/** One rule of the chain as a sentence. */
export function wordStep(t: TFunction, { rule, says, facts }: AccessDecision['steps'][number]): string {
  return word(t, `rule.${rule}.${says}`, facts);
}

/** What would make the answer yes, as a sentence; what is asked of the owner of an agent says so. */
export function wordRemedy(t: TFunction, { remedy, facts, ofOwner }: AccessDecision['remedies'][number]): string {
  const sentence = word(t, `remedy.${remedy}`, facts);
  return ofOwner ? t('accessTiers.ofOwner', { remedy: sentence }) : sentence;
}

/** A check that does not hold, as a sentence. */
export function wordCheck(t: TFunction, { id, facts }: AccessCheck): string {
  return word(t, `check.${id}`, facts);
}

/** Where the record stands that mends a check; null for what is mended on this page. */
export function findMendingPath({ mendedBy }: AccessCheck): string | null {
  switch (mendedBy.kind) {
    case 'cell':
    case 'duty':
    case 'design':
      return null;
    case 'exception':
      return recordPath('access_exception', mendedBy.id);
    case 'identity':
      return recordPath('identity', mendedBy.id);
    case 'grant':
      return `/access-tiers/people?grant=${encodeURIComponent(mendedBy.id)}`;
    case 'repository':
      return recordPath('repository', mendedBy.id);
    case 'agreement':
      // Its page says which agreement its use lacks.
      return recordPath('tool', mendedBy.toolId);
  }
}

/** Whom an exception is for: a name, or everybody of a role. */
export function nameHolder(t: TFunction, { identity, role }: AccessException): string {
  if (identity) return identity.name;
  return role === null ? '–' : t('accessTiers.exception.everybodyOf', { role: t(`accessTiers.role.${role}`) });
}
