import type { AdoptionCadence, AdoptionPack, AdoptionPackItem, AdoptionPhaseId } from '../contract/adoption-pack.ts';
import { ADOPTION_PHASES } from '../contract/adoption-pack.ts';
import type {
  AdoptionItem,
  AdoptionLateness,
  AdoptionPhaseProgress,
  AdoptionStanding,
  AdoptionState,
} from '../contract/adoption.ts';
import type { LinkedEvidence } from '../contract/evidence.ts';
import type { Role } from '../contract/people.ts';
import { EVIDENCE_STATES, type EvidenceState } from '../contract/questionnaire-pack.ts';
import type { Band } from '../contract/vendors.ts';
import { addDays, addMonths } from './days.ts';
import { countEvidence, isEvidenceStale } from './questionnaires.ts';
import type { Refusal } from './vendors.ts';

/** Months between two assessments of a vendor (`domain.md` 7.3, the shorter where a span is given). */
const TIER_MONTHS: Readonly<Record<Band, number>> = { low: 36, medium: 18, high: 12, critical: 12 };
/** A tool whose tier is not known is looked at as often as one of the highest. */
const UNRATED_MONTHS = 12;

/** Days before a round from which an ongoing item is to be done again. */
export const ROUND_NOTICE_DAYS = 7;
/** Days before a due day, and before the end of evidence or of an acceptance, from which it is near. */
const DUE_NOTICE_DAYS = 14;
const END_NOTICE_DAYS = 30;

/** An acceptance ends after twelve months at the latest: the freshness of A-PRE-8 (`domain.md` 6.3). */
export const ACCEPTANCE_LIMIT_MONTHS = 12;

/** The items of a pack, each with its phase, in the order of the pack. */
export function listPackItems(pack: AdoptionPack): { phase: AdoptionPhaseId; item: AdoptionPackItem }[] {
  return pack.phases.flatMap(({ id, items }) => items.map((item) => ({ phase: id, item })));
}

/**
 * Whether the item must be covered before the tool can be approved: every gate, and every item of weight 4 or 5, of the
 * phases before use. Of the thirty items of `domain.md` 6.3 these are eighteen.
 */
export function isRequired(phase: AdoptionPhaseId, item: Pick<AdoptionPackItem, 'gate' | 'weight'>): boolean {
  return phase !== 'ongoing' && (item.gate || item.weight >= 4);
}

/** Months of a freshness or a cadence for a tool of this tier; null where it does not end by itself. */
export function resolveMonths(span: AdoptionPackItem['fresh'] | AdoptionCadence, tier: Band | null): number | null {
  if (span.by === 'months') return span.months;
  if (span.by === 'tier') return tier === null ? UNRATED_MONTHS : TIER_MONTHS[tier];
  return null;
}

/** The day of the next round: a cadence after the last one or, before the first, after the tool came into use. */
export function findNextRound(inUseOn: string | null, lastDoneOn: string | null, cadenceMonths: number): string | null {
  const from = lastDoneOn ?? inUseOn;
  return inUseOn === null || from === null ? null : addMonths(from, cadenceMonths);
}

type Piece = Pick<LinkedEvidence['evidence'], 'state' | 'datedOn' | 'periodEnd' | 'expiresOn'>;

interface Strength {
  /** The best that stands behind the item today. */
  evidence: EvidenceState;
  /** The best, if nothing had aged. */
  whenFresh: EvidenceState;
  /** The last day on which something documented stands behind it; null when it does not end, or there is nothing. */
  endsOn: string | null;
}

function isAtLeast(state: EvidenceState, least: EvidenceState): boolean {
  return EVIDENCE_STATES.indexOf(state) >= EVIDENCE_STATES.indexOf(least);
}

function best(states: readonly EvidenceState[]): EvidenceState {
  return states.reduce((most, state) => (isAtLeast(state, most) ? state : most), 'none');
}

function findPieceEnd(piece: Piece, freshMonths: number | null): string | null {
  const measured = piece.periodEnd ?? piece.datedOn;
  const ageEnd = freshMonths === null || measured === null ? null : addMonths(measured, freshMonths);
  const days = [piece.expiresOn, ageEnd].filter((day) => day !== null).sort();
  return days[0] ?? null;
}

/**
 * What stands behind an item: its best piece, each after its own age, and the record chosen to stand for it. Unlike an
 * answer, an item asks whether its artefact is there, so an older piece beside a good one takes nothing away.
 */
