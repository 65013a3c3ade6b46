import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import { registerPath } from '../../platform/register-path.ts';
import type { Overview } from './overview-data.ts';
import styles from './tier-table.module.css';

/** Worst first; null is what nobody has rated. */
const TIERS: readonly (Band | null)[] = [...BANDS.toReversed(), null];

/** How many tools have which inherent tier and which residual risk; each count opens the register at just these. */
export function TierTable({ tiers, tools }: Pick<Overview, 'tiers' | 'tools'>) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('overview.tiers.title')}
      link={{ to: '/tools', text: t('overview.tiers.tools', { count: tools, number: formatNumber(tools) }) }}
      flush
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('overview.tiers.tier')}</th>
            {BANDS.map((band) => (
              <th key={band} scope="col">
                {t(`components.band.${band}`)}
              </th>
            ))}
            <th scope="col">{t('components.band.none')}</th>
            <th scope="col">{t('overview.tiers.total')}</th>
          </tr>
        </thead>
        <tbody>
          {TIERS.map((tier) => (
            <TierRow key={tier} tier={tier} counts={tiers.find((one) => one.tier === tier)} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function TierRow({ tier, counts }: { tier: Band | null; counts: Overview['tiers'][number] | undefined }) {
  const { t } = useTranslation();
  const cells = [...BANDS, null].map((band, index) => ({
    band,
    count: band === null ? (counts?.notScored ?? 0) : (counts?.bands[index] ?? 0),
  }));
  const inTier: ListFilter = { field: 'inherentTier', operator: 'is', values: [tier] };
  return (
    <tr>
      <th scope="row">
        {tier === null ? (
          <StatusMark shape="ask">{t('overview.tiers.notRated')}</StatusMark>
        ) : (
          <BandMark band={tier} neutral />
        )}
      </th>
      {cells.map(({ band, count }) => (
        <td key={band}>
          <Count
            count={count}
            to={registerPath('/tools', [inTier, { field: 'residual', operator: 'is', values: [band] }])}
          />
        </td>
      ))}
      <td>
        <Count count={counts?.total ?? 0} to={registerPath('/tools', [inTier])} />
      </td>
    </tr>
  );
}

function Count({ count, to }: { count: number; to: string }) {
  if (count === 0) return <span className={styles.none}>–</span>;
  return (
    <Link className={styles.count} to={to}>
      {formatNumber(count)}
    </Link>
  );
}
