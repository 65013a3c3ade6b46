import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdoptionItem, AdoptionRecordProof } from '../../../shared/contract/adoption.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './item-drawer.module.css';
import { useShowChecklist } from './use-item-saver.ts';

function proofPath({ recordKind, recordId }: AdoptionRecordProof, toolId: string): string {
  return recordKind === 'training' ? recordPath('tool', toolId) : recordPath(recordKind, recordId);
}

/** Records of the workspace that could stand for the item, and the one that was chosen. Nothing is chosen by itself. */
export function ItemProofs({ toolId, item }: { toolId: string; item: AdoptionItem }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('adoption.chooseProof');
  const choose = useMutation(api.adoption.chooseProof.mutationOptions({ onSuccess: useShowChecklist(toolId) }));
  const target = { toolId, itemId: item.id, revision: item.revision };
  const proofs = [...(item.proof ? [item.proof] : []), ...item.offers];
  if (proofs.length === 0) return null;
  return (
    <div className={styles.proofs}>
      <h4 className={styles.proofTitle}>{t('adoption.proof.title')}</h4>
      {choose.isError && <ErrorPanel problem={readProblem(choose.error)} />}
      <ul className={styles.list}>
        {proofs.map((proof) => {
          const chosen = proof.recordId === item.proof?.recordId;
          return (
            <li key={proof.recordId} className={styles.proof}>
              <span>
                <Link className={styles.link} to={proofPath(proof, toolId)}>
                  {proof.recordName || t('adoption.proof.lost')}
                </Link>{' '}
                <span className={styles.quiet}>
                  {proof.endsOn && t('adoption.proof.until', { day: formatDay(proof.endsOn) })}
                </span>
              </span>
              {chosen && (
                <StatusMark shape={proof.holds ? 'ok' : 'clock'} tone={proof.holds ? 'ok' : 'warn'}>
                  {t(proof.holds ? 'adoption.proof.stands' : 'adoption.proof.ended')}
                </StatusMark>
              )}
              <Button
                size="small"
                kind={chosen ? 'quiet' : 'secondary'}
                unavailable={refusal}
                onClick={() =>
                  choose.mutate({
                    ...target,
                    proof: chosen ? null : { kind: proof.kind, recordId: proof.recordId },
                  })
                }
              >
                {t(chosen ? 'adoption.proof.remove' : 'adoption.proof.use')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
