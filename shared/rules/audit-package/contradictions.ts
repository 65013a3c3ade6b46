import type { PackageProblem } from '../../contract/audit-package.ts';
import type { GapDetector } from '../../contract/gaps.ts';
import type { PackageFacts } from './facts.ts';

/** Finds what the workspace says in two ways at once; pure, one problem for each place where it does. */
type ContradictionRule = (facts: PackageFacts) => PackageProblem[];

/** A tool in use whose vendor was prohibited or retired. */
const findVendorsOutOfUse: ContradictionRule = ({ tools }) =>
  tools
    .filter(({ vendor }) => vendor.status === 'prohibited' || vendor.status === 'retired')
    .map(({ name, vendor }) => ({
      item: 'approved_tools',
      state: 'contradictory',
      says: `vendor_${vendor.status}`,
      facts: { tool: name, vendor: vendor.name },
      record: { kind: 'vendor' as const, id: vendor.id, part: '', name: vendor.name },
    }));

/** A tool called approved while a gate is not passed. */
const findOpenGates: ContradictionRule = ({ tools }) =>
  tools
    .filter(({ status, openGates }) => status === 'approved' && openGates.length > 0)
    .map(({ id, name, openGates }) => ({
      item: 'approved_tools',
      state: 'contradictory',
      says: 'gates_open',
      facts: { tool: name, count: openGates.length },
      record: { kind: 'tool', id, part: '', name },
    }));

/** A tool in use although its newest signed assessment says that it does not meet what is asked. */
const findDeniedTools: ContradictionRule = ({ tools, assessments }) =>
  tools.flatMap(({ id, name }) => {
    const [newest] = assessments
      .filter(({ toolId, signedOn }) => toolId === id && signedOn !== null)
      .toSorted((left, right) => (right.signedOn ?? '').localeCompare(left.signedOn ?? ''));
    if (newest?.decision !== 'does_not_meet') return [];
    return [
      {
        item: 'risk_per_tool' as const,
        state: 'contradictory' as const,
        says: 'decision_against',
        facts: { tool: name, assessment: newest.code },
        record: { kind: 'assessment' as const, id: newest.id, part: '', name: newest.code },
      },
    ];
  });

/** Items under which a gap of a detector is told, and as what. */
const GAP_PLACES: Partial<Record<GapDetector, Pick<PackageProblem, 'item' | 'state'>>> = {
  contradiction: { item: 'questionnaire_answers', state: 'contradictory' },
  approval: { item: 'approved_tools', state: 'stale' },
};

/** Claims that other records contradict, and approvals that something has outgrown, as the gap detectors find them. */
const findGapContradictions: ContradictionRule = ({ gaps }) =>
  gaps.flatMap(({ detector, sentence, fix }) => {
    const place = GAP_PLACES[detector];
    if (!place) return [];
    const { kind, id, part, label } = fix;
    return [{ ...place, says: 'gap', facts: { sentence }, record: { kind, id, part, name: label } }];
  });

/** Every rule that a readiness run asks; a new kind of contradiction is one more line. */
export const CONTRADICTION_RULES: readonly ContradictionRule[] = [
  findVendorsOutOfUse,
  findOpenGates,
  findDeniedTools,
  findGapContradictions,
];
