import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { DataFlowStart, ToolDataFlow } from '../../../shared/contract/data-flows.ts';
import { Button } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { api } from '../../platform/api.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { FourPlaces } from './four-places.tsx';
import { MapPage } from './map-page.tsx';

/** The data-flow map of one tool: drawn, as tables, and held against the rules. */
export function DataFlowPage() {
  const { t } = useTranslation();
  const { toolId = '' } = useParams();
  const { data, error } = useQuery(api.dataFlows.get.queryOptions({ input: { toolId } }));
  const title = data ? t('dataFlows.editor.title', { tool: data.tool.name }) : t('dataFlows.record');
  usePage(title, [{ label: t('dataFlows.title'), to: '/data-flows' }]);
  if (error) return <ErrorPanel what={t('dataFlows.missing')} problem={readProblem(error)} />;
  if (!data) return <LoadingRows rows={8} />;
  if (!data.map) return <StartMap tool={data.tool} title={title} />;
  return <MapPage key={data.map.id} tool={data.tool} map={data.map} title={title} />;
}

/** A tool without a map: what the first one can be made from. */
function StartMap({ tool, title }: { tool: ToolDataFlow['tool']; title: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refusal = useRoleRefusal('dataFlows.start');
  const start = useMutation(
    api.dataFlows.start.mutationOptions({
      onSuccess: (started) => queries.setQueryData(api.dataFlows.get.queryKey({ input: { toolId: tool.id } }), started),
    }),
  );
  const step = (from: DataFlowStart) => ({
    title: t(`dataFlows.start.${from}.title`),
    text: t(`dataFlows.start.${from}.text`, { tool: tool.name }),
    action: (
      <Button
        unavailable={refusal ?? (start.isPending ? t('components.working') : undefined)}
        onClick={() => start.mutate({ toolId: tool.id, from })}
      >
        {t(`dataFlows.start.${from}.action`)}
      </Button>
    ),
  });
  return (
    <PageLayout header={<PageHeader title={title} fact={t('dataFlows.start.fact', { vendor: tool.vendor.name })} />}>
      {start.isError && <ErrorPanel problem={readProblem(start.error)} />}
      <EmptyPage
        title={t('dataFlows.empty.title')}
        text={t('dataFlows.empty.text')}
        drawing={<FourPlaces />}
        steps={[step('tool'), step('empty')]}
      />
    </PageLayout>
  );
}
