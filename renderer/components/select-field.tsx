import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from './class-names.ts';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import styles from './select-field.module.css';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

interface SharedProps<Value extends string> extends FieldProps {
  value: Value | null;
  options: readonly SelectOption<Value>[];
  /** 28 high, in rows. */
  small?: boolean;
}

/** With `emptyLabel` the person may also choose nothing, and `onChange` then gets null. */
export type SelectFieldProps<Value extends string> = SharedProps<Value> &
  (
    | { emptyLabel: string; onChange: (value: Value | null) => void }
    | { emptyLabel?: undefined; onChange: (value: Value) => void }
  );

/** One of several values, with the system's own list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { value, options, onChange, emptyLabel, small = false, ...frame } = props;
  const { t } = useTranslation();
  const id = useId();
  if (frame.readOnly === true) {
    const chosen = options.find((option) => option.value === value);
    return <ReadOnlyField label={frame.label}>{chosen?.label ?? emptyLabel ?? '–'}</ReadOnlyField>;
  }

  function choose(text: string): void {
    const chosen = options.find((option) => option.value === text)?.value;
    if (chosen !== undefined) onChange(chosen);
    else if (props.emptyLabel !== undefined) props.onChange(null);
  }

  return (
    <FieldFrame {...frame} controlId={id}>
      <div className={styles.box}>
        <select
          id={id}
          className={joinClasses(styles.select, small && styles.small, value === null && styles.empty)}
          value={value ?? ''}
          aria-invalid={frame.problem === undefined ? undefined : true}
          aria-describedby={describedBy(id, frame)}
          onChange={(event) => choose(event.target.value)}
        >
          {(emptyLabel !== undefined || value === null) && (
            <option value="" disabled={emptyLabel === undefined}>
              {emptyLabel ?? t('components.field.choose')}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <span className={styles.arrow}>
          <Icon of={ChevronDown} />
        </span>
      </div>
    </FieldFrame>
  );
}
