import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import styles from './gap-panel.module.css';
import type { Overview } from './overview-data.ts';

/** What is missing or contradicted, by detector, with whom the gravest is about; each line opens its gaps. */
export function GapPanel({ gaps, total }: { gaps: Overview['gaps']; total: number }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('overview.gaps.title')}
      link={{ to: '/gaps', text: t('overview.gaps.open', { count: total, number: formatNumber(total) }) }}
      flush={gaps.length > 0}
    >
      {gaps.length === 0 ? (
        <StatusMark shape="ok" tone="ok">
          {t('overview.gaps.none')}
        </StatusMark>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <OnlySpoken>{t('overview.gaps.detector')}</OnlySpoken>
              </th>
              <th scope="col">
                <OnlySpoken>{t('overview.gaps.about')}</OnlySpoken>
              </th>
              <th scope="col">
                <OnlySpoken>{t('overview.gaps.count')}</OnlySpoken>
              </th>
            </tr>
          </thead>
          <tbody>
            {gaps.map(({ detector, count, first, others }) => (
              <tr key={detector}>
                <th scope="row">
                  <Link className={styles.detector} to={`/gaps?detector=${detector}`}>
                    {t(`gaps.detector.${detector}`)}
                  </Link>
                </th>
                <td className={styles.about}>
                  {others === 0 ? first : t('overview.gaps.others', { name: first, count: others })}
                </td>
                <td className={styles.count}>{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
