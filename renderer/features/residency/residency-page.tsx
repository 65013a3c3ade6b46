import { useQuery } from '@tanstack/react-query';
import { Columns3, Download, Globe } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Link } from 'react-router';
import { LOCATIONS, RESIDENCY_RESULTS } from '../../../shared/contract/region-pack.ts';
import type { RegionHead } from '../../../shared/contract/residency.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { StatusShape } from '../../components/status-shape.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { FORMAT_TAG } from '../../platform/locale.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { CellPopover } from './cell-popover.tsx';
import { FilterChip } from './residency-filters.tsx';
import { ResidencyList } from './residency-list.tsx';
import { OverrideMark, ResidencyMatrix, type MatrixHead, type MatrixPlace } from './residency-matrix.tsx';
import styles from './residency-page.module.css';
import { SevenSquares } from './seven-squares.tsx';
import { chooseShown, findNextBreach, type ShownMatrix } from './shown-matrix.ts';
import { useResidencyView } from './use-residency-view.ts';

const EITHER = new Intl.ListFormat(FORMAT_TAG, { type: 'disjunction' });
const START: MatrixPlace = { row: 0, column: 0 };

/** Every tool against every region that it is used in: the worst of seven locations, and what is behind it. */
export function ResidencyPage() {
  const { t } = useTranslation();
  const matrix = useQuery(api.residency.matrix.queryOptions());
  const { view, change } = useResidencyView();
  usePage(t('residency.title'), [{ label: t('app.group.assess') }]);
  const { statuses, results, scope } = view;
  const wanted = useMemo(
    () => ({ statuses: statuses.join(), results: results.join(), scope }),
    [statuses, results, scope],
  );
  const shown = useMemo(
    () => (matrix.data ? chooseShown(matrix.data, { statuses, results, scope }) : null),
    // The lists are new with every drawing; only what stands in them decides.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [matrix.data, wanted.statuses, wanted.results, wanted.scope],
  );
  const isUnused = matrix.data?.tools.every(({ cells }) => cells.every((cell) => cell === '')) === true;
  const isEmpty = isUnused && (scope === 'used' || matrix.data?.tools.length === 0);

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={t('residency.title')}
          fact={
            shown && matrix.data && !isEmpty
              ? t('residency.fact', {
                  count: shown.tools.length,
                  used: formatNumber(shown.regions.length),
                  all: formatNumber(matrix.data.regions.length),
                })
              : t('residency.purpose')
          }
          actions={
            <>
              <ButtonLink to="/residency/regions" icon={Columns3}>
                {t('residency.regions.title')}
              </ButtonLink>
              <ButtonLink to="/reports?kind=residency_matrix" icon={Download}>
                {t('residency.export')}
              </ButtonLink>
            </>
          }
        />
      }
      footer={
        <PageKeys hints={isEmpty || view.list ? [] : [{ keys: ['←', '↑', '↓', '→'], label: t('residency.keys.move') }]}>
          {shown && matrix.data && !isEmpty && (
            <Counts shown={shown} pack={matrix.data.packVersion} all={matrix.data.regions.length} />
          )}
        </PageKeys>
      }
    >
      {matrix.isError && <ErrorPanel problem={readProblem(matrix.error)} />}
      {matrix.isPending && <LoadingRows rows={10} />}
      {isEmpty && <NothingUsed hasTools={matrix.data?.tools.length !== 0} />}
      {shown && !isEmpty && (
        <>
          <Toolbar view={view} change={change} shown={shown} />
          {shown.tools.length === 0 ? (
            <p className={styles.none}>{t('residency.nothing')}</p>
          ) : view.list ? (
            <ResidencyList shown={shown} />
          ) : (
            <MatrixBody
              shown={shown}
              transposed={view.transposed}
              onTurn={() => change({ transposed: !view.transposed })}
            />
          )}
        </>
      )}
    </PageLayout>
  );
}

