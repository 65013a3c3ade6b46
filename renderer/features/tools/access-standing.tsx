import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';

/** How many were given access to the tool, and how many exceptions for it are approved or wait. */
export function AccessStanding({ toolId }: { toolId: string }) {
  const { t } = useTranslation();
  const ofTool = { field: 'toolId', operator: 'is' as const, values: [toolId] };
  const grants = useQuery(
    api.accessTiers.listGrants.queryOptions({
      input: { limit: 1, filters: [ofTool, { field: 'removedOn', operator: 'is', values: [null] }] },
    }),
  );
  const exceptions = useQuery(
    api.accessTiers.listExceptions.queryOptions({ input: { limit: 100, filters: [ofTool] } }),
  );
  if (!grants.data || !exceptions.data) return null;
  const live = exceptions.data.rows.filter(({ standing }) => standing === 'live').length;
  const waiting = exceptions.data.rows.filter(({ standing }) => standing === 'requested').length;
  const people = grants.data.total;
  const facts = [
    live > 0 && t('record.standing.accessLive', { count: live, number: formatNumber(live) }),
    waiting > 0 && t('record.standing.accessWaiting', { count: waiting, number: formatNumber(waiting) }),
  ].filter((fact) => fact !== false);
  return (
    <>
      <StatusMark shape={people === 0 ? 'dashed' : 'open'}>
        {people === 0
          ? t('record.standing.accessNobody')
          : t('record.standing.accessGiven', { count: people, number: formatNumber(people) })}
      </StatusMark>
      {facts.length > 0 && ` ${facts.join(', ')}`}
    </>
  );
}
