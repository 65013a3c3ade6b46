import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import type { FieldProps } from '../field-frame.tsx';
import { SearchSelect } from '../search-select.tsx';

/** Tools that a search offers. */
const OFFERED = 8;

export interface ToolSelectProps extends FieldProps {
  toolId: string | null;
  /** Offers the tools of this vendor only. */
  vendorId?: string | null;
  onChoose: (toolId: string | null) => void;
}

/** A tool of the register, found by its name, an alias or its vendor. */
export function ToolSelect({ toolId, vendorId = null, onChoose, ...field }: ToolSelectProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const found = useQuery(
    api.tools.list.queryOptions({
      input: {
        search,
        limit: OFFERED,
        filters: vendorId === null ? [] : [{ field: 'vendorId', operator: 'is', values: [vendorId] }],
        sort: [{ field: 'name', direction: 'ascending' }],
      },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useQuery({
    ...api.tools.get.queryOptions({ input: { toolId: toolId ?? '' } }),
    enabled: toolId !== null,
  });
  const rows = found.data?.rows ?? [];
  const nameOf = (name: string, plan: string) => (plan === '' ? name : t('record.toolWithPlan', { name, plan }));
  const tool = chosen.data?.tool;
  return (
    <SearchSelect
      {...field}
      chosen={toolId !== null && tool ? { id: tool.id, label: nameOf(tool.name, tool.plan) } : null}
      options={rows.map((row) => ({ id: row.id, label: nameOf(row.name, row.plan), detail: row.vendorName }))}
      searching={found.isFetching}
      onSearch={setSearch}
      onChoose={onChoose}
    />
  );
}
