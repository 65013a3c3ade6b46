import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListInput } from '../../../shared/contract/operation.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './empty-data-flows.module.css';
import { FourPlaces } from './four-places.tsx';

/** The tool that a first map is offered for: one in use before one that is only proposed. */
const FIRST: Pick<ListInput, 'limit' | 'sort' | 'filters'> = {
  limit: 1,
  sort: [{ field: 'toolName', direction: 'ascending' }],
  filters: [{ field: 'status', operator: 'is', values: ['approved', 'conditional'] }],
};

/** The register before any tool has a map (picture 10): what a map shows, and three ways to begin. */
export function EmptyDataFlows() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRoleRefusal('dataFlows.start');
  const inUse = useQuery(api.dataFlows.list.queryOptions({ input: FIRST }));
  const any = useQuery(api.dataFlows.list.queryOptions({ input: { ...FIRST, filters: [] } }));
  const tool = inUse.data?.rows[0] ?? any.data?.rows[0];
  const start = useMutation(api.dataFlows.start.mutationOptions());
  const sample = useMutation(api.workspace.createSample.mutationOptions({ onSuccess: () => navigate('/') }));
  const problem = start.error ?? sample.error;

  async function draw(toolId: string, from: 'tool' | 'empty'): Promise<void> {
    await start.mutateAsync({ toolId, from });
    await navigate(recordPath('data_flow_map', toolId));
  }

  const drawAction = (from: 'tool' | 'empty', label: string) =>
    tool ? (
      <Button
        unavailable={refusal ?? (start.isPending ? t('components.working') : undefined)}
        onClick={() => void draw(tool.id, from).catch(() => undefined)}
      >
        {label}
      </Button>
    ) : (
      <ButtonLink to="/tools?add">{t('dataFlows.empty.addTool')}</ButtonLink>
    );

  return (
    <div className={styles.scroll}>
      {problem && <ErrorPanel problem={readProblem(problem)} />}
      <EmptyPage
        title={t('dataFlows.empty.title')}
        text={t('dataFlows.empty.text')}
        drawing={<FourPlaces />}
        steps={[
          {
            title: t('dataFlows.start.tool.title'),
            text: tool ? t('dataFlows.start.tool.text', { tool: tool.toolName }) : t('dataFlows.empty.noTool'),
            action: drawAction('tool', t('dataFlows.empty.map', { tool: tool?.toolName })),
          },
          {
            title: t('dataFlows.start.empty.title'),
            text: t('dataFlows.start.empty.text'),
            action: drawAction('empty', t('dataFlows.start.empty.action')),
          },
          {
            title: t('dataFlows.empty.sample.title'),
            text: t('dataFlows.empty.sample.text'),
            action: (
              <Button
                unavailable={sample.isPending ? t('dataFlows.empty.sample.making') : undefined}
                onClick={() => sample.mutate(undefined)}
              >
                {t('dataFlows.empty.sample.action')}
              </Button>
            ),
          },
        ]}
        gap={t('dataFlows.empty.gap')}
      />
    </div>
  );
}