export function weighItemEvidence(
  pieces: readonly Piece[],
  proof: { holds: boolean; endsOn: string | null } | null,
  freshMonths: number | null,
  today: string,
): Strength {
  const counted = pieces.map((piece) => {
    const expired = piece.expiresOn !== null && piece.expiresOn < today;
    const stale = expired || isEvidenceStale(piece.periodEnd ?? piece.datedOn, freshMonths, today);
    return { state: countEvidence({ state: piece.state, stale }), endsOn: findPieceEnd(piece, freshMonths) };
  });
  if (proof?.holds) counted.push({ state: 'verified', endsOn: proof.endsOn });
  const holding = counted.filter(({ state }) => isAtLeast(state, 'documented'));
  const ends = holding.map(({ endsOn }) => endsOn);
  return {
    evidence: best(counted.map(({ state }) => state)),
    whenFresh: best([...pieces.map(({ state }) => state), ...(proof ? (['verified'] as const) : [])]),
    endsOn: ends.includes(null)
      ? null
      : (ends
          .filter((day) => day !== null)
          .sort()
          .at(-1) ?? null),
  };
}

/** Everything that an item's standing follows from. */
export interface AdoptionItemFacts {
  state: AdoptionState;
  flagSeen: boolean;
  dueOn: string | null;
  freshMonths: number | null;
  /** Null for what is done once. */
  cadenceMonths: number | null;
  waivable: boolean;
  /** Something beyond the item forbids to count it as met: an agreement that is missing. */
  hindered: boolean;
  pieces: readonly Piece[];
  proof: { holds: boolean; heldOn: string | null; endsOn: string | null } | null;
  acceptance: { expiresOn: string } | null;
  inUseOn: string | null;
  lastRoundOn: string | null;
}

export interface RatedItem {
  standing: AdoptionStanding;
  covered: boolean;
  evidence: EvidenceState;
  nextOn: string | null;
  lateness: AdoptionLateness | null;
}

function findItemRound({ cadenceMonths, inUseOn, lastRoundOn, proof }: AdoptionItemFacts): string | null {
  if (cadenceMonths === null) return null;
  const held = proof?.holds ? proof.heldOn : null;
  const last = [lastRoundOn, held].filter((day) => day !== null).sort();
  return findNextRound(inUseOn, last.at(-1) ?? null, cadenceMonths);
}

/** What the item amounts to by itself, before any acceptance. */
function findOwnStanding(
  facts: AdoptionItemFacts,
  strength: Strength,
  round: string | null,
  today: string,
): AdoptionStanding {
  if (facts.hindered || facts.flagSeen) return 'not_met';
  if (facts.state !== 'met') return facts.state;
  if (round !== null && addDays(round, -ROUND_NOTICE_DAYS) <= today) return 'to_do';
  if (isAtLeast(strength.evidence, 'documented')) return 'met';
  return isAtLeast(strength.whenFresh, 'documented') ? 'stale' : 'claimed';
}

function rateLateness(day: string | null, notice: number, today: string): AdoptionLateness | null {
  if (day === null) return null;
  if (day < today) return 'overdue';
  return day <= addDays(today, notice) ? 'soon' : 'later';
}

/** Whether an acceptance still covers its item: to the end of its last day. */
export function isAcceptanceLive(acceptance: { expiresOn: string } | null, today: string): boolean {
  return acceptance !== null && today <= acceptance.expiresOn;
}

/**
 * What an item amounts to on a day (`domain.md` 6.3 and 6.8). Met needs something documented that is still fresh;
 * an item that comes back by its cadence is to be done again from seven days before its round; an acceptance covers
 * what is not met until its last day.
 */
export function rateAdoptionItem(facts: AdoptionItemFacts, today: string): RatedItem {
  const strength = weighItemEvidence(facts.pieces, facts.proof, facts.freshMonths, today);
  const { evidence } = strength;
  const round = findItemRound(facts);
  const own = findOwnStanding(facts, strength, round, today);
  if (own === 'not_applicable') return { standing: own, covered: true, evidence, nextOn: null, lateness: null };
  const accepted = facts.waivable && !facts.hindered && isAcceptanceLive(facts.acceptance, today);
  if (own !== 'met' && accepted && facts.acceptance) {
    const { expiresOn: nextOn } = facts.acceptance;
    const lateness = rateLateness(nextOn, END_NOTICE_DAYS, today);
    return { standing: 'waived', covered: true, evidence, nextOn, lateness };
  }
  if (facts.cadenceMonths !== null) {
    const lateness = rateLateness(round, ROUND_NOTICE_DAYS, today);
    return { standing: own, covered: own === 'met', evidence, nextOn: round, lateness };
  }
  if (own === 'met') {
    const lateness = rateLateness(strength.endsOn, END_NOTICE_DAYS, today);
    return { standing: own, covered: true, evidence, nextOn: strength.endsOn, lateness };
  }
  const lateness = rateLateness(facts.dueOn, DUE_NOTICE_DAYS, today);
  return { standing: own, covered: false, evidence, nextOn: facts.dueOn, lateness };
}

type ProgressItem = Pick<AdoptionItem, 'phase' | 'required' | 'covered' | 'lateness'>;

/**
 * How far each phase is. A phase passes its gate when all its required items are covered; one that requires nothing
 * ("ongoing") while the tool is in use and nothing in it is overdue.
 */
