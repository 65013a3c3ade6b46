import { useMutation } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment, FollowUp } from '../../../shared/contract/assessments.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useToast } from '../../platform/toasts.tsx';
import type { QuestionRow } from './assessment-rows.ts';

export interface DraftRequestDialogProps {
  assessment: Assessment;
  row: QuestionRow;
  onClose: () => void;
}

/** A request to the vendor about one question, begun from the question's own words. */
export function DraftRequestDialog({ assessment, row, onClose }: DraftRequestDialogProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const { mutateAsync: ask } = useMutation(api.assessments.askFollowUp.mutationOptions());
  const { question } = row;
  const [addressee, setAddressee] = useState(assessment.vendor.name);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [request, setRequest] = useState(() =>
    [
      t('assessments.request.opening', { tool: assessment.tool.name, question: question.id }),
      question.vendorQuestion,
      question.vendorGuidance ?? (question.evidence.expected && t('assessments.request.evidence', question.evidence)),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  );

  function findGap(): string | undefined {
    if (addressee.trim() === '') return t('assessments.request.needsAddressee');
    if (request.trim() === '') return t('assessments.request.needsText');
    return dueOn === null ? t('assessments.request.needsDay') : undefined;
  }

  async function save(): Promise<void> {
    if (dueOn === null) return;
    await ask({ assessmentId: assessment.id, questionId: question.id, addressee, request, dueOn });
    onClose();
  }

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(request);
    toast({ message: t('assessments.request.copied') });
  }

  return (
    <FormDialog
      title={t('assessments.request.title', { question: question.id })}
      width={560}
      primary={t('assessments.request.save')}
      unavailable={findGap()}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('assessments.request.addressee')}
        value={addressee}
        onChange={setAddressee}
        required
        maxLength={200}
        help={t('assessments.request.addresseeHelp')}
      />
      <TextField
        label={t('assessments.request.text')}
        value={request}
        onChange={setRequest}
        required
        multiline
        rows={9}
        maxLength={5000}
        end={
          <Button kind="link" icon={Copy} onClick={() => void copy()}>
            {t('assessments.request.copy')}
          </Button>
        }
      />
      <DateField label={t('assessments.request.due')} value={dueOn} onChange={setDueOn} />
    </FormDialog>
  );
}

/** What became of a request: its reply, another day, or that it is no longer asked. */
export function FollowUpDialog({ followUp, onClose }: { followUp: FollowUp; onClose: () => void }) {
  const { t } = useTranslation();
  const { mutateAsync: update } = useMutation(api.assessments.updateFollowUp.mutationOptions());
  const [state, setState] = useState(followUp.state);
  const [reply, setReply] = useState(followUp.reply);
  const [dueOn, setDueOn] = useState<string | null>(followUp.dueOn);
  const states = ['open', 'answered', 'withdrawn'] as const;

  async function save(): Promise<void> {
    const changes = { state, reply, ...(dueOn !== null && { dueOn }) };
    await update({ followUpId: followUp.id, revision: followUp.revision, changes });
    onClose();
  }

  return (
    <FormDialog
      title={t('assessments.followUp.title', { question: followUp.questionId })}
      width={560}
      primary={t('assessments.followUp.save')}
      unavailable={state === 'answered' && reply.trim() === '' ? t('assessments.followUp.needsReply') : undefined}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('assessments.followUp.asked', { name: followUp.addressee })}
        value={followUp.request}
        readOnly
        onChange={() => undefined}
      />
      <SelectField
        label={t('assessments.followUp.state')}
        value={state}
        options={states.map((value) => ({ value, label: t(describeState('followUp', value).key) }))}
        onChange={setState}
      />
      <TextField
        label={t('assessments.followUp.reply')}
        value={reply}
        onChange={setReply}
        multiline
        rows={5}
        maxLength={20_000}
      />
      <DateField label={t('assessments.request.due')} value={dueOn} onChange={setDueOn} />
    </FormDialog>
  );
}
