import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import {
  REPORT_FORMATS,
  REPORT_KINDS,
  reportKindSchema,
  type ExportedFile,
  type ReportKind,
} from '../../../shared/contract/reports.ts';
import { CLASSIFICATIONS } from '../../../shared/report/report.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api, client, useRefresh } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useToast } from '../../platform/toasts.tsx';
import { readToolScope } from './report-scope.ts';
import styles from './reports-page.module.css';

type Format = (typeof REPORT_FORMATS)[number];

/** Chooses reports, scope and cover, writes them with progress, and puts them where the person wants them. */
export function ReportsPage() {
  const { t } = useTranslation();
  usePage(t('reportsPage.title'), [{ label: t('app.group.prove') }]);
  const catalogue = useQuery(api.reports.catalogue.queryOptions());
  const settings = useQuery(api.settings.organisation.queryOptions());
  const failure = catalogue.error ?? settings.error;
  if (failure) return <ErrorPanel problem={readProblem(failure)} />;
  if (!catalogue.data || !settings.data) return <LoadingRows />;
  return <ExportForm catalogue={catalogue.data} settings={settings.data} />;
}

interface ExportFormProps {
  catalogue: Awaited<ReturnType<typeof client.reports.catalogue>>;
  settings: Awaited<ReturnType<typeof client.settings.organisation>>;
}

function readKinds(parameters: URLSearchParams): ReportKind[] {
  const asked = reportKindSchema.safeParse(parameters.get('kind'));
  if (asked.success) return [asked.data];
  return readToolScope(parameters) ? ['approved_tools'] : ['vendor_assessment'];
}

