import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { DateField } from '../../components/date-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import styles from './audit-trail-page.module.css';

/** What the trail is narrowed to; null and empty text let everything through. */
export interface TrailFilter {
  search: string;
  actorId: string | null;
  recordKind: string | null;
  operation: string | null;
  from: string | null;
  to: string | null;
  offset: number;
}

export const NO_FILTER: TrailFilter = {
  search: '',
  actorId: null,
  recordKind: null,
  operation: null,
  from: null,
  to: null,
  offset: 0,
};

/** The filter as the list takes it. */
export function listTrailFilters({ actorId, recordKind, operation, from, to }: TrailFilter): ListFilter[] {
  const chosen: [string, ListFilter['operator'], string | null][] = [
    ['actorId', 'is', actorId],
    ['recordKind', 'is', recordKind],
    ['operation', 'is', operation],
    ['occurredAt', 'on_or_after', from],
    ['occurredAt', 'on_or_before', to && `${to}T23:59:59.999Z`],
  ];
  return chosen.flatMap(([field, operator, value]) => (value === null ? [] : [{ field, operator, values: [value] }]));
}

interface TrailFiltersProps {
  filter: TrailFilter;
  onChange: (part: Partial<TrailFilter>) => void;
  searchRef: Ref<HTMLInputElement & HTMLTextAreaElement>;
}

/** Search, and a choice of person, record, operation and period. */
export function TrailFilters({ filter, onChange, searchRef }: TrailFiltersProps) {
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const choices = useQuery(api.auditTrail.choices.queryOptions());
  const kinds = (choices.data?.recordKinds ?? []).map((value) => ({
    value,
    label: t(`trail.kind.${value}`, { defaultValue: value.replaceAll('_', ' ') }),
  }));
  return (
    <search className={styles.filters}>
      <TextField
        ref={searchRef}
        label={t('auditTrail.search')}
        help={t('auditTrail.searchHelp')}
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <SelectField
        label={t('auditTrail.who')}
        emptyLabel={t('auditTrail.anybody')}
        value={filter.actorId}
        options={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actorId: string | null) => onChange({ actorId })}
      />
      <SelectField
        label={t('auditTrail.record')}
        emptyLabel={t('auditTrail.anyRecord')}
        value={filter.recordKind}
        options={kinds.toSorted((left, right) => left.label.localeCompare(right.label))}
        onChange={(recordKind: string | null) => onChange({ recordKind })}
      />
      {/* The names of operations are those of the contract and of every export, whatever the language. */}
      <div translate="no">
        <SelectField
          label={t('auditTrail.operation')}
          emptyLabel={t('auditTrail.anyOperation')}
          value={filter.operation}
          options={(choices.data?.operations ?? []).map((value) => ({ value, label: value }))}
          onChange={(operation: string | null) => onChange({ operation })}
        />
      </div>
      <DateField label={t('auditTrail.from')} value={filter.from} onChange={(from) => onChange({ from })} optional />
      <DateField label={t('auditTrail.to')} value={filter.to} onChange={(to) => onChange({ to })} optional />
    </search>
  );
}
