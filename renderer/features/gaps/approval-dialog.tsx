import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { GapChange } from '../../../shared/contract/gaps.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { gapPath, wordChange } from '../../components/gaps/gap-words.ts';
import links from '../../components/link.module.css';
import { Note } from '../../components/note.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './gaps-page.module.css';

/** What has changed since a tool was approved, and the way to approve it anew on what is on record now. */
export function ApprovalDialog({ toolId, onClose }: { toolId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [note, setNote] = useState('');
  const record = useQuery(api.tools.get.queryOptions({ input: { toolId } }));
  const approval = useQuery(api.gaps.approval.queryOptions({ input: { toolId } }));
  const refusal = useRoleRefusal('gaps.confirmApproval');
  const confirm = useMutation(api.gaps.confirmApproval.mutationOptions());
  const tool = record.data?.tool;
  const found = approval.data;
  if (!tool || !found) return null;
  const { standing, changes, approvedAt, approvedBy } = found;
  const name = tool.name;
  const isOwner = tool.owner?.id === person.id;
  const revision = tool.revision;

  function findRefusal(): string | undefined {
    if (refusal !== undefined) return refusal;
    if (isOwner) return t('gaps.approval.own', { name });
    if (standing === 'current' || standing === 'not_in_use') return t(`gaps.approval.${standing}`, { name });
    return note.trim() === '' ? t('gaps.approval.noteFirst') : undefined;
  }

  async function submit(): Promise<void> {
    await confirm.mutateAsync({ toolId, revision, note: note.trim() });
    onClose();
  }

  return (
    <FormDialog
      title={t('gaps.approval.title', { name })}
      primary={t('gaps.approval.confirm')}
      width={640}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {approvedAt === null
          ? t(`gaps.approval.${standing}`, { name })
          : t('gaps.approval.given', {
              day: formatDay(approvedAt.slice(0, 10)),
              person: approvedBy?.name ?? t('gaps.approval.nobody'),
            })}{' '}
        <Link className={links.link} to={recordPath('tool', toolId)}>
          {t('gaps.fix.tool')}
        </Link>
      </p>
      {approvedAt !== null && changes.length === 0 && <p>{t('gaps.approval.current', { name })}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
      {standing !== 'current' && standing !== 'not_in_use' && (
        <>
          <Note>{t('gaps.approval.or')}</Note>
          <TextField
            required
            multiline
            label={t('gaps.approval.note')}
            help={t('gaps.approval.noteHelp')}
            value={note}
            maxLength={2000}
            onChange={setNote}
          />
        </>
      )}
    </FormDialog>
  );
}

function Changes({ changes }: { changes: readonly GapChange[] }) {
  const { t } = useTranslation();
  return (
    // A list that scrolls has to be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.rows} aria-label={t('gaps.approval.changes')} tabIndex={0}>
      <DataTable
        compact
        label={t('gaps.approval.changes')}
        rows={changes}
        rowId={({ kind, about, record }) => `${kind} ${about} ${record.id}`}
        columns={[
          {
            id: 'what',
            title: t('gaps.approval.what'),
            width: '38%',
            wrap: true,
            render: (change) => wordChange(t, change).what,
          },
          {
            id: 'before',
            title: t('gaps.approval.before'),
            width: '18%',
            wrap: true,
            render: (change) => wordChange(t, change).before,
          },
          {
            id: 'after',
            title: t('gaps.approval.after'),
            width: '20%',
            wrap: true,
            render: (change) => wordChange(t, change).after,
          },
          {
            id: 'record',
            title: t('gaps.approval.record'),
            hideTitle: true,
            align: 'right',
            width: '24%',
            render: ({ record }) => (
              <Link
                className={links.link}
                to={gapPath(record)}
                aria-label={t('gaps.fixOf', { verb: t(`gaps.fix.${record.kind}`), gap: record.label })}
              >
                {t(`gaps.fix.${record.kind}`)}
              </Link>
            ),
          },
        ]}
      />
    </section>
  );
}
