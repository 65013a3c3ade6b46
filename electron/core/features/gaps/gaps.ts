import { GAP_DETECTORS, type Gap, type GapDetector } from '../../../../shared/contract/gaps.ts';
import type { Band } from '../../../../shared/contract/vendors.ts';
import { detectGaps } from '../../../../shared/rules/gaps/detectors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readGapWorld } from './gap-world.ts';
import { selectTrailSequence } from './gaps-store.ts';

interface Known {
  /** The newest entry of the trail when they were looked for, and the day. */
  stamp: string;
  gaps: Promise<readonly Gap[]>;
}

/** What was found last in each open workspace. Nothing can change without an entry of the trail or a new day. */
const KNOWN = new WeakMap<Workspace, Known>();

/**
 * Every gap of the workspace today: by detector, within it the gravest first. What was found is kept until the trail
 * grows or the day changes, so that pages and panels ask as often as they like.
 */
export async function listAllGaps(workspace: Workspace): Promise<readonly Gap[]> {
  const stamp = `${workspace.today()} ${await selectTrailSequence(workspace.queries)}`;
  const known = KNOWN.get(workspace);
  if (known?.stamp === stamp) return known.gaps;
  const gaps = readGapWorld(workspace, workspace.queries).then(detectGaps);
  KNOWN.set(workspace, { stamp, gaps });
  gaps.catch(() => KNOWN.delete(workspace));
  return gaps;
}

/** Which gaps a page asks for; null and empty let everything through. */
export interface GapChoice {
  detector: GapDetector | null;
  severity: Band | null;
  vendorId: string | null;
  toolId: string | null;
  recordId: string | null;
  search: string;
}

function concerns(gap: Gap, { severity, vendorId, toolId, recordId }: GapChoice): boolean {
  return (
    (severity === null || gap.severity === severity) &&
    (vendorId === null || gap.vendor?.id === vendorId) &&
    (toolId === null || gap.tool?.id === toolId) &&
    (recordId === null || [gap.subject, gap.fix, ...gap.sources].some(({ id }) => id === recordId))
  );
}

function matches({ subject, vendor, tool, facts, fix }: Gap, words: readonly string[]): boolean {
  const text = [subject.label, vendor?.name, tool?.name, fix.label, ...Object.values(facts)].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The gaps that fit, and how many of them each detector found, whatever `detector` asks for. */
export async function findGaps(
  workspace: Workspace,
  choice: GapChoice,
): Promise<{ gaps: Gap[]; counts: { detector: GapDetector; count: number }[] }> {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = (await listAllGaps(workspace)).filter((gap) => concerns(gap, choice) && matches(gap, words));
  return {
    gaps: choice.detector === null ? fitting : fitting.filter(({ detector }) => detector === choice.detector),
    counts: GAP_DETECTORS.map((detector) => ({
      detector,
      count: fitting.filter((gap) => gap.detector === detector).length,
    })),
  };
}
