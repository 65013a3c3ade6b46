import type {
  Agreement,
  AgreementDeed,
  AgreementKind,
  AgreementState,
  ScopeItem,
  Signatory,
  StoredAgreementState,
} from '../../contract/agreements.ts';
import type { Role } from '../../contract/people.ts';
import { addDays } from '../days.ts';

/**
 * The life of an agreement (`domain.md` 1.4). What a person did is written down; what only time does is not: active,
 * expiring, expired and superseded are worked out from the written state, the dates and today, so nothing has to run
 * at midnight, and a file that lay in a drawer for a year says the right thing when it is opened.
 */

/** Days before the end, or before notice must be given, from which an agreement is expiring. */
export const EXPIRING_DAYS = 90;

interface Transition {
  from: readonly AgreementState[];
  to: AgreementState;
}

/**
 * What each deed may start from, and where it leads. Beyond `domain.md` 1.4: an agreement that was signed before it was
 * registered need not be requested; one that is asked for may be asked for again; a need may fall away before anything
 * is signed; and what is signed or expiring can be ended.
 */
export const DEED_TRANSITIONS: Readonly<Record<AgreementDeed, Transition>> = {
  require: { from: ['not_assessed', 'not_needed'], to: 'required' },
  waive: { from: ['not_assessed', 'required', 'requested', 'in_negotiation', 'declined'], to: 'not_needed' },
  request: { from: ['required', 'requested', 'declined'], to: 'requested' },
  decline: { from: ['required', 'requested', 'in_negotiation'], to: 'declined' },
  negotiate: { from: ['requested'], to: 'in_negotiation' },
  sign: { from: ['required', 'requested', 'in_negotiation'], to: 'signed' },
  renew: { from: ['active', 'expiring', 'expired'], to: 'signed' },
  terminate: { from: ['declined', 'signed', 'active', 'expiring', 'expired'], to: 'terminated' },
  close: { from: ['terminated'], to: 'closed' },
};

/** What time alone does. An agreement can go several of these steps in one day. */
export const DATE_TRANSITIONS: readonly Transition[] = [
  { from: ['signed'], to: 'active' },
  { from: ['active'], to: 'expiring' },
  { from: ['expiring'], to: 'expired' },
  { from: ['active', 'expiring', 'expired'], to: 'superseded' },
  { from: ['signed', 'expiring'], to: 'terminated' },
];

/** The deeds that an agreement in this state allows, in the order of its life. */
export function listDeeds(state: AgreementState): AgreementDeed[] {
  return (Object.keys(DEED_TRANSITIONS) as AgreementDeed[]).filter((deed) =>
    DEED_TRANSITIONS[deed].from.includes(state),
  );
}

const KEEPERS: readonly Role[] = ['compliance_officer', 'security_reviewer', 'excellence_lead'];

/** Whatever can let a use be approved, and what ends an agreement, is the officer's; asking is for all who keep records. */
const DEED_ROLES: Readonly<Record<AgreementDeed, readonly Role[]>> = {
  require: KEEPERS,
  waive: ['compliance_officer'],
  request: KEEPERS,
  decline: KEEPERS,
  negotiate: KEEPERS,
  sign: ['compliance_officer'],
  renew: ['compliance_officer'],
  terminate: ['compliance_officer'],
  close: ['compliance_officer'],
};

export function mayDoDeed(deed: AgreementDeed, role: Role): boolean {
  return DEED_ROLES[deed].includes(role);
}

/** What a signature rests on. */
export interface SignedFacts {
  signatories: readonly Pick<Signatory, 'side' | 'name' | 'signedOn'>[];
  effectiveOn: string | null;
  /** Of the signed document, where it is still on record. */
  fileSha256: string | null;
  scope: readonly Pick<ScopeItem, 'product' | 'plan'>[];
}

/** Does this name what it covers? Product and plan, both. */
export function namesProductAndPlan({ product, plan }: Pick<ScopeItem, 'product' | 'plan'>): boolean {
  return product.trim() !== '' && plan.trim() !== '';
}

/** What keeps an agreement from ever being active; empty when nothing does. */
export function listMissing({ signatories, effectiveOn, fileSha256, scope }: SignedFacts): Agreement['missing'] {
  const hasSigned = (side: Signatory['side']) =>
    signatories.some((one) => one.side === side && one.name.trim() !== '' && one.signedOn !== '');
  const missing: Agreement['missing'] = [];
  if (!hasSigned('ours')) missing.push('our_signature');
  if (!hasSigned('theirs')) missing.push('their_signature');
  if (effectiveOn === null) missing.push('effective_date');
  if (fileSha256 === null) missing.push('signed_file');
  if (!scope.some(namesProductAndPlan)) missing.push('scope');
  return missing;
}

/** The day from which a complete agreement is in force; null while something is missing. */
export function findInForceFrom(facts: SignedFacts): string | null {
  return listMissing(facts).length === 0 ? facts.effectiveOn : null;
}

/** Last day on which notice can be given; null without an end or a period of notice. */
export function findNoticeOn(expiresOn: string | null, noticeDays: number | null): string | null {
  return expiresOn === null || noticeDays === null ? null : addDays(expiresOn, -noticeDays);
}

/** What the state of a day follows from. */
export interface LifeFacts {
  state: StoredAgreementState;
  /** As `findInForceFrom` gives it. */
  inForceFrom: string | null;
  expiresOn: string | null;
  noticeOn: string | null;
  terminatedOn: string | null;
  /** First day on which a newer version is in force. */
  supersededFrom: string | null;
}

function findSignedState(facts: LifeFacts, today: string): AgreementState {
  const { inForceFrom, expiresOn, noticeOn, supersededFrom } = facts;
  if (inForceFrom === null || inForceFrom > today) return 'signed';
  if (supersededFrom !== null && supersededFrom <= today) return 'superseded';
  if (expiresOn !== null && expiresOn < today) return 'expired';
  const soon = addDays(today, EXPIRING_DAYS);
  const isNear = [expiresOn, noticeOn].some((day) => day !== null && day <= soon);
  return isNear ? 'expiring' : 'active';
}

/**
 * The state of an agreement on a day, one of the thirteen. An agreement holds through its last day. One that was
 * terminated for a later day is expiring until then.
 *
 * @param today `YYYY-MM-DD`.
 */
export function findStateToday(facts: LifeFacts, today: string): AgreementState {
  const { state, terminatedOn } = facts;
  if (state === 'signed') return findSignedState(facts, today);
  if (state !== 'terminated' || terminatedOn === null || terminatedOn <= today) return state;
  if (facts.inForceFrom === null) return 'terminated';
  const signed = findSignedState(facts, today);
  if (signed === 'signed') return 'signed';
  return isInForce(signed) ? 'expiring' : 'terminated';
}

/** Is it in force on the day of that state? */
export function isInForce(state: AgreementState): boolean {
  return state === 'active' || state === 'expiring';
}

/** States in which an agreement is over and only kept. */
export function isOver(state: AgreementState): boolean {
  return state === 'superseded' || state === 'terminated' || state === 'closed';
}

/** Agreements under which data goes to the vendor, which must come back or be destroyed at the end (M7). */
export function needsReturnProof({ kind, effectiveOn }: Pick<Agreement, 'kind' | 'effectiveOn'>): boolean {
  const kinds: readonly AgreementKind[] = ['baa', 'dpa', 'scc'];
  return kinds.includes(kind) && effectiveOn !== null;
}

/** Parts of an agreement that evidence stands behind. */
export const AGREEMENT_PARTS = {
  signedFile: 'signed_file',
  need: 'need',
  returnProof: 'return_proof',
} as const;
