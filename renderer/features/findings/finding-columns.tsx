import type { TFunction } from 'i18next';
import { FINDING_KINDS, FINDING_STATUSES, type Finding } from '../../../shared/contract/findings.ts';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import { BANDS } from '../../../shared/contract/vendors.ts';
import { isFindingOpen } from '../../../shared/rules/findings.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { FindingKind } from '../../components/record/record-findings.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';

/** The columns of the register of findings. */
export function listFindingColumns(t: TFunction, today: string): RegisterColumn<Finding>[] {
  const title = (id: string) => ({ id, title: t(`findings.column.${id}`) });
  return [
    { ...title('title'), width: 260, grow: 3, render: (row) => row.title },
    { ...title('code'), width: 80, grow: 0, render: (row) => <span className="mono">{row.code}</span> },
    { ...title('severity'), width: 104, grow: 0, render: (row) => <BandMark band={row.severity} /> },
    { ...title('kind'), width: 184, grow: 0, render: (row) => <FindingKind finding={row} /> },
    { ...title('status'), width: 120, grow: 0, render: (row) => <WordMark of="finding" value={row.status} /> },
    { ...title('vendorName'), width: 136, grow: 1, render: (row) => row.tool?.name ?? row.vendor?.name },
    {
      ...title('owner'),
      width: 80,
      grow: 0,
      render: (row) => row.owner && <span title={row.owner.name}>{row.owner.initials}</span>,
    },
    {
      ...title('dueOn'),
      width: 168,
      grow: 0,
      render: ({ dueOn, status }) =>
        dueOn && (isFindingOpen(status) ? <DueMark dueOn={dueOn} today={today} /> : formatDay(dueOn)),
    },
    { ...title('question'), width: 96, hidden: true, sortable: false, render: (row) => row.questionId },
  ];
}

/** What the register of findings can be filtered by. */
export function listFindingFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  return [
    {
      field: 'status',
      title: t('findings.column.status'),
      kind: 'choice',
      pinned: true,
      options: FINDING_STATUSES.map((value) => ({ value, label: t(`components.word.finding.${value}`) })),
    },
    {
      field: 'severity',
      title: t('findings.column.severity'),
      kind: 'choice',
      pinned: true,
      options: BANDS.map((value) => ({ value, label: t(`components.band.${value}`) })),
    },
    {
      field: 'kind',
      title: t('findings.column.kind'),
      kind: 'choice',
      pinned: true,
      options: FINDING_KINDS.map((value) => ({ value, label: t(`components.word.findingKind.${value}`) })),
    },
    {
      field: 'owner',
      title: t('findings.column.owner'),
      kind: 'choice',
      pinned: true,
      options: [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: null, label: t('components.field.nobody') },
      ],
    },
    { field: 'vendorName', title: t('findings.filter.vendorName'), kind: 'text' },
    { field: 'dueOn', title: t('findings.column.dueOn'), kind: 'day' },
  ];
}