function ExportForm({ catalogue, settings }: ExportFormProps) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const scope = readToolScope(parameters);
  const asked = parameters.get('assessment');
  const agreementId = parameters.get('agreement');
  const vendorId = parameters.get('vendor');
  const [kinds, setKinds] = useState<readonly ReportKind[]>(() => readKinds(parameters));
  const [formats, setFormats] = useState<readonly Format[]>(REPORT_FORMATS);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    asked
      ? [asked]
      : catalogue.assessments
          .filter((one) => (vendorId === null ? one.signed : one.vendorId === vendorId))
          .map(({ id }) => id),
  );
  const [organisation, setOrganisation] = useState(settings.organisation);
  const [classification, setClassification] = useState(settings.classification);
  const [withLogo, setWithLogo] = useState(settings.hasLogo);
  const [period, setPeriod] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  const work = useExport();

  const wantsAssessments = kinds.includes('vendor_assessment');
  const unavailable = findRefusal();
  function findRefusal(): string | undefined {
    if (work.progress) return t('reportsPage.running');
    if (kinds.length === 0) return t('reportsPage.noKind');
    if (formats.length === 0) return t('reportsPage.noFormat');
    if (wantsAssessments && chosen.length === 0) return t('reportsPage.noAssessment');
    if (kinds.includes('audit_trail') && (period.from === null) !== (period.to === null))
      return t('reportsPage.halfPeriod');
    if (organisation.trim() === '') return t('reportsPage.noOrganisation');
    return undefined;
  }

  function start() {
    if (unavailable !== undefined) return;
    const { from, to } = period;
    void work.run({
      kinds: [...kinds],
      formats: [...formats],
      assessmentIds: wantsAssessments ? [...chosen] : [],
      classification,
      organisation: organisation.trim(),
      withLogo,
      ...scope,
      ...(agreementId !== null && { agreementIds: [agreementId] }),
      ...(vendorId !== null && { vendorIds: [vendorId] }),
      ...(from && to && { period: { from, to } }),
    });
  }
  useKeys(t('reportsPage.title'), [
    { key: 'Ctrl Enter', label: t('reportsPage.export'), run: start, insideFields: true, hint: true },
  ]);

  const toggle = <Value,>(values: readonly Value[], value: Value, on: boolean) =>
    on ? [...values, value] : values.filter((one) => one !== value);
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('reportsPage.title')}
          fact={t('reportsPage.fact')}
          actions={
            <Button kind="primary" icon={Download} unavailable={unavailable} onClick={start}>
              {t('reportsPage.export')}
            </Button>
          }
        />
      }
    >
      {work.progress && (
        <ProgressPanel label={t(`reportsPage.step.${work.progress.step}`)} {...work.progress} onCancel={work.cancel} />
      )}
      {work.problem && <ErrorPanel problem={work.problem} kept={t('reportsPage.kept')} />}
      {work.files && <ExportedFiles files={work.files} />}
      <div className={styles.columns}>
        <Panel title={t('reportsPage.reports')} fact={t('reportsPage.chosen', { count: kinds.length })}>
          <ul className={styles.choices}>
            {REPORT_KINDS.map((kind) => {
              const records = catalogue.kinds.find((one) => one.kind === kind)?.records ?? 0;
              return (
                <li key={kind}>
                  <Checkbox
                    label={t(`reports.kind.${kind}`)}
                    help={t(`reportsPage.about.${kind}`, { count: records, number: formatNumber(records) })}
                    checked={kinds.includes(kind)}
                    onChange={(on) => setKinds(REPORT_KINDS.filter((one) => toggle(kinds, kind, on).includes(one)))}
                  />
                </li>
              );
            })}
          </ul>
        </Panel>
        <div className={styles.side}>
          <Panel title={t('reportsPage.formats')}>
            <div className={styles.row}>
              {REPORT_FORMATS.map((format) => (
                <Checkbox
                  key={format}
                  label={t(`reportsPage.format.${format}`)}
                  checked={formats.includes(format)}
                  onChange={(on) =>
                    setFormats(REPORT_FORMATS.filter((one) => toggle(formats, format, on).includes(one)))
                  }
                />
              ))}
            </div>
          </Panel>
          {wantsAssessments && (
            <Panel title={t('reportsPage.assessments')} fact={t('reportsPage.chosen', { count: chosen.length })}>
              <ul className={styles.assessments}>
                {catalogue.assessments.map(({ id, code, title, toolName, signed }) => (
                  <li key={id}>
                    <Checkbox
                      label={`${toolName}: ${title}`}
                      checked={chosen.includes(id)}
                      onChange={(on) => setChosen(toggle(chosen, id, on))}
                    />
                    <span className={styles.code}>{code}</span>
                    <StatusMark shape={signed ? 'lock' : 'half'}>
                      {t(signed ? 'reportsPage.signed' : 'reportsPage.draft')}
                    </StatusMark>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          {scope && (
            <Panel title={t('reportsPage.scope')}>
              <p>
                {t(scope.toolIds ? 'reportsPage.scopeChosen' : 'reportsPage.scopeFilter', {
                  count: scope.toolIds?.length ?? 0,
                })}
              </p>
            </Panel>
          )}
          {vendorId !== null && kinds.includes('vendor_dossier') && <VendorScope vendorId={vendorId} />}
          {kinds.includes('audit_trail') && (
            <Panel title={t('reportsPage.period')} note={t('reportsPage.periodNote')}>
              <div className={styles.row}>
                <DateField
                  label={t('auditTrail.from')}
                  value={period.from}
                  onChange={(from) => setPeriod((before) => ({ ...before, from }))}
                  optional
                />
                <DateField
                  label={t('auditTrail.to')}
                  value={period.to}
                  onChange={(to) => setPeriod((before) => ({ ...before, to }))}
                  optional
                />
              </div>
            </Panel>
          )}
          <Panel title={t('reportsPage.cover')}>
            <div className={styles.fields}>
              <TextField label={t('settings.name')} value={organisation} onChange={setOrganisation} />
              <SelectField
                label={t('reportsPage.classification')}
                value={classification}
                options={CLASSIFICATIONS.map((value) => ({ value, label: t(`settings.classifications.${value}`) }))}
                onChange={setClassification}
              />
              <Checkbox
                label={t('reportsPage.logo')}
                checked={withLogo && settings.hasLogo}
                onChange={setWithLogo}
                readOnly={!settings.hasLogo}
                {...(!settings.hasLogo && { help: t('reportsPage.noLogo') })}
              />
            </div>
          </Panel>
        </div>
      </div>
    </PageLayout>
  );
}

/** Which vendor the dossier is of. */
function VendorScope({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(api.vendors.get.queryOptions({ input: { vendorId } }));
  return (
    <Panel title={t('reportsPage.vendor')}>
      <p>{t('reportsPage.onlyVendor', { name: data?.vendor.name ?? '' })}</p>
    </Panel>
  );
}

/** The export as long work: progress, cancel, what came of it. */
function useExport() {
  const { t } = useTranslation();
  const toast = useToast();
  const refresh = useRefresh();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [files, setFiles] = useState<readonly ExportedFile[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function run(input: Parameters<typeof client.reports.export>[0]) {
    const abort = new AbortController();
    stop.current = abort;
    setFiles(null);
    setProblem(null);
    setProgress({ step: 'reports.progress.reading', done: 0, total: input.kinds.length });
    try {
      const result = await runJob(await client.reports.export(input, { signal: abort.signal }), setProgress);
      setFiles(result.files);
      await refresh('reports.export');
      if (result.files.length > 0 && (await host.saveFiles(result.files)) > 0) {
        toast({ message: t('reportsPage.saved', { count: result.files.length }), tone: 'ok' });
      }
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }
  return { progress, files, problem, run, cancel: () => stop.current?.abort() };
}

function ExportedFiles({ files }: { files: readonly ExportedFile[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.done} aria-live="polite">
      <Panel title={t('reportsPage.done', { count: files.length })} note={t('reportsPage.doneNote')} flush>
        <DataTable
          label={t('reportsPage.done', { count: files.length })}
          rows={files}
          rowId={({ token }) => token}
          empty={t('reportsPage.nothing')}
          compact
          columns={[
            { id: 'name', title: t('reportsPage.file'), render: ({ name }) => name },
            { id: 'rows', title: t('reportsPage.rows'), align: 'right', render: ({ rows }) => formatNumber(rows) },
            {
              id: 'size',
              title: t('workspace.size'),
              align: 'right',
              render: ({ size }) => t('workspace.kilobytes', { size: formatNumber(Math.ceil(size / 1024)) }),
            },
            { id: 'sha256', title: t('reportsPage.sum'), mono: true, render: ({ sha256 }) => sha256.slice(0, 16) },
            {
              id: 'save',
              title: t('reportsPage.saveAgain'),
              hideTitle: true,
              align: 'right',
              render: (file) => (
                <Button size="small" kind="quiet" onClick={() => void host.saveFiles([file])}>
                  {t('reportsPage.saveAgain')}
                </Button>
              ),
            },
          ]}
        />
      </Panel>
    </div>
  );
}
