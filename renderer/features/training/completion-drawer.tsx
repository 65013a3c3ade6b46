import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Completion, CompletionChanges } from '../../../shared/contract/training.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { useRecordSaver } from '../../components/record/record-saver.ts';
import { RecordHistory } from '../../components/record-history.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay, formatInstant } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './training.module.css';

/** One completion: its days, what proves it, and the way to withdraw it. */
export function CompletionDrawer({ completionId, onClose }: { completionId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(api.training.getCompletion.queryOptions({ input: { completionId } }));
  if (data) return <CompletionRecord completion={data} onClose={onClose} />;
  return (
    <Drawer title={t('training.completion')} onClose={onClose}>
      {error ? <ErrorPanel what={t('training.failed')} problem={readProblem(error)} /> : <LoadingRows rows={6} />}
    </Drawer>
  );
}

function CompletionRecord({ completion, onClose }: { completion: Completion; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [withdrawing, setWithdrawing] = useState(false);
  const roleRefusal = useRoleRefusal('training.updateCompletion');
  const isWithdrawn = completion.withdrawnReason !== null;
  const refusal = roleRefusal ?? (isWithdrawn ? t('training.isWithdrawn') : undefined);
  const completionId = completion.id;
  const update = useMutation(
    api.training.updateCompletion.mutationOptions({
      onSuccess: (changed) =>
        queries.setQueryData(api.training.getCompletion.queryKey({ input: { completionId } }), changed),
    }),
  );
  const saver = useRecordSaver<Completion, CompletionChanges>(completion, refusal, {
    read: () => client.training.getCompletion({ completionId }),
    write: (revision, changes) => update.mutateAsync({ completionId, revision, changes }),
  });
  const showDay = (day: string | null) => (day === null ? '' : formatDay(day));
  return (
    <Drawer
      title={completion.course.name}
      tag={<WordMark of="training" value={completion.standing} variant="tag" />}
      note={completion.identity.name}
      onClose={onClose}
    >
      <DrawerSection
        title={t('training.completion')}
        note={
          <Button size="small" kind="danger" unavailable={refusal} onClick={() => setWithdrawing(true)}>
            {t('training.withdraw.action')}
          </Button>
        }
      >
        <div className={styles.fields}>
          <RecordField
            saver={saver}
            label={t('training.column.completedOn')}
            read={({ completedOn }): string | null => completedOn}
            write={(completedOn) => (completedOn === null ? {} : { completedOn })}
            check={(day) => (day === null ? t('training.record.dayMissing') : undefined)}
            show={showDay}
          >
            {(control) => <DateField {...control} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('training.column.statedExpiresOn')}
            read={({ statedExpiresOn }) => statedExpiresOn}
            write={(statedExpiresOn) => ({ statedExpiresOn })}
            show={showDay}
          >
            {(control) => <DateField {...control} optional />}
          </RecordField>
          <div className={styles.wide}>
            <RecordField
              saver={saver}
              label={t('training.column.reference')}
              read={({ reference }) => reference}
              write={(reference) => ({ reference })}
            >
              {(control) => <TextField {...control} optional maxLength={500} />}
            </RecordField>
          </div>
        </div>
        <Facts
          labelWidth={112}
          facts={[
            { label: t('training.column.expiresOn'), value: completion.expiresOn && formatDay(completion.expiresOn) },
            {
              label: t('training.column.person'),
              value: <Link to={recordPath('identity', completion.identity.id)}>{completion.identity.name}</Link>,
            },
            {
              label: t('training.column.course'),
              value: <Link to={recordPath('training_course', completion.course.id)}>{completion.course.name}</Link>,
            },
            {
              label: t('training.column.recordedBy'),
              value: completion.recordedBy
                ? t('training.recorded', {
                    person: completion.recordedBy.name,
                    when: formatInstant(completion.recordedAt),
                  })
                : null,
            },
            { label: t('training.withdraw.reason'), value: completion.withdrawnReason },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('training.evidence')}>
        <LinkedEvidence
          recordKind="training_completion"
          recordId={completion.id}
          name={`${completion.identity.name}, ${completion.course.name}`}
          vendorId={null}
          control="A-TRN-5"
        />
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={completion.id} />
      </div>
      {withdrawing && <WithdrawDialog completion={completion} onClose={() => setWithdrawing(false)} />}
    </Drawer>
  );
}

function WithdrawDialog({ completion, onClose }: { completion: Completion; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const withdraw = useMutation(api.training.withdrawCompletion.mutationOptions());
  return (
    <FormDialog
      danger
      title={t('training.withdraw.title')}
      primary={t('training.withdraw.action')}
      unavailable={reason.trim() === '' ? t('training.withdraw.reasonMissing') : undefined}
      onSubmit={async () => {
        const { id: completionId, revision } = completion;
        await withdraw.mutateAsync({ completionId, revision, reason: reason.trim() });
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('training.withdraw.text')}</p>
      <TextField
        required
        multiline
        label={t('training.withdraw.reason')}
        value={reason}
        maxLength={2000}
        onChange={setReason}
      />
    </FormDialog>
  );
}
