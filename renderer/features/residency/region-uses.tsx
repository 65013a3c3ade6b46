import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ToolResidency } from '../../../shared/contract/residency.ts';
import { readCell } from '../../../shared/rules/residency/compact-cell.ts';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatList } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './region-uses.module.css';
import { SevenSquares } from './seven-squares.tsx';
import { UseDialog } from './use-dialog.tsx';
import { useStartUse } from './use-start-use.ts';

type UseRow = ToolResidency['uses'][number];

/** The regions that a tool is used in, each with its result; opening one shows data, transfer bases and conditions. */
export function RegionUses({ places }: { places: ToolResidency }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [openId, setOpenId] = useState<string | null>(null);
  const { tool, options, uses } = places;
  const regions = useQuery(api.residency.regions.queryOptions());
  const { start, refusal, error } = useStartUse(tool.id);
  const known = regions.data?.regions ?? [];
  const nameOf = (id: string) => known.find(({ region }) => region.id === id)?.region.name ?? id;
  const unused = known.filter(({ region }) => !uses.some(({ use }) => use.regionId === region.id));
  const open = uses.find(
    ({ use }) => use.id === openId || (openId === null && use.regionId === parameters.get('edit')),
  );
  const record = open && known.find(({ region }) => region.id === open.use.regionId);

  function close(): void {
    setOpenId(null);
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('edit');
        return after;
      },
      { replace: true },
    );
  }

  const columns: DataColumn<UseRow>[] = [
    { id: 'region', title: t('residency.column.region'), render: ({ use }) => nameOf(use.regionId) },
    {
      id: 'option',
      title: t('residency.column.option'),
      render: ({ use }) =>
        options.find(({ id }) => id === use.optionId)?.name ??
        (options.length === 1 ? options[0]?.name : t('residency.use.optionMissing')),
    },
    {
      id: 'result',
      title: t('residency.column.result'),
      render: ({ result }) => <WordMark of="residency" value={result} />,
    },
    {
      id: 'squares',
      title: t('residency.column.locations'),
      render: ({ compact }) => <SevenSquares results={readCell(compact)?.locations.map((one) => one.result) ?? []} />,
    },
    {
      id: 'bases',
      title: t('residency.column.bases'),
      wrap: true,
      quiet: true,
      render: ({ use }) => {
        const rules = known.find(({ region }) => region.id === use.regionId)?.region.rules;
        return formatList(
          use.bases.map(({ basisId }) => rules?.transfer?.bases.find(({ id }) => id === basisId)?.name ?? basisId),
        );
      },
    },
  ];

  return (
    <Panel
      title={t('residency.use.title')}
      flush
      action={
        <span className={styles.add}>
          {refusal === undefined ? (
            <SelectField
              small
              hideLabel
              label={t('residency.use.add')}
              value={null}
              emptyLabel={t('residency.use.add')}
              options={unused.map(({ region }) => ({ value: region.id, label: region.name }))}
              onChange={(regionId: string | null) => regionId !== null && start(regionId)}
            />
          ) : (
            <Button size="small" unavailable={refusal}>
              {t('residency.use.add')}
            </Button>
          )}
        </span>
      }
    >
      {error && <ErrorPanel problem={readProblem(error)} />}
      <DataTable
        label={t('residency.use.title')}
        columns={columns}
        rows={uses}
        rowId={({ use }) => use.id}
        onOpen={({ use }) => setOpenId(use.id)}
        chosenId={open?.use.id ?? uses.find(({ use }) => use.regionId === parameters.get('region'))?.use.id ?? null}
        empty={t('residency.use.empty')}
      />
      {open && record && (
        <UseDialog
          key={open.use.id}
          tool={tool}
          use={open.use}
          region={record.region}
          options={options}
          onClose={close}
        />
      )}
    </Panel>
  );
}