function Counts({ shown, pack, all }: { shown: ShownMatrix; pack: string; all: number }) {
  const { t } = useTranslation();
  const { breach, unknown, partial, override } = shown.counts;
  const parts = [
    t('residency.count.breach', { count: breach }),
    t('residency.count.unknown', { count: unknown }),
    t('residency.count.partial', { count: partial }),
    t('residency.count.override', { count: override }),
  ];
  return <span>{t('residency.count.all', { parts: parts.join(', '), pack, regions: formatNumber(all) })}</span>;
}

interface ToolbarProps {
  view: ReturnType<typeof useResidencyView>['view'];
  change: ReturnType<typeof useResidencyView>['change'];
  shown: ShownMatrix;
}

function Toolbar({ view, change, shown }: ToolbarProps) {
  const { t } = useTranslation();
  const { statuses } = useResidencyView();
  const words = (values: readonly string[], vocabulary: string) =>
    values.length === 0
      ? t('residency.filter.any')
      : EITHER.format(values.map((value) => t(`components.word.${vocabulary}.${value}`).toLowerCase()));
  return (
    <div className={styles.bar}>
      <FilterChip
        label={t('residency.filter.tools')}
        words={words(view.statuses, 'register')}
        values={view.statuses}
        options={statuses.map((value) => ({ value, label: t(`components.word.register.${value}`) }))}
        onChange={(chosen) => change({ statuses: statuses.filter((status) => chosen.includes(status)) })}
      />
      <FilterChip
        label={t('residency.filter.result')}
        words={words(view.results, 'residency')}
        values={view.results}
        options={RESIDENCY_RESULTS.map((value) => ({ value, label: t(`components.word.residency.${value}`) }))}
        onChange={(chosen) => change({ results: chosen })}
      />
      <SegmentedControl
        label={t('residency.scope.label')}
        value={view.scope}
        options={(['used', 'all'] as const).map((value) => ({ value, label: t(`residency.scope.${value}`) }))}
        onChange={(scope) => change({ scope })}
      />
      <SegmentedControl
        label={t('residency.view.label')}
        value={view.list ? 'list' : 'matrix'}
        options={(['matrix', 'list'] as const).map((value) => ({ value, label: t(`residency.view.${value}`) }))}
        onChange={(value) => change({ list: value === 'list' })}
      />
      {view.scope === 'used' && shown.unusedTools > 0 && (
        <Button kind="link" onClick={() => change({ scope: 'all' })}>
          {t('residency.unused', { count: shown.unusedTools })}
        </Button>
      )}
      <span className={styles.legend}>
        <span>
          {t('residency.legend', {
            locations: LOCATIONS.map((one) => t(`residency.location.${one}`).toLowerCase()).join(', '),
          })}
        </span>
        {RESIDENCY_RESULTS.map((result) => (
          <span key={result} className={styles.key}>
            <SevenSquares results={[result]} />
            {t(`residency.legendWord.${result}`)}
          </span>
        ))}
        {shown.counts.override > 0 && (
          <span className={styles.key}>
            <OverrideMark proposed={false} />
            {t('residency.override.live')}
          </span>
        )}
      </span>
    </div>
  );
}

/** "DE" over "conditional"; a region whose law was to be looked at again carries a clock. */
function useRegionHead(): (region: RegionHead) => MatrixHead {
  const { t } = useTranslation();
  return useCallback(
    ({ id, name, localisation, assessFirst, stale }: RegionHead) => {
      const detail = t(
        `residency.localisation.${assessFirst && localisation === 'none' ? 'assessFirst' : localisation}`,
      );
      return {
        id,
        name: id,
        detail: detail.toLowerCase(),
        spoken: [`${name}: ${detail}`, stale && t('residency.regions.stale')].filter(Boolean).join('. '),
        mark: stale && (
          <span className={styles.stale}>
            <StatusShape shape="clock" />
          </span>
        ),
      };
    },
    [t],
  );
}

interface OpenCell {
  place: MatrixPlace;
  toolId: string;
  regionId: string;
  anchor: HTMLElement;
}

