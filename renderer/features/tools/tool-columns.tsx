import type { TFunction } from 'i18next';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import { TOOL_GATES, TOOL_KINDS, type ToolRow } from '../../../shared/contract/tools.ts';
import { BANDS, REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatDay, formatPercent } from '../../platform/format.ts';
import styles from './tool-columns.module.css';

/** The columns of the register of tools, in the order of the picture. */
export function listToolColumns(t: TFunction, today: string): RegisterColumn<ToolRow>[] {
  const title = (id: string) => ({ id, title: t(`tools.column.${id}`) });
  return [
    { ...title('name'), width: 148, grow: 1.2, render: (row) => row.name },
    {
      ...title('vendorName'),
      width: 128,
      grow: 1,
      render: (row) => <span className={styles.quiet}>{row.vendorName}</span>,
    },
    {
      ...title('kind'),
      width: 104,
      render: (row) => <span className={styles.quiet}>{t(`tools.kind.${row.kind}`)}</span>,
    },
    { ...title('status'), width: 120, render: (row) => <WordMark of="register" value={row.status} /> },
    { ...title('inherentTier'), width: 112, render: (row) => <BandMark band={row.inherentTier} neutral /> },
    {
      ...title('residual'),
      width: 128,
      render: (row) => <BandMark band={row.residual?.band ?? null} score={row.residual?.score} aligned />,
    },
    {
      ...title('completeness'),
      width: 88,
      align: 'right',
      render: (row) => (row.completeness === null ? null : formatPercent(row.completeness)),
    },
    { ...title('gates'), width: 100, render: (row) => <GatePips gates={row.gates} /> },
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
    {
      ...title('nextReviewOn'),
      width: 116,
      align: 'right',
      render: ({ nextReviewOn }) =>
        nextReviewOn && (nextReviewOn === today ? t('tools.today') : formatDay(nextReviewOn)),
    },
    { ...title('plan'), width: 120, hidden: true, render: (row) => row.plan || null },
    {
      ...title('code'),
      width: 88,
      hidden: true,
      sortable: false,
      render: (row) => <span className="mono">{row.code}</span>,
    },
  ];
}

/** What the register of tools can be filtered by. */
export function listToolFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  const bands = BANDS.map((value) => ({ value, label: t(`components.band.${value}`) }));
  const notScored = { value: null, label: t('components.band.none') };
  return [
    {
      field: 'status',
      title: t('tools.column.status'),
      kind: 'choice',
      pinned: true,
      options: REGISTER_STATUSES.map((value) => ({ value, label: t(`components.word.register.${value}`) })),
    },
    {
      field: 'inherentTier',
      title: t('tools.filter.inherentTier'),
      kind: 'choice',
      pinned: true,
      options: [...bands, notScored],
    },
    {
      field: 'residual',
      title: t('tools.column.residual'),
      kind: 'choice',
      pinned: true,
      options: [...bands, notScored],
    },
    {
      field: 'owner',
      title: t('tools.column.owner'),
      kind: 'choice',
      pinned: true,
      options: [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: null, label: t('components.field.nobody') },
      ],
    },
    {
      field: 'kind',
      title: t('tools.column.kind'),
      kind: 'choice',
      options: TOOL_KINDS.map((value) => ({ value, label: t(`tools.kind.${value}`) })),
    },
    { field: 'vendorName', title: t('tools.column.vendorName'), kind: 'text' },
    { field: 'plan', title: t('tools.column.plan'), kind: 'text' },
    {
      field: 'gates',
      title: t('tools.filter.gates'),
      kind: 'choice',
      options: Array.from({ length: TOOL_GATES.length + 1 }, (_, passed) => ({
        value: String(passed),
        label: t('tools.filter.passed', { passed, all: TOOL_GATES.length }),
      })),
    },
    {
      field: 'phiPossible',
      title: t('tools.use.condition.phi_possible'),
      kind: 'choice',
      options: [
        { value: '1', label: t('tools.use.true') },
        { value: '0', label: t('tools.use.false') },
        { value: null, label: t('tools.use.null') },
      ],
    },
    { field: 'nextReviewOn', title: t('tools.column.nextReviewOn'), kind: 'day' },
  ];
}
