import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditorQuestion, Sentence } from '../../../shared/contract/auditor-answers.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { gapPath } from '../../components/gaps/gap-words.ts';
import links from '../../components/link.module.css';
import { Note } from '../../components/note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './auditor-answers.module.css';

interface WordingDialogProps {
  question: AuditorQuestion;
  sentence: Sentence;
  onClose: () => void;
}

/** A sentence whole: everything that it rests on, and the wording that a person gives it beside the computed one. */
export function WordingDialog({ question, sentence, onClose }: WordingDialogProps) {
  const { t } = useTranslation();
  const { id: sentenceId, computed, wording, rule, records, evidence } = sentence;
  const [text, setText] = useState(wording?.text ?? computed);
  const refusal = useRoleRefusal('auditorAnswers.saveWording');
  const save = useMutation(api.auditorAnswers.saveWording.mutationOptions());
  const remove = useMutation(api.auditorAnswers.removeWording.mutationOptions());
  const revision = wording?.revision ?? 0;
  const isSame = text.trim() === (wording?.text ?? computed) && wording?.outdated !== true;

  function findRefusal(): string | undefined {
    if (refusal !== undefined) return refusal;
    if (rule === null) return t('auditorAnswers.word.goneRefusal');
    if (text.trim() === '') return t('auditorAnswers.word.empty');
    return isSame ? t('auditorAnswers.word.same') : undefined;
  }

  async function submit(): Promise<void> {
    await save.mutateAsync({ question, sentenceId, revision, text: text.trim() });
    onClose();
  }

  async function takeBack(): Promise<void> {
    await remove.mutateAsync({ question, sentenceId, revision });
    onClose();
  }

  return (
    <FormDialog
      title={t('auditorAnswers.word.title')}
      primary={t('auditorAnswers.word.save')}
      width={640}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <Note>
        {rule === null
          ? t('auditorAnswers.word.wasComputed', { sentence: wording?.computedThen ?? '' })
          : t('auditorAnswers.word.computed', { sentence: computed })}
      </Note>
      <span className={styles.sources}>
        {records.map((record) => (
          <Link key={`${record.kind} ${record.id} ${record.part}`} className={links.link} to={gapPath(record)}>
            {record.label === '' ? t(`gaps.recordKind.${record.kind}`) : record.label}
          </Link>
        ))}
        {evidence.map(({ id, indexNumber, title }) => (
          <Link key={id} className={links.link} to={recordPath('evidence', id)}>
            {t('auditorAnswers.word.piece', { indexNumber, title })}
          </Link>
        ))}
      </span>
      <TextField
        multiline
        rows={5}
        label={t('auditorAnswers.word.text')}
        help={t('auditorAnswers.word.help')}
        value={text}
        maxLength={4000}
        readOnly={refusal !== undefined}
        onChange={setText}
      />
      {wording && (
        <p className={styles.worded}>
          <span className={styles.quiet}>
            {t('auditorAnswers.word.by', { name: wording.by?.name ?? '', day: formatDay(wording.on) })}
          </span>
          <Button kind="link" unavailable={refusal} onClick={() => void takeBack()}>
            {t('auditorAnswers.word.takeBack')}
          </Button>
        </p>
      )}
    </FormDialog>
  );
}
