import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import { formatList } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { StatusMark } from '../status-mark.tsx';
import type { StandingRow } from './record-standing.tsx';

/** Whether a tool has every agreement that its use needs, and which are missing. */
export function useAgreementsStanding(tool: { id: string; vendor: { id: string } }): StandingRow {
  const { t } = useTranslation();
  const { data } = useQuery(api.agreements.obstacles.queryOptions({ input: { toolId: tool.id } }));
  const missing = data ?? [];
  const [first] = missing;
  const kinds = formatList(missing.map(({ kind }) => t(`agreements.short.${kind}`)));
  const isMet = missing.length === 0;
  return {
    label: t('record.standing.agreements'),
    to: first?.agreement
      ? recordPath('agreement', first.agreement.id)
      : `${recordPath('vendor', tool.vendor.id)}?tab=agreements`,
    value: data && (
      <StatusMark shape={isMet ? 'ok' : 'bad'} tone={isMet ? 'ok' : 'bad'}>
        {isMet
          ? t('record.standing.agreementsMet')
          : t('record.standing.agreementsMissing', { count: missing.length, kinds })}
      </StatusMark>
    ),
  };
}
