import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Override } from '../../../shared/contract/residency.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './cell-popover.module.css';

/** An override beside the computed result: what it says, why, until when, and who decides it. */
export function OverrideNote({ override }: { override: Override }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [problem, setProblem] = useState<Problem | null>(null);
  const approve = useMutation(api.residency.approveOverride.mutationOptions());
  const withdraw = useMutation(api.residency.withdrawOverride.mutationOptions());
  const approveRole = useRoleRefusal('residency.approveOverride');
  const withdrawRefusal = useRoleRefusal('residency.withdrawOverride');
  const own = override.proposedBy?.id === person.id ? t('residency.override.own') : undefined;
  const input = { overrideId: override.id, revision: override.revision };

  async function run(action: () => Promise<unknown>): Promise<void> {
    setProblem(null);
    try {
      await action();
    } catch (error) {
      setProblem(readProblem(error));
    }
  }

  return (
    <section className={styles.override} aria-label={t('residency.override.title')}>
      <p>
        <WordMark of="residencyOverride" value={override.state} />
      </p>
      <p>
        {t('residency.override.treat', {
          result: t(`components.word.residency.${override.result}`).toLowerCase(),
          until: formatDay(override.expiresOn),
          reason: override.reason,
        })}
      </p>
      <p className={styles.meta}>
        {override.approvedBy
          ? t('residency.override.approvedBy', {
              proposer: override.proposedBy?.name ?? '',
              approver: override.approvedBy.name,
            })
          : t('residency.override.proposedBy', { proposer: override.proposedBy?.name ?? '' })}
      </p>
      {problem && <ErrorPanel problem={problem} />}
      <div className={styles.buttons}>
        {override.state === 'proposed' && (
          <Button
            size="small"
            unavailable={approveRole ?? own}
            onClick={() => void run(() => approve.mutateAsync(input))}
          >
            {t('residency.override.approve')}
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          unavailable={withdrawRefusal}
          onClick={() => void run(() => withdraw.mutateAsync(input))}
        >
          {t('residency.override.withdraw')}
        </Button>
      </div>
    </section>
  );
}
