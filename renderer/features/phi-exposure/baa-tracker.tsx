import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { BaaTrackerRow } from '../../../shared/contract/phi-exposure.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './phi-exposure-page.module.css';

/** The seed's tracker: each vendor's agreement, what it covers, and what follows for use. */
export function BaaTracker() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tracker = useQuery(api.phiExposure.tracker.queryOptions());
  const columns = useColumns();
  if (tracker.isError) return <ErrorPanel problem={readProblem(tracker.error)} />;
  if (!tracker.data) return <LoadingRows rows={8} />;
  return (
    <Panel
      title={t('phiExposure.tracker.label')}
      note={t('phiExposure.tracker.fact')}
      action={
        <ButtonLink to="/agreements?add" size="small">
          {t('phiExposure.tracker.add')}
        </ButtonLink>
      }
      flush
    >
      <DataTable
        label={t('phiExposure.tracker.label')}
        columns={columns}
        rows={tracker.data}
        rowId={({ agreement, vendor }) => agreement?.id ?? vendor.id}
        onOpen={({ agreement, vendor }) =>
          void navigate(agreement ? recordPath('agreement', agreement.id) : recordPath('vendor', vendor.id))
        }
        empty={t('phiExposure.tracker.none')}
      />
    </Panel>
  );
}

function useColumns(): DataColumn<BaaTrackerRow>[] {
  const { t } = useTranslation();
  const { today } = useWorking();
  const head = (id: string) => ({ id, title: t(`phiExposure.tracker.column.${id}`) });
  return [
    { ...head('vendor'), width: '11%', render: ({ vendor }) => vendor.name },
    {
      ...head('available'),
      width: '9%',
      render: ({ offered }) =>
        offered === 'unknown' ? (
          <StatusMark shape="ask">{t('phiExposure.tracker.offered.unknown')}</StatusMark>
        ) : (
          t(`phiExposure.tracker.offered.${offered}`)
        ),
    },
    {
      ...head('signed'),
      width: '9%',
      render: ({ signedOn }) => (signedOn === null ? t('phiExposure.tracker.notSigned') : formatDay(signedOn)),
    },
    {
      ...head('exposure'),
      width: '9%',
      render: ({ exposure }) =>
        exposure === null ? (
          <StatusMark shape="ask">{t('phiExposure.notRated')}</StatusMark>
        ) : (
          <BandMark band={exposure} />
        ),
    },
    {
      ...head('use'),
      width: '17%',
      wrap: true,
      render: ({ approvedUse }) => (
        <span className={styles.use}>
          <WordMark of="approvedUse" value={approvedUse} />
        </span>
      ),
    },
    { ...head('code'), width: '7%', mono: true, render: ({ agreement }) => agreement?.code },
    {
      ...head('scope'),
      width: '15%',
      wrap: true,
      quiet: true,
      render: ({ agreement, scope }) =>
        agreement === null
          ? t('phiExposure.tracker.noAgreement')
          : scope.join('; ') || t('phiExposure.tracker.noScope'),
    },
    {
      ...head('needed'),
      width: '8%',
      render: ({ needed }) =>
        needed === null ? (
          <StatusMark shape="ask">{t('phiExposure.tracker.needed.null')}</StatusMark>
        ) : (
          t(`phiExposure.tracker.needed.${String(needed)}`)
        ),
    },
    {
      ...head('state'),
      width: '10%',
      render: ({ state }) =>
        state === null ? (
          <StatusMark shape="dashed">{t('phiExposure.none_baa')}</StatusMark>
        ) : (
          <WordMark of="agreement" value={state} />
        ),
    },
    {
      ...head('expiry'),
      width: '12%',
      render: ({ expiresOn }) => expiresOn && <DueMark dueOn={expiresOn} today={today} kind="end" />,
    },
  ];
}
