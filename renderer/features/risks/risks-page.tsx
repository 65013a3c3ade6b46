import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Risk } from '../../../shared/contract/risks.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { KeyHint } from '../../components/key-cap.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { AddRiskDialog } from '../../components/record/add-risk-dialog.tsx';
import { RecordExplain } from '../../components/record/record-explain.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { api } from '../../platform/api.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { EmptyRisks } from './empty-risks.tsx';
import { HeatLegend, HeatMap, isSamePlace, type HeatMapHandle, type Place, type RiskView } from './heat-map.tsx';
import { RiskFilters } from './risk-filters.tsx';
import { readRiskFilters } from './read-risk-filters.ts';
import { RiskTable, type RiskTableHandle } from './risk-table.tsx';
import styles from './risks-page.module.css';
import { StartingRisksDialog } from './starting-risks-dialog.tsx';

/** Days within which the end of an acceptance is said below the table. */
const NOTICE_DAYS = 120;
const VIEWS = ['inherent', 'residual'] as const;
const PLACE = /^([1-5])x([1-5])$/;

function readPlace(text: string | null): Place | null {
  const [, likelihood, impact] = PLACE.exec(text ?? '') ?? [];
  return likelihood === undefined ? null : { likelihood: Number(likelihood), impact: Number(impact) };
}

