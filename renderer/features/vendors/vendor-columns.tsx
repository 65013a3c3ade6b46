import type { TFunction } from 'i18next';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import { BANDS, REGISTER_STATUSES, type VendorRow } from '../../../shared/contract/vendors.ts';
import { BandMark } from '../../components/band-mark.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay, formatNumber } from '../../platform/format.ts';

/** The columns of the register of vendors. */
export function listVendorColumns(t: TFunction, today: string): RegisterColumn<VendorRow>[] {
  const title = (id: string) => ({ id, title: t(`vendors.column.${id}`) });
  return [
    { ...title('name'), width: 176, grow: 1.4, render: (row) => row.name },
    { ...title('status'), width: 128, render: (row) => <WordMark of="register" value={row.status} /> },
    { ...title('toolCount'), width: 72, align: 'right', render: (row) => formatNumber(row.toolCount) },
    { ...title('inherentTier'), width: 112, render: (row) => <BandMark band={row.inherentTier} neutral /> },
    {
      ...title('residual'),
      width: 136,
      render: (row) => <BandMark band={row.residual?.band ?? null} score={row.residual?.score} aligned />,
    },
    {
      ...title('openRedFlags'),
      width: 112,
      sortable: false,
      render: (row) =>
        row.openRedFlags === 0 ? null : (
          <StatusMark shape="flag" tone="bad">
            {formatNumber(row.openRedFlags)}
          </StatusMark>
        ),
    },
    { ...title('owner'), width: 152, grow: 0.6, render: (row) => row.owner?.name },
    {
      ...title('nextReviewOn'),
      width: 120,
      align: 'right',
      render: ({ nextReviewOn }) =>
        nextReviewOn && (nextReviewOn === today ? t('tools.today') : formatDay(nextReviewOn)),
    },
    {
      ...title('code'),
      width: 88,
      hidden: true,
      sortable: false,
      render: (row) => <span className="mono">{row.code}</span>,
    },
  ];
}

/** What the register of vendors can be filtered by. */
export function listVendorFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  const bands = [
    ...BANDS.map((value) => ({ value, label: t(`components.band.${value}`) })),
    { value: null, label: t('components.band.none') },
  ];
  return [
    {
      field: 'status',
      title: t('vendors.column.status'),
      kind: 'choice',
      pinned: true,
      options: REGISTER_STATUSES.map((value) => ({ value, label: t(`components.word.register.${value}`) })),
    },
    { field: 'inherentTier', title: t('tools.filter.inherentTier'), kind: 'choice', pinned: true, options: bands },
    { field: 'residual', title: t('vendors.column.residual'), kind: 'choice', pinned: true, options: bands },
    {
      field: 'owner',
      title: t('vendors.column.owner'),
      kind: 'choice',
      pinned: true,
      options: [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: null, label: t('components.field.nobody') },
      ],
    },
    { field: 'nextReviewOn', title: t('vendors.column.nextReviewOn'), kind: 'day' },
  ];
}
