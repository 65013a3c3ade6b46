import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AuditEntry, verificationSchema } from '../../../shared/contract/audit-trail.ts';
import type { z } from 'zod';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { TrailSentence } from '../../components/trail-sentence.tsx';
import { api, client, useRefresh } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { runJob, type JobProgress } from '../../platform/job.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { readFilters } from '../../platform/register-path.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './audit-trail-page.module.css';

const PAGE_SIZE = 50;

type Verification = z.infer<typeof verificationSchema>;

interface TrailFilter {
  search: string;
  actorId: string | null;
  from: string | null;
  to: string | null;
  offset: number;
}

function listFilters({ actorId, from, to }: TrailFilter) {
  return [
    ...(actorId ? [{ field: 'actorId', operator: 'is' as const, values: [actorId] }] : []),
    ...(from ? [{ field: 'occurredAt', operator: 'on_or_after' as const, values: [from] }] : []),
    ...(to ? [{ field: 'occurredAt', operator: 'on_or_before' as const, values: [`${to}T23:59:59.999Z`] }] : []),
  ];
}

/** Everything that was done, newest first, with search, verification and checkpoints. */
export function AuditTrailPage() {
  const { t } = useTranslation();
  const { workspace } = useWorking();
  const [parameters, setParameters] = useSearchParams();
  const linked = readFilters(parameters);
  const [filter, setFilter] = useState<TrailFilter>({ search: '', actorId: null, from: null, to: null, offset: 0 });
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const change = (part: Partial<TrailFilter>) => setFilter((before) => ({ ...before, offset: 0, ...part }));
  usePage(t('auditTrail.title'), [{ label: t('app.group.prove') }]);
  const people = useQuery(api.people.list.queryOptions());
  const list = useQuery({
    ...api.auditTrail.list.queryOptions({
      input: {
        offset: filter.offset,
        limit: PAGE_SIZE,
        search: filter.search,
        filters: [...listFilters(filter), ...linked],
      },
    }),
    placeholderData: keepPreviousData,
  });
  const search = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useKeys(t('auditTrail.title'), [
    { key: '/', label: t('auditTrail.search'), run: () => search.current?.focus(), hint: true },
    { key: 'Escape', label: t('auditTrail.closeEntry'), run: () => setOpened(null) },
  ]);
  const total = list.data?.total ?? 0;
  const last = Math.min(filter.offset + PAGE_SIZE, total);
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('auditTrail.title')}
          fact={t('auditTrail.fact', {
            count: workspace.trail.sequence,
            number: formatNumber(workspace.trail.sequence),
          })}
          actions={<ButtonLink to="/reports?kind=audit_trail">{t('auditTrail.export')}</ButtonLink>}
        />
      }
      drawer={opened && <EntryDrawer entry={opened} onClose={() => setOpened(null)} />}
      footer={
        <PageKeys>
          <span>
            {t('auditTrail.range', {
              from: formatNumber(total === 0 ? 0 : filter.offset + 1),
              to: formatNumber(last),
              total: formatNumber(total),
            })}
          </span>
          <Button
            size="small"
            kind="quiet"
            unavailable={filter.offset === 0 ? t('auditTrail.first') : undefined}
            onClick={() => setFilter((before) => ({ ...before, offset: before.offset - PAGE_SIZE }))}
          >
            {t('auditTrail.newer')}
          </Button>
          <Button
            size="small"
            kind="quiet"
            unavailable={last >= total ? t('auditTrail.last') : undefined}
            onClick={() => setFilter((before) => ({ ...before, offset: before.offset + PAGE_SIZE }))}
          >
            {t('auditTrail.older')}
          </Button>
        </PageKeys>
      }
    >
      <IntegrityPanel />
      <search className={styles.filters}>
        <TextField
          ref={search}
          label={t('auditTrail.search')}
          value={filter.search}
          onChange={(text) => change({ search: text })}
        />
        <SelectField
          label={t('auditTrail.who')}
          emptyLabel={t('auditTrail.anybody')}
          value={filter.actorId}
          options={(people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(actorId: string | null) => change({ actorId })}
        />
        <DateField label={t('auditTrail.from')} value={filter.from} onChange={(from) => change({ from })} optional />
        <DateField label={t('auditTrail.to')} value={filter.to} onChange={(to) => change({ to })} optional />
      </search>
      {linked.length > 0 && (
        <div className={styles.linked}>
          <Chip tone="on" name={t('auditTrail.oneRecord')} onRemove={() => setParameters({})}>
            {t('auditTrail.oneRecord')}
          </Chip>
        </div>
      )}
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.isPending && <LoadingRows />}
      {list.data && (
        <DataTable
          label={t('auditTrail.title')}
          rows={list.data.rows}
          rowId={({ sequence }) => String(sequence)}
          onOpen={setOpened}
          chosenId={opened && String(opened.sequence)}
          empty={t('auditTrail.nothing')}
          columns={[
            {
              id: 'sequence',
              title: t('auditTrail.entry'),
              mono: true,
              width: '88px',
              render: ({ sequence }) => `#${formatNumber(sequence)}`,
            },
            {
              id: 'at',
              title: t('auditTrail.when'),
              width: '170px',
              quiet: true,
              render: ({ occurredAt }) => formatInstant(occurredAt),
            },
            { id: 'who', title: t('auditTrail.who'), width: '160px', render: ({ actorName }) => actorName },
            { id: 'what', title: t('auditTrail.what'), wrap: true, render: (entry) => <TrailSentence entry={entry} /> },
          ]}
        />
      )}
    </PageLayout>
  );
}

function EntryDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      title={t('auditTrail.entryTitle', { sequence: formatNumber(entry.sequence) })}
      note={formatInstant(entry.occurredAt)}
      onClose={onClose}
    >
      <DrawerSection title={t('auditTrail.what')}>
        <Facts
          labelWidth={104}
          facts={[
            {
              label: t('auditTrail.who'),
              value: `${entry.actorName}, ${t(`people.role.${entry.actorRole}`, { defaultValue: t('auditTrail.application') })}`,
            },
            { label: t('auditTrail.operation'), value: entry.operation },
            { label: t('auditTrail.record'), value: entry.recordName },
          ]}
        />
      </DrawerSection>
      {(['before', 'after'] as const).map((side) => (
        <DrawerSection key={side} title={t(`auditTrail.${side}`)}>
          <pre className={styles.json}>{writeJson(entry[side]) ?? t('auditTrail.noState')}</pre>
        </DrawerSection>
      ))}
      <DrawerSection title={t('auditTrail.chain')}>
        <Facts
          labelWidth={104}
          facts={[
            { label: t('auditTrail.previousHash'), value: <code className={styles.hash}>{entry.previousHash}</code> },
            { label: t('auditTrail.hash'), value: <code className={styles.hash}>{entry.hash}</code> },
          ]}
        />
      </DrawerSection>
    </Drawer>
  );
}

function writeJson(text: string | null): string | null {
  return text === null ? null : JSON.stringify(JSON.parse(text), null, 2);
}

/** Verifies the chain with progress, signs checkpoints, and says what a chain proves and what not. */
function IntegrityPanel() {
  const { t } = useTranslation();
  const { person } = useWorking();
  const refresh = useRefresh();
  const toast = useToast();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [result, setResult] = useState<Verification | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);
  const checkpoint = useMutation(
    api.auditTrail.checkpoint.mutationOptions({
      onSuccess: ({ number, sequence }) =>
        toast({ message: t('auditTrail.signed', { number, sequence: formatNumber(sequence) }), tone: 'ok' }),
    }),
  );
  const maySign = person.role === 'compliance_officer' || person.role === 'auditor';

  async function verify() {
    stop.current = new AbortController();
    setResult(null);
    setProblem(null);
    setProgress({ step: 'auditTrail.progress.verifying', done: 0, total: null });
    try {
      setResult(await runJob(await client.auditTrail.verify(undefined, { signal: stop.current.signal }), setProgress));
      await refresh('auditTrail.checkpoint');
    } catch (error) {
      if (!stop.current.signal.aborted) setProblem(readProblem(error));
    } finally {
      setProgress(null);
    }
  }

  return (
    <Panel
      title={t('auditTrail.integrity')}
      action={
        <>
          <Button
            size="small"
            onClick={() => void verify()}
            unavailable={progress ? t('auditTrail.verifying') : undefined}
          >
            {t('auditTrail.verify')}
          </Button>
          <Button
            size="small"
            onClick={() => checkpoint.mutate(undefined)}
            unavailable={maySign ? undefined : t('auditTrail.mayNotSign')}
          >
            {t('auditTrail.sign')}
          </Button>
        </>
      }
    >
      {progress && <ProgressPanel label={t(progress.step)} {...progress} onCancel={() => stop.current?.abort()} />}
      {(problem ?? checkpoint.error) && <ErrorPanel problem={problem ?? readProblem(checkpoint.error)} />}
      <div aria-live="polite">
        {result && (
          <StatusMark shape={result.intact ? 'ok' : 'bad'} tone={result.intact ? 'ok' : 'bad'}>
            {result.firstBroken
              ? result.firstBroken.sentence
              : t('auditTrail.intact', {
                  entries: formatNumber(result.entries),
                  checkpoints: formatNumber(result.checkpoints),
                })}
          </StatusMark>
        )}
      </div>
      <p className={styles.proves}>{t('auditTrail.proves')}</p>
    </Panel>
  );
}
