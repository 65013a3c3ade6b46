import { GAP_DETECTORS, type Gap } from '../../../../shared/contract/gaps.ts';
import type { DATED_KINDS } from '../../../../shared/contract/overview.ts';
import type { Person } from '../../../../shared/contract/people.ts';
import { BANDS, type Band } from '../../../../shared/contract/vendors.ts';
import { addDays } from '../../../../shared/rules/days.ts';
import { countMatters, listDates, listWork } from '../../../../shared/rules/overview.ts';
import { personOperations } from '../../operations.ts';
import { countWaitingAgreements } from '../agreements/agreements.ts';
import { listRecentEntries } from '../audit-trail/audit-trail.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { countBreaches } from '../residency/residency.ts';
import { countWaitingRisks } from '../risks/risks.ts';
import { describeDue, writeDueCalendar } from './due.ts';
import type { OpenAssessment } from './matters-store.ts';
import { maySign, readMatters } from './matters.ts';
import { listAllGaps } from '../gaps/gaps.ts';
import { selectChain, selectFindingCounts, selectToolBands } from './overview-store.ts';

const WORK_LIMIT = 200;
const DATE_LIMIT = 500;
const ACTIVITY_LIMIT = 12;

function waitsFor(assessment: OpenAssessment, person: Person): boolean {
  const { state, preparerId, reviewerId } = assessment;
  if (state === 'in_review') return maySign(assessment, person);
  return (state === 'submitted' ? reviewerId : preparerId) === person.id;
}

/** Tools by inherent tier, worst first, and by the residual band of their vendor. */
function tabulateTiers(counts: readonly { tier: Band | null; band: Band | null; count: number }[]) {
  const count = (tier: Band | null, band: Band | null) =>
    counts.find((one) => one.tier === tier && one.band === band)?.count ?? 0;
  const rows = [...BANDS.toReversed(), null].map((tier) => {
    const bands = BANDS.map((band) => count(tier, band));
    const notScored = count(tier, null);
    return { tier, bands, notScored, total: bands.reduce((sum, one) => sum + one, notScored) };
  });
  return rows.filter(({ tier, total }) => tier !== null || total > 0);
}

/** How many gaps of each kind there are, and whom the gravest is about. */
function summariseGaps(gaps: readonly Gap[]) {
  const byDetector = Map.groupBy(gaps, ({ detector }) => detector);
  return GAP_DETECTORS.flatMap((detector) => {
    const found = byDetector.get(detector) ?? [];
    const [first] = found;
    if (!first) return [];
    const subjects = new Set(found.map(({ subject }) => subject.label));
    return [{ detector, count: found.length, first: first.subject.label, others: subjects.size - 1 }];
  });
}

async function describeOverview(workspace: Workspace, person: Person) {
  const { queries, clock } = workspace;
  const today = workspace.today();
  const weekAgo = `${addDays(clock.now().toISOString().slice(0, 10), -7)}T00:00:00.000Z`;
  const { assessments, matters } = await readMatters(queries, person, today);
  const findings = await selectFindingCounts(queries, person.id, weekAgo);
  const gaps = await listAllGaps(workspace);
  const work = listWork(matters, today);
  const countWork = (...kinds: (typeof DATED_KINDS)[number][]) =>
    work.filter(({ record, owner }) => kinds.includes(record.kind) && (owner === null || owner.id === person.id))
      .length;
  const tiers = tabulateTiers(await selectToolBands(queries));
  return {
    today,
    figures: {
      ...countMatters(matters, today),
      openRedFlags: { count: findings.flags, note: findings.tools },
      openFindings: { count: findings.open, note: findings.more },
      openGaps: { count: gaps.length, note: gaps.filter(({ severity }) => severity === 'critical').length },
    },
    gaps: summariseGaps(gaps),
    work: work.slice(0, WORK_LIMIT),
    dates: listDates(matters, today).slice(0, DATE_LIMIT),
    tiers,
    tools: tiers.reduce((sum, { total }) => sum + total, 0),
    activity: await listRecentEntries(queries, ACTIVITY_LIMIT),
    chain: await selectChain(queries),
    waiting: {
      overview: work.length,
      assessments: assessments.filter((assessment) => waitsFor(assessment, person)).length,
      findings: findings.own,
      risks: await countWaitingRisks(queries, person, today),
      agreements: await countWaitingAgreements(queries, person.id, today),
      gaps: gaps.length,
      residency: await countBreaches(workspace, queries),
      accessTiers: countWork('access_design', 'access_exception'),
      adoption: countWork('adoption_item'),
    },
  };
}

export const overviewOperations = {
  due: personOperations.overview.due.handler(({ context, input }) =>
    describeDue(context.workspace, context.person, input),
  ),

  exportCalendar: personOperations.overview.exportCalendar.handler(async ({ context, input }) => {
    const { workspace, files, person, write } = context;
    const calendar = await writeDueCalendar(workspace, files, person, input);
    const { name, events, sha256 } = calendar;
    await write(async (unit) => {
      unit.note({ kind: 'calendar', id: sha256, name, facts: { events, sha256 } });
    });
    return calendar;
  }),

  get: personOperations.overview.get.handler(({ context }) => describeOverview(context.workspace, context.person)),
};
