import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../../shared/contract/tools.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { UseConditions } from './use-conditions.tsx';

const NOT_KNOWN = Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, null])) as ToolUse;

export interface PlanDialogProps {
  /** Chosen where the dialog was opened; null to choose here. */
  toolId: string | null;
  /** Offers the tools of this vendor only; null for all. */
  vendorId: string | null;
  onClose: () => void;
}

/** Plans an assessment of a tool on a published questionnaire. */
export function PlanDialog({ toolId, vendorId, onClose }: PlanDialogProps) {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const navigate = useNavigate();
  const [chosenTool, setChosenTool] = useState(toolId);
  const [questionnaireId, setQuestionnaireId] = useState<string | null>(null);
  const [title, setTitle] = useState<string | null>(null);
  const [preparerId, setPreparerId] = useState<string | null>(person.id);
  const [reviewerId, setReviewerId] = useState<string | null>(null);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [statedUse, setStatedUse] = useState<ToolUse | null>(null);
  const questionnaires = useQuery(api.questionnaires.list.queryOptions());
  const people = useQuery(api.people.list.queryOptions());
  const tool = useQuery({
    ...api.tools.get.queryOptions({ input: { toolId: chosenTool ?? '' } }),
    enabled: chosenTool !== null,
  });
  const { mutateAsync: plan } = useMutation(api.assessments.plan.mutationOptions());

  const published = (questionnaires.data ?? []).filter((one) => one.status === 'published');
  const questionnaire = published.find((one) => one.id === questionnaireId);
  const suggested = questionnaire ? `${questionnaire.title} ${today.slice(0, 4)}` : '';
  const name = title ?? suggested;
  const use = statedUse ?? tool.data?.tool.use ?? NOT_KNOWN;
  const failure = questionnaires.error ?? people.error ?? tool.error;

  function findGap(): string | undefined {
    if (chosenTool === null) return t('assessments.plan.needsTool');
    if (questionnaireId === null) return t('assessments.plan.needsQuestionnaire');
    if (name.trim() === '') return t('assessments.plan.needsTitle');
    return preparerId === null ? t('assessments.plan.needsPreparer') : undefined;
  }

  async function save(): Promise<void> {
    if (chosenTool === null || questionnaireId === null || preparerId === null) return;
    const fields = { toolId: chosenTool, questionnaireId, title: name, preparerId, reviewerId, dueOn, use };
    const { id } = await plan(fields);
    await navigate(recordPath('assessment', id));
  }

  return (
    <FormDialog
      title={t('assessments.plan.title')}
      width={560}
      primary={t('assessments.plan.confirm')}
      unavailable={findGap()}
      onSubmit={save}
      onClose={onClose}
    >
      {failure !== null && <ErrorPanel problem={readProblem(failure)} />}
      <ToolSelect label={t('assessments.plan.tool')} toolId={chosenTool} vendorId={vendorId} onChoose={setChosenTool} />
      <SelectField
        label={t('assessments.plan.questionnaire')}
        value={questionnaireId}
        options={published.map((one) => ({
          value: one.id,
          label: t('assessments.plan.questionnaireOption', {
            title: one.title,
            version: one.version,
            count: one.questions,
          }),
        }))}
        onChange={setQuestionnaireId}
        {...(questionnaire && { help: questionnaire.purpose })}
      />
      <TextField label={t('assessments.plan.name')} value={name} onChange={setTitle} required maxLength={200} />
      <PersonSelect
        label={t('assessments.plan.preparer')}
        help={t('assessments.plan.preparerHelp')}
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
      <UseConditions use={use} onChange={setStatedUse} />
    </FormDialog>
  );
}
