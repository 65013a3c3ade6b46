import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EVIDENCE_KINDS, type EvidenceRow } from '../../../shared/contract/evidence.ts';
import type { ListFilter } from '../../../shared/contract/operation.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { AddEvidenceDialog } from '../../components/record/attach-evidence-dialog.tsx';
import { EvidenceDrop } from '../../components/record/evidence-drop.tsx';
import { RegisterGrid, type RegisterColumn } from '../../components/register-grid.tsx';
import { describeState } from '../../components/status-words.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { useRegister } from '../../components/use-register.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import type { HostFile } from '../../platform/host.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { EvidenceDrawer } from './evidence-drawer.tsx';
import { useVerifyFiles } from './verify-files.tsx';
import styles from './evidence-page.module.css';

const NEWEST_INDEX = [{ field: 'indexNumber', direction: 'descending' }] as const;
const ONLY_CLAIMED: readonly ListFilter[] = [{ field: 'state', operator: 'is', values: ['claimed'] }];
const ONLY_HELD: readonly ListFilter[] = [{ field: 'legalHold', operator: 'is', values: ['1'] }];
const ONLY_DESTROYED: readonly ListFilter[] = [{ field: 'disposed', operator: 'is', values: ['1'] }];
const STATES = EVIDENCE_STATES.filter((state) => state !== 'none');

