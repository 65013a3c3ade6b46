import type { TFunction } from 'i18next';
import type { Gap, GapChange, GapRecord } from '../../../shared/contract/gaps.ts';
import { writeChange, writeGap } from '../../../shared/rules/gaps/words.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';

/** What is missing, as a sentence. */
export function wordGap(t: TFunction, gap: Pick<Gap, 'rule' | 'facts'>): string {
  return writeGap(gap, (key, parameters) => t(key, { ...parameters }), formatDay);
}

/** What changed since an approval, and from what to what. */
export function wordChange(t: TFunction, change: GapChange): ReturnType<typeof writeChange> {
  return writeChange(change, (key, parameters) => t(key, { ...parameters }));
}

/** Where a record of a gap is seen and mended. */
export function gapPath({ kind, id, part }: GapRecord): string {
  const asked = encodeURIComponent(id);
  switch (kind) {
    case 'vendor_agreements':
      return `${recordPath('vendor', id)}?tab=agreements`;
    case 'sub_processors':
      return `${recordPath('vendor', id)}?tab=subProcessors`;
    case 'access_design':
      return '/access-tiers';
    case 'access_grant':
      return recordPath('identity', id);
    case 'training':
      return '/training';
    case 'adoption_item':
      return `${recordPath('adoption_checklist', id)}?item=${encodeURIComponent(part)}`;
    case 'tool_sighting':
      return `/gaps?settle=${asked}`;
    case 'tool_approval':
      return `/gaps?approval=${asked}`;
    case 'answer':
      return `${recordPath('assessment', id)}?question=${encodeURIComponent(part)}`;
    case 'residency':
      return `/residency/tools/${asked}`;
    case 'audit_trail':
      return '/audit-trail';
    case 'organisation':
      return '/settings';
    default:
      return recordPath(kind, id);
  }
}
