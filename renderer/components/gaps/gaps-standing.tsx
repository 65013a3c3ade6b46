import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BANDS } from '../../../shared/contract/vendors.ts';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { BandMark } from '../band-mark.tsx';
import type { StandingRow } from '../record/record-standing.tsx';
import { StatusMark } from '../status-mark.tsx';

/** How many gaps a tool, or a vendor with its tools, has and how grave the worst is: "High, 3 open". */
export function useGapsStanding(of: { toolId: string } | { vendorId: string }): StandingRow {
  const { t } = useTranslation();
  const list = useQuery(api.gaps.list.queryOptions({ input: { ...of, limit: 200 } }));
  const [[name, id] = ['', '']] = Object.entries(of);
  const { rows = [], total = 0 } = list.data ?? {};
  const worst = BANDS.findLast((band) => rows.some(({ severity }) => severity === band));
  return {
    label: t('gaps.recordStanding.label'),
    to: `/gaps?${name.replace(/Id$/, '')}=${encodeURIComponent(id)}`,
    value:
      list.data &&
      (worst === undefined ? (
        <StatusMark shape="ok" tone="ok">
          {t('gaps.recordStanding.none')}
        </StatusMark>
      ) : (
        <>
          <BandMark band={worst} />
          <span>{t('gaps.recordStanding.some', { count: total, number: formatNumber(total) })}</span>
        </>
      )),
  };
}
