import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SUB_PROCESSOR_SIGHTS, type SubProcessor, type VendorChain } from '../../../shared/contract/residency.ts';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { Button } from '../button.tsx';
import { Checkbox } from '../checkbox.tsx';
import { DateField } from '../date-field.tsx';
import { FormDialog } from '../dialog.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { PlaceFields } from '../place-fields.tsx';
import { SelectField } from '../select-field.tsx';
import { TextField } from '../text-field.tsx';
import recordStyles from './record-page.module.css';

type Draft = Omit<SubProcessor, 'id' | 'vendorId' | 'revision'>;

const NEW: Draft = {
  name: '',
  role: '',
  place: { kind: 'country', country: '', city: '' },
  sees: 'unknown',
  parentId: null,
  toolIds: [],
  since: null,
  endedOn: null,
  sourceUrl: '',
  seenOn: null,
  note: '',
};

interface SubProcessorDialogProps {
  chain: VendorChain;
  /** Null for a new one. */
  member: SubProcessor | null;
  onClose: () => void;
}

function beginDraft(member: SubProcessor | null): Draft {
  if (member === null) return NEW;
  const { id: _id, vendorId: _vendorId, revision: _revision, ...draft } = member;
  return draft;
}

/** Puts a sub-processor on a vendor's list, or changes what is known of it. */
export function SubProcessorDialog({ chain, member, onClose }: SubProcessorDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => beginDraft(member));
  const add = useMutation(api.residency.addSubProcessor.mutationOptions());
  const change = useMutation(api.residency.changeSubProcessor.mutationOptions());
  const remove = useMutation(api.residency.removeSubProcessor.mutationOptions());
  const saveRefusal = useRoleRefusal('residency.changeSubProcessor');
  const removeRefusal = useRoleRefusal('residency.removeSubProcessor');
  const set = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const missing =
    draft.name.trim() === ''
      ? t('residency.chain.nameMissing')
      : draft.place.kind === 'country' && draft.place.country === ''
        ? t('residency.places.countryMissing')
        : undefined;

  async function submit(): Promise<void> {
    if (member === null) await add.mutateAsync({ vendorId: chain.vendor.id, ...draft });
    else await change.mutateAsync({ subProcessorId: member.id, revision: member.revision, changes: draft });
    onClose();
  }

  return (
    <FormDialog
      title={member === null ? t('residency.chain.addOf', { vendor: chain.vendor.name }) : member.name}
      primary={member === null ? t('residency.chain.add') : t('residency.save')}
      unavailable={saveRefusal ?? missing}
      width={720}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={recordStyles.fields}>
        <TextField
          required
          label={t('residency.chain.name')}
          value={draft.name}
          maxLength={200}
          onChange={(name) => set({ name })}
        />
        <TextField
          optional
          label={t('residency.chain.role')}
          value={draft.role}
          maxLength={500}
          onChange={(role) => set({ role })}
        />
      </div>
      <PlaceFields value={draft.place} onChange={(place) => set({ place })} />
      <div className={recordStyles.fields}>
        <SelectField
          label={t('residency.chain.sees')}
          value={draft.sees}
          options={SUB_PROCESSOR_SIGHTS.map((value) => ({ value, label: t(`residency.sees.${value}`) }))}
          onChange={(sees) => set({ sees })}
        />
        <SelectField
          label={t('residency.chain.parent')}
          value={draft.parentId}
          emptyLabel={chain.vendor.name}
          options={chain.subProcessors
            .filter(({ id }) => id !== member?.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(parentId: string | null) => set({ parentId })}
        />
        <DateField
          optional
          label={t('residency.chain.since')}
          value={draft.since}
          onChange={(since) => set({ since })}
        />
        <DateField
          optional
          label={t('residency.chain.endedOn')}
          value={draft.endedOn}
          onChange={(endedOn) => set({ endedOn })}
        />
        <DateField
          optional
          label={t('residency.chain.seenOn')}
          help={t('residency.places.seenHelp')}
          value={draft.seenOn}
          onChange={(seenOn) => set({ seenOn })}
        />
        <TextField
          optional
          label={t('residency.chain.source')}
          value={draft.sourceUrl}
          maxLength={1000}
          onChange={(sourceUrl) => set({ sourceUrl })}
        />
      </div>
      {chain.tools.length > 1 && (
        <fieldset className={recordStyles.fields}>
          <legend>{t('residency.chain.tools')}</legend>
          {chain.tools.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={draft.toolIds.includes(id)}
              onChange={(checked) =>
                set({ toolIds: checked ? [...draft.toolIds, id] : draft.toolIds.filter((one) => one !== id) })
              }
            />
          ))}
        </fieldset>
      )}
      <TextField
        optional
        label={t('residency.chain.note')}
        value={draft.note}
        maxLength={2000}
        onChange={(note) => set({ note })}
      />
      {remove.isError && <ErrorPanel problem={readProblem(remove.error)} />}
      {member !== null && (
        <div>
          <Button
            kind="danger"
            size="small"
            unavailable={removeRefusal}
            onClick={() =>
              remove.mutate({ subProcessorId: member.id, revision: member.revision }, { onSuccess: onClose })
            }
          >
            {t('residency.chain.remove')}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
