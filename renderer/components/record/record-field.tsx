import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavingState } from '../../platform/saving.tsx';
import { Button } from '../button.tsx';
import { Note } from '../note.tsx';
import { StatusMark } from '../status-mark.tsx';
import { useAutosave } from '../use-autosave.ts';
import styles from './record-field.module.css';
import { readConflict, type RecordSaver } from './record-saver.ts';

/** What a field of `components` takes: spread it. */
export interface FieldControl<Value> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  saving: SavingState | undefined;
  problem: string | undefined;
  readOnly: boolean;
}

export interface RecordFieldProps<Kept, Changes, Value> {
  saver: RecordSaver<Kept, Changes>;
  label: string;
  /** The field's value in a record. */
  read: (kept: Kept) => Value;
  /** The change that gives the record this value. */
  write: (value: Value) => Changes;
  /** Why a value cannot be saved, in a sentence; it then stays in the field only. */
  check?: (value: Value) => string | undefined;
  /** A value as text, for a conflict. */
  show?: (value: Value) => string;
  children: (control: FieldControl<Value>) => ReactNode;
}

/** A field of a record that saves as it changes, and shows both values when another window changed it too. */
export function RecordField<Kept, Changes, Value>(props: RecordFieldProps<Kept, Changes, Value>) {
  const { saver, label, read, write, check, show = String, children } = props;
  const { t } = useTranslation();
  const [refused, setRefused] = useState<{ value: Value; problem: string } | null>(null);
  const [conflict, setConflict] = useState<{ mine: Value; theirs: Value } | null>(null);

  async function save(value: Value): Promise<void> {
    try {
      await saver.save(write(value), read, conflict !== null);
      setConflict(null);
    } catch (error) {
      const found = readConflict(error);
      if (found !== null) setConflict({ mine: value, theirs: read(found.present as Kept) });
      throw error;
    }
  }

  const field = useAutosave<Value>({ value: read(saver.present), save });

  function change(value: Value): void {
    const problem = check?.(value);
    setRefused(problem === undefined ? null : { value, problem });
    if (problem === undefined) field.change(value);
  }

  return (
    <>
      {children({
        label,
        value: refused === null ? field.value : refused.value,
        onChange: change,
        saving: field.saving.state === 'idle' || conflict !== null ? undefined : field.saving,
        problem: refused?.problem,
        readOnly: saver.refusal !== undefined,
      })}
      {conflict !== null && (
        <Note tone="warn">
          <div className={styles.conflict} role="alert">
            <span className={styles.why}>
              <StatusMark shape="warn" tone="warn">
                {t('record.conflict.why', { field: label })}
              </StatusMark>
            </span>
            <dl className={styles.values}>
              <dt>{t('record.conflict.theirs')}</dt>
              <dd>{show(conflict.theirs) || '–'}</dd>
              <dt>{t('record.conflict.mine')}</dt>
              <dd>{show(conflict.mine) || '–'}</dd>
            </dl>
            <Button size="small" onClick={() => field.change(conflict.mine)}>
              {t('record.conflict.keepMine')}
            </Button>
            <Button size="small" onClick={() => field.change(conflict.theirs)}>
              {t('record.conflict.takeTheirs')}
            </Button>
          </div>
        </Note>
      )}
    </>
  );
}
