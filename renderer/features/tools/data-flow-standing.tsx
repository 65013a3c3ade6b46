import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countPoints, lintDataFlow } from '../../../shared/rules/data-flows/lint.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';

/** The state of the tool's data-flow map, and how many breaches it shows. */
export function DataFlowStanding({ toolId }: { toolId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(api.dataFlows.get.queryOptions({ input: { toolId } }));
  if (!data) return null;
  if (!data.map) return <StatusMark shape="dashed">{t('dataFlows.mapState.none')}</StatusMark>;
  const { breach } = countPoints(lintDataFlow(data.map.content, data.tool));
  return (
    <>
      <WordMark of="dataFlowMap" value={data.map.state} />
      {breach > 0 && ` ${t('dataFlows.column.breaches', { count: breach })}`}
    </>
  );
}
