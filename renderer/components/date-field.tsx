import { Calendar } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../platform/format.ts';
import { joinClasses } from './class-names.ts';
import styles from './date-field.module.css';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import frameStyles from './field-frame.module.css';
import { Icon } from './icon.tsx';
import { readDay, writeDay, type DayProblem } from './read-day.ts';

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or null. */
  value: string | null;
  /** Called on leaving the field or Enter with a real date, or null when it was emptied. Never with a guess. */
  onChange: (day: string | null) => void;
  small?: boolean;
}

/** A day, typed as the locale writes it or as `YYYY-MM-DD`, or picked from the system's calendar. */
export function DateField({ value, onChange, small = false, ...frame }: DateFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<DayProblem | null>(null);
  if (frame.readOnly === true) {
    return <ReadOnlyField label={frame.label}>{value === null ? '–' : formatDay(value)}</ReadOnlyField>;
  }

  function commit(): void {
    if (typed === null) return;
    const read = readDay(typed);
    if ('problem' in read) {
      setFault(read.problem);
      return;
    }
    setFault(null);
    setTyped(null);
    if (read.day !== value) onChange(read.day);
  }

  function commitOnEnter(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit();
  }

  const problem = fault === null ? frame.problem : t(fault.key, fault.parameters);
  return (
    <FieldFrame {...frame} problem={problem} controlId={id}>
      <div className={joinClasses(frameStyles.control, styles.box, small && frameStyles.small)}>
        <input
          id={id}
          className={frameStyles.inner}
          value={typed ?? (value === null ? '' : writeDay(value))}
          autoComplete="off"
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={describedBy(id, { help: frame.help, problem })}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={commitOnEnter}
        />
        <input
          ref={picker}
          type="date"
          className={styles.picker}
          tabIndex={-1}
          aria-hidden="true"
          value={value ?? ''}
          onChange={(event) => {
            setTyped(null);
            setFault(null);
            onChange(event.target.value === '' ? null : event.target.value);
          }}
        />
        <button
          type="button"
          className={styles.open}
          aria-label={t('components.date.open', { label: frame.label })}
          onClick={() => picker.current?.showPicker()}
        >
          <Icon of={Calendar} />
        </button>
      </div>
    </FieldFrame>
  );
}
