import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { PHI_FACTORS, type PhiExposure, type PhiFactor } from '../../../shared/contract/phi-exposure.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { NextStep } from '../../components/next-step.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import styles from './phi-exposure-page.module.css';
import { findUnrated, PhiFactors } from './phi-factors.tsx';
import { PhiResult } from './phi-result.tsx';
import { usePhiSaver } from './use-phi-saver.ts';

/** The exposure of one tool: seven factors, the rating, and what follows for its use; `?factor=retention` opens one. */
export function PhiToolPage() {
  const { t } = useTranslation();
  const { toolId = '' } = useParams();
  const record = useQuery(api.phiExposure.get.queryOptions({ input: { toolId } }));
  const name = record.data?.tool.name;
  usePage(name === undefined ? t('phiExposure.title') : t('phiExposure.record.title', { name }), [
    { label: t('phiExposure.title'), to: '/phi-exposure' },
  ]);
  if (record.isError) return <ErrorPanel what={t('phiExposure.missing')} problem={readProblem(record.error)} />;
  if (!record.data) return <LoadingRows rows={8} />;
  return <PhiRecord key={toolId} exposure={record.data} />;
}

function PhiRecord({ exposure }: { exposure: PhiExposure }) {
  const { t } = useTranslation();
  const saver = usePhiSaver(exposure);
  const [parameters] = useSearchParams();
  const asked = PHI_FACTORS.find((factor) => factor === parameters.get('factor'));
  const [open, setOpen] = useState<PhiFactor>(() => asked ?? findUnrated(exposure) ?? PHI_FACTORS[0]);
  const [explained, setExplained] = useState(false);
  const { tool, vendor, plan, rated } = exposure;
  useKeys(
    t('phiExposure.title'),
    rated === 0
      ? []
      : [{ key: 'E', label: t('phiExposure.result.explain'), run: () => setExplained(true), hint: true }],
  );
  return (
    <PageLayout
      header={
        <>
          <PageHeader
            title={t('phiExposure.record.title', { name: tool.name })}
            tag={
              exposure.exposure === null ? (
                <StatusMark shape="ask" variant="tag">
                  {t('phiExposure.notRated')}
                </StatusMark>
              ) : (
                <BandMark band={exposure.exposure} variant="tag" />
              )
            }
            fact={[vendor.name, plan].filter(Boolean).join(', ')}
            actions={
              <>
                <ButtonLink to={recordPath('tool', tool.id)}>{t('phiExposure.record.openTool')}</ButtonLink>
                <ButtonLink to={`/reports?kind=phi_exposure&tools=${tool.id}`} icon={Download}>
                  {t('phiExposure.export')}
                </ButtonLink>
              </>
            }
          />
          <Next exposure={exposure} onOpen={setOpen} />
        </>
      }
      drawer={
        explained && (
          <ExplainDrawer
            kind="phi_exposure"
            subjectId={tool.id}
            onClose={() => setExplained(false)}
            onOpenSource={({ id }) => setOpen(PHI_FACTORS.find((factor) => factor === id) ?? open)}
          />
        )
      }
      footer={<PageKeys />}
    >
      <div className={styles.columns}>
        <PhiFactors saver={saver} open={open} onOpen={setOpen} />
        <PhiResult exposure={exposure} onExplain={() => setExplained(true)} />
      </div>
    </PageLayout>
  );
}

/** What to do next: the first factor that nobody has rated, then the agreement. */
function Next({ exposure, onOpen }: { exposure: PhiExposure; onOpen: (factor: PhiFactor) => void }) {
  const { t } = useTranslation();
  const models = useQuery(api.phiExposure.factors.queryOptions());
  const unrated = findUnrated(exposure);
  const model = models.data?.find(({ factor }) => factor === unrated);
  const { baa, permissible } = exposure;
  if (unrated !== undefined) {
    return (
      <NextStep
        text={model ? t('phiExposure.record.rateNext', { factor: model.title, question: model.question }) : ''}
        action={
          <Button kind="primary" size="small" onClick={() => onOpen(unrated)}>
            {t('phiExposure.record.rate')}
          </Button>
        }
      />
    );
  }
  if (permissible !== 'not_with_phi') return <NextStep text={t('phiExposure.record.done')} />;
  return baa.agreement ? (
    <NextStep
      text={t('phiExposure.record.baaNext', { code: baa.agreement.code })}
      action={
        <ButtonLink size="small" to={recordPath('agreement', baa.agreement.id)}>
          {t('phiExposure.record.openBaa')}
        </ButtonLink>
      }
    />
  ) : (
    <NextStep
      text={t('phiExposure.record.baaNone')}
      action={
        <ButtonLink size="small" to="/agreements">
          {t('phiExposure.record.addBaa')}
        </ButtonLink>
      }
    />
  );
}