/** Every risk twice, on the map and in the table, which choose together; `?cell=3x4` is the chosen cell. */
export function RisksPage() {
  const { t } = useTranslation();
  const { today } = useWorking();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [adding, setAdding] = useState(parameters.has('add'));
  const [starting, setStarting] = useState(false);
  const [pointedId, setPointedId] = useState<string | null>(null);
  const [explainedId, setExplainedId] = useState<string | null>(null);
  const map = useRef<HeatMapHandle>(null);
  const table = useRef<RiskTableHandle>(null);
  const filters = readRiskFilters(parameters);
  const list = useQuery(api.risks.list.queryOptions({ input: filters, placeholderData: keepPreviousData }));
  const all = useQuery(api.risks.list.queryOptions({ input: {} }));
  const models = useQuery(api.scores.models.queryOptions());
  const addRefusal = useRoleRefusal('risks.create');
  usePage(t('risks.title'), [{ label: t('app.group.govern') }]);
  const view: RiskView = parameters.get('view') === 'inherent' ? 'inherent' : 'residual';
  const chosen = readPlace(parameters.get('cell'));
  const risks = (list.data ?? []).toSorted(
    (left, right) =>
      right[view].score - left[view].score ||
      right.inherent.score - left.inherent.score ||
      left.code.localeCompare(right.code),
  );
  const inCell = (risk: Risk) => chosen !== null && isSamePlace(chosen, risk[view]);
  const isEmpty = all.data?.length === 0;

  function change(values: Record<string, string | null>): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value === null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true },
    );
  }
  const choose = (place: Place | null) => change({ cell: place && `${place.likelihood}x${place.impact}` });
  const explain = () => setExplainedId(pointedId ?? risks.find(inCell)?.id ?? risks[0]?.id ?? null);

  useKeys(
    t('risks.title'),
    isEmpty
      ? []
      : [
          { key: 'M', label: t('risks.key.map'), run: () => map.current?.focus() },
          { key: 'T', label: t('risks.key.table'), run: () => table.current?.focus() },
          { key: 'E', label: t('risks.key.explain'), run: explain },
          ...(addRefusal === undefined ? [{ key: 'C', label: t('risks.add'), run: () => setAdding(true) }] : []),
        ],
  );

  const residual = models.data?.residual;
  const bandOf = (score: number) =>
    residual?.bands.find(({ from, to }) => from <= score && score <= to)?.band ?? 'critical';
  const ending = risks.filter(
    ({ acceptance }) => acceptance && !acceptance.expired && acceptance.expiresOn <= addDays(today, NOTICE_DAYS),
  ).length;
  const failure = list.error ?? models.error;

  return (
    <PageLayout
      header={
        <PageHeader
          title={t('risks.title')}
          fact={isEmpty || !list.data ? t('risks.purpose') : `${countWords()} ${t(`risks.fact.${view}`)}`}
          actions={
            <>
              {!isEmpty && (
                <SegmentedControl
                  label={t('risks.view.label')}
                  value={view}
                  options={VIEWS.map((value) => ({ value, label: t(`risks.view.${value}`) }))}
                  onChange={(value) => change({ view: value, cell: null })}
                />
              )}
              <ButtonLink to="/reports?kind=risk_register" icon={Download}>
                {t('risks.export')}
              </ButtonLink>
              <Button kind="primary" icon={Plus} unavailable={addRefusal} onClick={() => setAdding(true)}>
                {t('risks.add')}
              </Button>
            </>
          }
        />
      }
      drawer={
        explainedId !== null && (
          <RecordExplain
            key={explainedId}
            score={{ kind: 'risk', subjectId: explainedId }}
            onClose={() => setExplainedId(null)}
          />
        )
      }
    >
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      {(!list.data || !residual) && !failure && <LoadingRows rows={8} />}
      {isEmpty && <EmptyRisks refusal={addRefusal} onStart={() => setStarting(true)} onAdd={() => setAdding(true)} />}
      {!isEmpty && list.data && residual && (
        <>
          <RiskFilters filters={filters} onChange={change} onStart={() => setStarting(true)} />
          <div className={styles.layout}>
            <div className={styles.pair}>
              <section aria-labelledby="risk-map">
                <div className={styles.head}>
                  <h2 id="risk-map" className={styles.title}>
                    {t('risks.map.title')}
                  </h2>
                  <span className={styles.quiet}>{t('risks.map.note')}</span>
                </div>
                <HeatMap
                  ref={map}
                  risks={risks}
                  view={view}
                  chosen={chosen}
                  onChoose={choose}
                  pointedId={pointedId}
                  scales={{
                    likelihood: residual.likelihood.map(({ label }) => label),
                    impact: residual.impact.map(({ label }) => label),
                  }}
                  bandOf={bandOf}
                />
                <HeatLegend bands={residual.bands} />
                <p className={styles.caveat}>{t('risks.map.caveat')}</p>
              </section>
              <section aria-labelledby="risk-table">
                <div className={styles.head}>
                  <h2 id="risk-table" className={styles.title}>
                    {t('risks.table.title')}
                  </h2>
                  {chosen && (
                    <span className={styles.cell}>
                      {t('risks.table.cell')} <b>{t('risks.product', { ...chosen })}</b>
                      <button
                        type="button"
                        className={styles.clear}
                        aria-label={t('risks.table.clear')}
                        onClick={() => choose(null)}
                      >
                        <X size={14} aria-hidden="true" />
                      </button>
                    </span>
                  )}
                </div>
                <RiskTable
                  ref={table}
                  risks={risks}
                  view={view}
                  isChosen={inCell}
                  onPoint={(risk) => setPointedId(risk.id)}
                  onChoose={(risk) => choose(inCell(risk) ? null : risk[view])}
                  onOpen={(risk) => void navigate(recordPath('risk', risk.id))}
                />
                <div className={styles.foot}>
                  <span aria-live="polite">
                    {[
                      chosen && t('risks.table.inCell', { count: risks.filter(inCell).length, all: risks.length }),
                      ending > 0 && t('risks.table.ending', { count: ending, days: NOTICE_DAYS }),
                    ]
                      .filter(Boolean)
                      .join(' ')}
                  </span>
                  <span className={styles.keys}>
                    <KeyHint keys={['M']}>{t('risks.key.map')}</KeyHint>
                    <KeyHint keys={['T']}>{t('risks.key.table')}</KeyHint>
                    <KeyHint keys={['E']}>{t('risks.key.explain')}</KeyHint>
                  </span>
                </div>
              </section>
            </div>
          </div>
        </>
      )}
      {adding && (
        <AddRiskDialog
          links={[]}
          onAdded={(riskId) => void navigate(recordPath('risk', riskId))}
          onClose={() => {
            setAdding(false);
            change({ add: null });
          }}
        />
      )}
      {starting && <StartingRisksDialog onClose={() => setStarting(false)} />}
    </PageLayout>
  );

  function countWords(): string {
    const open = risks.filter((risk) => risk.open).length;
    const suggested = risks.filter((risk) => risk.suggested).length;
    return [
      t('risks.fact.open', { count: open }),
      risks.length > open && t('risks.fact.closed', { count: risks.length - open }),
      suggested > 0 && t('risks.fact.suggested', { count: suggested }),
    ]
      .filter(Boolean)
      .join(' ');
  }
}
