import { useTranslation } from 'react-i18next';
import type { NextStep as Step } from '../../../shared/contract/vendors.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { ButtonLink } from '../button.tsx';
import { NextStep } from '../next-step.tsx';

type StepKind = NonNullable<Step>['kind'];

/** Where the button of each step leads; `id` is the record that the step names, `ownId` the one that shows it. */
const PATHS: Readonly<Record<StepKind, (id: string, ownId: string) => string>> = {
  add_tool: (_id, ownId) => `/tools?add=${ownId}`,
  rate_inherent: (id) => `${recordPath('tool', id)}?tab=inherent`,
  plan_assessment: (id) => `/assessments?plan=${id}`,
  answer: (id) => recordPath('assessment', id),
  review: (id) => recordPath('assessment', id),
  sign_off: (id) => `${recordPath('assessment', id)}/sign-off`,
  mend_findings: (id) => recordPath('finding', id),
  decide_gates: (id) => `${recordPath('tool', id)}?tab=gates`,
  reassess: (id) => recordPath('assessment', id),
};

/** What to do next with a vendor or a tool, with the one button that does it; nothing when nothing is called for. */
export function RecordNextStep({ step, recordId }: { step: Step; recordId: string }) {
  const { t } = useTranslation();
  if (step === null) return null;
  const { kind, count, dueOn } = step;
  const sentence = t(`record.step.${kind}.text`, { count });
  const text = dueOn === null ? sentence : t('record.step.by', { sentence, day: formatDay(dueOn) });
  return (
    <NextStep
      text={text}
      action={
        <ButtonLink kind="primary" size="small" to={PATHS[kind](step.recordId ?? recordId, recordId)}>
          {t(`record.step.${kind}.action`)}
        </ButtonLink>
      }
    />
  );
}
