import type { ApprovedUse, BaaStanding, Permissibility } from '../../../../shared/contract/phi-exposure.ts';
import type { ReportValue, Tone } from '../../../../shared/report/report.ts';
import { AGREEMENT_TONES } from './agreement-tones.ts';
import { describeColumns, type DescribeColumn, type ReportFrame } from './report-frame.ts';

/** Uses that are no use, or none yet; what is allowed is the normal and stands as plain text. */
const USE_TONES: Partial<Readonly<Record<ApprovedUse, Tone>>> = {
  not_assessed: 'neutral',
  prohibited: 'bad',
  pending: 'neutral',
};
const PERMISSION_TONES: Readonly<Record<Permissibility, Tone>> = {
  under_baa: 'ok',
  no_hipaa_role: 'mute',
  not_with_phi: 'bad',
};

/** Makes columns whose titles are the messages "phiReport.column.<id>". */
export function describePhiColumns(frame: ReportFrame): DescribeColumn {
  return describeColumns(frame, 'phiReport.column');
}

export function baaStateValue({ language: { translate } }: ReportFrame, state: BaaStanding['state']): ReportValue {
  if (state === null) return { kind: 'status', text: translate('phiReport.noBaa'), tone: 'neutral' };
  return { kind: 'status', text: translate(`phiReport.state.${state}`), tone: AGREEMENT_TONES[state] };
}

export function approvedUseValue({ language: { translate } }: ReportFrame, use: ApprovedUse): ReportValue {
  const text = translate(`phiReport.use.${use}`);
  const tone = USE_TONES[use];
  return tone ? { kind: 'status', text, tone } : { kind: 'text', text };
}

export function permissibilityValue(
  { language: { translate } }: ReportFrame,
  permissible: Permissibility,
): ReportValue {
  return {
    kind: 'status',
    text: translate(`phiReport.permissibility.${permissible}`),
    tone: PERMISSION_TONES[permissible],
  };
}

export function neededValue({ language: { translate } }: ReportFrame, needed: boolean | null): ReportValue {
  if (needed === null) return { kind: 'status', text: translate('phiReport.undecided'), tone: 'neutral' };
  return { kind: 'text', text: translate(needed ? 'phiReport.yes' : 'phiReport.no') };
}

export function offeredValue({ language: { translate } }: ReportFrame, offered: BaaStanding['offered']): ReportValue {
  const text = translate(`phiReport.offered.${offered}`);
  return offered === 'unknown' ? { kind: 'status', text, tone: 'neutral' } : { kind: 'text', text };
}
