import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';

interface StepProps {
  assessment: Assessment;
  onDone: (assessment: Assessment) => void;
  onClose: () => void;
}

interface ReasonDialogProps extends StepProps {
  words: 'sendBack' | 'cancel' | 'void';
  /** What has to be typed before it can be done. */
  name?: string;
  run: (input: { assessmentId: string; revision: number; reason: string }) => Promise<Assessment>;
}

/** A step that needs its reason; one that cannot be undone needs the assessment's code as well. */
function ReasonDialog({ assessment, onDone, onClose, words, name, run }: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const unconfirmed = name !== undefined && typed.trim() !== name;

  function findGap(): string | undefined {
    if (reason.trim() === '') return t('assessments.reason.missing');
    return unconfirmed ? t('components.confirm.notYet', { name }) : undefined;
  }

  async function submit(): Promise<void> {
    onDone(await run({ assessmentId: assessment.id, revision: assessment.revision, reason }));
    onClose();
  }

  return (
    <FormDialog
      title={t(`assessments.${words}.title`, { code: assessment.code })}
      primary={t(`assessments.${words}.confirm`)}
      danger={words !== 'sendBack'}
      unavailable={findGap()}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`assessments.${words}.consequence`)}</p>
      <TextField
        label={t('assessments.reason.label')}
        help={t(`assessments.${words}.help`)}
        value={reason}
        onChange={setReason}
        multiline
        required
        maxLength={2000}
      />
      {name !== undefined && (
        <TextField label={t('components.confirm.type', { name })} value={typed} onChange={setTyped} />
      )}
    </FormDialog>
  );
}

/** Back to answering, with what is missing. */
export function SendBackDialog(props: StepProps) {
  const { mutateAsync } = useMutation(api.assessments.sendBack.mutationOptions());
  return <ReasonDialog {...props} words="sendBack" run={mutateAsync} />;
}

/** Ends the assessment without a result. */
export function CancelDialog(props: StepProps) {
  const { mutateAsync } = useMutation(api.assessments.cancel.mutationOptions());
  return <ReasonDialog {...props} words="cancel" name={props.assessment.code} run={mutateAsync} />;
}

/** Takes the signature back. */
export function VoidDialog(props: StepProps) {
  const { mutateAsync } = useMutation(api.assessments.voidSignOff.mutationOptions());
  return <ReasonDialog {...props} words="void" name={props.assessment.code} run={mutateAsync} />;
}

/** A new assessment that starts from the answers of a signed one. */
export function ReassessDialog({ assessment, onClose }: Omit<StepProps, 'onDone'>) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const navigate = useNavigate();
  const people = useQuery(api.people.list.queryOptions());
  const { mutateAsync: reassess } = useMutation(api.assessments.reassess.mutationOptions());
  const [title, setTitle] = useState(assessment.title);
  const [preparerId, setPreparerId] = useState<string | null>(person.id);
  const [reviewerId, setReviewerId] = useState<string | null>(null);
  const [dueOn, setDueOn] = useState<string | null>(null);

  async function submit(): Promise<void> {
    if (preparerId === null) return;
    const { id } = await reassess({ assessmentId: assessment.id, title, preparerId, reviewerId, dueOn });
    onClose();
    await navigate(recordPath('assessment', id));
  }

  function findGap(): string | undefined {
    if (title.trim() === '') return t('assessments.plan.needsTitle');
    return preparerId === null ? t('assessments.plan.needsPreparer') : undefined;
  }

  return (
    <FormDialog
      title={t('assessments.reassess.title', { code: assessment.code })}
      primary={t('assessments.reassess.confirm')}
      unavailable={findGap()}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('assessments.reassess.consequence')}</p>
      <TextField label={t('assessments.plan.name')} value={title} onChange={setTitle} required maxLength={200} />
      <PersonSelect
        label={t('assessments.plan.preparer')}
        people={people.data ?? []}
        value={preparerId}
        onChange={setPreparerId}
      />
      <PersonSelect
        label={t('assessments.plan.reviewer')}
        people={people.data ?? []}
        value={reviewerId}
        onChange={setReviewerId}
        optional
      />
      <DateField label={t('assessments.plan.due')} value={dueOn} onChange={setDueOn} optional />
    </FormDialog>
  );
}
