import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGHTING_LIMIT } from '../../../shared/contract/gaps.ts';
import { readSightingLines } from '../../../shared/rules/gaps/sighting-lines.ts';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useToasts } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './gaps-page.module.css';

/** Keeps the tools that a log or a list shows; which of them are registered is worked out at once. */
export function RecordSightingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { toast } = useToasts();
  const [source, setSource] = useState('');
  const [seenOn, setSeenOn] = useState<string | null>(today);
  const [text, setText] = useState('');
  const record = useMutation(api.gaps.recordSightings.mutationOptions());
  const tools = readSightingLines(text);
  const coming = seenOn !== null && seenOn > today;

  function findRefusal(): string | undefined {
    if (source.trim() === '') return t('gaps.record.sourceFirst');
    if (seenOn === null || coming) return t('gaps.record.dayFirst');
    if (tools.length === 0) return t('gaps.record.toolsFirst');
    return tools.length > SIGHTING_LIMIT
      ? t('gaps.record.tooMany', { limit: formatNumber(SIGHTING_LIMIT) })
      : undefined;
  }

  async function submit(): Promise<void> {
    if (seenOn === null) return;
    const { added, updated } = await record.mutateAsync({ source: source.trim(), seenOn, tools });
    toast({ message: t('gaps.record.done', { added: formatNumber(added), updated: formatNumber(updated) }) });
    onClose();
  }

  return (
    <FormDialog
      title={t('gaps.record.title')}
      primary={t('gaps.record.keep', { count: tools.length, number: formatNumber(tools.length) })}
      width={640}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('gaps.record.text')}</p>
      <TextField
        required
        label={t('gaps.record.source')}
        help={t('gaps.record.sourceHelp')}
        value={source}
        maxLength={200}
        onChange={setSource}
      />
      <DateField
        label={t('gaps.record.seenOn')}
        value={seenOn}
        problem={coming ? t('gaps.record.coming') : undefined}
        onChange={setSeenOn}
      />
      <TextField
        required
        multiline
        rows={6}
        label={t('gaps.record.tools')}
        help={t('gaps.record.toolsHelp')}
        value={text}
        maxLength={200_000}
        onChange={setText}
      />
      {tools.length > 0 && (
        // A list that scrolls has to be reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={styles.rows} aria-label={t('gaps.record.read')} tabIndex={0}>
          <DataTable
            compact
            label={t('gaps.record.read')}
            rows={tools}
            rowId={({ name }) => name}
            columns={[
              { id: 'name', title: t('gaps.sightings.column.name'), wrap: true, render: ({ name }) => name },
              {
                id: 'people',
                title: t('gaps.sightings.column.people'),
                align: 'right',
                width: '96px',
                render: ({ people }) => (people === null ? null : formatNumber(people)),
              },
            ]}
          />
        </section>
      )}
    </FormDialog>
  );
}
