import { useId, type ReactNode } from 'react';
import styles from './checkbox.module.css';
import { OnlySpoken } from './only-spoken.tsx';

export interface CheckboxProps {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some of what it stands for is chosen and some not. */
  mixed?: boolean;
  help?: string;
  /** The label is spoken and not shown, for table cells. */
  hideLabel?: boolean;
  /** Shown and focusable, but unchangeable. */
  readOnly?: boolean;
}

/** A box to tick, with its label at the right. */
export function Checkbox({ label, checked, onChange, mixed = false, help, hideLabel, readOnly }: CheckboxProps) {
  const id = useId();
  const helpId = help === undefined ? undefined : `${id}-help`;
  return (
    <label className={styles.line} htmlFor={id}>
      <input
        id={id}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        type="checkbox"
        className={styles.box}
        checked={checked}
        aria-describedby={helpId}
        aria-readonly={readOnly}
        onChange={(event) => {
          if (readOnly !== true) onChange(event.target.checked);
        }}
      />
      {hideLabel === true ? (
        <OnlySpoken>{label}</OnlySpoken>
      ) : (
        <span>
          {label}
          {help !== undefined && (
            <span id={helpId} className={styles.help}>
              {help}
            </span>
          )}
        </span>
      )}
    </label>
  );
}
