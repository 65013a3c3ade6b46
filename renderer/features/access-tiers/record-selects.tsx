import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../../shared/contract/access-tier-records.ts';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import type { FieldProps } from '../../components/field-frame.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import { api } from '../../platform/api.ts';

/** Records that a search offers. */
const OFFERED = 8;
const BY_NAME = [{ field: 'name', direction: 'ascending' as const }];

interface RecordSelectProps extends FieldProps {
  id: string | null;
  onChoose: (id: string | null) => void;
}

/** Somebody or something that uses tools, found by name, account or code. */
export function IdentitySelect({ id, kind, onChoose, ...field }: RecordSelectProps & { kind?: Identity['kind'] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const filters: ListFilter[] = [
    { field: 'leftOn', operator: 'is', values: [null] },
    ...(kind === undefined ? [] : [{ field: 'kind', operator: 'is' as const, values: [kind] }]),
  ];
  const found = useQuery(
    api.accessTiers.listIdentities.queryOptions({
      input: { search, filters, sort: BY_NAME, limit: OFFERED },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useIdentity(id);
  const nameOf = (one: Identity) =>
    t('accessTiers.ask.personWithRole', { name: one.name, role: t(`accessTiers.role.${one.role}`) });
  return (
    <SearchSelect
      {...field}
      chosen={chosen ? { id: chosen.id, label: nameOf(chosen) } : null}
      options={(found.data?.rows ?? []).map((one) => ({ id: one.id, label: nameOf(one), detail: one.code }))}
      searching={found.isFetching}
      onSearch={setSearch}
      onChoose={onChoose}
    />
  );
}

/** The record of an id, by a list of one; undefined while it is read. */
export function useIdentity(id: string | null): Identity | undefined {
  const { data } = useQuery({
    ...api.accessTiers.listIdentities.queryOptions({
      input: { limit: 1, filters: [{ field: 'id', operator: 'is', values: [id] }] },
    }),
    enabled: id !== null,
  });
  return id === null ? undefined : data?.rows[0];
}

/** A repository that is still worked on, found by name or code. */
export function RepositorySelect({ id, onChoose, ...field }: RecordSelectProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const filters: ListFilter[] = [{ field: 'archived', operator: 'is', values: ['0'] }];
  const found = useQuery(
    api.accessTiers.listRepositories.queryOptions({
      input: { search, filters, sort: BY_NAME, limit: OFFERED },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useQuery({
    ...api.accessTiers.listRepositories.queryOptions({
      input: { limit: 1, filters: [{ field: 'id', operator: 'is', values: [id] }] },
    }),
    enabled: id !== null,
  });
  const [repository] = id === null ? [] : (chosen.data?.rows ?? []);
  return (
    <SearchSelect
      {...field}
      chosen={repository ? { id: repository.id, label: repository.name } : null}
      options={(found.data?.rows ?? []).map(({ id: one, name, codeClass }) => ({
        id: one,
        label: name,
        detail: codeClass === null ? t('accessTiers.ask.notClassified') : t(`accessTiers.class.${codeClass}`),
      }))}
      searching={found.isFetching}
      onSearch={setSearch}
      onChoose={onChoose}
    />
  );
}
