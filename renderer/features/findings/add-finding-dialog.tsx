import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';

/** Vendors that a search offers. */
const OFFERED = 20;

/** Raises a finding that no rule raised. */
export function AddFindingDialog(props: { onAdded: (findingId: string) => void; onClose: () => void }) {
  const { onAdded, onClose } = props;
  const { t } = useTranslation();
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<Band>('medium');
  const [condition, setCondition] = useState('');
  const [search, setSearch] = useState('');
  const [vendorId, setVendorId] = useState<string | null>(null);
  const create = useMutation(api.findings.create.mutationOptions());
  const vendors = useQuery(
    api.vendors.list.queryOptions({ input: { search, limit: OFFERED }, placeholderData: keepPreviousData }),
  );

  async function submit(): Promise<void> {
    const about = { vendorId, toolId: null, assessmentId: null, questionId: null };
    const finding = await create.mutateAsync({ title: title.trim(), severity, condition, ...about });
    onAdded(finding.id);
  }

  return (
    <FormDialog
      title={t('findings.add.title')}
      primary={t('findings.add.title')}
      unavailable={title.trim() === '' ? t('findings.add.titleMissing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField required label={t('findings.field.title')} value={title} maxLength={200} onChange={setTitle} />
      <SelectField
        label={t('findings.column.severity')}
        value={severity}
        options={BANDS.map((value) => ({ value, label: t(`components.band.${value}`) }))}
        onChange={setSeverity}
      />
      <TextField
        optional
        type="search"
        label={t('findings.add.search')}
        value={search}
        maxLength={200}
        onChange={setSearch}
      />
      <SelectField
        label={t('findings.about.vendor')}
        value={vendorId}
        emptyLabel={t('findings.add.noVendor')}
        options={(vendors.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
        onChange={setVendorId}
      />
      <TextField
        optional
        multiline
        label={t('findings.field.condition')}
        value={condition}
        maxLength={20_000}
        onChange={setCondition}
      />
    </FormDialog>
  );
}
