import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from '../../../shared/contract/exchange.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { forgetValue, mapColumn, type SheetColumn } from './import-mapping.ts';
import styles from './import-page.module.css';
import type { Inspected } from './inspect-file.ts';

interface ColumnsPanelProps {
  inspected: Inspected;
  columns: readonly SheetColumn[];
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
  onSheet: (name: string, headerRow: number) => void;
  onOtherFile: () => void;
}

const DUPLICATES = ['ask', 'update', 'skip'] as const;
const DATE_ORDERS = ['day_first', 'month_first', 'year_first'] as const;

/** Which column fills which field, what single values mean, and how dates are read. */
export function ColumnsPanel({ inspected, columns, mapping, onChange, onSheet, onOtherFile }: ColumnsPanelProps) {
  const { t } = useTranslation();
  const profiles = useQuery(api.exchange.profiles.queryOptions());
  const [saving, setSaving] = useState(false);
  const used = mapping.columns.length;
  const fieldOf = (index: number) => mapping.columns.find((column) => column.index === index)?.field ?? null;
  const matchOf = (column: SheetColumn) => {
    if (fieldOf(column.index) === null) return 'skipped';
    const proposed = inspected.proposal.columns.find(({ index }) => index === column.index);
    if (proposed?.field !== fieldOf(column.index)) return 'chosen';
    return inspected.matches.find(({ index }) => index === column.index)?.by ?? 'chosen';
  };

  function loadProfile(id: string) {
    const profile = profiles.data?.find((one) => one.id === id);
    if (!profile) return;
    const found = profile.columns.flatMap(({ title, field }) => {
      const column = columns.find((one) => one.title.trim().toLowerCase() === title.trim().toLowerCase());
      return column ? [{ index: column.index, field }] : [];
    });
    onChange({ ...mapping, columns: found, dateOrder: profile.dateOrder, values: profile.values });
  }

  return (
    <Panel
      title={t('exchange.columns')}
      note={t('exchange.used', { used, total: columns.length })}
      flush
      action={
        <PopoverMenu
          label={t('exchange.mapping')}
          button={{ kind: 'quiet', size: 'small' }}
          items={[
            ...(profiles.data ?? []).map(({ id, name }) => ({
              id,
              label: t('exchange.load', { name }),
              run: () => loadProfile(id),
            })),
            { id: 'save', label: t('exchange.saveMapping'), run: () => setSaving(true) },
            { id: 'other', label: t('exchange.otherFile'), run: onOtherFile },
          ]}
        >
          {t('exchange.mapping')}
        </PopoverMenu>
      }
    >
      <div className={styles.sheet}>
        <SelectField
          label={t('exchange.sheet')}
          value={mapping.sheet}
          options={inspected.sheets.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) => onSheet(name, inspected.sheets.find((one) => one.name === name)?.headerRow ?? 1)}
        />
        <NumberField
          label={t('exchange.headerRow')}
          value={mapping.headerRow}
          min={1}
          whole
          onChange={(row) => row !== null && onSheet(mapping.sheet, row)}
        />
        <SelectField
          label={t('exchange.dates')}
          value={mapping.dateOrder}
          options={DATE_ORDERS.map((value) => ({ value, label: t(`exchange.dateOrder.${value}`) }))}
          onChange={(dateOrder) => onChange({ ...mapping, dateOrder })}
        />
        <SelectField
          label={t('exchange.duplicates')}
          value={mapping.duplicates}
          options={DUPLICATES.map((value) => ({ value, label: t(`exchange.duplicate.${value}`) }))}
          onChange={(duplicates) => onChange({ ...mapping, duplicates })}
        />
      </div>
      <DataTable
        label={t('exchange.columns')}
        rows={columns}
        rowId={({ letter }) => letter}
        compact
        columns={[
          { id: 'title', title: t('exchange.inFile'), render: ({ title, letter }) => title || letter },
          {
            id: 'first',
            title: t('exchange.firstValue'),
            quiet: true,
            render: ({ firstValue }) => <span className={styles.first}>{firstValue}</span>,
          },
          {
            id: 'field',
            title: t('exchange.inAssay'),
            width: '168px',
            render: ({ index, title }) => (
              <span className={styles.field}>
                <SelectField
                  label={t('exchange.fieldFor', { title })}
                  hideLabel
                  small
                  value={fieldOf(index)}
                  emptyLabel={t('exchange.leaveColumn')}
                  options={IMPORT_FIELDS.map((value) => ({ value, label: t(`exchange.field.${value}`) }))}
                  onChange={(field: ImportField | null) => onChange(mapColumn(mapping, index, field))}
                />
              </span>
            ),
          },
          {
            id: 'match',
            title: t('exchange.match'),
            render: (column) => {
              const match = matchOf(column);
              return (
                <StatusMark
                  shape={({ name: 'ok', value: 'warn', chosen: 'ok', skipped: 'dash' } as const)[match]}
                  tone={({ name: 'ok', value: 'warn', chosen: 'ok', skipped: 'mute' } as const)[match]}
                >
                  {t(`exchange.matched.${match}`)}
                </StatusMark>
              );
            },
          },
        ]}
      />
      {mapping.values.length > 0 && (
        <div className={styles.values}>
          <h3>{t('exchange.values')}</h3>
          <ul>
            {mapping.values.map(({ field, from, to }) => (
              <li key={`${field} ${from}`}>
                <span>
                  {t('exchange.becomes', {
                    field: t(`exchange.field.${field}`),
                    from: from || t('exchange.empty'),
                    to: t([`exchange.value.${to}`, `exchange.value.other`], { to }),
                  })}
                </span>
                <Button kind="link" size="small" onClick={() => onChange(forgetValue(mapping, field, from))}>
                  {t('exchange.forget')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {saving && <SaveMapping columns={columns} mapping={mapping} onClose={() => setSaving(false)} />}
    </Panel>
  );
}

function SaveMapping({
  columns,
  mapping,
  onClose,
}: {
  columns: readonly SheetColumn[];
  mapping: ImportMapping;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const save = useMutation(api.exchange.saveProfile.mutationOptions());
  return (
    <FormDialog
      title={t('exchange.saveMapping')}
      primary={t('exchange.save')}
      unavailable={name.trim() === '' ? t('exchange.nameMissing') : undefined}
      onClose={onClose}
      onSubmit={async () => {
        await save.mutateAsync({
          name: name.trim(),
          columns: mapping.columns.map(({ index, field }) => ({
            title: columns.find((one) => one.index === index)?.title ?? '',
            field,
          })),
          dateOrder: mapping.dateOrder,
          values: mapping.values,
        });
        onClose();
      }}
    >
      <TextField label={t('exchange.mappingName')} value={name} onChange={setName} help={t('exchange.mappingHelp')} />
    </FormDialog>
  );
}
