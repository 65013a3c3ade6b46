import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../platform/format.ts';
import { joinClasses } from './class-names.ts';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import styles from './field-frame.module.css';

export interface NumberFieldProps extends FieldProps {
  value: number | null;
  /** Called on leaving the field or Enter with a number within the bounds, or null when it was emptied. */
  onChange: (value: number | null) => void;
  /** Bounds, inclusive. */
  min?: number;
  max?: number;
  whole?: boolean;
  unit?: string;
  small?: boolean;
}

/** Reads a typed number: thousands may be parted by space or comma, the decimal sign is a point. Null when it is none. */
function readNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s,'’]/g, '');
  return /^[-−]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : null;
}

/** A number with its unit. What is typed stays until it is a number within the bounds. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  whole = false,
  unit,
  small = false,
  ...frame
}: NumberFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const shown = value === null ? '' : formatNumber(value);
  if (frame.readOnly === true) return <ReadOnlyField label={frame.label}>{shown}</ReadOnlyField>;

  function findFault(number: number | null): string | undefined {
    if (number === null) return t('components.number.none');
    if (whole && !Number.isInteger(number)) return t('components.number.whole');
    if (min !== undefined && number < min) return t('components.number.min', { min: formatNumber(min) });
    if (max !== undefined && number > max) return t('components.number.max', { max: formatNumber(max) });
    return undefined;
  }

  function commit(): void {
    if (typed === null) return;
    const empty = typed.trim() === '';
    const number = empty ? null : readNumber(typed);
    const found = empty ? undefined : findFault(number);
    setFault(found);
    if (found !== undefined) return;
    setTyped(null);
    if (number !== value) onChange(number);
  }

  function commitOnEnter(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit();
  }

  const problem = fault ?? frame.problem;
  return (
    <FieldFrame {...frame} problem={problem} controlId={id}>
      <div className={joinClasses(styles.control, small && styles.small)}>
        <input
          id={id}
          className={styles.inner}
          inputMode="decimal"
          autoComplete="off"
          value={typed ?? shown}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={describedBy(id, { help: frame.help, problem })}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={commitOnEnter}
        />
        {unit !== undefined && <span className={styles.optional}>{unit}</span>}
      </div>
    </FieldFrame>
  );
}
