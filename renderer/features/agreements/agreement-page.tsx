import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { AgreementDeed, AgreementDetail } from '../../../shared/contract/agreements.ts';
import { mayDoDeed } from '../../../shared/rules/agreements/lifecycle.ts';
import { AgreementMark } from '../../components/agreement-mark.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { NextStep } from '../../components/next-step.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { formatDay } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AgreementDates } from './agreement-dates.tsx';
import { AgreementEvidence } from './agreement-evidence.tsx';
import { AgreementProvisions } from './agreement-provisions.tsx';
import { AgreementScope } from './agreement-scope.tsx';
import { AgreementSummary } from './agreement-summary.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { useAgreementSaver } from './use-agreement-saver.ts';
import styles from './agreement-page.module.css';

const TABS = ['summary', 'scope', 'provisions', 'dates', 'evidence', 'history'] as const;
type TabId = (typeof TABS)[number];

/** The deed, or else the tab, that does the next step. */
const STEP_DEEDS: Partial<Record<string, AgreementDeed>> = {
  decide_need: 'require',
  request: 'request',
  remind: 'request',
  sign: 'sign',
  give_notice: 'renew',
  renew: 'renew',
  replace: 'renew',
  close: 'close',
};
const STEP_TABS: Partial<Record<string, TabId>> = {
  name_scope: 'scope',
  file: 'evidence',
  wait: 'dates',
  check_provisions: 'provisions',
  review: 'dates',
  certificate: 'evidence',
};

/** One agreement: what to do next, what it covers and holds, its days, and what proves it. */
export function AgreementPage() {
  const { t } = useTranslation();
  const { agreementId = '' } = useParams();
  const detail = useQuery(api.agreements.get.queryOptions({ input: { agreementId } }));
  usePage(detail.data?.agreement.title ?? t('agreements.title'), [
    { label: t('app.group.assess') },
    { label: t('agreements.title'), to: '/agreements' },
  ]);
  if (detail.isError) return <ErrorPanel what={t('agreements.missing')} problem={readProblem(detail.error)} />;
  if (!detail.data) return <LoadingRows rows={8} />;
  return <AgreementRecord key={agreementId} detail={detail.data} />;
}

/** What may be done to the agreement now, with the reason where this person may not. */
function useDeeds({ agreement, deeds }: AgreementDetail, open: (deed: AgreementDeed) => void) {
  const { t } = useTranslation();
  const { person } = useWorking();
  return deeds.map(({ deed, refusal }) => ({
    id: deed,
    label: t(`agreements.deed.${agreement.stateToday === 'requested' && deed === 'request' ? 'remind' : deed}`),
    icon: ArrowRightLeft,
    run: () => open(deed),
    unavailable: mayDoDeed(deed, person.role) ? (refusal ?? undefined) : t('agreements.officerOnly'),
  }));
}

function AgreementRecord({ detail }: { detail: AgreementDetail }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const [deed, setDeed] = useState<AgreementDeed | null>(null);
  const { agreement, score, pack } = detail;
  const isClosed = agreement.state === 'closed';
  const saver = useAgreementSaver(agreement, isClosed ? t('agreements.closed') : undefined);
  const actions = useDeeds(detail, setDeed);
  const tabs = TABS.filter((id) => id !== 'provisions' || pack !== null);
  const current = tabs.find((tab) => tab === parameters.get('tab')) ?? 'summary';
  const show = (tab: TabId) => setParameters({ tab }, { replace: true });
  const counts: Partial<Record<TabId, number>> = {
    scope: agreement.scope.length,
    ...(score && { provisions: score.open.length }),
  };
  useCommands(
    agreement.code,
    actions.map(({ unavailable, ...action }) => ({ ...action, refusal: unavailable })),
  );

  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={agreement.title}
            tag={<AgreementMark agreement={agreement} today={today} variant="tag" />}
            fact={
              <>
                <Link className={styles.inText} to={recordPath('vendor', agreement.vendor.id)}>
                  {agreement.vendor.name}
                </Link>
                {', '}
                {t(`agreements.kind.${agreement.kind}`)}.{' '}
                {agreement.owner && t('agreements.ownedBy', { name: agreement.owner.name })}{' '}
                <span className="mono">{agreement.code}</span>
              </>
            }
            actions={
              <>
                <ButtonLink to={`/reports?kind=agreement&agreement=${agreement.id}`} icon={Download}>
                  {t('agreements.export')}
                </ButtonLink>
                {actions.length > 0 && (
                  <PopoverMenu label={t('agreements.steps', { name: agreement.code })} items={actions} />
                )}
              </>
            }
          />
          <StepLine detail={detail} actions={actions} onDeed={setDeed} onTab={show} />
        </>
      }
      tabs={
        <TabBar
          label={t('agreements.tabs')}
          tabs={tabs.map((id) => ({ id, label: t(`agreements.tab.${id}`), count: counts[id] }))}
          current={current}
          onChange={show}
          panelId="agreement-panel"
        />
      }
    >
      <div id="agreement-panel" role="tabpanel" aria-label={t(`agreements.tab.${current}`)}>
        {current === 'summary' && <AgreementSummary saver={saver} />}
        {current === 'scope' && <AgreementScope saver={saver} />}
        {current === 'provisions' && <AgreementProvisions detail={detail} saver={saver} />}
        {current === 'dates' && <AgreementDates saver={saver} />}
        {current === 'evidence' && <AgreementEvidence saver={saver} />}
        {current === 'history' && <RecordHistory recordId={agreement.id} />}
      </div>
      {deed === 'sign' && (
        <SignDialog
          agreement={agreement}
          onAttach={() => {
            setDeed(null);
            show('evidence');
          }}
          onClose={() => setDeed(null)}
        />
      )}
      {deed !== null && deed !== 'sign' && (
        <MoveDialog agreement={agreement} deed={deed} onClose={() => setDeed(null)} />
      )}
    </PageLayout>
  );
}

interface StepLineProps {
  detail: AgreementDetail;
  actions: ReturnType<typeof useDeeds>;
  onDeed: (deed: AgreementDeed) => void;
  onTab: (tab: TabId) => void;
}

/** What to do next, with the one button that does it. */
function StepLine({ detail: { nextStep }, actions, onDeed, onTab }: StepLineProps) {
  const { t } = useTranslation();
  if (nextStep === null) return null;
  const { kind, count, dueOn } = nextStep;
  const deed = STEP_DEEDS[kind];
  const tab = STEP_TABS[kind];
  const action = actions.find(({ id }) => id === deed);
  const day = dueOn === null ? '' : formatDay(dueOn);
  const text = t(`agreements.step.${kind}${dueOn === null ? '' : 'By'}`, {
    count,
    day,
    defaultValue: t(`agreements.step.${kind}`, { count, day }),
  });
  return (
    <NextStep
      text={text}
      action={
        <Button
          kind="primary"
          size="small"
          unavailable={action?.unavailable}
          onClick={() => {
            if (deed !== undefined) onDeed(deed);
            else if (tab !== undefined) onTab(tab);
          }}
        >
          {action ? action.label : t(`agreements.stepAction.${kind}`)}
        </Button>
      }
    />
  );
}
