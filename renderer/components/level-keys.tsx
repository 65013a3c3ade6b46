import { useKeys } from '../platform/keys.tsx';
import { KeyCap } from './key-cap.tsx';
import styles from './level-keys.module.css';

export interface LevelKeysProps {
  /** Spoken name of the group, and the head of these keys in the list of all keys. */
  title: string;
  /** What the levels mean, from 0 up; their number is the key. */
  anchors: readonly string[];
  /** What "unknown" means here; its key is U. */
  unknownAnchor: string;
  /** Null is unknown; undefined while nothing is chosen. */
  level: number | null | undefined;
  readOnly: boolean;
  onChoose: (level: number | null) => void;
}

/** Anchored levels as keys, one under the other, and "unknown" last. */
export function LevelKeys({ title, anchors, unknownAnchor, level, readOnly, onChoose }: LevelKeysProps) {
  const choices = [
    ...anchors.map((anchor, index) => ({ value: index, keyCap: String(index), anchor })),
    { value: null, keyCap: 'U', anchor: unknownAnchor },
  ];
  useKeys(
    title,
    readOnly
      ? []
      : choices.map(({ value, keyCap, anchor }) => ({ key: keyCap, label: anchor, run: () => onChoose(value) })),
  );
  return (
    <fieldset className={styles.levels} aria-label={title}>
      {choices.map(({ value, keyCap, anchor }) => (
        <button
          key={keyCap}
          type="button"
          className={styles.choice}
          aria-pressed={level === value}
          aria-disabled={readOnly || undefined}
          onClick={() => !readOnly && onChoose(value)}
        >
          <KeyCap>{keyCap}</KeyCap>
          <span>{anchor}</span>
        </button>
      ))}
    </fieldset>
  );
}
