import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { isAllowedIn } from '../../../shared/rules/assessments.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { UseConditions } from './use-conditions.tsx';

export interface PlanChangeDialogProps {
  assessment: Assessment;
  onDone: (assessment: Assessment) => void;
  onClose: () => void;
}

/** Title, people, days, scope and use of an assessment. What it is measured by stands still once it was handed in. */
export function PlanChangeDialog({ assessment, onDone, onClose }: PlanChangeDialogProps) {
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const { mutateAsync: update } = useMutation(api.assessments.update.mutationOptions());
  const [title, setTitle] = useState(assessment.title);
  const [preparerId, setPreparerId] = useState(assessment.preparer?.id ?? null);
  const [reviewerId, setReviewerId] = useState(assessment.reviewer?.id ?? null);
  const [dueOn, setDueOn] = useState(assessment.dueOn);
  const [use, setUse] = useState(assessment.use);
  const [scope, setScope] = useState(assessment.scope);
  const [periodStart, setPeriodStart] = useState(assessment.periodStart);
  const [periodEnd, setPeriodEnd] = useState(assessment.periodEnd);
  const mayMeasure = isAllowedIn('answer', assessment.state);

  async function save(): Promise<void> {
    const arranged = { title, reviewerId, dueOn };
    const measured = { use, scope, periodStart, periodEnd, ...(preparerId !== null && { preparerId }) };
    onDone(
      await update({
        assessmentId: assessment.id,
        revision: assessment.revision,
        changes: mayMeasure ? { ...arranged, ...measured } : arranged,
      }),
    );
    onClose();
  }

  return (
    <FormDialog
      title={t('assessments.planChange.title', { code: assessment.code })}
      width={560}
      primary={t('assessments.planChange.confirm')}
      unavailable={title.trim() === '' ? t('assessments.plan.needsTitle') : undefined}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField label={t('assessments.plan.name')} value={title} onChange={setTitle} required maxLength={200} />
      <PersonSelect
        label={t('assessments.plan.preparer')}
        people={people.data ?? []}
        value={preparerId}
        onChange={setPreparerId}
        readOnly={!mayMeasure}
      />
      <PersonSelect
        label={t('assessments.plan.reviewer')}
        people={people.data ?? []}
        value={reviewerId}
        onChange={setReviewerId}
        optional
      />
      <DateField label={t('assessments.plan.due')} value={dueOn} onChange={setDueOn} optional />
      <TextField
        label={t('assessments.planChange.included')}
        value={scope.included}
        onChange={(included) => setScope({ ...scope, included })}
        multiline
        rows={2}
        optional
        readOnly={!mayMeasure}
      />
      <TextField
        label={t('assessments.planChange.excluded')}
        value={scope.excluded}
        onChange={(excluded) => setScope({ ...scope, excluded })}
        multiline
        rows={2}
        optional
        readOnly={!mayMeasure}
      />
      <DateField
        label={t('assessments.planChange.periodStart')}
        value={periodStart}
        onChange={setPeriodStart}
        optional
        readOnly={!mayMeasure}
      />
      <DateField
        label={t('assessments.planChange.periodEnd')}
        value={periodEnd}
        onChange={setPeriodEnd}
        optional
        readOnly={!mayMeasure}
      />
      <UseConditions use={use} onChange={setUse} readOnly={!mayMeasure} />
    </FormDialog>
  );
}
