import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleSlash, RotateCcw, ShieldCheck, ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { Risk } from '../../../shared/contract/risks.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import page from '../../components/record/record-page.module.css';
import { RecordHistory } from '../../components/record-history.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { AcceptRiskDialog } from './accept-risk-dialog.tsx';
import { CloseRiskDialog } from './close-risk-dialog.tsx';
import { RiskControls } from './risk-controls.tsx';
import { RiskJudgement, RiskStanding, RiskTreatmentPanel, RiskWords } from './risk-facts.tsx';
import { RiskLinks } from './risk-links.tsx';
import { useRiskSaver } from './use-risk-saver.ts';

const TABS = ['summary', 'controls', 'history'] as const;
type TabId = (typeof TABS)[number];

/** One risk: how it is judged, what lowers it, who lives with it, what it is about. */
export function RiskPage() {
  const { t } = useTranslation();
  const { riskId = '' } = useParams();
  const record = useQuery(api.risks.get.queryOptions({ input: { riskId } }));
  usePage(record.data?.title ?? t('risks.record'), [
    { label: t('app.group.govern') },
    { label: t('risks.title'), to: '/risks' },
  ]);
  if (record.isError) return <ErrorPanel what={t('risks.missing')} problem={readProblem(record.error)} />;
  if (!record.data) return <LoadingRows rows={8} />;
  return <RiskRecord key={riskId} risk={record.data} />;
}

/** Why this person cannot accept this risk now; undefined when they can. */
function useAcceptRefusal(risk: Risk): string | undefined {
  const { t } = useTranslation();
  const { person } = useWorking();
  const role = useRoleRefusal('risks.accept');
  if (role !== undefined) return role;
  if (!risk.open) return t('risks.accept.closed');
  if (risk.suggested) return t('risks.accept.suggested');
  return risk.owner?.id === person.id ? t('risks.accept.own') : undefined;
}

function RiskRecord({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [parameters, setParameters] = useSearchParams();
  const [explaining, setExplaining] = useState(false);
  const [opened, setOpened] = useState<'accept' | 'close' | null>(null);
  const saver = useRiskSaver(risk);
  const say = { onError: (error: unknown) => toast({ message: readProblem(error).sentence, tone: 'bad' as const }) };
  const reopen = useMutation(api.risks.reopen.mutationOptions(say));
  const withdraw = useMutation(api.risks.withdrawAcceptance.mutationOptions(say));
  const acceptRefusal = useAcceptRefusal(risk);
  const closeRefusal = useRoleRefusal('risks.close');
  const withdrawRefusal = useRoleRefusal('risks.withdrawAcceptance');
  const current: TabId = TABS.find((tab) => tab === parameters.get('tab')) ?? 'summary';
  const at = { riskId: risk.id, revision: risk.revision };
  useKeys(risk.code, [{ key: 'E', label: t('risks.key.explain'), run: () => setExplaining(true), hint: true }]);
  const actions = [
    ...(risk.acceptance
      ? [
          {
            id: 'withdraw',
            label: t('risks.withdraw'),
            icon: ShieldX,
            run: () => withdraw.mutate(at),
            unavailable: withdrawRefusal,
          },
        ]
      : []),
    risk.open
      ? {
          id: 'close',
          label: t('risks.close.action'),
          icon: CircleSlash,
          run: () => setOpened('close'),
          unavailable: closeRefusal,
        }
      : {
          id: 'reopen',
          label: t('risks.reopen'),
          icon: RotateCcw,
          run: () => reopen.mutate(at),
          unavailable: closeRefusal,
        },
  ];
  useCommands(
    risk.title,
    actions.map(({ unavailable, ...action }) => ({ ...action, refusal: unavailable })),
  );

  return (
    <PageLayout
      header={
        <PageHeader
          title={risk.title}
          tag={
            risk.open ? (
              <BandMark band={risk.residual.band} score={risk.residual.score} variant="tag" />
            ) : (
              <WordMark of="risk" value="closed" variant="tag" />
            )
          }
          fact={
            <>
              {[
                t(`risks.category.${risk.category}`),
                risk.owner ? t('risks.fact.owner', { name: risk.owner.name }) : t('risks.fact.noOwner'),
              ].join('. ')}
              . <span className="mono">{risk.code}</span>
            </>
          }
          actions={
            <>
              <Button kind="secondary" onClick={() => setExplaining(true)}>
                {t('risks.explain')}
              </Button>
              <Button icon={ShieldCheck} unavailable={acceptRefusal} onClick={() => setOpened('accept')}>
                {t('risks.accept.action')}
              </Button>
              <PopoverMenu label={t('record.more', { name: risk.title })} items={actions} />
            </>
          }
        />
      }
      tabs={
        <TabBar
          label={t('risks.tabs')}
          tabs={TABS.map((id) => ({
            id,
            label: t(`risks.tab.${id}`),
            count: id === 'controls' ? risk.controls.length : undefined,
          }))}
          current={current}
          onChange={(tab) => setParameters({ tab }, { replace: true })}
          panelId="risk-panel"
        />
      }
      drawer={
        explaining && (
          <RecordExplain score={{ kind: 'risk', subjectId: risk.id }} onClose={() => setExplaining(false)} />
        )
      }
    >
      <div id="risk-panel" role="tabpanel" aria-label={t(`risks.tab.${current}`)}>
        {current === 'summary' && (
          <div className={page.stack}>
            <RiskStanding risk={risk} onExplain={() => setExplaining(true)} />
            <div className={page.pair}>
              <RiskJudgement saver={saver} />
              <RiskTreatmentPanel saver={saver} />
            </div>
            <RiskWords saver={saver} />
            <RiskLinks saver={saver} />
          </div>
        )}
        {current === 'controls' && <RiskControls saver={saver} />}
        {current === 'history' && <RecordHistory recordId={risk.id} />}
      </div>
      {opened === 'accept' && <AcceptRiskDialog risk={risk} onClose={() => setOpened(null)} />}
      {opened === 'close' && <CloseRiskDialog risk={risk} onClose={() => setOpened(null)} />}
    </PageLayout>
  );
}
