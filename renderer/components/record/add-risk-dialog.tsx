import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  RISK_CATEGORIES,
  RISK_TREATMENTS,
  type NewRisk,
  type RiskCategory,
  type RiskLinkTarget,
  type RiskTreatment,
} from '../../../shared/contract/risks.ts';
import { api } from '../../platform/api.ts';
import { FormDialog } from '../dialog.tsx';
import { PersonSelect } from '../person-select.tsx';
import { SelectField } from '../select-field.tsx';
import { TextField } from '../text-field.tsx';
import page from './record-page.module.css';
import { RiskLevelField } from './risk-level-field.tsx';

interface Draft {
  title: string;
  description: string;
  category: RiskCategory;
  likelihood: number;
  impact: number;
  rationale: string;
  treatment: RiskTreatment;
  ownerId: string | null;
}

/** Adds a risk about the given records; controls and evidence follow on its own page. */
export function AddRiskDialog(props: {
  links: readonly RiskLinkTarget[];
  onAdded: (riskId: string) => void;
  onClose: () => void;
}) {
  const { links, onAdded, onClose } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({
    title: '',
    description: '',
    category: links.length > 0 ? 'third_party' : 'operational',
    likelihood: 3,
    impact: 3,
    rationale: '',
    treatment: 'reduce',
    ownerId: null,
  });
  const people = useQuery(api.people.list.queryOptions());
  const create = useMutation(api.risks.create.mutationOptions());
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });

  async function submit(): Promise<void> {
    const fields: NewRisk = { ...draft, title: draft.title.trim(), links: [...links] };
    const risk = await create.mutateAsync(fields);
    onClose();
    onAdded(risk.id);
  }

  return (
    <FormDialog
      title={t('risks.add')}
      primary={t('risks.add')}
      unavailable={draft.title.trim() === '' ? t('risks.form.titleMissing') : undefined}
      width={640}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        required
        label={t('risks.form.title')}
        value={draft.title}
        maxLength={200}
        onChange={(title) => change({ title })}
      />
      <TextField
        multiline
        rows={2}
        optional
        label={t('risks.form.description')}
        value={draft.description}
        maxLength={20_000}
        onChange={(description) => change({ description })}
      />
      <div className={page.fields}>
        <RiskLevelField
          scale="likelihood"
          label={t('risks.field.likelihood')}
          value={draft.likelihood}
          onChange={(likelihood) => change({ likelihood })}
        />
        <RiskLevelField
          scale="impact"
          label={t('risks.field.impact')}
          value={draft.impact}
          onChange={(impact) => change({ impact })}
        />
      </div>
      <TextField
        multiline
        rows={2}
        optional
        label={t('risks.field.rationale')}
        value={draft.rationale}
        maxLength={4000}
        onChange={(rationale) => change({ rationale })}
      />
      <div className={page.fields}>
        <SelectField
          label={t('risks.field.category')}
          value={draft.category}
          options={RISK_CATEGORIES.map((value) => ({ value, label: t(`risks.category.${value}`) }))}
          onChange={(category) => change({ category })}
        />
        <SelectField
          label={t('risks.field.treatment')}
          value={draft.treatment}
          options={RISK_TREATMENTS.map((value) => ({ value, label: t(`risks.treatment.${value}`) }))}
          onChange={(treatment) => change({ treatment })}
        />
        <PersonSelect
          label={t('risks.field.owner')}
          value={draft.ownerId}
          people={people.data ?? []}
          onChange={(ownerId) => change({ ownerId })}
        />
      </div>
    </FormDialog>
  );
}
