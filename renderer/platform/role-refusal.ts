import { useTranslation } from 'react-i18next';
import { ACCESS } from '../../shared/rules/access.ts';
import { FORMAT_TAG } from './locale.ts';
import { useWorking } from './workspace.tsx';

const EITHER = new Intl.ListFormat(FORMAT_TAG, { type: 'disjunction' });

/**
 * Why the role of whoever works here may not run an operation, for the `unavailable` of its button; undefined when it
 * may. The core refuses all the same.
 */
export function useRoleRefusal(operation: string): string | undefined {
  const { t } = useTranslation();
  const { person } = useWorking();
  const rule = ACCESS[operation];
  if (typeof rule !== 'object' || rule.includes(person.role)) return undefined;
  const roles = EITHER.format(rule.map((role) => t(`access.role.${role}`)));
  return t('access.needs', { roles, person: person.name, role: t(`access.role.${person.role}`) });
}