/** The evidence library: every piece with its index number, state, freshness and what it answers. */
export function EvidencePage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const opened = parameters.get('open');
  usePage(t('evidence.title'), [{ label: t('app.group.prove') }]);
  const register = useRegister({
    name: 'evidence',
    views: [
      { id: 'all', label: t('evidence.view.all') },
      { id: 'claimed', label: t('evidence.view.claimed'), filters: ONLY_CLAIMED },
      { id: 'held', label: t('evidence.view.held'), filters: ONLY_HELD },
      { id: 'destroyed', label: t('evidence.view.destroyed'), filters: ONLY_DESTROYED },
    ],
    sort: NEWEST_INDEX,
  });
  const columns = useMemo<RegisterColumn<EvidenceRow>[]>(
    () => [
      {
        id: 'indexNumber',
        title: t('evidence.index'),
        width: 176,
        grow: 0,
        sortable: true,
        render: (row) => <code className={styles.code}>{row.indexNumber}</code>,
      },
      {
        id: 'title',
        title: t('evidence.name'),
        width: 220,
        grow: 2,
        sortable: true,
        render: (row) => row.title,
      },
      {
        id: 'kind',
        title: t('evidence.kindTitle'),
        width: 110,
        grow: 0,
        sortable: true,
        render: (row) => t(`reports.evidenceKind.${row.kind}`),
      },
      {
        id: 'state',
        title: t('evidence.state'),
        width: 120,
        grow: 0,
        sortable: true,
        render: (row) => <RowState row={row} />,
      },
      {
        id: 'freshness',
        title: t('evidence.freshness'),
        width: 110,
        grow: 0,
        render: (row) => <WordMark of="freshness" value={row.freshness} />,
      },
      {
        id: 'vendorName',
        title: t('evidence.vendor'),
        width: 150,
        sortable: true,
        render: (row) => row.vendorName ?? '–',
      },
      {
        id: 'links',
        title: t('evidence.usedBy'),
        width: 84,
        grow: 0,
        align: 'right',
        render: (row) => formatNumber(row.links),
      },
      {
        id: 'datedOn',
        title: t('evidence.dated'),
        width: 116,
        grow: 0,
        align: 'right',
        sortable: true,
        render: (row) => (row.datedOn ? formatDay(row.datedOn) : '–'),
      },
      {
        id: 'expiresOn',
        title: t('evidence.expires'),
        width: 116,
        grow: 0,
        align: 'right',
        sortable: true,
        hidden: true,
        render: (row) => (row.expiresOn ? formatDay(row.expiresOn) : '–'),
      },
    ],
    [t],
  );
  const verifying = useVerifyFiles();
  const refusal = useRoleRefusal('evidence.add');
  const [adding, setAdding] = useState<{ file?: HostFile } | null>(null);
  useKeys(
    t('evidence.title'),
    refusal === undefined ? [{ key: 'C', label: t('evidence.add'), run: () => setAdding({}), hint: true }] : [],
  );
  const page = useQuery({
    ...api.evidence.list.queryOptions({ input: register.list }),
    placeholderData: keepPreviousData,
  });

  function open(evidenceId: string | null) {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (evidenceId === null) after.delete('open');
        else after.set('open', evidenceId);
        return after;
      },
      { replace: true },
    );
  }

  return (
    <PageLayout
      fill
      header={
        <>
          <PageHeader
            title={t('evidence.title')}
            fact={t('evidence.fact', {
              count: page.data?.total ?? 0,
              number: formatNumber((page.data?.total ?? 0) + (page.data?.hidden ?? 0)),
            })}
            actions={
              <>
                {verifying.button}
                <ButtonLink to="/reports?kind=evidence_index" icon={Download}>
                  {t('evidence.export')}
                </ButtonLink>
                <Button kind="primary" icon={Plus} keyCap="C" unavailable={refusal} onClick={() => setAdding({})}>
                  {t('evidence.add')}
                </Button>
              </>
            }
          />
          {verifying.outcome}
        </>
      }
      drawer={opened && <EvidenceDrawer key={opened} evidenceId={opened} onClose={() => open(null)} />}
    >
      <EvidenceDrop fill unavailable={refusal} onFile={(file) => setAdding({ file })}>
        <RegisterGrid<EvidenceRow>
          label={t('evidence.title')}
          register={register}
          page={page.data}
          error={page.error}
          onRetry={() => void page.refetch()}
          onOpen={({ id }) => open(id)}
          columns={columns}
          filters={[
            {
              field: 'state',
              title: t('evidence.state'),
              kind: 'choice',
              pinned: true,
              options: STATES.map((value) => ({ value, label: t(describeState('evidence', value).key) })),
            },
            {
              field: 'kind',
              title: t('evidence.kindTitle'),
              kind: 'choice',
              pinned: true,
              options: EVIDENCE_KINDS.map((value) => ({ value, label: t(`reports.evidenceKind.${value}`) })),
            },
            {
              field: 'legalHold',
              title: t('evidence.hold'),
              kind: 'choice',
              options: [
                { value: '1', label: t('evidence.held') },
                { value: '0', label: t('evidence.notHeld') },
              ],
            },
            { field: 'datedOn', title: t('evidence.dated'), kind: 'day' },
            { field: 'expiresOn', title: t('evidence.expires'), kind: 'day' },
            { field: 'vendorName', title: t('evidence.vendor'), kind: 'text' },
          ]}
          empty={
            <EmptyPage
              title={t('evidence.empty.title')}
              text={t('evidence.empty.text')}
              steps={[
                {
                  title: t('evidence.empty.addTitle'),
                  text: t('evidence.empty.addText'),
                  action: (
                    <Button icon={Plus} unavailable={refusal} onClick={() => setAdding({})}>
                      {t('evidence.add')}
                    </Button>
                  ),
                },
                {
                  title: t('evidence.empty.attachTitle'),
                  text: t('evidence.empty.attachText'),
                  action: <ButtonLink to="/assessments">{t('evidence.empty.attachDo')}</ButtonLink>,
                },
              ]}
              gap={t('evidence.empty.gap')}
            />
          }
        />
      </EvidenceDrop>
      {adding && <AddEvidenceDialog title={t('evidence.add')} file={adding.file} onClose={() => setAdding(null)} />}
    </PageLayout>
  );
}

function RowState({ row }: { row: EvidenceRow }) {
  const { t } = useTranslation();
  if (row.disposed) {
    return (
      <StatusMark shape="slash" tone="mute">
        {t('evidence.disposedWord')}
      </StatusMark>
    );
  }
  return <WordMark of="evidence" value={row.state} />;
}
