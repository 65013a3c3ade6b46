import { useTranslation } from 'react-i18next';
import type { AdoptionItem } from '../../../shared/contract/adoption.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import type { ChecklistViewProps } from './checklist-board.tsx';

/** The same items as one table, phase after phase. */
export function ChecklistList({ checklist, openId, chosen, onOpen, onChoose }: ChecklistViewProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const phases = new Map(checklist.phases.map(({ phase, title }) => [phase, title]));
  const columns: DataColumn<AdoptionItem>[] = [
    {
      id: 'choose',
      title: t('adoption.column.choose'),
      hideTitle: true,
      width: '40px',
      render: (item) => (
        <Checkbox
          label={t('adoption.choose', { item: `${item.id} ${item.label}` })}
          hideLabel
          checked={chosen.has(item.id)}
          onChange={() => onChoose(item.id)}
        />
      ),
    },
    { id: 'id', title: t('adoption.column.id'), mono: true, render: ({ id }) => id },
    { id: 'label', title: t('adoption.column.label'), render: ({ label }) => label },
    { id: 'phase', title: t('adoption.column.phase'), quiet: true, render: ({ phase }) => phases.get(phase) },
    {
      id: 'standing',
      title: t('adoption.column.standing'),
      render: ({ standing }) => <WordMark of="adoption" value={standing} />,
    },
    {
      id: 'evidence',
      title: t('adoption.column.evidence'),
      render: ({ evidence }) => <WordMark of="evidence" value={evidence} />,
    },
    {
      id: 'required',
      title: t('adoption.column.required'),
      quiet: true,
      render: ({ required, gate }) => required && t(gate ? 'adoption.gate' : 'adoption.required'),
    },
    { id: 'weight', title: t('adoption.column.weight'), align: 'right', render: ({ weight }) => weight },
    {
      id: 'owner',
      title: t('adoption.column.owner'),
      render: ({ owner }) => owner && <span title={owner.name}>{owner.initials}</span>,
    },
    {
      id: 'next',
      title: t('adoption.column.next'),
      render: ({ nextOn, standing }) =>
        nextOn && <DueMark dueOn={nextOn} today={today} kind={standing === 'waived' ? 'end' : 'due'} />,
    },
  ];
  return (
    <DataTable
      label={t('adoption.list')}
      columns={columns}
      rows={checklist.items}
      rowId={({ id }) => id}
      chosenId={openId}
      onOpen={({ id }) => onOpen(id)}
    />
  );
}
