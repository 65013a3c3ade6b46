import { GAP_DETECTORS, type Gap, type GapDetector } from '../../../../shared/contract/gaps.ts';
import type { Band } from '../../../../shared/contract/vendors.ts';
import { detectGaps } from '../../../../shared/rules/gaps/detectors.ts';
import { rememberUntilChange } from '../workspace/remember.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readGapWorld } from './gap-world.ts';

/** Every gap of the workspace today: by detector, within it the gravest first. */
export const listAllGaps: (workspace: Workspace) => Promise<readonly Gap[]> = rememberUntilChange(async (workspace) =>
  detectGaps(await readGapWorld(workspace, workspace.queries)),
);

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
