import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdoptionItem } from '../../../shared/contract/adoption.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { AttachEvidenceDialog } from '../../components/record/attach-evidence-dialog.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './bulk-bar.module.css';
import { AcceptDialog, AssignDialog } from './item-dialogs.tsx';
import { useShowChecklist } from './use-item-saver.ts';

const NOTHING_ATTACHED: ReadonlySet<string> = new Set();

/** What can be done with several items at once. */
export function BulkBar({
  toolId,
  vendorId,
  items,
  onClear,
}: {
  toolId: string;
  vendorId: string;
  items: readonly AdoptionItem[];
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'ownerId' | 'dueOn' | 'accept' | 'attach' | null>(null);
  const refusal = useRoleRefusal('adoption.updateItems');
  const acceptRefusal = useRoleRefusal('adoption.accept');
  const update = useMutation(api.adoption.updateItems.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  const itemIds = items.map(({ id }) => id);
  const ongoing = items.some(({ cadenceMonths }) => cadenceMonths !== null);
  const cannotAccept = items.find(
    ({ waivable, standing }) => !waivable || standing === 'met' || standing === 'not_applicable',
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('adoption.bulk.label')}>
      <span className={styles.count}>{t('adoption.bulk.chosen', { count: items.length })}</span>
      <Button kind="quiet" size="small" unavailable={refusal} onClick={() => setOpen('ownerId')}>
        {t('adoption.bulk.owner')}
      </Button>
      <Button kind="quiet" size="small" unavailable={refusal} onClick={() => setOpen('dueOn')}>
        {t('adoption.bulk.dueOn')}
      </Button>
      <Button kind="quiet" size="small" unavailable={refusal} onClick={() => setOpen('attach')}>
        {t('adoption.bulk.attach')}
      </Button>
      <Button
        kind="quiet"
        size="small"
        unavailable={refusal}
        onClick={() => update.mutate({ toolId, itemIds, state: 'in_progress' })}
      >
        {t('adoption.bulk.inProgress')}
      </Button>
      <Button
        kind="quiet"
        size="small"
        unavailable={refusal ?? (ongoing ? t('adoption.bulk.ongoing') : undefined)}
        onClick={() => update.mutate({ toolId, itemIds, state: 'met' })}
      >
        {t('adoption.bulk.met')}
      </Button>
      <Button
        kind="quiet"
        size="small"
        unavailable={
          acceptRefusal ?? (cannotAccept ? t('adoption.bulk.cannotAccept', { item: cannotAccept.id }) : undefined)
        }
        onClick={() => setOpen('accept')}
      >
        {t('adoption.accept.action')}
      </Button>
      <span className={styles.end}>
        <Button kind="quiet" size="small" onClick={onClear}>
          {t('adoption.bulk.clear')}
        </Button>
      </span>
      {update.isError && <ErrorPanel problem={readProblem(update.error)} />}
      {open === 'attach' && (
        <AttachEvidenceDialog
          title={t('record.attach.title', { name: t('adoption.items', { count: items.length }) })}
          vendorId={vendorId}
          control={itemIds[0] ?? ''}
          attachedIds={NOTHING_ATTACHED}
          attach={(evidenceId, page) => update.mutateAsync({ toolId, itemIds, evidence: { evidenceId, page } })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'accept' && <AcceptDialog toolId={toolId} items={items} onClose={() => setOpen(null)} />}
      {(open === 'ownerId' || open === 'dueOn') && (
        <AssignDialog toolId={toolId} items={items} field={open} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
