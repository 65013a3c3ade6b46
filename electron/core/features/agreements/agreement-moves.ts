import type { Agreement, MoveInput } from '../../../../shared/contract/agreements.ts';
import { findMoveRefusal } from '../../../../shared/rules/agreements/deeds.ts';
import {
  AGREEMENT_PARTS,
  DEED_TRANSITIONS,
  listDeeds,
  mayDoDeed,
} from '../../../../shared/rules/agreements/lifecycle.ts';
import { addMonths } from '../../../../shared/rules/days.ts';
import { AssayError } from '../../assay-error.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { getPresentAgreement, saveAgreement, type HeldAgreement } from './agreements.ts';
import type { StoredAgreement } from './agreements-store.ts';

/** Months after which a decision that none is needed is asked again. */
const ASK_AGAIN_MONTHS = 12;

function refuseDeed(unit: Unit, { agreement }: HeldAgreement, { deed }: MoveInput): void {
  const { actor } = unit;
  const { code, stateToday } = agreement;
  const allowed = listDeeds(stateToday);
  if (!allowed.includes(deed)) {
    throw new AssayError(
      'NOT_ALLOWED_NOW',
      `${code} is ${stateToday.replaceAll('_', ' ')}; this step does not lead from there.`,
      {
        field: 'deed',
        remedy: allowed.length === 0 ? 'Register a new version.' : `From here: ${allowed.join(', ')}.`,
      },
    );
  }
  if (actor === 'assay' || mayDoDeed(deed, actor.role)) return;
  throw new AssayError('ROLE_REFUSED', `${actor.name} may not do this to ${code}.`, {
    field: 'deed',
    remedy: 'What lets a use be approved, or ends an agreement, is for a compliance officer to record.',
  });
}

/** What a deed writes beside the state. */
function applyDeed(
  unit: Unit,
  stored: StoredAgreement,
  move: MoveInput,
  fileSha256: string | null,
): Partial<StoredAgreement> {
  const { today, actor } = unit;
  switch (move.deed) {
    case 'require':
    case 'waive': {
      const needed = move.deed === 'require';
      const decidedById = actor === 'assay' ? null : actor.id;
      return {
        need: { needed, ruleId: move.ruleId, reason: move.reason, decidedById, decidedOn: today },
        stateReason: move.reason,
        ...(!needed && stored.reviewOn === null && { reviewOn: addMonths(today, ASK_AGAIN_MONTHS) }),
      };
    }
    case 'request':
      return { requestedOn: move.on, requestedFrom: move.from, requestChannel: move.channel, stateSince: move.on };
    case 'sign': {
      const { signatories, effectiveOn, expiresOn, noticeDays, reviewOn, signedFileId } = move;
      return { signatories, effectiveOn, expiresOn, noticeDays, reviewOn, signedFileId, fileSha256 };
    }
    case 'renew':
      return { expiresOn: move.expiresOn, reviewOn: move.reviewOn, stateReason: move.reason };
    case 'terminate':
      return { terminatedOn: move.on, stateReason: move.reason };
    default:
      return { stateReason: move.reason };
  }
}

function findChosenSum({ links }: HeldAgreement, move: MoveInput): string | null {
  if (move.deed !== 'sign') return null;
  const chosen = links.find(
    ({ part, evidence }) => part === AGREEMENT_PARTS.signedFile && evidence.id === move.signedFileId,
  );
  return chosen?.evidence.fileSha256 ?? null;
}

/**
 * Takes an agreement a step on in its life. Who calls it brings the findings on it in line.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, ROLE_REFUSED; NOT_ALLOWED_NOW from a state or without what the step
 * rests on.
 */
export async function moveAgreement(unit: Unit, move: MoveInput): Promise<Agreement> {
  const held = await getPresentAgreement(unit, move.agreementId, move.revision);
  refuseDeed(unit, held, move);
  const fileSha256 = findChosenSum(held, move);
  const proof = { fileSha256, hasReturnProof: held.hasReturnProof };
  const refusal = findMoveRefusal(held.agreement, move, proof, unit.today);
  if (refusal) {
    const { sentence, remedy, field } = refusal;
    throw new AssayError('NOT_ALLOWED_NOW', sentence, { remedy, ...(field !== undefined && { field }) });
  }
  const state = DEED_TRANSITIONS[move.deed].to as StoredAgreement['state'];
  return saveAgreement(unit, held, {
    ...held.stored,
    state,
    stateSince: unit.today,
    stateReason: '',
    ...applyDeed(unit, held.stored, move, fileSha256),
  });
}
