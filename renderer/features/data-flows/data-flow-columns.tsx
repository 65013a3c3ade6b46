import type { TFunction } from 'i18next';
import { DATA_FLOW_STATES, type DataFlowRow } from '../../../shared/contract/data-flows.ts';
import { REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay, formatNumber } from '../../platform/format.ts';

function Points({ t, row: { state, points } }: { t: TFunction; row: DataFlowRow }) {
  if (state === null) return null;
  const { gap, breach, doubt } = points;
  if (breach > 0) {
    return (
      <StatusMark shape="bad" tone="bad">
        {t('dataFlows.column.breaches', { count: breach })}
      </StatusMark>
    );
  }
  if (gap > 0) return <StatusMark shape="dashed">{t('dataFlows.column.gaps', { count: gap })}</StatusMark>;
  if (doubt > 0) return <StatusMark shape="ask">{t('dataFlows.column.doubts', { count: doubt })}</StatusMark>;
  return (
    <StatusMark shape="ok" tone="ok">
      {t('dataFlows.column.clear')}
    </StatusMark>
  );
}

/** The columns of the register of maps. */
export function listDataFlowColumns(t: TFunction): RegisterColumn<DataFlowRow>[] {
  const title = (id: string) => ({ id, title: t(`dataFlows.column.${id}`) });
  return [
    { ...title('toolName'), width: 200, grow: 2, render: (row) => row.toolName },
    { ...title('vendorName'), width: 150, grow: 1, render: (row) => row.vendorName },
    { ...title('status'), width: 128, grow: 0, render: (row) => <WordMark of="register" value={row.status} /> },
    {
      ...title('state'),
      width: 212,
      grow: 0,
      render: ({ state }) =>
        state === null ? (
          <StatusMark shape="dashed">{t('dataFlows.mapState.none')}</StatusMark>
        ) : (
          <WordMark of="dataFlowMap" value={state} />
        ),
    },
    { ...title('points'), width: 150, grow: 0, sortable: false, render: (row) => <Points t={t} row={row} /> },
    {
      ...title('flows'),
      width: 76,
      grow: 0,
      align: 'right',
      sortable: false,
      render: ({ state, flows }) => (state === null ? null : formatNumber(flows)),
    },
    {
      ...title('places'),
      width: 76,
      grow: 0,
      align: 'right',
      sortable: false,
      render: ({ state, places }) => (state === null ? null : formatNumber(places)),
    },
    {
      ...title('confirmedAt'),
      width: 124,
      grow: 0,
      align: 'right',
      render: ({ confirmedAt }) => confirmedAt && formatDay(confirmedAt.slice(0, 10)),
    },
    {
      ...title('confirmedBy'),
      width: 110,
      grow: 0,
      sortable: false,
      render: ({ confirmedBy }) => confirmedBy && <span title={confirmedBy.name}>{confirmedBy.initials}</span>,
    },
  ];
}

/** What the register of maps can be filtered by. */
export function listDataFlowFilters(t: TFunction): RegisterFilter[] {
  return [
    {
      field: 'state',
      title: t('dataFlows.column.state'),
      kind: 'choice',
      pinned: true,
      options: [
        ...DATA_FLOW_STATES.map((value) => ({ value, label: t(`components.word.dataFlowMap.${value}`) })),
        { value: null, label: t('dataFlows.mapState.none') },
      ],
    },
    {
      field: 'status',
      title: t('dataFlows.column.status'),
      kind: 'choice',
      pinned: true,
      options: REGISTER_STATUSES.map((value) => ({ value, label: t(`components.word.register.${value}`) })),
    },
    { field: 'vendorName', title: t('dataFlows.column.vendorName'), kind: 'text' },
  ];
}
