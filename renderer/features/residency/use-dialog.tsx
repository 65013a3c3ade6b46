import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DATA_KINDS, type Region } from '../../../shared/contract/region-pack.ts';
import type {
  DeploymentOption,
  RecordedBasis,
  RecordedCondition,
  RegionUse,
  ToolResidency,
} from '../../../shared/contract/residency.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { BasisFields, newBasis } from './basis-fields.tsx';
import styles from './location-dialog.module.css';

interface UseDialogProps {
  tool: ToolResidency['tool'];
  use: RegionUse;
  region: Region;
  options: readonly DeploymentOption[];
  onClose: () => void;
}

type Draft = Pick<RegionUse, 'optionId' | 'data' | 'bases' | 'conditions' | 'note'>;
const OF_TOOL = new Set(['personal', 'health', 'payment']);

/** What is on record for a tool in a region: the option in use, which data is there, transfer bases and conditions. */
export function UseDialog({ tool, use, region, options, onClose }: UseDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => {
    const { optionId, data, bases, conditions, note } = use;
    return { optionId, data, bases, conditions, note };
  });
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const save = useMutation(api.residency.changeUse.mutationOptions());
  const end = useMutation(api.residency.endUse.mutationOptions());
  const endRefusal = useRoleRefusal('residency.endUse');
  const saveRefusal = useRoleRefusal('residency.changeUse');
  const { transfer, conditions } = region.rules;

  return (
    <FormDialog
      title={t('residency.cell.title', { tool: tool.name, region: region.name })}
      primary={t('residency.save')}
      unavailable={saveRefusal}
      width={760}
      onSubmit={async () => {
        await save.mutateAsync({ useId: use.id, revision: use.revision, changes: draft });
        onClose();
      }}
      onClose={onClose}
    >
      <p className={styles.sentence}>{region.implication}</p>
      <SelectField
        label={t('residency.column.option')}
        value={draft.optionId}
        emptyLabel={t('residency.use.optionMissing')}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(optionId: string | null) => change({ optionId })}
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('residency.use.data')}</legend>
        <div className={styles.pair}>
          {DATA_KINDS.map((kind) => (
            <SelectField
              key={kind}
              small
              label={t(`residency.dataName.${kind}`)}
              value={draft.data[kind] === null ? null : String(draft.data[kind])}
              emptyLabel={t(OF_TOOL.has(kind) ? 'residency.use.asTool' : 'residency.use.notAsked')}
              options={['true', 'false'].map((value) => ({ value, label: t(`residency.use.${value}`) }))}
              onChange={(value: string | null) =>
                change({ data: { ...draft.data, [kind]: value === null ? null : value === 'true' } })
              }
            />
          ))}
        </div>
        {region.localisedData !== '' && (
          <p className={styles.sentence}>{t('residency.use.localised', { data: region.localisedData })}</p>
        )}
      </fieldset>
      {transfer && transfer.bases.length > 0 && (
        <Bases region={region} bases={draft.bases} onChange={(bases) => change({ bases })} />
      )}
      {conditions.length > 0 && (
        <Conditions region={region} conditions={draft.conditions} onChange={(next) => change({ conditions: next })} />
      )}
      <TextField
        optional
        label={t('residency.use.note')}
        value={draft.note}
        maxLength={2000}
        onChange={(note) => change({ note })}
      />
      {end.isError && <ErrorPanel problem={readProblem(end.error)} />}
      <div>
        <Button
          kind="danger"
          size="small"
          unavailable={endRefusal}
          onClick={() => end.mutate({ useId: use.id, revision: use.revision }, { onSuccess: onClose })}
        >
          {t('residency.use.end')}
        </Button>
      </div>
    </FormDialog>
  );
}

interface BasesProps {
  region: Region;
  bases: RecordedBasis[];
  onChange: (bases: RecordedBasis[]) => void;
}

function Bases({ region, bases, onChange }: BasesProps) {
  const { t } = useTranslation();
  const offered = region.rules.transfer?.bases ?? [];
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('residency.basis.title')}</legend>
      <p className={styles.sentence}>{region.routes}</p>
      {bases.map((recorded, index) => {
        const basis = offered.find(({ id }) => id === recorded.basisId);
        return (
          basis && (
            <BasisFields
              key={recorded.basisId}
              basis={basis}
              value={recorded}
              onChange={(next) => onChange(bases.with(index, next))}
              onRemove={() => onChange(bases.toSpliced(index, 1))}
            />
          )
        );
      })}
      <SelectField
        small
        label={t('residency.basis.add')}
        value={null}
        emptyLabel={t('residency.basis.choose')}
        options={offered
          .filter(({ id }) => !bases.some(({ basisId }) => basisId === id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(basisId: string | null) => basisId !== null && onChange([...bases, newBasis(basisId)])}
      />
    </fieldset>
  );
}

interface ConditionsProps {
  region: Region;
  conditions: RecordedCondition[];
  onChange: (conditions: RecordedCondition[]) => void;
}

function Conditions({ region, conditions, onChange }: ConditionsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('residency.condition.title')}</legend>
      {region.rules.conditions.map(({ id, name, sentence }) => {
        const recorded = conditions.find(({ conditionId }) => conditionId === id);
        const others = conditions.filter(({ conditionId }) => conditionId !== id);
        const set = (changes: Partial<RecordedCondition>) =>
          onChange([...others, { conditionId: id, state: 'met', on: null, note: '', ...recorded, ...changes }]);
        return (
          <div key={id} className={styles.basis}>
            <p className={styles.sentence}>{sentence}</p>
            <div className={styles.pair}>
              <SelectField
                small
                label={name}
                value={recorded?.state ?? null}
                emptyLabel={t('residency.condition.unrecorded')}
                options={(['met', 'not_met'] as const).map((value) => ({
                  value,
                  label: t(`residency.condition.${value}`),
                }))}
                onChange={(state: RecordedCondition['state'] | null) =>
                  state === null ? onChange(others) : set({ state })
                }
              />
              {recorded && (
                <DateField
                  small
                  label={t('residency.condition.on')}
                  value={recorded.on}
                  onChange={(on) => set({ on })}
                />
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
