import { ArrowUpRight, Download, History, Plus, Share2, Undo2, Workflow } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { DataFlowMap, ToolDataFlow } from '../../../shared/contract/data-flows.ts';
import { compareContent } from '../../../shared/rules/data-flows/compare.ts';
import { arrangePlaces } from '../../../shared/rules/data-flows/layout.ts';
import { findConfirmRefusal, lintDataFlow } from '../../../shared/rules/data-flows/lint.ts';
import { layOutScene } from '../../../shared/rules/data-flows/scene.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { useCommands } from '../../platform/commands.tsx';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { partElementId } from './drawn-parts.tsx';
import { addFlow, addPlace, findNeighbour, removePart, restoreParts, type MapPart } from './map-changes.ts';
import { MapDrawing } from './map-drawing.tsx';
import styles from './map-page.module.css';
import { MapSide, SIDE_ID } from './map-side.tsx';
import { MapTables } from './map-tables.tsx';
import { useMapEditor } from './use-map-editor.ts';
import { useMapWords } from './use-map-words.ts';
import { useZoom } from './use-zoom.ts';

export interface MapPageProps {
  tool: ToolDataFlow['tool'];
  map: DataFlowMap;
  title: string;
}

/** Frames that a part may take to be drawn. */
const PATIENCE = 60;

function focusNow(element: Element | null): boolean {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return false;
  element.focus();
  return true;
}

/** After the next drawing, since what is to have the focus may be drawn by it. */
function focusSoon(find: () => Element | null, frames = PATIENCE): void {
  requestAnimationFrame(() => {
    if (!focusNow(find()) && frames > 0) focusSoon(find, frames - 1);
  });
}

/** At once where it is drawn already: later, it would take the focus back from where the next key has put it. */
function focusPart(part: MapPart): void {
  const find = () => document.getElementById(partElementId(part));
  if (!focusNow(find())) focusSoon(find);
}

