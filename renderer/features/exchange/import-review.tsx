import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportMapping, ImportProblem } from '../../../shared/contract/exchange.ts';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FiguresRow } from '../../components/figures-row.tsx';
import { KeyHint } from '../../components/key-cap.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api, client, useRefresh } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { ColumnsPanel } from './columns-panel.tsx';
import { FixDialog } from './fix-dialog.tsx';
import { FileRow } from './file-row.tsx';
import type { ImportCounts } from './import-done.tsx';
import { applyFix, decideRows, type SheetColumn } from './import-mapping.ts';
import styles from './import-page.module.css';
import type { Inspected } from './inspect-file.ts';
import { ProblemsTable } from './problems-table.tsx';
import { useDryRun } from './use-dry-run.ts';

interface ImportReviewProps {
  inspected: Inspected;
  onDone: (counts: ImportCounts) => void;
  onOtherFile: () => void;
}

/** The chosen sheet with the mapping that it suggests. */
interface ProposedSheet extends Pick<Inspected, 'proposal' | 'matches'> {
  rows: number;
  columns: readonly SheetColumn[];
}

/** Columns and dry run side by side: what the file holds, what is wrong with it, and one button that writes it all. */
export function ImportReview({ inspected, onDone, onOtherFile }: ImportReviewProps) {
  const { t } = useTranslation();
  const { importId, fileName, defused } = inspected;
  const [mapping, setMapping] = useState(inspected.proposal);
  const [sheet, setSheet] = useState<ProposedSheet>(() => ({
    ...(inspected.sheets.find(({ name }) => name === inspected.proposal.sheet) ?? { rows: 0, columns: [] }),
    proposal: inspected.proposal,
    matches: inspected.matches,
  }));
  const [chosen, setChosen] = useState(0);
  const [fixing, setFixing] = useState<ImportProblem | null>(null);
  const dryRun = useDryRun(importId, mapping);
  const commit = useCommit(importId, onDone);
  const errors = useMutation(api.exchange.exportProblems.mutationOptions());

  const { result } = dryRun;
  const problems = result?.problems ?? [];
  const current = problems[Math.min(chosen, problems.length - 1)] ?? null;
  const badRows = [...new Set(problems.map(({ row }) => row))];
  const importable = result ? result.willCreate + result.willUpdate : 0;

  function apply(problem: ImportProblem | null) {
    if (!problem?.fix) return;
    if (problem.fix.kind === 'choose_value') setFixing(problem);
    else setMapping((before) => applyFix(before, problem, null));
  }
  const next = () => setChosen((before) => (problems.length === 0 ? 0 : (before + 1) % problems.length));
  const refusal = findRefusal();
  function findRefusal(): string | undefined {
    if (dryRun.running || !result) return t('exchange.stillChecking');
    if (result.withErrors > 0) return t('exchange.stillErrors', { count: result.withErrors });
    return importable === 0 ? t('exchange.nothingToImport') : undefined;
  }

  async function saveErrors() {
    const file = await errors.mutateAsync({ importId, mapping });
    await host.saveFiles([file]);
  }

  async function chooseSheet(name: string, headerRow: number) {
    const read = await client.exchange.readSheet({ importId, sheet: name, headerRow });
    setSheet(read);
    setMapping((before) => ({ ...read.proposal, duplicates: before.duplicates }));
  }

  useKeys(t('exchange.title'), [
    { key: 'N', label: t('exchange.nextError'), run: next },
    { key: 'A', label: t('exchange.applyFix'), run: () => apply(current) },
  ]);

  return (
    <PageLayout
      header={
        <PageHeader
          title={t('exchange.title')}
          fact={t('exchange.fileFact', {
            file: fileName,
            sheet: mapping.sheet,
            rows: formatNumber(sheet.rows),
            order: t(`exchange.dateOrder.${mapping.dateOrder}`),
          })}
          actions={<Steps checked={!dryRun.running} />}
        />
      }
      footer={
        <div className={styles.footer}>
          <span className={styles.promise}>{writePromise()}</span>
          <KeyHint keys={['N']}>{t('exchange.nextError')}</KeyHint>
          <KeyHint keys={['A']}>{t('exchange.applyFix')}</KeyHint>
          <Button
            icon={Download}
            unavailable={problems.length === 0 ? t('exchange.noErrors') : undefined}
            onClick={() => void saveErrors()}
          >
            {t('exchange.errorList')}
          </Button>
          <Button
            unavailable={badRows.length === 0 ? t('exchange.noErrors') : undefined}
            onClick={() => setMapping((before) => decideRows(before, badRows, 'leave_out'))}
          >
            {t('exchange.leaveOut', { count: badRows.length })}
          </Button>
          <Button
            kind="primary"
            unavailable={commit.progress ? t('exchange.importing') : refusal}
            onClick={() => void commit.run(mapping)}
          >
            {t('exchange.import', { count: importable })}
          </Button>
        </div>
      }
    >
      {commit.progress && (
        <ProgressPanel label={t(commit.progress.step)} {...commit.progress} onCancel={commit.cancel} />
      )}
      {commit.problem && <ErrorPanel problem={commit.problem} kept={t('exchange.nothingWritten')} />}
      {dryRun.problem && <ErrorPanel problem={dryRun.problem} kept={t('exchange.nothingWritten')} />}
      {defused.length > 0 && (
        <Note tone="warn">
          <ul>
            {defused.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Note>
      )}
      <div className={styles.review}>
        <ColumnsPanel
          inspected={{ ...inspected, proposal: sheet.proposal, matches: sheet.matches }}
          columns={sheet.columns}
          mapping={mapping}
          onChange={setMapping}
          onSheet={(name, headerRow) => void chooseSheet(name, headerRow)}
          onOtherFile={onOtherFile}
        />
        <section className={styles.result} aria-label={t('exchange.step.dryRun')} aria-busy={dryRun.running}>
          <FiguresRow
            figures={[
              { label: t('exchange.figure.rows'), value: formatNumber(result?.rows ?? sheet.rows) },
              { label: t('exchange.figure.ready'), value: result ? formatNumber(result.ready) : '–' },
              {
                label: t('exchange.figure.withErrors'),
                value: result ? formatNumber(result.withErrors) : '–',
                ...(result && result.withErrors > 0 && { tone: 'bad' as const }),
              },
              { label: t('exchange.figure.willUpdate'), value: result ? formatNumber(result.willUpdate) : '–' },
            ]}
          />
          {dryRun.progress && <ProgressPanel label={t(dryRun.progress.step)} {...dryRun.progress} />}
          {result && (
            <ProblemsTable
              problems={problems}
              more={result.problemCount - problems.length}
              current={current}
              onChoose={(problem) => setChosen(problems.indexOf(problem))}
              onApply={apply}
            />
          )}
        </section>
      </div>
      {current && (
        <FileRow
          importId={importId}
          sheet={mapping.sheet}
          problem={current}
          position={t('exchange.errorOf', {
            number: formatNumber(problems.indexOf(current) + 1),
            total: formatNumber(problems.length),
          })}
        />
      )}
      {fixing && (
        <FixDialog
          problem={fixing}
          onChoose={(value) => {
            setMapping((before) => applyFix(before, fixing, value));
            setFixing(null);
          }}
          onClose={() => setFixing(null)}
        />
      )}
    </PageLayout>
  );

  function writePromise(): string {
    if (!result) return t('exchange.checking');
    return result.withErrors > 0
      ? t('exchange.promiseErrors', { count: result.withErrors })
      : t('exchange.promise', { count: importable, vendors: formatNumber(result.newVendors) });
  }
}

function Steps({ checked }: { checked: boolean }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.progress}>
      <li>
        <StatusMark shape="ok" tone="ok">
          {t('exchange.step.file')}
        </StatusMark>
      </li>
      <li>
        <StatusMark shape="ok" tone="ok">
          {t('exchange.step.columns')}
        </StatusMark>
      </li>
      <li aria-current="step">
        <StatusMark shape={checked ? 'ok' : 'half'} tone={checked ? 'ok' : 'neutral'}>
          {t('exchange.step.dryRun')}
        </StatusMark>
      </li>
      <li>
        <StatusMark shape="open">{t('exchange.step.import')}</StatusMark>
      </li>
    </ol>
  );
}

/** The import itself, as long work that writes everything or nothing. */
function useCommit(importId: string, onDone: (counts: ImportCounts) => void) {
  const refresh = useRefresh();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);
  async function run(mapping: ImportMapping) {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(null);
    setProgress({ step: 'exchange.progress.writing', done: 0, total: null });
    try {
      const counts = await runJob(
        await client.exchange.commit({ importId, mapping }, { signal: abort.signal }),
        setProgress,
      );
      await refresh('exchange.commit');
      onDone(counts);
    } catch (error) {
      if (!abort.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }
  return { progress, problem, run, cancel: () => stop.current?.abort() };
}
