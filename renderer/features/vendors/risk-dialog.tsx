import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { evidenceStateSchema } from '../../../shared/contract/questionnaire-pack.ts';
import { RISK_TREATMENTS, type Risk } from '../../../shared/contract/risks.ts';
import type { Vendor } from '../../../shared/contract/vendors.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import styles from './vendor-risks.module.css';

type Control = Risk['controls'][number];
type Draft = Pick<Risk, 'title' | 'description' | 'likelihood' | 'impact' | 'controls' | 'treatment'> & {
  ownerId: string | null;
};

const LEVELS = ['1', '2', '3', '4', '5'] as const;
const NEW_CONTROL: Control = { name: '', evidence: 'claimed', stale: false, reduces: 'likelihood' };
const MOST_CONTROLS = 20;

function beginDraft(risk: Risk | null): Draft {
  if (risk === null) {
    const empty = { title: '', description: '', controls: [], ownerId: null };
    return { ...empty, likelihood: 3, impact: 3, treatment: 'reduce' };
  }
  const { title, description, likelihood, impact, controls, treatment, owner } = risk;
  return { title, description, likelihood, impact, controls, treatment, ownerId: owner?.id ?? null };
}

/** Adds a risk to a vendor, or changes one. */
export function RiskDialog(props: { vendor: Vendor; risk: Risk | null; onClose: () => void }) {
  const { vendor, risk, onClose } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => beginDraft(risk));
  const people = useQuery(api.people.list.queryOptions());
  const create = useMutation(api.risks.create.mutationOptions());
  const update = useMutation(api.risks.update.mutationOptions());
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });

  async function submit(): Promise<void> {
    if (risk === null) await create.mutateAsync({ vendorId: vendor.id, ...draft });
    else await update.mutateAsync({ riskId: risk.id, revision: risk.revision, changes: draft });
    onClose();
  }

  const nameless = draft.controls.some(({ name }) => name.trim() === '');
  const missing = draft.title.trim() === '' ? t('risks.form.titleMissing') : nameless ? t('risks.form.nameless') : null;
  return (
    <FormDialog
      title={risk === null ? t('risks.form.add', { name: vendor.name }) : t('risks.form.edit', { code: risk.code })}
      primary={risk === null ? t('risks.add') : t('risks.form.save')}
      unavailable={missing ?? undefined}
      width={720}
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
        onChange={(description) => change({ description })}
      />
      <div className={styles.numbers}>
        <LevelField name="likelihood" value={draft.likelihood} onChange={(likelihood) => change({ likelihood })} />
        <LevelField name="impact" value={draft.impact} onChange={(impact) => change({ impact })} />
        <SelectField
          label={t('risks.column.treatment')}
          value={draft.treatment}
          options={RISK_TREATMENTS.map((value) => ({ value, label: t(`risks.treatment.${value}`) }))}
          onChange={(treatment) => change({ treatment })}
        />
        <PersonSelect
          label={t('risks.column.owner')}
          people={people.data ?? []}
          value={draft.ownerId}
          onChange={(ownerId) => change({ ownerId })}
        />
      </div>
      <Controls controls={draft.controls} onChange={(controls) => change({ controls })} />
      {risk !== null && risk.acceptance !== null && <Note tone="warn">{t('risks.form.endsAcceptance')}</Note>}
    </FormDialog>
  );
}

function LevelField(props: { name: 'likelihood' | 'impact'; value: number; onChange: (level: number) => void }) {
  const { name, value, onChange } = props;
  const { t } = useTranslation();
  return (
    <SelectField
      label={t(`risks.${name}.label`)}
      value={LEVELS.find((level) => Number(level) === value) ?? null}
      options={LEVELS.map((level) => ({ value: level, label: t(`risks.${name}.level.${level}`) }))}
      onChange={(level) => onChange(Number(level))}
    />
  );
}

function Controls({ controls, onChange }: { controls: Control[]; onChange: (controls: Control[]) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.list}>
      <legend className={styles.label}>{t('risks.column.controls')}</legend>
      {controls.map((control, index) => {
        const change = (changes: Partial<Control>) => onChange(controls.with(index, { ...control, ...changes }));
        return (
          // Controls have no identity beyond their place in the list.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles.row}>
            <TextField
              small
              label={t('risks.control.name')}
              value={control.name}
              maxLength={200}
              onChange={(name) => change({ name })}
            />
            <SelectField
              small
              label={t('risks.control.evidence')}
              value={control.evidence}
              options={evidenceStateSchema.options.map((value) => ({
                value,
                label: t(`components.word.evidence.${value}`),
              }))}
              onChange={(evidence) => change({ evidence })}
            />
            <SelectField
              small
              label={t('risks.control.reduces')}
              value={control.reduces}
              options={(['likelihood', 'impact'] as const).map((value) => ({
                value,
                label: t(`risks.${value}.label`),
              }))}
              onChange={(reduces) => change({ reduces })}
            />
            <Checkbox label={t('risks.stale')} checked={control.stale} onChange={(stale) => change({ stale })} />
            <Button
              kind="quiet"
              size="small"
              icon={X}
              aria-label={t('risks.control.remove', { name: control.name })}
              onClick={() => onChange(controls.toSpliced(index, 1))}
            />
          </div>
        );
      })}
      {controls.length < MOST_CONTROLS && (
        <div>
          <Button kind="quiet" size="small" icon={Plus} onClick={() => onChange([...controls, NEW_CONTROL])}>
            {t('risks.control.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
