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

export const RESIDENCY_MARKS: Readonly<Record<ResidencyResult, VerdictMark>> = {
  meets: 'met',
  partial: 'partly',
  unknown: 'unknown',
  breach: 'not-met',
};
