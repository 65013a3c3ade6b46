import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from './chip.tsx';
import { joinClasses } from './class-names.ts';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import frameStyles from './field-frame.module.css';
import styles from './tag-input.module.css';

export interface TagInputProps extends FieldProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** Several short texts, such as other names. Enter or a comma adds; Backspace in the empty field takes the last away. */
export function TagInput({ values, onChange, ...frame }: TagInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  if (frame.readOnly === true) return <ReadOnlyField label={frame.label}>{values.join(', ')}</ReadOnlyField>;

  function add(): void {
    const text = typed.trim();
    setTyped('');
    const known = values.some((value) => value.toLowerCase() === text.toLowerCase());
    if (text !== '' && !known) onChange([...values, text]);
  }

  function edit(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  }

  return (
    <FieldFrame {...frame} help={frame.help ?? t('components.tags.help')} controlId={id}>
      <div className={joinClasses(frameStyles.control, styles.box)}>
        {values.map((value) => (
          <Chip key={value} name={value} onRemove={() => onChange(values.filter((other) => other !== value))}>
            {value}
          </Chip>
        ))}
        <input
          id={id}
          className={frameStyles.inner}
          value={typed}
          autoComplete="off"
          aria-describedby={describedBy(id, { ...frame, help: frame.help ?? '' })}
          aria-invalid={frame.problem === undefined ? undefined : true}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={edit}
          onBlur={add}
        />
      </div>
    </FieldFrame>
  );
}