/** The editor of a map: its drawing or its tables, what the rules find, and the form of what is chosen. */
export function MapPage({ tool, map, title }: MapPageProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigate();
  const { person } = useWorking();
  const words = useMapWords();
  const [parameters, setParameters] = useSearchParams();
  const [chosen, setChosen] = useState<MapPart | null>(null);
  const [joining, setJoining] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { zoom, room, closer, farther, fit } = useZoom();
  const editor = useMapEditor(tool.id, map);
  const { content, refusal } = editor;
  const readOnly = refusal !== undefined;
  const view = parameters.get('view') === 'table' ? 'table' : 'drawing';
  const points = useMemo(() => lintDataFlow(content, tool), [content, tool]);
  const breaches = useMemo(
    () => new Set(points.filter(({ weight }) => weight === 'breach').flatMap(({ placeId }) => placeId ?? [])),
    [points],
  );
  const changes = map.confirmed ? compareContent(map.confirmed.content, content) : [];
  const state = map.confirmed === null ? 'draft' : changes.length > 0 ? 'changed' : 'confirmed';
  const roleRefusal = useRoleRefusal('dataFlows.confirm');

  function findRefusal(): string | undefined {
    if (roleRefusal !== undefined) return roleRefusal;
    if (state === 'confirmed') return t('dataFlows.confirm.already');
    const gap = findConfirmRefusal(content, tool);
    if (gap) return t('dataFlows.confirm.gaps', { count: points.filter(({ weight }) => weight === 'gap').length });
    const unsaved = editor.saving.state === 'saving';
    return !unsaved && map.changedBy?.id === person.id ? t('dataFlows.confirm.fourEyes') : undefined;
  }

  const setView = (next: 'drawing' | 'table') =>
    setParameters(next === 'table' ? { view: 'table' } : {}, { replace: true });
  const editChosen = () => focusSoon(() => document.querySelector(`#${SIDE_ID} :is(input, select, textarea)`));

  function open(part: MapPart): void {
    setChosen(part);
    setJoining(null);
    if (view === 'drawing') focusPart(part);
  }

  function edit(part: MapPart): void {
    setChosen(part);
    editChosen();
  }

  function add(at?: { x: number; y: number }): void {
    if (readOnly) return;
    const scene = layOutScene(content, words);
    const added = addPlace(content, t('dataFlows.editor.newPlace'), 'service', scene.places, at);
    editor.change(added.content);
    setChosen({ part: 'place', id: added.id });
    if (view === 'drawing') editChosen();
  }

  function join(from: string, to: string): void {
    setJoining(null);
    const added = addFlow(content, from, to);
    editor.change(added.content);
    setChosen({ part: 'flow', id: added.id });
    if (view === 'drawing') focusPart({ part: 'flow', id: added.id });
  }

  function remove(part: MapPart): void {
    const before = content;
    const name = part.part === 'place' ? content.places.find(({ id }) => id === part.id)?.name : undefined;
    const number = content.flows.findIndex(({ id }) => id === part.id) + 1;
    editor.change(removePart(content, part));
    setChosen(null);
    focusSoon(() => document.querySelector('[data-map-focus]'));
    toast({
      message: t('dataFlows.editor.removed', { name: name ?? t('dataFlows.report.flowNumber', { number }) }),
      undo: () => editor.restore((now) => restoreParts(now, before)),
    });
  }

  function startJoin(placeId: string | undefined): void {
    if (readOnly || placeId === undefined || content.places.length < 2) return;
    setJoining(placeId);
    focusPart({ part: 'place', id: placeId });
  }

  const arrange = () => !readOnly && editor.change(arrangePlaces(content, words));
  const addFirstFlow = () => {
    const [from, to] = content.places;
    if (from && to) join(from.id, to.id);
  };
  const chosenPlace = chosen?.part === 'place' ? chosen.id : undefined;

  async function confirm(): Promise<void> {
    setProblem(null);
    try {
      await editor.confirm();
    } catch (error) {
      setProblem(readProblem(error));
    }
  }

  useKeys(title, [
    {
      key: 'T',
      label: t('dataFlows.keys.table'),
      hint: true,
      run: () => setView(view === 'table' ? 'drawing' : 'table'),
    },
    ...(readOnly
      ? []
      : [
          { key: 'C', label: t('dataFlows.keys.add'), hint: true, run: () => add() },
          { key: 'K', label: t('dataFlows.keys.join'), hint: true, run: () => startJoin(chosenPlace) },
          { key: 'L', label: t('dataFlows.keys.arrange'), run: arrange },
          { key: 'Ctrl Z', label: t('app.keys.undo'), run: () => void editor.undo() },
          { key: 'Shift ArrowDown', label: t('dataFlows.keys.move') },
          { key: 'Delete', label: t('dataFlows.keys.remove') },
        ]),
    { key: 'ArrowDown', label: t('dataFlows.keys.next') },
    { key: 'Enter', label: t('dataFlows.keys.edit') },
    { key: '0', label: t('dataFlows.keys.fit'), run: fit },
    { key: '+', label: t('dataFlows.keys.in'), run: closer },
    { key: '-', label: t('dataFlows.keys.out'), run: farther },
    ...(joining === null ? [] : [{ key: 'Escape', label: t('dataFlows.keys.stop'), run: () => setJoining(null) }]),
  ]);
  const actions = [
    {
      id: 'tool',
      label: t('dataFlows.editor.openTool'),
      icon: ArrowUpRight,
      run: () => void navigate(recordPath('tool', tool.id)),
    },
    {
      id: 'back',
      label: t('dataFlows.editor.goBack'),
      icon: History,
      unavailable: refusal ?? (state === 'changed' ? undefined : t('dataFlows.editor.nothingToGoBack')),
      run: () => map.confirmed && editor.change(map.confirmed.content),
    },
  ];
  useCommands(
    title,
    actions.map(({ unavailable, ...action }) => ({ ...action, refusal: unavailable })),
  );

  return (
    <PageLayout
      fill
      header={
        <PageHeader
          title={title}
          tag={<WordMark of="dataFlowMap" value={state} variant="tag" />}
          fact={<MapFact tool={tool} map={map} />}
          actions={
            <>
              <ButtonLink to={`/reports?kind=data_flow&tools=${tool.id}`} icon={Download}>
                {t('dataFlows.export')}
              </ButtonLink>
              <PopoverMenu label={t('record.more', { name: title })} items={actions} />
              <Button kind="primary" unavailable={findRefusal()} onClick={() => void confirm()}>
                {t('dataFlows.confirm.action')}
              </Button>
            </>
          }
        />
      }
      footer={<PageKeys hints={[{ keys: ['↑', '↓', '←', '→'], label: t('dataFlows.keys.next') }]} />}
    >
      {problem && <ErrorPanel problem={problem} />}
      {editor.conflict && <Conflict onMine={editor.keepMine} onTheirs={editor.takeTheirs} />}
      <div className={joinClasses(styles.body, view === 'table' && styles.stacked)}>
        <div className={styles.main}>
          <div className={styles.bar} role="toolbar" aria-label={t('dataFlows.editor.tools')}>
            <SegmentedControl
              label={t('dataFlows.editor.view')}
              value={view}
              options={[
                { value: 'drawing', label: t('dataFlows.editor.asDrawing') },
                { value: 'table', label: t('dataFlows.editor.asTable') },
              ]}
              onChange={setView}
            />
            <Button size="small" icon={Plus} keyCap="C" unavailable={refusal} onClick={() => add()} data-map-focus>
              {t('dataFlows.editor.addPlace')}
            </Button>
            <Button
              size="small"
              icon={Share2}
              keyCap="K"
              unavailable={refusal ?? (chosenPlace === undefined ? t('dataFlows.editor.chooseFirst') : undefined)}
              onClick={() => startJoin(chosenPlace)}
            >
              {t('dataFlows.editor.addFlow')}
            </Button>
            <Button size="small" icon={Workflow} unavailable={refusal} onClick={arrange}>
              {t('dataFlows.editor.arrange')}
            </Button>
            <Button
              size="small"
              icon={Undo2}
              unavailable={refusal ?? (editor.canUndo ? undefined : t('dataFlows.editor.nothingToUndo'))}
              onClick={() => void editor.undo()}
            >
              {t('dataFlows.editor.undo')}
            </Button>
            {view === 'drawing' && <ZoomButtons closer={closer} farther={farther} fit={fit} />}
          </div>
          {joining !== null && (
            <output className={styles.joining}>
              {t('dataFlows.editor.joining', { name: content.places.find(({ id }) => id === joining)?.name })}
              <Button size="small" onClick={() => setJoining(null)}>
                {t('components.cancel')}
              </Button>
            </output>
          )}
          {view === 'drawing' ? (
            <div ref={room} className={styles.room}>
              <MapDrawing
                content={content}
                words={words}
                zoom={zoom}
                chosen={chosen}
                breaches={breaches}
                readOnly={readOnly}
                joining={joining}
                onChoose={setChosen}
                onEdit={edit}
                onMove={editor.change}
                onStartJoin={startJoin}
                onJoin={join}
                onStopJoin={() => setJoining(null)}
                onRemove={remove}
                onFocus={focusPart}
                onGo={(fromId, key) => {
                  const id = findNeighbour(layOutScene(content, words).places, fromId, key);
                  if (id !== null) focusPart({ part: 'place', id });
                }}
                onAddAt={add}
              />
            </div>
          ) : (
            <div className={styles.tables}>
              <MapTables
                content={content}
                readOnly={readOnly}
                onChange={editor.change}
                onRemove={remove}
                onAddPlace={() => add()}
                onAddFlow={content.places.length < 2 ? undefined : addFirstFlow}
              />
            </div>
          )}
        </div>
        <MapSide
          editor={editor}
          map={map}
          chosen={chosen}
          points={points}
          changes={changes}
          showForm={view === 'drawing'}
          onOpen={open}
          onRemove={remove}
          onClose={() => {
            const part = chosen;
            setChosen(null);
            if (part) focusPart(part);
          }}
        />
      </div>
    </PageLayout>
  );
}

