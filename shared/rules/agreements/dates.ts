import type { Agreement, AgreementStep } from '../../contract/agreements.ts';
import { addDays, countDays } from '../days.ts';
import { isInForce, needsReturnProof } from './lifecycle.ts';

/** Days within which a needed agreement must be asked for, and between two reminders (`domain.md` 1.4). */
export const REQUEST_DAYS = 14;
/** Days for the certificate of return or destruction where the agreement itself gives none. */
const RETURN_DAYS = 30;
/** Days before an end at which its owner is told. */
export const NOTICE_STEPS = [90, 60, 30, 0] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

export const AGREEMENT_DATE_KINDS = [
  'request',
  'reminder',
  'effective',
  'notice',
  'expiry',
  'end',
  'review',
  'return_proof',
] as const;
export type AgreementDateKind = (typeof AGREEMENT_DATE_KINDS)[number];

/** A day on which something about an agreement is due. */
export interface AgreementDate {
  kind: AgreementDateKind;
  on: string;
}

export type DatedAgreement = Pick<
  Agreement,
  | 'kind'
  | 'state'
  | 'stateToday'
  | 'stateSince'
  | 'requestedOn'
  | 'effectiveOn'
  | 'expiresOn'
  | 'noticeOn'
  | 'reviewOn'
  | 'terminatedOn'
  | 'returnDays'
>;

/**
 * Every day that matters for an agreement as it stands, soonest first: past days stay until somebody acts, so that an
 * overdue one is never lost.
 */
export function listAgreementDates(agreement: DatedAgreement): AgreementDate[] {
  const dates: AgreementDate[] = [];
  const add = (kind: AgreementDateKind, on: string | null) => {
    if (on !== null) dates.push({ kind, on });
  };
  const { state, stateToday, requestedOn, effectiveOn, terminatedOn } = agreement;
  if (stateToday === 'required') add('request', addDays(agreement.stateSince, REQUEST_DAYS));
  if (stateToday === 'requested' && requestedOn !== null) add('reminder', addDays(requestedOn, REQUEST_DAYS));
  if (stateToday === 'signed') add('effective', effectiveOn);
  if (state === 'terminated' && isInForce(stateToday)) add('end', terminatedOn);
  else if (isInForce(stateToday) || stateToday === 'expired') {
    add('notice', agreement.noticeOn);
    add('expiry', agreement.expiresOn);
  }
  if (isInForce(stateToday) || stateToday === 'not_needed') add('review', agreement.reviewOn);
  if (stateToday === 'terminated' && needsReturnProof(agreement) && terminatedOn !== null) {
    add('return_proof', addDays(terminatedOn, agreement.returnDays ?? RETURN_DAYS));
  }
  return dates.sort((one, other) => (one.on < other.on ? -1 : Number(one.on > other.on)));
}

/** The narrowest of 90, 60, 30 and 0 days that the day lies within; null while it is further off. */
export function findNoticeStep(on: string, today: string): NoticeStep | null {
  const days = countDays(today, on);
  return [...NOTICE_STEPS].reverse().find((step) => days <= step) ?? null;
}

/** What is told on this very day: an end or a period of notice that is 90, 60, 30 or 0 days off, and reminders. */
export function listNoticesOn(
  agreement: DatedAgreement,
  today: string,
): { kind: AgreementDateKind; on: string; step: NoticeStep }[] {
  return listAgreementDates(agreement).flatMap(({ kind, on }) => {
    const isEnd = kind === 'expiry' || kind === 'notice' || kind === 'end' || kind === 'review';
    const step = NOTICE_STEPS.find((days) => addDays(on, -days) === today);
    return step !== undefined && (isEnd || step === 0) ? [{ kind, on, step }] : [];
  });
}

/**
 * Days by which something is late: a request that was never sent, an answer that did not come, an end that passed.
 * Null when nothing is.
 */
export function countOverdueDays(agreement: DatedAgreement, today: string): number | null {
  const late = listAgreementDates(agreement).filter(({ kind, on }) => kind !== 'notice' && on < today);
  const [first] = late;
  return first ? countDays(first.on, today) : null;
}

type SteppedAgreement = DatedAgreement & Pick<Agreement, 'missing' | 'need'>;

function findSignedStep(agreement: SteppedAgreement): AgreementStep {
  const { missing, effectiveOn } = agreement;
  if (missing.includes('scope')) return { kind: 'name_scope', count: 0, dueOn: null };
  if (missing.length > 0) return { kind: 'file', count: missing.length, dueOn: null };
  return { kind: 'wait', count: 0, dueOn: effectiveOn };
}

/**
 * What a person should do next with an agreement; null when nothing is called for.
 *
 * @param toCheck provisions of its checklist that nobody has looked at.
 */
export function findAgreementStep(
  agreement: SteppedAgreement,
  toCheck: number,
  hasReturnProof: boolean,
  today: string,
): AgreementStep {
  const dates = listAgreementDates(agreement);
  const dueOn = (kind: AgreementDateKind) => dates.find((one) => one.kind === kind)?.on ?? null;
  switch (agreement.stateToday) {
    case 'not_assessed':
      return { kind: 'decide_need', count: 0, dueOn: null };
    case 'required':
      return { kind: 'request', count: 0, dueOn: dueOn('request') };
    case 'requested':
      return { kind: 'remind', count: 0, dueOn: dueOn('reminder') };
    case 'in_negotiation':
      return { kind: 'sign', count: toCheck, dueOn: null };
    case 'signed':
      return findSignedStep(agreement);
    case 'expiring': {
      const notice = dueOn('notice');
      if (notice !== null && notice >= today) return { kind: 'give_notice', count: 0, dueOn: notice };
      return { kind: 'renew', count: 0, dueOn: dueOn('expiry') ?? dueOn('end') };
    }
    case 'expired':
      return { kind: 'replace', count: 0, dueOn: dueOn('expiry') };
    case 'terminated':
      return hasReturnProof || !needsReturnProof(agreement)
        ? { kind: 'close', count: 0, dueOn: null }
        : { kind: 'certificate', count: 0, dueOn: dueOn('return_proof') };
    case 'active': {
      if (toCheck > 0) return { kind: 'check_provisions', count: toCheck, dueOn: null };
      const review = dueOn('review');
      return review !== null && review <= addDays(today, NOTICE_STEPS[2])
        ? { kind: 'review', count: 0, dueOn: review }
        : null;
    }
    case 'not_needed': {
      const review = dueOn('review');
      return review !== null && review <= addDays(today, NOTICE_STEPS[2])
        ? { kind: 'review', count: 0, dueOn: review }
        : null;
    }
    default:
      return null;
  }
}
