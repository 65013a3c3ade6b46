import type { PackageProblem } from '../../../shared/contract/audit-package.ts';
import { recordPath } from '../../platform/record-path.ts';

/** Where a problem is mended. */
export function findPlace({ record: { kind, id } }: PackageProblem): string {
  if (kind === 'access_tiers') return '/access-tiers';
  if (kind === 'training') return '/training?view=gaps';
  if (kind === 'tools') return '/tools';
  if (kind === 'evidence') return id === '' ? '/evidence' : recordPath('evidence', id);
  if (kind !== 'adoption_item') return recordPath(kind, id);
  const [toolId = '', itemId = ''] = id.split('#');
  return `${recordPath('adoption_checklist', toolId)}?item=${itemId}`;
}
