import type { TFunction } from 'i18next';
import type { AdoptionRow } from '../../../shared/contract/adoption.ts';
import type { PersonReference } from '../../../shared/contract/operation.ts';
import { BANDS, REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import { GatePips } from '../../components/gate-pips.tsx';
import type { RegisterFilter } from '../../components/register-filter.tsx';
import type { RegisterColumn } from '../../components/register-grid.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';

/** A row of the register; the grid knows it by its tool. */
export type AdoptionTool = AdoptionRow & { id: string };

/** What keeps the tool from approval, or has come back since it was approved. */
function Blocking({ row: { tool, checklist }, t }: { row: AdoptionTool; t: TFunction }) {
  if (!checklist) {
    return (
      <StatusMark shape="dashed" tone="neutral">
        {t('adoption.notStarted')}
      </StatusMark>
    );
  }
  if (checklist.blocking === 0) {
    return (
      <StatusMark shape="ok" tone="ok">
        {t('adoption.ready')}
      </StatusMark>
    );
  }
  const reopened = tool.status === 'approved';
  return (
    <StatusMark shape={reopened ? 'warn' : 'half'} tone={reopened ? 'warn' : 'neutral'}>
      {t(reopened ? 'adoption.reopened' : 'adoption.blocking', { count: checklist.blocking })}
    </StatusMark>
  );
}

/** The columns of the register of adoption. */
export function listAdoptionColumns(t: TFunction, today: string): RegisterColumn<AdoptionTool>[] {
  const title = (id: string) => ({ id, title: t(`adoption.column.${id}`) });
  return [
    { ...title('toolName'), width: 180, grow: 2, render: ({ tool }) => tool.name },
    { ...title('vendorName'), width: 140, grow: 1, render: ({ tool }) => tool.vendor.name },
    { ...title('status'), width: 120, grow: 0, render: ({ tool }) => <WordMark of="register" value={tool.status} /> },
    {
      ...title('phases'),
      width: 112,
      grow: 0,
      sortable: false,
      render: ({ checklist }) =>
        checklist && <GatePips gates={checklist.phases.map(({ passed }) => (passed ? 'passed' : 'open'))} />,
    },
    {
      ...title('covered'),
      width: 88,
      grow: 0,
      align: 'right',
      sortable: false,
      render: ({ checklist }) => checklist && t('adoption.of', { done: checklist.covered, total: checklist.items }),
    },
    {
      ...title('blocking'),
      width: 184,
      grow: 1,
      sortable: false,
      render: (row) => <Blocking row={row} t={t} />,
    },
    {
      ...title('next'),
      width: 176,
      grow: 0,
      sortable: false,
      render: ({ checklist }) => checklist?.nextOn && <DueMark dueOn={checklist.nextOn} today={today} />,
    },
    {
      ...title('nextItem'),
      width: 96,
      grow: 0,
      sortable: false,
      render: ({ checklist }) => checklist?.nextItemId && <span className="mono">{checklist.nextItemId}</span>,
    },
    {
      ...title('waived'),
      width: 160,
      grow: 0,
      sortable: false,
      render: ({ checklist }) =>
        checklist?.waiverEndsOn && <DueMark dueOn={checklist.waiverEndsOn} today={today} kind="end" />,
    },
    {
      ...title('owner'),
      width: 80,
      grow: 0,
      render: ({ tool }) => tool.owner && <span title={tool.owner.name}>{tool.owner.initials}</span>,
    },
  ];
}

/** What the register of adoption can be filtered by. */
export function listAdoptionFilters(
  t: TFunction,
  people: readonly Pick<PersonReference, 'id' | 'name'>[],
): RegisterFilter[] {
  const choice = { kind: 'choice', pinned: true } as const;
  return [
    {
      ...choice,
      field: 'status',
      title: t('adoption.column.status'),
      options: REGISTER_STATUSES.map((value) => ({ value, label: t(`components.word.register.${value}`) })),
    },
    {
      ...choice,
      field: 'started',
      title: t('adoption.column.started'),
      options: [
        { value: '1', label: t('adoption.started') },
        { value: '0', label: t('adoption.notStarted') },
      ],
    },
    {
      ...choice,
      field: 'inherentTier',
      title: t('adoption.column.inherentTier'),
      options: BANDS.map((value) => ({ value, label: t(`components.band.${value}`) })),
    },
    {
      ...choice,
      field: 'owner',
      title: t('adoption.column.owner'),
      options: [
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        { value: null, label: t('components.field.nobody') },
      ],
    },
    { field: 'vendorName', title: t('adoption.column.vendorName'), kind: 'text' },
  ];
}
