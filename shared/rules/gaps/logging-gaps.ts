import type { AdoptionLateness, AdoptionStanding } from '../../contract/adoption.ts';
import type { DataFlowContent, Retention } from '../../contract/data-flows.ts';
import type { Gap } from '../../contract/gaps.ts';
import type { UseCondition } from '../../contract/questionnaire-pack.ts';
import { toRecord, toToolGap, type GapTool } from './gap.ts';

/** A tool in use with what is on record of its logs. */
export interface LoggingFacts {
  tool: GapTool;
  /** The two items of its adoption checklist that are about logs; null while the checklist has not been started. */
  checklist: {
    /** A-TEC-4: each use is logged. */
    logging: AdoptionStanding | null;
    /** A-ONG-3: somebody reads the log. */
    review: { lateness: AdoptionLateness | null; dueOn: string | null } | null;
  } | null;
  map: DataFlowContent | null;
  /** Days for which the vendor says its logs can be fetched (X-LOG-3), with the assessment that says so. */
  stated: { days: number; assessmentId: string; assessmentCode: string } | null;
  /** Regions of use, by the ids of the region pack. */
  regions: readonly string[];
}

/** Why a log is kept so long. The message `gaps.logRule.<id>` names the law or practice. */
export type LogRuleId = 'sox' | 'hipaa' | 'soc2' | 'pci' | 'cert_in';

/** Minimum days of `domain.md` 9.1, longest first. SOC 2 is practice: the period and the start of the next. */
const LOG_RULES: readonly { id: LogRuleId; days: number; condition?: UseCondition; region?: string }[] = [
  { id: 'sox', days: 2555, condition: 'sox_scope' },
  { id: 'hipaa', days: 2190, condition: 'phi_possible' },
  { id: 'soc2', days: 395 },
  { id: 'pci', days: 365, condition: 'cardholder_data_environment' },
  { id: 'cert_in', days: 180, region: 'IN' },
];

/** How long logs of such a use must be kept at least, and by which rule: the longest that applies counts. */
export function findLogRule(
  use: Readonly<Partial<Record<UseCondition, boolean | null>>>,
  regions: readonly string[],
): { id: LogRuleId; days: number } {
  const rule = LOG_RULES.find(
    ({ condition, region }) =>
      (condition === undefined || use[condition] === true) && (region === undefined || regions.includes(region)),
  );
  return rule ?? { id: 'soc2', days: 395 };
}

/** The places of a map that logs reach, with how long each keeps them. */
export function listLogPlaces({ places, flows }: DataFlowContent): { name: string; retention: Retention }[] {
  const reached = new Set(
    flows
      .filter(({ dataClasses }) => dataClasses.includes('logs'))
      .flatMap(({ from, to, direction }) => (direction === 'both_ways' ? [from, to] : [to])),
  );
  return places.filter(({ id, kind }) => reached.has(id) && kind !== 'workstation');
}

/** Days for which the longest-lived copy of the log is kept; Infinity for "until deleted", null while unknown. */
export function findLogDays({ map, stated }: Pick<LoggingFacts, 'map' | 'stated'>): number | null {
  const days = (map === null ? [] : listLogPlaces(map)).flatMap(({ retention }) => {
    if (retention.kind === 'until_deleted') return [Number.POSITIVE_INFINITY];
    if (retention.kind === 'none') return [0];
    return retention.days === null ? [] : [retention.days];
  });
  const known = stated === null ? days : [...days, stated.days];
  return known.length === 0 ? null : Math.max(...known);
}

/** Standings in which nobody has shown that the log is there. */
const UNPROVEN: readonly AdoptionStanding[] = ['to_do', 'in_progress', 'claimed', 'stale', 'not_met'];

function detectProof({ tool, checklist }: LoggingFacts): Gap[] {
  const item = (id: string) => toRecord('adoption_item', tool.id, id, id);
  if (checklist === null) {
    return [toToolGap(tool, { rule: 'log_not_checked', fix: toRecord('adoption_checklist', tool.id, tool.name) })];
  }
  const { logging, review } = checklist;
  const isProven = logging === null || !UNPROVEN.includes(logging);
  return [
    ...(isProven
      ? []
      : [toToolGap(tool, { rule: 'log_not_proven', facts: { standing: logging }, fix: item('A-TEC-4') })]),
    ...(review?.lateness === 'overdue' && review.dueOn !== null
      ? [toToolGap(tool, { rule: 'log_review_overdue', facts: { dueOn: review.dueOn }, fix: item('A-ONG-3') })]
      : []),
  ];
}

function detectRetention(facts: LoggingFacts): Gap[] {
  const { tool, regions, stated } = facts;
  const needed = findLogRule(tool.use, regions);
  const days = findLogDays(facts);
  const about = { neededDays: needed.days, logRule: needed.id };
  const fix = toRecord('data_flow_map', tool.id, tool.name);
  if (days === null) return [toToolGap(tool, { rule: 'log_retention_unknown', facts: about, fix })];
  if (days >= needed.days) return [];
  return [
    toToolGap(tool, {
      rule: 'log_retention_short',
      facts: { ...about, days },
      sources:
        stated === null
          ? [fix]
          : [fix, toRecord('answer', stated.assessmentId, `${stated.assessmentCode} X-LOG-3`, 'X-LOG-3')],
      fix,
    }),
  ];
}

/**
 * Gap 5 of `domain.md` 6.6: a tool in use that nobody has shown to be logged, whose log nobody reads in time, or whose
 * log is kept for less than the longest rule of 9.1 that applies to its use, or for a time that nobody knows.
 */
export function detectLoggingGaps(tools: readonly LoggingFacts[]): Gap[] {
  return tools.flatMap((facts) => [...detectProof(facts), ...detectRetention(facts)]);
}
