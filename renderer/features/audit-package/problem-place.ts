import type { PackageProblem } from '../../../shared/contract/audit-package.ts';
import { gapPath } from '../../components/gaps/gap-words.ts';

/** Where a problem is mended. */
export function findPlace({ record: { kind, id, part, name } }: PackageProblem): string {
  if (kind === 'tool_register') return '/tools';
  if (kind === 'evidence_library') return '/evidence';
  return gapPath({ kind, id, part, label: name });
}
