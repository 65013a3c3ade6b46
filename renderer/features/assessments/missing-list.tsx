import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import type { OpenPoint } from '../../../shared/rules/assessments.ts';
import { listQuestions } from '../../../shared/rules/questionnaires.ts';
import { Button } from '../../components/button.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import styles from './missing-list.module.css';

export interface MissingListProps {
  assessment: Assessment;
  missing: readonly OpenPoint[];
  onGo: (questionId: string) => void;
  onClose: () => void;
}

/** What has to be done before the answers can be handed in, each with its way there. */
export function MissingList({ assessment, missing, onGo, onClose }: MissingListProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const labels = new Map(listQuestions(assessment.pack).map(({ id, label }) => [id, label]));

  useEffect(() => {
    box.current?.focus();
  }, []);

  return (
    <div ref={box} className={styles.box} role="alert" tabIndex={-1}>
      <div className={styles.head}>
        <StatusMark shape="warn" tone="warn">
          {t('assessments.missing.head', { count: missing.length })}
        </StatusMark>
        <span className={styles.close}>
          <Button kind="quiet" size="small" icon={X} aria-label={t('assessments.missing.close')} onClick={onClose} />
        </span>
      </div>
      <ul className={styles.list}>
        {missing.map(({ questionId, reason }) => (
          <li key={questionId}>
            <Button kind="link" onClick={() => onGo(questionId)}>
              {t('assessments.missing.question', { id: questionId, label: labels.get(questionId) ?? '' })}
            </Button>{' '}
            <span className={styles.reason}>{t(`assessments.missing.${reason}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
