import type { ReactNode } from 'react';

const GROUND = 'var(--hole, var(--surface))';
const OCTAGON = 'M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z';
const ring = <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const octagon = <path d={OCTAGON} fill="currentColor" />;

const SHAPES = {
  /** Disc with tick. */
  ok: (
    <>
      <circle cx="6" cy="6" r="5.75" fill="currentColor" />
      <path d="M3.4 6.2 5.2 8l3.5-3.9" fill="none" stroke={GROUND} strokeWidth="1.5" />
    </>
  ),
  /** Diamond with an exclamation mark. */
  warn: (
    <>
      <path d="M6 0l6 6-6 6-6-6z" fill="currentColor" />
      <path d="M6 3.1v3.5M6 7.7v1.2" fill="none" stroke={GROUND} strokeWidth="1.4" />
    </>
  ),
  /** Octagon with cross. */
  bad: (
    <>
      {octagon}
      <path d="M3.9 3.9l4.2 4.2M8.1 3.9L3.9 8.1" stroke={GROUND} strokeWidth="1.4" />
    </>
  ),
  /** Octagon with bar. */
  no: (
    <>
      {octagon}
      <path d="M3 6h6" stroke={GROUND} strokeWidth="1.7" />
    </>
  ),
  half: (
    <>
      {ring}
      <path d="M6 2.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" />
    </>
  ),
  open: ring,
  dashed: <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.1 1.83" />,
  /** Struck circle. */
  slash: (
    <>
      {ring}
      <path d="M2.6 9.4l6.8-6.8" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  dash: <path d="M2 6h8" stroke="currentColor" strokeWidth="1.75" />,
  /** Dashed circle with a question mark. */
  ask: (
    <>
      <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.2 1.87" />
      <path d="M4.6 4.9a1.45 1.45 0 1 1 2.1 1.3c-.5.25-.7.5-.7 1" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <circle cx="6" cy="8.7" r=".8" fill="currentColor" />
    </>
  ),
  clock: (
    <>
      {ring}
      <path d="M6 3.2V6l1.9 1.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  /** Octagon with clock. */
  late: (
    <>
      {octagon}
      <path d="M6 2.6V6l2.2 1.4" fill="none" stroke={GROUND} strokeWidth="1.4" />
    </>
  ),
  flag: (
    <>
      <path d="M2 0h1.5v12H2z" fill="currentColor" />
      <path d="M3.5 1h7.7L9 3.9l2.2 2.9H3.5z" fill="currentColor" />
    </>
  ),
  lock: (
    <>
      <rect x="1.5" y="5" width="9" height="6.5" rx="1" fill="currentColor" />
      <path d="M3.6 5V3.6a2.4 2.4 0 0 1 4.8 0V5" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type ShapeName = keyof typeof SHAPES;

/** One status shape, 12 px, in the colour of the text around it. `--hole` names the ground under it. */
export function StatusShape({ shape }: { shape: ShapeName }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {SHAPES[shape]}
    </svg>
  );
}
