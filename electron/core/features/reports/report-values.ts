import type { Verdict } from '../../../../shared/contract/assessments.ts';
import { BANDS, type Band, type RegisterStatus } from '../../../../shared/contract/vendors.ts';
import type { BandLevel, ReportValue, Tone, VerdictMark } from '../../../../shared/report/report.ts';
import type { Translate } from '../../report/translate.ts';

/** Text, or an en dash where there is none. */
export function textValue(text: string | null | undefined, note?: string): ReportValue {
  if (!text) return null;
  return note ? { kind: 'text', text, note } : { kind: 'text', text };
}

export function strongValue(text: string): ReportValue {
  return { kind: 'strong', text };
}

export function wholeValue(value: number | null): ReportValue {
  return value === null ? null : { kind: 'number', value, format: 'whole' };
}

/** A ratio of 0 to 1, shown in percent. */
export function ratioValue(value: number | null): ReportValue {
  return value === null ? null : { kind: 'number', value, format: 'ratio' };
}

export function dateValue(day: string | null): ReportValue {
  return day === null ? null : { kind: 'date', date: day };
}

export function sumValue(sha256: string | null | undefined): ReportValue {
  return sha256 ? { kind: 'identifier', text: sha256, sum: true } : null;
}

/** 1 Low to 4 Critical. */
export function levelOf(band: Band): BandLevel {
  return (BANDS.indexOf(band) + 1) as BandLevel;
}

/** A band with its bars; `neutral` for inherent tiers, which are no verdict. */
export function bandValue(
  band: Band | null,
  translate: Translate,
  options: { neutral?: boolean; score?: number } = {},
): ReportValue {
  if (band === null) return null;
  return { kind: 'band', level: levelOf(band), text: translate(`band.${band}`), ...options };
}

const VERDICT_MARKS: Readonly<Record<Verdict, VerdictMark>> = {
  met: 'met',
  partly_met: 'partly',
  not_met: 'not-met',
  not_applicable: 'not-applicable',
};

export function markOf(verdict: Verdict | null): VerdictMark {
  return verdict === null ? 'unknown' : VERDICT_MARKS[verdict];
}

export function verdictValue(verdict: Verdict | null, translate: Translate, note?: string): ReportValue {
  const text = translate(`verdict.${verdict ?? 'none'}`);
  const value = { kind: 'verdict', verdict: markOf(verdict), text } as const;
  return note ? { ...value, note } : value;
}

const STATUS_TONES: Readonly<Record<RegisterStatus, Tone>> = {
  proposed: 'neutral',
  in_review: 'neutral',
  approved: 'ok',
  conditional: 'warn',
  prohibited: 'bad',
  retired: 'mute',
};

export function statusValue(status: RegisterStatus, translate: Translate): ReportValue {
  return { kind: 'status', text: translate(`register.toolStatus.${status}`), tone: STATUS_TONES[status] };
}
