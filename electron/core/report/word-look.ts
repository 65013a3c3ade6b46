import type { BandLevel, Tone, VerdictMark } from '../../../shared/report/report.ts';

/** The colours of printed pages: the application's light theme with the accent one step darker. */
export const COLOURS = {
  ink: '161A21',
  muted: '4B5462',
  hairline: 'DDE1E7',
  accent: '1D3F8A',
  tint: 'EDF1FA',
  emptyBar: 'D3D8E0',
} as const;

/** Grounds of a heat map by band; ink is readable on all (10 to 1 and more). */
export const HEAT_GROUNDS: Readonly<Record<BandLevel, string>> = { 1: 'EDF4EF', 2: 'FAF1DD', 3: 'F9DCD5', 4: 'EEBBB2' };

/** Face of running text; its widths are known to the page estimate and equal those of Carlito. */
export const TEXT_FACE = 'Calibri';
export const CODE_FACE = 'Courier New';
/** Calibri's metric twin lacks ■ and ▲. */
export const MARK_FACE = 'Arial';

/** Text colour of each tone. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  neutral: COLOURS.muted,
  mute: COLOURS.muted,
  ok: '1A6B3A',
  warn: '8A5200',
  bad: 'B3261E',
  critical: '98190F',
};

/** Ground of each tone; what is as it should be and what does not apply stays white. */
export const TONE_TINTS: Readonly<Record<Tone, string | null>> = {
  neutral: 'EFF1F4',
  mute: null,
  ok: null,
  warn: 'FBF0DB',
  bad: 'FCEBE9',
  critical: 'F9DCD5',
};

/** The shape before a word of each tone, so that no state is told by colour alone. */
export const TONE_MARKS: Readonly<Record<Tone, string>> = {
  ok: '●',
  warn: '▲',
  bad: '■',
  critical: '■',
  neutral: '○',
  mute: '–',
};

/** Size of a mark or a severity bar in half points; a larger one would lower the baseline of a dense row. */
export const MARK_SIZE = 17;

export const VERDICT_TONES: Readonly<Record<VerdictMark, Tone>> = {
  met: 'ok',
  partly: 'warn',
  'not-met': 'bad',
  unknown: 'neutral',
  'not-applicable': 'mute',
};

export const BAND_TONES: Readonly<Record<BandLevel, Tone>> = { 1: 'neutral', 2: 'warn', 3: 'bad', 4: 'critical' };

/** Fill and label colour of each series of a chart. */
export const SERIES_COLOURS: Readonly<Record<VerdictMark, { fill: string; label: string }>> = {
  met: { fill: '2F7D58', label: 'FFFFFF' },
  partly: { fill: 'E3A533', label: COLOURS.ink },
  'not-met': { fill: 'B5342F', label: 'FFFFFF' },
  unknown: { fill: '8793A1', label: COLOURS.ink },
  'not-applicable': { fill: 'DDE1E7', label: COLOURS.ink },
};

/** Page measures in twips: A4, both orientations with the same margins. */
export const PAGE = {
  width: 11906,
  height: 16838,
  margin: { top: 1531, bottom: 1361, left: 1134, right: 1134, header: 680, footer: 624 },
  textWidth: { portrait: 9638, landscape: 14570 },
} as const;

const TWIPS_PER_MILLIMETRE = 1440 / 25.4;

/** Millimetres as whole twips. */
export function twips(millimetres: number): number {
  return Math.round(millimetres * TWIPS_PER_MILLIMETRE);
}

/** Widths in twips in the given proportions that add up to the text width exactly; the last one takes the rounding. */
export function divideWidth(proportions: readonly number[], textWidth: number): number[] {
  const total = proportions.reduce((sum, share) => sum + share, 0);
  const widths = proportions.map((share) => Math.round((share / total) * textWidth));
  const rest = textWidth - widths.slice(0, -1).reduce((sum, width) => sum + width, 0);
  return [...widths.slice(0, -1), rest];
}
