import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { AGREEMENT_KINDS, OFFERED, type Agreement, type AgreementKind } from '../../../shared/contract/agreements.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';

/** Vendors that a search offers. */
const OFFERED_VENDORS = 8;

/** Registers an agreement of a vendor, and opens it; `vendorId` is empty when the vendor is still to be found. */
export function AddAgreementDialog({ vendorId, onClose }: { vendorId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useWorking();
  const [chosenId, setChosenId] = useState<string | null>(vendorId === '' ? null : vendorId);
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<AgreementKind | null>(null);
  const [title, setTitle] = useState('');
  const [offered, setOffered] = useState<Agreement['offered']>('unknown');
  const [ownerId, setOwnerId] = useState<string | null>(person.id);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const chosen = useQuery({
    ...api.vendors.get.queryOptions({ input: { vendorId: chosenId ?? '' } }),
    enabled: chosenId !== null,
  });
  const found = useQuery(
    api.vendors.list.queryOptions({ input: { search, limit: OFFERED_VENDORS }, placeholderData: keepPreviousData }),
  );
  const create = useMutation(api.agreements.create.mutationOptions());

  async function submit(): Promise<void> {
    if (chosenId === null || kind === null) return;
    const name = title.trim();
    const { id } = await create.mutateAsync({
      vendorId: chosenId,
      kind,
      offered,
      ownerId,
      ...(name !== '' && { title: name }),
    });
    onClose();
    void navigate(recordPath('agreement', id));
  }

  const missing =
    chosenId === null ? t('agreements.add.vendorMissing') : kind === null ? t('agreements.add.kindMissing') : undefined;
  const vendor = chosen.data?.vendor;
  return (
    <FormDialog
      title={t('agreements.add.title')}
      primary={t('agreements.add.title')}
      unavailable={missing}
      onSubmit={submit}
      onClose={onClose}
    >
      <SearchSelect
        label={t('agreements.column.vendorName')}
        chosen={chosenId !== null && vendor ? { id: vendor.id, label: vendor.name } : null}
        options={(found.data?.rows ?? []).map((row) => ({ id: row.id, label: row.name, detail: row.code }))}
        searching={found.isFetching}
        onSearch={setSearch}
        onChoose={setChosenId}
      />
      <SelectField
        label={t('agreements.column.kind')}
        value={kind}
        options={AGREEMENT_KINDS.map((value) => ({ value, label: t(`agreements.kind.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        optional
        label={t('agreements.column.title')}
        help={t('agreements.add.titleHelp')}
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <SelectField
        label={t('agreements.column.offered')}
        help={t('agreements.offeredHelp')}
        value={offered}
        options={OFFERED.map((value) => ({ value, label: t(`agreements.offered.${value}`) }))}
        onChange={setOffered}
      />
      <PersonSelect label={t('agreements.column.owner')} people={people} value={ownerId} onChange={setOwnerId} />
    </FormDialog>
  );
}
