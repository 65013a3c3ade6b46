import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, ClipboardCheck, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Tool } from '../../../shared/contract/tools.ts';
import type { NextStep, RegisterStatus } from '../../../shared/contract/vendors.ts';
import { findApprovalRefusal } from '../../../shared/rules/tools.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { RecordAssessments } from '../../components/record/record-assessments.tsx';
import { RecordEvidence } from '../../components/record/record-evidence.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import { RecordFindings } from '../../components/record/record-findings.tsx';
import { RecordNextStep } from '../../components/record/record-next-step.tsx';
import type { ExplainedScore } from '../../components/record/record-scores.tsx';
import { StatusDialog } from '../../components/record/status-dialog.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { ToolGates } from './tool-gates.tsx';
import { ToolInherent } from './tool-inherent.tsx';
import { ToolSummary } from './tool-summary.tsx';
import styles from './tool-page.module.css';
import { useToolSaver } from './use-tool-saver.ts';

const TABS = ['summary', 'inherent', 'gates', 'assessments', 'evidence', 'findings', 'history'] as const;
type TabId = (typeof TABS)[number];

/** One tool: what to do next, its scores and facts, its inherent risk, its gates, and its history. */
export function ToolPage() {
  const { t } = useTranslation();
  const { toolId = '' } = useParams();
  const record = useQuery(api.tools.get.queryOptions({ input: { toolId } }));
  const tool = record.data?.tool;
  usePage(tool?.name ?? t('tools.record'), [
    { label: t('tools.title'), to: '/tools' },
    ...(tool ? [{ label: tool.vendor.name, to: recordPath('vendor', tool.vendor.id) }] : []),
  ]);
  if (record.isError) return <ErrorPanel what={t('tools.missing')} problem={readProblem(record.error)} />;
  if (!record.data) return <LoadingRows rows={8} />;
  return <ToolRecord key={toolId} tool={record.data.tool} nextStep={record.data.nextStep} />;
}

/** How many assessments and findings a tool has, for its tabs. */
function useTabCounts(tool: Tool): Partial<Record<TabId, number>> {
  const input = { filters: [{ field: 'toolId', operator: 'is' as const, values: [tool.id] }], limit: 1 };
  const assessments = useQuery(api.assessments.list.queryOptions({ input }));
  const findings = useQuery(api.findings.list.queryOptions({ input }));
  return {
    gates: tool.gates.filter(({ state }) => state === 'passed').length,
    ...(assessments.data && { assessments: assessments.data.total }),
    ...(findings.data && { findings: findings.data.total }),
  };
}

function ToolRecord({ tool, nextStep }: { tool: Tool; nextStep: NextStep }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [explained, setExplained] = useState<ExplainedScore | null>(null);
  const [changing, setChanging] = useState(false);
  const { saver, factorSaver, changeStatus, decideGate } = useToolSaver(tool);
  const tabCounts = useTabCounts(tool);
  const statusRefusal = useRoleRefusal('tools.changeStatus');
  const planRefusal = useRoleRefusal('assessments.plan');
  const current = TABS.find((tab) => tab === parameters.get('tab')) ?? 'summary';
  const openTab = (tab: TabId) => setParameters({ tab }, { replace: true });
  const refuseStatus = (status: RegisterStatus) =>
    status === 'approved' ? findApprovalRefusal(tool)?.sentence : undefined;
  const actions = [
    {
      id: 'status',
      label: t('record.changeStatus'),
      icon: ArrowRightLeft,
      run: () => setChanging(true),
      unavailable: statusRefusal,
    },
    {
      id: 'assess',
      label: t('record.assessment.start'),
      icon: ClipboardCheck,
      run: () => void navigate(`/assessments?plan=${tool.id}`),
      unavailable: planRefusal,
    },
  ];
  useCommands(
    tool.name,
    actions.map(({ unavailable, ...action }) => ({ ...action, refusal: unavailable })),
  );

  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={tool.name}
            tag={<WordMark of="register" value={tool.status} variant="tag" />}
            fact={<ToolFact tool={tool} />}
            actions={
              <>
                <ButtonLink to={`/reports?kind=approved_tools&tools=${tool.id}`} icon={Download}>
                  {t('record.export')}
                </ButtonLink>
                <PopoverMenu label={t('record.more', { name: tool.name })} items={actions} />
              </>
            }
          />
          <RecordNextStep step={nextStep} recordId={tool.id} />
        </>
      }
      tabs={
        <TabBar
          label={t('tools.tabs')}
          tabs={TABS.map((id) => ({ id, label: t(`tools.tab.${id}`), count: tabCounts[id] }))}
          current={current}
          onChange={openTab}
          panelId="tool-panel"
        />
      }
      drawer={explained && <RecordExplain score={explained} onClose={() => setExplained(null)} />}
    >
      <div id="tool-panel" role="tabpanel" aria-label={t(`tools.tab.${current}`)}>
        {current === 'summary' && <ToolSummary saver={saver} explained={explained} onExplain={setExplained} />}
        {current === 'inherent' && <ToolInherent saver={factorSaver} onExplain={setExplained} />}
        {current === 'gates' && <ToolGates tool={tool} decide={decideGate} />}
        {current === 'assessments' && <RecordAssessments field="toolId" id={tool.id} toolId={tool.id} />}
        {current === 'evidence' && <RecordEvidence vendorId={tool.vendor.id} />}
        {current === 'findings' && <RecordFindings field="toolId" id={tool.id} />}
        {current === 'history' && <RecordHistory recordId={tool.id} />}
      </div>
      {changing && (
        <StatusDialog record={tool} refuse={refuseStatus} onChange={changeStatus} onClose={() => setChanging(false)} />
      )}
    </PageLayout>
  );
}

/** "Agent of Harrow AI, Enterprise plan. Inherent tier Critical. Owner Tomas Lindqvist." */
function ToolFact({ tool }: { tool: Tool }) {
  const { t } = useTranslation();
  const { plan, owner, inherentTier, vendor, code } = tool;
  const sentences = [
    plan !== '' && t('tools.fact.plan', { plan }),
    inherentTier !== null && t('vendors.fact.tier', { tier: t(`components.band.${inherentTier}`) }),
    owner ? t('vendors.fact.owner', { name: owner.name }) : t('vendors.fact.noOwner'),
  ].filter((sentence) => sentence !== false);
  return (
    <>
      {t('tools.fact.of', { kind: t(`tools.kind.${tool.kind}`) })}{' '}
      <Link className={styles.inText} to={recordPath('vendor', vendor.id)}>
        {vendor.name}
      </Link>
      . {sentences.join(' ')} <span className="mono">{code}</span>
    </>
  );
}
