import type { AgreementState } from '../../../../shared/contract/agreements.ts';
import type { Tone } from '../../../../shared/report/report.ts';

/** What is under way is neutral; colour is for what holds, ends, or is missing. */
export const AGREEMENT_TONES: Readonly<Record<AgreementState, Tone>> = {
  not_assessed: 'neutral',
  not_needed: 'mute',
  required: 'neutral',
  requested: 'neutral',
  declined: 'bad',
  in_negotiation: 'neutral',
  signed: 'neutral',
  active: 'ok',
  expiring: 'warn',
  expired: 'bad',
  superseded: 'mute',
  terminated: 'mute',
  closed: 'mute',
};
