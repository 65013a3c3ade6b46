import type { ResidencyResult } from '../../../shared/contract/region-pack.ts';
import styles from './seven-squares.module.css';

/** Pixels from one square to the next, and the side of one. */
const STEP = 10;
const SIDE = 8;

/** The strokes and fills of one square at `x`: hollow met, half partial, dashed with dot unknown, crossed breach. */
const DRAWINGS: Readonly<Record<ResidencyResult, (x: number) => Partial<Record<string, string>>>> = {
  meets: (x) => ({ met: frame(x) }),
  partial: (x) => ({ partial: frame(x), half: `M${x + 0.75} 7.25V4h6.5v3.25z` }),
  unknown: (x) => ({ unknown: frame(x), dot: `M${x + 2.9} 4a1.1 1.1 0 1 0 2.2 0a1.1 1.1 0 1 0-2.2 0z` }),
  breach: (x) => ({ breach: `M${x} 0h8v8h-8z`, cross: `M${x + 2} 2l4 4M${x + 6} 2l-4 4` }),
};
const PARTS = ['met', 'partial', 'half', 'unknown', 'dot', 'breach', 'cross'] as const;

function frame(x: number): string {
  return `M${x + 0.75} 0.75h6.5v6.5h-6.5z`;
}

/** The squares of a cell in the order endpoint to failover; few paths, since a matrix has thousands of them. */
export function SevenSquares({ results }: { results: readonly ResidencyResult[] }) {
  const drawn = results.map((result, index) => DRAWINGS[result](index * STEP));
  const width = results.length * STEP - (STEP - SIDE);
  return (
    <svg className={styles.squares} viewBox={`0 0 ${width} ${SIDE}`} width={width} height={SIDE} aria-hidden="true">
      {PARTS.map((part) => {
        const path = drawn.map((one) => one[part] ?? '').join('');
        return path === '' ? null : <path key={part} className={styles[part]} d={path} />;
      })}
    </svg>
  );
}
