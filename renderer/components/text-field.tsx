import { useId, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from './class-names.ts';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import styles from './field-frame.module.css';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (text: string) => void;
  /** On leaving the field, and on Enter in a single line. */
  onCommit?: (text: string) => void;
  /** Says on leaving that it may not stay empty. */
  required?: boolean;
  multiline?: boolean;
  /** Lines of a multiline field. */
  rows?: number;
  type?: 'text' | 'email' | 'url' | 'search';
  maxLength?: number;
  /** 28 high, in rows. */
  small?: boolean;
  /** For the first field of what the person just opened. */
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** A line or several lines of text. */
export function TextField(props: TextFieldProps) {
  const {
    value,
    onChange,
    onCommit,
    multiline = false,
    rows = 3,
    type = 'text',
    small,
    ref,
    required,
    ...rest
  } = props;
  const { maxLength, autoFocus, ...frame } = rest;
  const { t } = useTranslation();
  const id = useId();
  const [left, setLeft] = useState(false);
  if (frame.readOnly === true) return <ReadOnlyField label={frame.label}>{value}</ReadOnlyField>;

  const missing = required === true && left && value.trim() === '';
  const problem = frame.problem ?? (missing ? t('components.field.required') : undefined);
  const shared = {
    id,
    value,
    maxLength,
    autoFocus,
    'aria-required': required === true ? true : undefined,
    'aria-invalid': problem === undefined ? undefined : true,
    'aria-describedby': describedBy(id, { help: frame.help, problem }),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    onBlur: () => {
      setLeft(true);
      onCommit?.(value);
    },
  };

  function commitOnEnter(event: KeyboardEvent): void {
    if (event.key === 'Enter' && onCommit !== undefined) onCommit(value);
  }

  return (
    <FieldFrame {...frame} problem={problem} controlId={id}>
      {multiline ? (
        <textarea {...shared} ref={ref} rows={rows} className={styles.control} />
      ) : (
        <input
          {...shared}
          ref={ref}
          type={type}
          className={joinClasses(styles.control, small === true && styles.small)}
          onKeyDown={commitOnEnter}
        />
      )}
    </FieldFrame>
  );
}
