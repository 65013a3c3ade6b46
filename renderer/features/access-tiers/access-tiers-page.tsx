import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { api } from '../../platform/api.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { DesignBody } from './design-body.tsx';
import { DesignHeader } from './design-header.tsx';

/** Who may use an AI tool on which code: the matrix, its checks, and the answer to a question. */
export function AccessTiersPage() {
  const { t } = useTranslation();
  const detail = useQuery(api.accessTiers.get.queryOptions({ input: { designId: null } }));
  const designs = useQuery(api.accessTiers.designs.queryOptions());
  const pack = useQuery(api.accessTiers.pack.queryOptions());
  usePage(t('accessTiers.title'), [{ label: t('app.group.design') }]);
  const error = detail.error ?? designs.error ?? pack.error;
  if (error || !detail.isSuccess || !designs.data || !pack.data) {
    return (
      <PageLayout header={<PageHeader title={t('accessTiers.title')} fact={t('accessTiers.purpose')} />}>
        {error ? <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(error)} /> : <LoadingRows rows={8} />}
      </PageLayout>
    );
  }
  if (detail.data === null) return <NoDesign />;
  const inForce = designs.data.find(({ state }) => state === 'in_force') ?? null;
  const { design, checks } = detail.data;
  return (
    <PageLayout header={<DesignHeader design={design} checks={checks} inForce={inForce} designs={designs.data} />}>
      <DesignBody key={design.id} detail={detail.data} inForce={inForce} pack={pack.data} />
    </PageLayout>
  );
}

/** Before the first version: what the page is for, and the first steps. */
function NoDesign() {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('accessTiers.startDraft');
  const start = useMutation(api.accessTiers.startDraft.mutationOptions());
  return (
    <PageLayout fill header={<PageHeader title={t('accessTiers.title')} fact={t('accessTiers.purpose')} />}>
      {start.error && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(start.error)} />}
      <EmptyPage
        title={t('accessTiers.empty.title')}
        text={t('accessTiers.empty.text')}
        steps={[
          {
            title: t('accessTiers.empty.start'),
            text: t('accessTiers.empty.startText'),
            action: (
              <Button kind="primary" unavailable={refusal} onClick={() => start.mutate({})}>
                {t('accessTiers.empty.startAction')}
              </Button>
            ),
          },
          {
            title: t('accessTiers.empty.people'),
            text: t('accessTiers.empty.peopleText'),
            action: <ButtonLink to="/access-tiers/people">{t('accessTiers.empty.peopleAction')}</ButtonLink>,
          },
          {
            title: t('accessTiers.empty.code'),
            text: t('accessTiers.empty.codeText'),
            action: <ButtonLink to="/code-classes">{t('accessTiers.empty.codeAction')}</ButtonLink>,
          },
        ]}
        gap={t('accessTiers.empty.gap')}
      />
    </PageLayout>
  );
}