export function ratePhases(items: readonly ProgressItem[], inUse: boolean): AdoptionPhaseProgress[] {
  return ADOPTION_PHASES.map((phase) => {
    const own = items.filter((item) => item.phase === phase);
    const required = own.filter((item) => item.required);
    const requiredCovered = required.filter(({ covered }) => covered).length;
    const passed =
      required.length > 0
        ? requiredCovered === required.length
        : inUse && own.every(({ lateness }) => lateness !== 'overdue');
    return {
      phase,
      items: own.length,
      covered: own.filter(({ covered }) => covered).length,
      required: required.length,
      requiredCovered,
      passed,
    };
  });
}

/** The required items that are not covered, in their order: what keeps a tool from being approved. */
export function listBlockingItems<Item extends Pick<AdoptionItem, 'required' | 'covered'>>(
  items: readonly Item[],
): Item[] {
  return items.filter(({ required, covered }) => required && !covered);
}

/** Null when the tool may be approved as to its checklist. Otherwise says which required items are open. */
export function findAdoptionRefusal(
  tool: { name: string },
  items: readonly Pick<AdoptionItem, 'id' | 'label' | 'required' | 'covered'>[] | null,
): Refusal | null {
  if (items === null) {
    return {
      sentence: `${tool.name} cannot be approved yet: its adoption checklist has not been started.`,
      remedy: 'Start the checklist, and cover its required items.',
    };
  }
  const open = listBlockingItems(items);
  if (open.length === 0) return null;
  const shown = open.slice(0, 4).map(({ id, label }) => `${id} ${label}`);
  const named =
    open.length > shown.length ? `${shown.join(', ')} and ${open.length - shown.length} more` : shown.join(', ');
  const are =
    open.length === 1 ? 'required item of its adoption checklist is' : 'required items of its adoption checklist are';
  return {
    sentence: `${tool.name} cannot be approved yet: ${open.length} ${are} open: ${named}.`,
    remedy: 'Meet them with evidence, or have an officer accept the residual risk until a day.',
  };
}

/** Null when this may be said of the item by somebody in this role. */
export function findStateRefusal(
  item: Pick<AdoptionItem, 'id' | 'label' | 'gate' | 'required' | 'cadenceMonths' | 'waivable'> & { hindered: boolean },
  state: AdoptionState,
  reason: string,
  role: Role,
): Refusal | null {
  const name = `${item.id} ${item.label}`;
  if (state === 'met' && item.cadenceMonths !== null) {
    return { sentence: `${name} comes back by its cadence.`, remedy: 'Record a round with the day it was done.' };
  }
  if (state !== 'not_applicable') return null;
  if (reason.trim() === '') {
    return { sentence: `A reason is needed to set ${name} aside.`, remedy: 'Say why it does not apply to this tool.' };
  }
  if (item.gate && (item.waivable || item.hindered)) {
    return {
      sentence: `${name} is a gate and applies to every tool${item.waivable ? '' : ' whose use needs an agreement'}.`,
      remedy: item.waivable
        ? 'Meet it, or have an officer accept the residual risk until a day.'
        : 'Bring the agreements into force first.',
    };
  }
  if (item.required && role !== 'compliance_officer' && role !== 'security_reviewer') {
    return {
      sentence: `${name} is required before approval, so a reviewer or a compliance officer sets it aside.`,
      remedy: 'Ask one of them, and write the reason into the note.',
    };
  }
  return null;
}

/** Null when the residual risk of the item may be accepted until this day. */
export function findAcceptanceRefusal(
  item: Pick<AdoptionItem, 'id' | 'label' | 'waivable' | 'standing' | 'hindrance'>,
  expiresOn: string,
  today: string,
): (Refusal & { field: 'itemIds' | 'expiresOn' }) | null {
  const name = `${item.id} ${item.label}`;
  if (!item.waivable || item.hindrance) {
    return {
      field: 'itemIds',
      sentence: `${name} cannot be covered by an acceptance.`,
      remedy: item.hindrance?.remedy ?? 'Bring the agreements that the use needs into force.',
    };
  }
  if (item.standing === 'met' || item.standing === 'not_applicable') {
    return { field: 'itemIds', sentence: `${name} is covered already.`, remedy: 'Leave it out.' };
  }
  if (expiresOn <= today) {
    return {
      field: 'expiresOn',
      sentence: 'An acceptance must end on a day to come.',
      remedy: 'Choose the day on which the item is to be looked at again.',
    };
  }
  const latest = addMonths(today, ACCEPTANCE_LIMIT_MONTHS);
  if (expiresOn <= latest) return null;
  return {
    field: 'expiresOn',
    sentence: `An acceptance lasts ${ACCEPTANCE_LIMIT_MONTHS} months at most, so until ${latest}.`,
    remedy: 'Choose an earlier day; it can be accepted again then.',
  };
}
