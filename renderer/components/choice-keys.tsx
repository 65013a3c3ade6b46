import { useKeys } from '../platform/keys.tsx';
import styles from './choice-keys.module.css';
import { KeyCap } from './key-cap.tsx';
import { StatusMark, type Tone } from './status-mark.tsx';
import type { ShapeName } from './status-shape.tsx';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  shape: ShapeName;
  tone: Tone;
  /** One letter or sign: "Y". */
  keyCap: string;
}

export interface ChoiceKeysProps<Value extends string> {
  /** Spoken name of the group, and the head of these keys in the list of all keys. */
  label: string;
  choices: readonly Choice<Value>[];
  value: Value | null;
  onChoose: (value: Value) => void;
  /** Why it cannot be answered now; the keys then do nothing. */
  unavailable?: string | undefined;
}

/** Answers as large keys (picture 03). Registers the letters itself, so the page need not. */
export function ChoiceKeys<Value extends string>(props: ChoiceKeysProps<Value>) {
  const { label, choices, value, onChoose, unavailable } = props;
  useKeys(
    label,
    unavailable === undefined
      ? choices.map((choice) => ({ key: choice.keyCap, label: choice.label, run: () => onChoose(choice.value) }))
      : [],
  );
  return (
    <fieldset className={styles.keys} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.key}
          aria-pressed={choice.value === value}
          aria-disabled={unavailable === undefined ? undefined : true}
          title={unavailable}
          onClick={() => {
            if (unavailable === undefined) onChoose(choice.value);
          }}
        >
          <StatusMark shape={choice.shape} tone={choice.tone}>
            {choice.label}
          </StatusMark>
          <span className={styles.cap} aria-hidden="true">
            <KeyCap>{choice.keyCap}</KeyCap>
          </span>
        </button>
      ))}
    </fieldset>
  );
}
