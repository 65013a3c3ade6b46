import type { TFunction } from 'i18next';
import { AGREEMENT_KINDS, AGREEMENT_STATES, OFFERED, type AgreementRow } from '../../../shared/contract/agreements.ts';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import { AgreementMark } from '../../components/agreement-mark.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { formatDay, formatPercent } from '../../platform/format.ts';
import styles from './agreement-columns.module.css';

/** The columns of the register of agreements: what it is, then need, offer and state, then its days. */
export function listAgreementColumns(t: TFunction, today: string): RegisterColumn<AgreementRow>[] {
  const title = (id: string) => ({ id, title: t(`agreements.column.${id}`) });
  const day = (on: string | null) => on && formatDay(on);
  const quiet = (text: string | null) => text && <span className={styles.quiet}>{text}</span>;
  return [
    { ...title('title'), width: 184, grow: 1.6, render: (row) => row.title },
    { ...title('vendorName'), width: 112, grow: 1, render: (row) => quiet(row.vendorName) },
    { ...title('kind'), width: 72, render: (row) => quiet(t(`agreements.short.${row.kind}`)) },
    { ...title('needed'), width: 80, render: (row) => t(`agreements.needed.${row.needed}`) },
    { ...title('offered'), width: 96, render: (row) => quiet(t(`agreements.offered.${row.offered}`)) },
    { ...title('state'), width: 152, render: (row) => <AgreementMark agreement={row} today={today} /> },
    {
      ...title('scope'),
      width: 136,
      grow: 1.2,
      sortable: false,
      render: (row) => quiet(row.scope.join('; ') || null),
    },
    {
      ...title('coverage'),
      width: 80,
      align: 'right',
      render: (row) => (row.coverage === null ? null : formatPercent(row.coverage)),
    },
    { ...title('noticeOn'), width: 112, align: 'right', hidden: true, render: (row) => day(row.noticeOn) },
    { ...title('expiresOn'), width: 112, align: 'right', render: (row) => day(row.expiresOn) },
    {
      ...title('owner'),
      width: 72,
      render: (row) =>
        row.owner && (
          <span className={styles.quiet} title={row.owner.name}>
            {row.owner.initials}
          </span>
        ),
    },
    { ...title('reviewOn'), width: 112, align: 'right', hidden: true, render: (row) => day(row.reviewOn) },
    { ...title('effectiveOn'), width: 112, align: 'right', hidden: true, render: (row) => day(row.effectiveOn) },
    { ...title('code'), width: 88, hidden: true, render: (row) => <span className="mono">{row.code}</span> },
  ];
}

/** What the register of agreements can be filtered by. */
export function listAgreementFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  const title = (field: string) => ({ field, title: t(`agreements.column.${field}`) });
  return [
    {
      ...title('kind'),
      kind: 'choice',
      pinned: true,
      options: AGREEMENT_KINDS.map((value) => ({ value, label: t(`agreements.kind.${value}`) })),
    },
    {
      ...title('state'),
      kind: 'choice',
      pinned: true,
      options: AGREEMENT_STATES.map((value) => ({ value, label: t(`components.word.agreement.${value}`) })),
    },
    {
      ...title('needed'),
      kind: 'choice',
      pinned: true,
      options: [
        { value: '1', label: t('agreements.needed.true') },
        { value: '0', label: t('agreements.needed.false') },
        { value: null, label: t('agreements.needed.null') },
      ],
    },
    {
      ...title('owner'),
      kind: 'choice',
      pinned: true,
      options: [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: null, label: t('components.field.nobody') },
      ],
    },
    {
      ...title('offered'),
      kind: 'choice',
      options: OFFERED.map((value) => ({ value, label: t(`agreements.offered.${value}`) })),
    },
    { ...title('vendorName'), kind: 'text' },
    { ...title('expiresOn'), kind: 'day' },
    { ...title('noticeOn'), kind: 'day' },
    { ...title('reviewOn'), kind: 'day' },
  ];
}