/** The cell that the address asks for: `?tool=…&region=DE`; null where it is not shown. */
function findAsked(parameters: URLSearchParams, shown: ShownMatrix, transposed: boolean): MatrixPlace | null {
  const tool = shown.tools.findIndex(({ id }) => id === parameters.get('tool'));
  const region = shown.regions.findIndex(({ id }) => id === parameters.get('region'));
  if (tool < 0 || region < 0) return null;
  return transposed ? { row: region, column: tool } : { row: tool, column: region };
}

function MatrixBody({ shown, transposed, onTurn }: { shown: ShownMatrix; transposed: boolean; onTurn: () => void }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const [asked] = useState(() => findAsked(parameters, shown, transposed));
  const [place, setPlace] = useState(asked ?? START);
  const [jumps, setJumps] = useState(asked ? 1 : 0);
  const [open, setOpen] = useState<OpenCell | null>(null);
  const headOf = useRegionHead();
  const regions = useMemo(
    () => shown.regions.map((region) => ({ ...headOf(region), ...(transposed && { name: region.name }) })),
    [shown.regions, headOf, transposed],
  );
  const tools = useMemo(
    () =>
      shown.tools.map(({ id, name, vendor }): MatrixHead => ({
        id,
        name,
        detail: vendor.name,
        spoken: `${name}, ${vendor.name}`,
      })),
    [shown.tools],
  );
  const rows = transposed ? regions : tools;
  const columns = transposed ? tools : regions;
  const cellAt = (row: number, column: number) => (transposed ? shown.cellOf(column, row) : shown.cellOf(row, column));

  function jump(): void {
    const next = findNextBreach(cellAt, { rows: rows.length, columns: columns.length }, place);
    if (!next) return;
    setPlace(next);
    setJumps(jumps + 1);
  }

  function openCell(at: MatrixPlace, anchor: HTMLElement): void {
    const tool = shown.tools[transposed ? at.column : at.row];
    const region = shown.regions[transposed ? at.row : at.column];
    if (tool && region) setOpen({ place: at, toolId: tool.id, regionId: region.id, anchor });
  }

  useKeys(t('residency.title'), [
    { key: 'Enter', label: t('residency.keys.open'), hint: true },
    { key: 'N', label: t('residency.keys.nextBreach'), hint: true, run: jump },
    {
      key: 'T',
      label: t('residency.keys.transpose'),
      hint: true,
      run: () => {
        setPlace({ row: place.column, column: place.row });
        setOpen(null);
        setJumps(jumps + 1);
        onTurn();
      },
    },
  ]);

  return (
    <>
      <ResidencyMatrix
        key={String(transposed)}
        label={t('residency.title')}
        corner={transposed ? t('residency.column.region') : t('residency.column.tool')}
        rows={rows}
        columns={columns}
        cellAt={cellAt}
        place={place}
        onMove={setPlace}
        jumps={jumps}
        onOpen={openCell}
        openAt={open?.place ?? null}
      />
      {open && (
        <CellPopover
          key={`${open.toolId} ${open.regionId}`}
          anchor={open.anchor}
          toolId={open.toolId}
          regionId={open.regionId}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function NothingUsed({ hasTools }: { hasTools: boolean }) {
  const { t } = useTranslation();
  return (
    <EmptyPage
      title={t('residency.empty.title')}
      text={t('residency.empty.text')}
      drawing={
        <span className={styles.drawing}>
          <Globe aria-hidden="true" />
          <SevenSquares results={['meets', 'meets', 'meets', 'partial', 'breach', 'breach', 'unknown']} />
        </span>
      }
      steps={[
        {
          title: t('residency.empty.tool'),
          text: t('residency.empty.toolText'),
          action: hasTools ? (
            <ButtonLink to="/residency?scope=all">{t('residency.empty.toolAction')}</ButtonLink>
          ) : (
            <ButtonLink to="/tools?add">{t('residency.empty.addTool')}</ButtonLink>
          ),
        },
        {
          title: t('residency.empty.regions'),
          text: t('residency.empty.regionsText'),
          action: (
            <Link className={links.link} to="/residency/regions">
              {t('residency.empty.regionsAction')}
            </Link>
          ),
        },
      ]}
    />
  );
}
