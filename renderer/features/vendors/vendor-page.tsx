import { useQuery } from '@tanstack/react-query';
import { ArrowRightLeft, ClipboardCheck, Download, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { NextStep, Vendor } from '../../../shared/contract/vendors.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { RecordAgreements } from '../../components/record/record-agreements.tsx';
import { RecordAssessments } from '../../components/record/record-assessments.tsx';
import { RecordEvidence } from '../../components/record/record-evidence.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import { RecordFindings } from '../../components/record/record-findings.tsx';
import { RecordRisks } from '../../components/record/record-risks.tsx';
import { RecordNextStep } from '../../components/record/record-next-step.tsx';
import type { ExplainedScore } from '../../components/record/record-scores.tsx';
import { RecordSubProcessors } from '../../components/record/record-sub-processors.tsx';
import { StatusDialog } from '../../components/record/status-dialog.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { formatList } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useVendorSaver } from './use-vendor-saver.ts';
import { VendorSummary } from './vendor-summary.tsx';
import { VendorTools } from './vendor-tools.tsx';

const TABS = [
  'summary',
  'tools',
  'assessments',
  'agreements',
  'risks',
  'subProcessors',
  'evidence',
  'findings',
  'history',
] as const;
type TabId = (typeof TABS)[number];

/** One vendor: what to do next, its scores and facts, and everything that hangs on it. */
export function VendorPage() {
  const { t } = useTranslation();
  const { vendorId = '' } = useParams();
  const record = useQuery(api.vendors.get.queryOptions({ input: { vendorId } }));
  usePage(record.data?.vendor.name ?? t('vendors.title'), [
    { label: t('tools.title'), to: '/tools' },
    { label: t('vendors.title'), to: '/vendors' },
  ]);
  if (record.isError) return <ErrorPanel what={t('vendors.missing')} problem={readProblem(record.error)} />;
  if (!record.data) return <LoadingRows rows={8} />;
  return <VendorRecord key={vendorId} vendor={record.data.vendor} nextStep={record.data.nextStep} />;
}

function VendorRecord({ vendor, nextStep }: { vendor: Vendor; nextStep: NextStep }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [explained, setExplained] = useState<ExplainedScore | null>(null);
  const [changing, setChanging] = useState(false);
  const { saver, changeStatus } = useVendorSaver(vendor);
  const statusRefusal = useRoleRefusal('vendors.changeStatus');
  const toolRefusal = useRoleRefusal('tools.create');
  const planRefusal = useRoleRefusal('assessments.plan');
  const current = TABS.find((tab) => tab === parameters.get('tab')) ?? 'summary';
  const { counts } = vendor;
  const tabCounts: Partial<Record<TabId, number>> = {
    tools: counts.tools,
    assessments: counts.assessments,
    risks: counts.risks,
    agreements: counts.agreements,
    evidence: counts.evidence,
  };
  const actions = [
    {
      id: 'status',
      label: t('record.changeStatus'),
      icon: ArrowRightLeft,
      run: () => setChanging(true),
      unavailable: statusRefusal,
    },
    {
      id: 'tool',
      label: t('vendors.addTool'),
      icon: Plus,
      run: () => void navigate(`/tools?add=${vendor.id}`),
      unavailable: toolRefusal,
    },
    {
      id: 'assess',
      label: t('record.assessment.start'),
      icon: ClipboardCheck,
      run: () => void navigate(`/assessments?plan=&vendor=${vendor.id}`),
      unavailable: planRefusal,
    },
  ];
  useCommands(
    vendor.name,
    actions.map(({ unavailable, ...action }) => ({ ...action, refusal: unavailable })),
  );

  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={vendor.name}
            tag={<WordMark of="register" value={vendor.status} variant="tag" />}
            fact={<VendorFact vendor={vendor} />}
            actions={
              <>
                <ButtonLink to={`/reports?kind=vendor_dossier&vendor=${vendor.id}`} icon={Download}>
                  {t('record.export')}
                </ButtonLink>
                <PopoverMenu label={t('record.more', { name: vendor.name })} items={actions} />
              </>
            }
          />
          <RecordNextStep step={nextStep} recordId={vendor.id} />
        </>
      }
      tabs={
        <TabBar
          label={t('vendors.tabs')}
          tabs={TABS.map((id) => ({ id, label: t(`vendors.tab.${id}`), count: tabCounts[id] }))}
          current={current}
          onChange={(tab) => setParameters({ tab }, { replace: true })}
          panelId="vendor-panel"
        />
      }
      drawer={explained && <RecordExplain score={explained} onClose={() => setExplained(null)} />}
    >
      <div id="vendor-panel" role="tabpanel" aria-label={t(`vendors.tab.${current}`)}>
        {current === 'summary' && <VendorSummary saver={saver} explained={explained} onExplain={setExplained} />}
        {current === 'tools' && <VendorTools vendorId={vendor.id} />}
        {current === 'assessments' && <RecordAssessments field="vendorId" id={vendor.id} />}
        {current === 'agreements' && <RecordAgreements vendorId={vendor.id} />}
        {current === 'risks' && <RecordRisks field="vendorId" id={vendor.id} />}
        {current === 'subProcessors' && <RecordSubProcessors vendorId={vendor.id} />}
        {current === 'evidence' && <RecordEvidence vendorId={vendor.id} />}
        {current === 'findings' && <RecordFindings field="vendorId" id={vendor.id} />}
        {current === 'history' && <RecordHistory recordId={vendor.id} />}
      </div>
      {changing && <StatusDialog record={vendor} onChange={changeStatus} onClose={() => setChanging(false)} />}
    </PageLayout>
  );
}

/** "Formerly Plough Labs. Inherent tier Critical. Owner Tomas Lindqvist." */
function VendorFact({ vendor }: { vendor: Vendor }) {
  const { t } = useTranslation();
  const { formerNames, inherentTier, owner, code } = vendor;
  const sentences = [
    formerNames.length > 0 && t('vendors.fact.formerly', { names: formatList(formerNames) }),
    inherentTier !== null && t('vendors.fact.tier', { tier: t(`components.band.${inherentTier}`) }),
    owner ? t('vendors.fact.owner', { name: owner.name }) : t('vendors.fact.noOwner'),
  ].filter((sentence) => sentence !== false);
  return (
    <>
      {sentences.join(' ')} <span className="mono">{code}</span>
    </>
  );
}
