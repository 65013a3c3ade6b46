import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import { StatusMark } from '../status-mark.tsx';
import { WordMark } from '../word-mark.tsx';
import type { StandingRow } from './record-standing.tsx';

/** The worst residency result of a tool or of a vendor's tools: "Breach, Germany and 2 more". */
export function useResidencyStanding(of: { toolId: string } | { vendorId: string }): StandingRow {
  const { t } = useTranslation();
  const isTool = 'toolId' in of;
  const input = isTool ? { toolId: of.toolId, vendorId: null } : { toolId: null, vendorId: of.vendorId };
  const standing = useQuery(api.residency.standing.queryOptions({ input }));
  const [worst, ...rest] = standing.data ?? [];
  const same = rest.filter(({ result }) => result === worst?.result).length;
  const where = worst && [!isTool && worst.tool.name, worst.regionName].filter(Boolean).join(', ');
  return {
    label: t('residency.title'),
    to: isTool ? `/residency/tools/${of.toolId}` : '/residency',
    value: worst ? (
      <>
        <WordMark of="residency" value={worst.result} />{' '}
        {worst.result === 'meets'
          ? t('residency.standing.everywhere', { count: same + 1 })
          : t('residency.standing.where', { where, count: same })}
        {worst.override !== null && t('residency.standing.override')}
      </>
    ) : (
      <StatusMark shape="ask">
        {standing.data ? t('residency.standing.unused') : t('residency.result.unknown')}
      </StatusMark>
    ),
  };
}
