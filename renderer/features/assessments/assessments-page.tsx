import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { ListFilter, ListInput } from '../../../shared/contract/operation.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { Button } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RegisterGrid } from '../../components/register-grid.tsx';
import { useRegister } from '../../components/use-register.ts';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { listAssessmentColumns, listAssessmentFilters } from './assessment-columns.tsx';
import { questionPath } from './assessment-rows.ts';
import { PlanDialog } from './plan-dialog.tsx';

/** Days ahead that "due soon" looks. */
const SOON = 30;
const BY_DUE: ListInput['sort'] = [{ field: 'dueOn', direction: 'ascending' }];
const NEWEST: ListInput['sort'] = [{ field: 'signedAt', direction: 'descending' }];
const UNDER_WAY: ListFilter = {
  field: 'state',
  operator: 'is',
  values: ['planned', 'answering', 'submitted', 'in_review'],
};
const IN_REVIEW: ListFilter = { field: 'state', operator: 'is', values: ['submitted', 'in_review'] };
const SIGNED: ListFilter = { field: 'state', operator: 'is', values: ['signed_off'] };

/** The tabs that come with the page, each with the number of its assessments. */
function useAssessmentViews() {
  const { t } = useTranslation();
  const { person, today } = useWorking();
  const mine: ListFilter = { field: 'preparer', operator: 'is', values: [person.id] };
  const soon: ListFilter = { field: 'dueOn', operator: 'on_or_before', values: [addDays(today, SOON)] };
  const views = [
    { id: 'all', filters: [] as ListFilter[] },
    { id: 'mine', filters: [UNDER_WAY, mine] },
    { id: 'review', filters: [IN_REVIEW] },
    { id: 'dueSoon', filters: [UNDER_WAY, soon] },
    { id: 'signed', filters: [SIGNED], sort: NEWEST },
  ];
  const counts = useQueries({
    queries: views.map(({ filters }) => api.assessments.list.queryOptions({ input: { filters, limit: 1 } })),
  });
  return views.map((view, index) => ({
    ...view,
    label: t(`assessments.register.view.${view.id}`),
    count: counts[index]?.data?.total,
  }));
}

/**
 * The register of assessments; `?plan=TOOL` opens the dialog that plans one, `?plan=` leaves the tool to choose,
 * `&vendor=VENDOR` among those of one vendor.
 */
export function AssessmentsPage() {
  const { t } = useTranslation();
  const { today } = useWorking();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [explainedId, setExplainedId] = useState<string | null>(null);
  const views = useAssessmentViews();
  const register = useRegister({ name: 'assessments', views, sort: BY_DUE });
  const page = useQuery(api.assessments.list.queryOptions({ input: register.list, placeholderData: keepPreviousData }));
  const people = useQuery(api.people.list.queryOptions());
  const refusal = useRoleRefusal('assessments.plan');
  usePage(t('assessments.title'), [{ label: t('app.group.assess') }]);

  const columns = useMemo(() => listAssessmentColumns(t, today), [t, today]);
  const filters = useMemo(() => listAssessmentFilters(t, people.data ?? []), [t, people.data]);
  const toolToPlan = parameters.get('plan');
  const setPlan = (toolId: string | null) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.delete('vendor');
      if (toolId === null) after.delete('plan');
      else after.set('plan', toolId);
      return after;
    });
  const startPlan = () => setPlan('');

  useKeys(
    t('assessments.title'),
    refusal === undefined ? [{ key: 'C', label: t('assessments.plan.title'), run: startPlan, hint: true }] : [],
  );
  useCommands(t('assessments.title'), [
    { id: 'plan', label: t('assessments.plan.title'), key: 'C', icon: Plus, run: startPlan, refusal },
  ]);

  const total = views[0]?.count;
  const plan = (
    <Button kind="primary" icon={Plus} unavailable={refusal} onClick={startPlan}>
      {t('assessments.plan.title')}
    </Button>
  );
  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('assessments.title')}
          fact={t('assessments.register.fact', { count: total ?? 0 })}
          actions={plan}
        />
      }
      drawer={
        explainedId !== null && (
          <ExplainDrawer
            kind="questionnaire"
            subjectId={explainedId}
            onClose={() => setExplainedId(null)}
            onOpenSource={(source) => {
              if (source.kind === 'question') void navigate(questionPath(explainedId, source.id));
            }}
          />
        )
      }
    >
      <RegisterGrid
        label={t('assessments.title')}
        register={register}
        columns={columns}
        filters={filters}
        page={page.data}
        error={page.error}
        onRetry={() => void page.refetch()}
        onOpen={(row) => void navigate(recordPath('assessment', row.id))}
        onExplain={(row) => setExplainedId(row.id)}
        empty={
          <EmptyPage
            title={t('assessments.empty.title')}
            text={t('assessments.empty.text')}
            steps={[{ title: t('assessments.empty.step'), text: t('assessments.empty.stepText'), action: plan }]}
            gap={t('assessments.empty.gap')}
          />
        }
      />
      {toolToPlan !== null && (
        <PlanDialog
          toolId={toolToPlan === '' ? null : toolToPlan}
          vendorId={parameters.get('vendor')}
          onClose={() => setPlan(null)}
        />
      )}
    </PageLayout>
  );
}
