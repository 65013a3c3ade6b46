import type { AgreementState } from '../../../../shared/contract/agreements.ts';
import type { ResidencyResult } from '../../../../shared/contract/region-pack.ts';
import type { GateState } from '../../../../shared/contract/tools.ts';
import type { Tone, VerdictMark } from '../../../../shared/report/report.ts';

/** A gate that is passed is as it should be, so it has no colour. */
export const GATE_TONES: Readonly<Record<GateState, Tone>> = {
  open: 'neutral',
  waiting: 'neutral',
  passed: 'mute',
  failed: 'bad',
};

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

export const RESIDENCY_MARKS: Readonly<Record<ResidencyResult, VerdictMark>> = {
  meets: 'met',
  partial: 'partly',
  unknown: 'unknown',
  breach: 'not-met',
};
