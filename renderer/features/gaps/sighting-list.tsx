import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Sighting } from '../../../shared/contract/gaps.ts';
import { isInUse } from '../../../shared/rules/vendors.ts';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import styles from './gaps-page.module.css';

const SHOWN = 200;
/** Columns that stay beside the drawer of a sighting. */
const BESIDE: ReadonlySet<string> = new Set(['name', 'is', 'lastSeenOn']);

/** What logs and lists show, and what each of it is. */
export function SightingList({ onRecord, recordRefusal }: { onRecord: () => void; recordRefusal: string | undefined }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search);
  const [parameters, setParameters] = useSearchParams();
  const list = useQuery(
    api.gaps.sightings.queryOptions({ input: { search: words, limit: SHOWN }, placeholderData: keepPreviousData }),
  );
  const columns = useColumns();
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={6} />;
  const { rows, total } = list.data;
  if (total === 0 && words === '') {
    return (
      <EmptyPage
        title={t('gaps.sightings.empty')}
        text={t('gaps.sightings.emptyText')}
        steps={[
          {
            title: t('gaps.record.title'),
            text: t('gaps.record.text'),
            action: (
              <Button unavailable={recordRefusal} onClick={onRecord}>
                {t('gaps.record.title')}
              </Button>
            ),
          },
        ]}
        gap={t('gaps.looksFor.shadow')}
      />
    );
  }
  return (
    <div className={styles.found}>
      <div className={styles.search}>
        <TextField type="search" label={t('gaps.search')} value={search} maxLength={200} onChange={setSearch} />
      </div>
      <Panel
        title={t('gaps.tab.sightings')}
        fact={
          total > rows.length
            ? t('gaps.shown', { from: 1, to: formatNumber(rows.length), total: formatNumber(total) })
            : formatNumber(total)
        }
        flush
      >
        <DataTable
          label={t('gaps.tab.sightings')}
          columns={parameters.has('open') ? columns.filter(({ id }) => BESIDE.has(id)) : columns}
          rows={rows}
          rowId={({ id }) => id}
          compact
          onOpen={({ id }) => setParameters({ tab: 'sightings', open: id }, { replace: true })}
          chosenId={parameters.get('open')}
          empty={t('gaps.sightings.noneFits')}
        />
      </Panel>
    </div>
  );
}

function useColumns(): DataColumn<Sighting>[] {
  const { t } = useTranslation();
  const head = (id: string) => ({ id, title: t(`gaps.sightings.column.${id}`) });
  return [
    { ...head('name'), wrap: true, render: ({ name }) => name },
    { ...head('is'), width: '34%', wrap: true, render: (sighting) => <WhatItIs sighting={sighting} /> },
    { ...head('source'), quiet: true, wrap: true, width: '20%', render: ({ source }) => source },
    {
      ...head('people'),
      align: 'right',
      width: '72px',
      render: ({ people }) => (people === null ? null : formatNumber(people)),
    },
    { ...head('lastSeenOn'), align: 'right', width: '112px', render: ({ lastSeenOn }) => formatDay(lastSeenOn) },
    {
      ...head('settle'),
      hideTitle: true,
      align: 'right',
      width: '88px',
      render: ({ id, name }) => (
        <Link
          className={links.link}
          to={`/gaps?tab=sightings&settle=${id}`}
          tabIndex={-1}
          aria-label={t('gaps.settle.of', { name })}
        >
          {t('gaps.fix.tool_sighting')}
        </Link>
      ),
    },
  ];
}

/** What a sighting is: a tool of the register with its status, of no matter, or nothing that is known. */
export function WhatItIs({ sighting: { tool, decision } }: { sighting: Sighting }) {
  const { t } = useTranslation();
  if (tool !== null) {
    return (
      <span className={styles.is}>
        <WordMark of="register" value={tool.status} />
        <Link className={links.link} to={recordPath('tool', tool.id)} tabIndex={-1}>
          {tool.name}
        </Link>
        {!isInUse(tool.status) && t('gaps.sightings.notApproved')}
      </span>
    );
  }
  if (decision !== null && decision.notRelevant !== '') {
    return (
      <span className={styles.is}>
        <StatusMark shape="dash" tone="mute">
          {t('gaps.sightings.notRelevant')}
        </StatusMark>
        <span className={styles.reason}>{decision.notRelevant}</span>
      </span>
    );
  }
  return (
    <StatusMark shape="bad" tone="bad">
      {t('gaps.sightings.notRegistered')}
    </StatusMark>
  );
}