function ZoomButtons({ closer, farther, fit }: Pick<ReturnType<typeof useZoom>, 'closer' | 'farther' | 'fit'>) {
  const { t } = useTranslation();
  const button = (key: string, label: string, run: () => void): ReactNode => (
    <Button size="small" aria-label={label} onClick={run}>
      <span aria-hidden="true">{key}</span>
    </Button>
  );
  return (
    <span className={styles.zoom}>
      {button('−', t('dataFlows.keys.out'), farther)}
      {button('+', t('dataFlows.keys.in'), closer)}
      <Button size="small" onClick={fit}>
        {t('dataFlows.editor.fit')}
      </Button>
    </span>
  );
}

/** "Harrow AI, Enterprise plan. Version 1 confirmed by Ines Okafor on 22 Oct 2025." */
function MapFact({ tool, map }: Pick<MapPageProps, 'tool' | 'map'>) {
  const { t } = useTranslation();
  const confirmed = map.confirmed
    ? t('dataFlows.fact.confirmed', {
        version: map.confirmed.version,
        name: map.confirmed.confirmedBy.name,
        day: formatDay(map.confirmed.confirmedAt.slice(0, 10)),
      })
    : t('dataFlows.fact.notConfirmed');
  return (
    <>
      <Link className={styles.inText} to={recordPath('tool', tool.id)}>
        {tool.name}
      </Link>{' '}
      {t('dataFlows.fact.of', { vendor: tool.vendor.name })} {confirmed}
    </>
  );
}

function Conflict({ onMine, onTheirs }: { onMine: () => void; onTheirs: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.conflict} role="alert">
      <Note tone="warn">
        <StatusMark shape="warn" tone="warn">
          {t('dataFlows.editor.conflict')}
        </StatusMark>
        <span className={styles.answers}>
          <Button size="small" onClick={onMine}>
            {t('record.conflict.keepMine')}
          </Button>
          <Button size="small" onClick={onTheirs}>
            {t('record.conflict.takeTheirs')}
          </Button>
        </span>
      </Note>
    </div>
  );
}
