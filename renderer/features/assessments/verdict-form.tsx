import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Verdict } from '../../../shared/contract/assessments.ts';
import { ChoiceKeys, type Choice } from '../../components/choice-keys.tsx';
import { KeyHint } from '../../components/key-cap.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { useKeys } from '../../platform/keys.tsx';
import { focusAtEnd } from './focus-at-end.ts';
import styles from './verdict-form.module.css';

const VERDICT_KEYS = { met: 'Y', partly_met: 'P', not_met: 'N', not_applicable: '-' } as const;

export interface VerdictFormProps {
  answer: Answer;
  /** Resolves once the page holds what was saved. */
  onGive: (verdict: Verdict | null, note: string) => Promise<unknown>;
  onClose: () => void;
}

/** The reviewer's verdict with its note. The keys that answer judge here, since the answers stand still in a review. */
export function VerdictForm({ answer, onGive, onClose }: VerdictFormProps) {
  const { t } = useTranslation();
  const noteField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [first, setFirst] = useState('');
  // Before a verdict is given its note has nothing to stand on, and waits here.
  const note = useAutosave({
    value: answer.verdictNote,
    save: (text: string) => (answer.verdict === null ? Promise.resolve() : onGive(answer.verdict, text)),
    delay: 300,
  });
  const text = answer.verdict === null ? first : note.value;
  const choices = (Object.keys(VERDICT_KEYS) as Verdict[]).map((verdict): Choice<Verdict> => {
    const { shape, tone, key } = describeState('verdict', verdict);
    return { value: verdict, label: t(key), shape, tone, keyCap: VERDICT_KEYS[verdict] };
  });

  useKeys(t('assessments.verdict.keys'), [
    { key: 'M', label: t('assessments.verdict.toNote'), run: () => focusAtEnd(noteField.current) },
    { key: 'Escape', label: t('assessments.verdict.close'), run: onClose },
  ]);
  return (
    // Esc in the note gives the keys back; the button that every keyboard reaches closes the form.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.form}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.target !== noteField.current) return;
        event.preventDefault();
        noteField.current?.blur();
      }}
    >
      <ChoiceKeys
        label={t('assessments.verdict.keys')}
        choices={choices}
        value={answer.verdict}
        onChoose={(verdict) => void onGive(verdict, text).catch(() => undefined)}
      />
      <TextField
        ref={noteField}
        label={t('assessments.verdict.note')}
        multiline
        rows={3}
        maxLength={20_000}
        value={text}
        onChange={answer.verdict === null ? setFirst : note.change}
        end={<KeyHint keys={['M']}>{t('assessments.verdict.toNote')}</KeyHint>}
        {...(answer.verdict === null ? { help: t('assessments.verdict.noteWaits') } : { saving: note.saving })}
      />
    </div>
  );
}
