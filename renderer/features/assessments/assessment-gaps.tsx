import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import links from '../../components/link.module.css';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import styles from './assessment-header.module.css';

/** One line when answers of this assessment, or its signature, are contradicted or out of date. */
export function AssessmentGaps({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation();
  const list = useQuery(api.gaps.list.queryOptions({ input: { recordId: assessmentId, limit: 1 } }));
  const { total = 0 } = list.data ?? {};
  if (total === 0) return null;
  return (
    <div className={styles.below}>
      <StatusMark shape="warn" tone="warn">
        <Link className={links.link} to={`/gaps?record=${assessmentId}`}>
          {t('assessments.gaps', { count: total, number: formatNumber(total) })}
        </Link>
      </StatusMark>
    </div>
  );
}
