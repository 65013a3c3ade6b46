import type { HipaaRole } from '../../../../shared/contract/agreements.ts';
import type { Executor } from '../../database/tables.ts';
import { selectHipaaRole, selectOrganisation, type StoredOrganisation } from './settings-store.ts';

/** Name, prefix, classification and logo for every document. */
export function getOrganisation(executor: Executor): Promise<StoredOrganisation> {
  return selectOrganisation(executor);
}

/** What we are under HIPAA. */
export function getHipaaRole(executor: Executor): Promise<HipaaRole> {
  return selectHipaaRole(executor);
}
