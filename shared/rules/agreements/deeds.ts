import type { Agreement, AgreementKind, MoveInput } from '../../contract/agreements.ts';
import type { Refusal } from '../vendors.ts';
import { findNoticeOn, listMissing, needsReturnProof, type SignedFacts } from './lifecycle.ts';

/** The tests of `domain.md` 1.1 that can say that no business associate agreement is needed. */
export const WAIVING_RULES = ['H-NEED-1', 'H-NEED-2', 'H-NEED-5', 'H-NEED-6', 'H-NEED-7'] as const;
/** The tests that can say that one is. */
export const REQUIRING_RULES = ['H-NEED-2', 'H-NEED-3', 'H-NEED-4', 'H-NEED-8'] as const;

type Move<Deed extends MoveInput['deed']> = Extract<MoveInput, { deed: Deed }>;

const MISSING_WORDS: Readonly<Record<Agreement['missing'][number], string>> = {
  our_signature: 'our signature',
  their_signature: "the vendor's signature",
  effective_date: 'the effective date',
  signed_file: 'the signed file',
  scope: 'a scope that names product and plan',
};

function joinWords(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}

/** What is missing, as words of a sentence: "our signature and the signed file". */
export function writeMissing(missing: Agreement['missing']): string {
  return joinWords(missing.map((one) => MISSING_WORDS[one]));
}

/** What a signature that is about to be recorded lacks; the scope may follow later. */
export function listSignatureGaps(facts: Omit<SignedFacts, 'scope'>): Agreement['missing'] {
  return listMissing({ ...facts, scope: [] }).filter((one) => one !== 'scope');
}

/** Dates that cannot be right together, or a review without a day. */
export function findDateFault(
  dates: Pick<Agreement, 'effectiveOn' | 'expiresOn' | 'reviewOn'> & { noticeDays: number | null },
): (Refusal & { field: 'expiresOn' | 'reviewOn' | 'noticeDays' }) | null {
  const { effectiveOn, expiresOn, reviewOn, noticeDays } = dates;
  if (expiresOn === null && reviewOn === null) {
    return {
      field: 'reviewOn',
      sentence: 'An agreement without an end needs a day of review.',
      remedy: 'Choose the day on which somebody looks at it again, at most a year ahead.',
    };
  }
  if (effectiveOn !== null && expiresOn !== null && expiresOn < effectiveOn) {
    return {
      field: 'expiresOn',
      sentence: 'The agreement ends before it takes effect.',
      remedy: 'Look at both dates in the signed document.',
    };
  }
  const noticeOn = findNoticeOn(expiresOn, noticeDays);
  if (noticeOn !== null && effectiveOn !== null && noticeOn < effectiveOn) {
    return {
      field: 'noticeDays',
      sentence: 'The period of notice is longer than the agreement runs.',
      remedy: 'Look at the period in the signed document; it is counted in days.',
    };
  }
  return null;
}

function findSignRefusal(agreement: Agreement, move: Move<'sign'>, fileSha256: string | null, today: string) {
  const gaps = listSignatureGaps({ ...move, fileSha256 });
  if (gaps.length > 0) {
    return {
      field: gaps[0] === 'signed_file' ? 'signedFileId' : gaps[0] === 'effective_date' ? 'effectiveOn' : 'signatories',
      sentence: `${agreement.code} cannot be signed yet: ${writeMissing(gaps)} ${gaps.length === 1 ? 'is' : 'are'} missing.`,
      remedy: 'Both parties sign, and the signed document goes to the evidence of this agreement.',
    };
  }
  const late = move.signatories.find(({ signedOn }) => signedOn > today);
  if (late) {
    return {
      field: 'signatories',
      sentence: `${late.name} cannot have signed on a day that is still to come.`,
      remedy: 'Record the signature when it is there.',
    };
  }
  return findDateFault(move);
}

function findRenewalRefusal(agreement: Agreement, move: Move<'renew'>, today: string) {
  const { expiresOn } = move;
  if (
    expiresOn !== null &&
    (expiresOn <= today || (agreement.expiresOn !== null && expiresOn <= agreement.expiresOn))
  ) {
    return {
      field: 'expiresOn',
      sentence: 'A renewal ends later than today and than the agreement did.',
      remedy: 'Choose the new last day, or leave it empty when the agreement now has no end.',
    };
  }
  return findDateFault({ ...agreement, ...move });
}

/** @param hasRule does this kind of agreement have tests of need at all? */
function findNeedRefusal(kind: AgreementKind, ruleId: string | null, rules: readonly string[], need: string) {
  if (kind !== 'baa') return null;
  if (ruleId !== null && rules.includes(ruleId)) return null;
  return {
    field: 'ruleId',
    sentence: `That a business associate agreement is ${need} rests on one of ${rules.join(', ')}.`,
    remedy: 'Choose the test that decides it, and say what it rests on.',
  };
}

/** Null when the agreement can be closed: what went to the vendor came back or was destroyed, with proof (M7). */
export function findClosingRefusal(
  agreement: Pick<Agreement, 'code' | 'kind' | 'effectiveOn'>,
  hasReturnProof: boolean,
): Refusal | null {
  if (hasReturnProof || !needsReturnProof(agreement)) return null;
  return {
    sentence: `${agreement.code} cannot be closed without proof that the data came back or was destroyed.`,
    remedy: "Attach the vendor's certificate, or its letter that says why return is not feasible, under Evidence.",
  };
}

/**
 * Null when the deed can be done with what comes along; the state that it starts from is judged before.
 *
 * @param proof what the evidence of the agreement shows: the sum of the file that was chosen as the signed one, and
 * whether a certificate of return or destruction is there.
 */
export function findMoveRefusal(
  agreement: Agreement,
  move: MoveInput,
  proof: { fileSha256: string | null; hasReturnProof: boolean },
  today: string,
): (Refusal & { field?: string }) | null {
  switch (move.deed) {
    case 'require':
      return findNeedRefusal(agreement.kind, move.ruleId, REQUIRING_RULES, 'needed');
    case 'waive':
      return findNeedRefusal(agreement.kind, move.ruleId, WAIVING_RULES, 'not needed');
    case 'request':
      return move.on > today
        ? { field: 'on', sentence: 'A request cannot lie in the future.', remedy: 'Record it when it was sent.' }
        : null;
    case 'sign':
      return findSignRefusal(agreement, move, proof.fileSha256, today);
    case 'renew':
      return findRenewalRefusal(agreement, move, today);
    case 'close':
      return findClosingRefusal(agreement, proof.hasReturnProof);
    default:
      return null;
  }
}
