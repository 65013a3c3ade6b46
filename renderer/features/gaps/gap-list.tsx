import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { GAP_DETECTORS, type Gap, type GapDetector } from '../../../shared/contract/gaps.ts';
import { BANDS, type Band } from '../../../shared/contract/vendors.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { GapTable } from '../../components/gaps/gap-table.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { useNothingInUse } from '../../components/record/tools-in-use.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './gaps-page.module.css';

const PAGE = 100;
/** Addresses that show only what is about one record. */
const SCOPES = ['tool', 'vendor', 'record'] as const;

/** Every gap, by what looks for it; filtered by detector, weight, record and words. */
export function GapList({ onRecord, recordRefusal }: { onRecord: () => void; recordRefusal: string | undefined }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [offset, setOffset] = useState(0);
  const search = parameters.get('search') ?? '';
  const words = useDeferredValue(search);
  const detector = GAP_DETECTORS.find((one) => one === parameters.get('detector')) ?? null;
  const severity = BANDS.find((one) => one === parameters.get('severity')) ?? null;
  const scope = SCOPES.find((one) => parameters.has(one));
  const scopeId = scope === undefined ? null : parameters.get(scope);
  const list = useQuery(
    api.gaps.list.queryOptions({
      input: {
        detector,
        severity,
        search: words,
        offset,
        limit: PAGE,
        ...(scope === undefined ? {} : { [`${scope}Id`]: scopeId }),
      },
      placeholderData: keepPreviousData,
    }),
  );

  function choose(name: string, value: string | null): void {
    setOffset(0);
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  }

  const nothingInUse = useNothingInUse();
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={10} widths={[104, 480, 120, 96]} />;
  const { rows, total, counts } = list.data;
  const filtered = detector !== null || severity !== null || scope !== undefined || words !== '';
  if (nothingInUse && total === 0 && !filtered) return <NothingToLookAt {...{ onRecord, recordRefusal }} />;
  const about = rows[0] && (scope === 'vendor' ? rows[0].vendor?.name : rows[0].tool?.name);
  return (
    <div className={styles.columns}>
      <DetectorList
        counts={counts}
        looks={!nothingInUse}
        chosen={detector}
        onChoose={(one) => choose('detector', one)}
      />
      <div className={styles.found}>
        <div className={styles.filters}>
          <div className={styles.search}>
            <TextField
              type="search"
              label={t('gaps.search')}
              value={search}
              maxLength={200}
              onChange={(text) => choose('search', text === '' ? null : text)}
            />
          </div>
          <div className={styles.severity}>
            <SelectField
              label={t('gaps.column.severity')}
              value={severity}
              emptyLabel={t('gaps.anySeverity')}
              options={BANDS.toReversed().map((band) => ({ value: band, label: t(`components.band.${band}`) }))}
              onChange={(band: Band | null) => choose('severity', band)}
            />
          </div>
          {scope !== undefined && (
            <div className={styles.scope}>
              <Chip tone="on" name={about ?? t(`gaps.scope.${scope}`)} onRemove={() => choose(scope, null)}>
                {t('gaps.only', { name: about ?? t(`gaps.scope.${scope}`) })}
              </Chip>
            </div>
          )}
        </div>
        {total === 0 && <Nothing filtered={filtered} />}
        {groupByDetector(rows).map(({ detector: one, gaps }) => (
          <Panel
            key={one}
            title={t(`gaps.detector.${one}`)}
            fact={formatNumber(counts.find((count) => count.detector === one)?.count ?? 0)}
            flush
          >
            <GapTable label={t(`gaps.detector.${one}`)} gaps={gaps} />
          </Panel>
        ))}
        {total > PAGE && <Pager offset={offset} shown={rows.length} total={total} onMove={setOffset} />}
      </div>
    </div>
  );
}

function groupByDetector(gaps: readonly Gap[]): { detector: GapDetector; gaps: Gap[] }[] {
  return GAP_DETECTORS.map((detector) => ({ detector, gaps: gaps.filter((gap) => gap.detector === detector) })).filter(
    ({ gaps: found }) => found.length > 0,
  );
}

interface DetectorListProps {
  counts: readonly { detector: GapDetector; count: number }[];
  /** False while no tool is in use: then finding nothing says nothing. */
  looks: boolean;
  chosen: GapDetector | null;
  onChoose: (detector: GapDetector | null) => void;
}

/** What is looked for and how much of it was found; a detector that found nothing says so. */
function DetectorList({ counts, looks, chosen, onChoose }: DetectorListProps) {
  const { t } = useTranslation();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const entries = [{ detector: null, count: total }, ...counts];
  return (
    <div className={styles.rail}>
      <ul className={styles.detectors} aria-label={t('gaps.detectors')}>
        {entries.map(({ detector, count }) => (
          <li key={detector ?? 'all'}>
            <button
              type="button"
              className={joinClasses(styles.detector, detector === chosen && styles.chosen)}
              aria-pressed={detector === chosen}
              onClick={() => onChoose(detector)}
            >
              <span>{detector === null ? t('gaps.every') : t(`gaps.detector.${detector}`)}</span>
              {count === 0 && looks ? (
                <StatusMark shape="ok" tone="ok">
                  {t('gaps.none')}
                </StatusMark>
              ) : (
                <span className={styles.count}>{formatNumber(count)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <p className={styles.looksFor}>
          <b>{t('gaps.without')}</b> {t(`gaps.looksFor.${chosen}`)}
        </p>
      )}
    </div>
  );
}

/** Nothing was found because there is nothing to look at, which is not the same as no gaps. */
function NothingToLookAt({ onRecord, recordRefusal }: { onRecord: () => void; recordRefusal: string | undefined }) {
  const { t } = useTranslation();
  return (
    <EmptyPage
      title={t('gaps.empty.title')}
      text={t('gaps.empty.text')}
      steps={[
        {
          title: t('gaps.empty.toolsTitle'),
          text: t('gaps.empty.toolsText'),
          action: <ButtonLink to="/tools">{t('record.openTools')}</ButtonLink>,
        },
        {
          title: t('gaps.record.title'),
          text: t('gaps.empty.seenText'),
          action: (
            <Button unavailable={recordRefusal} onClick={onRecord}>
              {t('gaps.record.title')}
            </Button>
          ),
        },
      ]}
      gap={t('gaps.empty.gap')}
    />
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  return (
    <Panel title={t(filtered ? 'gaps.nothingFits' : 'gaps.nothingOpen')}>
      {filtered ? (
        <p>{t('gaps.nothingFitsText')}</p>
      ) : (
        <>
          <p>{t('gaps.nothingOpenText')}</p>
          <ul className={styles.explained}>
            {GAP_DETECTORS.map((detector) => (
              <li key={detector}>{t(`gaps.looksFor.${detector}`)}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

interface PagerProps {
  offset: number;
  shown: number;
  total: number;
  onMove: (offset: number) => void;
}

function Pager({ offset, shown, total, onMove }: PagerProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.pager}>
      <Button
        unavailable={offset === 0 ? t('gaps.firstShown') : undefined}
        onClick={() => onMove(Math.max(0, offset - PAGE))}
      >
        {t('gaps.previous')}
      </Button>
      <span aria-live="polite">
        {t('gaps.shown', {
          from: formatNumber(offset + 1),
          to: formatNumber(offset + shown),
          total: formatNumber(total),
        })}
      </span>
      <Button
        unavailable={offset + shown >= total ? t('gaps.lastShown') : undefined}
        onClick={() => onMove(offset + PAGE)}
      >
        {t('gaps.next')}
      </Button>
    </div>
  );
}
