import { Fragment, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataFlowContent } from '../../../shared/contract/data-flows.ts';
import { layOutScene, type DrawingWords, type DrawnPlace } from '../../../shared/rules/data-flows/scene.ts';
import { joinClasses } from '../../components/class-names.ts';
import { DrawnFlowLabel, DrawnFlowLine, DrawnPlaceBox } from './drawn-parts.tsx';
import { changePlace, isArrow, STEP, stepOf, type ArrowKey, type MapPart } from './map-changes.ts';
import styles from './map-drawing.module.css';
import { useSpokenFlows } from './use-spoken-flows.ts';

/** Room below the lowest place, for another one. */
const FREE_BELOW = 96;
const LEAST_HEIGHT = 360;

export interface MapDrawingProps {
  content: DataFlowContent;
  words: DrawingWords;
  zoom: number;
  chosen: MapPart | null;
  /** Ids of what the rules call a breach. */
  breaches: ReadonlySet<string>;
  readOnly: boolean;
  /** The place from which a flow is being drawn. */
  joining: string | null;
  onChoose: (part: MapPart | null) => void;
  /** Enter, or a double click: on to its form. */
  onEdit: (part: MapPart) => void;
  /** `field` is the same for steps that are taken back together. */
  onMove: (content: DataFlowContent, field?: string) => void;
  onStartJoin: (placeId: string) => void;
  onJoin: (from: string, to: string) => void;
  onStopJoin: () => void;
  onRemove: (part: MapPart) => void;
  /** An arrow key: on to the next place in its direction. */
  onGo: (fromId: string, key: ArrowKey) => void;
  onFocus: (part: MapPart) => void;
  /** A double click on the empty sheet. */
  onAddAt: (at: { x: number; y: number }) => void;
}

interface Drag {
  id: string;
  /** From the pointer to the place's corner. */
  offset: { x: number; y: number };
  at: { x: number; y: number };
  moved: boolean;
}

function snap(value: number): number {
  return Math.round(value / STEP) * STEP;
}

/** The map as it is drawn in documents, to be worked by mouse and by keyboard. */
export function MapDrawing(props: MapDrawingProps) {
  const { content, words, zoom, joining, readOnly } = props;
  const { t } = useTranslation();
  const sheet = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [aim, setAim] = useState<{ x: number; y: number } | null>(null);
  const shown = drag?.moved === true ? changePlace(content, drag.id, drag.at) : content;
  const scene = layOutScene(shown, words);
  const speakFlow = useSpokenFlows(content, words);
  const height = Math.max(scene.height + FREE_BELOW, LEAST_HEIGHT);
  const joiningPlace = scene.places.find(({ id }) => id === joining);

  const isChosen = (part: MapPart['part'], id: string) => props.chosen?.part === part && props.chosen.id === id;

  function toSheet(event: { clientX: number; clientY: number }): { x: number; y: number } {
    const box = sheet.current?.getBoundingClientRect();
    return { x: (event.clientX - (box?.left ?? 0)) / zoom, y: (event.clientY - (box?.top ?? 0)) / zoom };
  }

  function grab(event: PointerEvent<SVGGElement>, place: DrawnPlace): void {
    if (event.button !== 0) return;
    if (joining !== null) {
      if (joining !== place.id) props.onJoin(joining, place.id);
      return;
    }
    props.onChoose({ part: 'place', id: place.id });
    if (readOnly) return;
    const at = toSheet(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ id: place.id, offset: { x: at.x - place.x, y: at.y - place.y }, at: place, moved: false });
  }

  function follow(event: PointerEvent<SVGSVGElement>): void {
    const at = toSheet(event);
    if (joining !== null) setAim(at);
    if (!drag) return;
    const next = { x: snap(at.x - drag.offset.x), y: snap(at.y - drag.offset.y) };
    const moved = drag.moved || Math.abs(next.x - drag.at.x) + Math.abs(next.y - drag.at.y) >= STEP;
    if (moved) setDrag({ ...drag, at: next, moved });
  }

  function drop(): void {
    if (drag?.moved === true) {
      const place = scene.places.find(({ id }) => id === drag.id);
      if (place) props.onMove(changePlace(content, drag.id, { x: place.x, y: place.y }));
    }
    setDrag(null);
  }

  function moveBy(id: string, key: ArrowKey): void {
    const place = scene.places.find((one) => one.id === id);
    const step = stepOf(key);
    if (place) props.onMove(changePlace(content, id, { x: place.x + step.x, y: place.y + step.y }), `move ${id}`);
  }

  function pressPlace(event: KeyboardEvent, id: string): void {
    const part: MapPart = { part: 'place', id };
    if (isArrow(event.key) && !event.ctrlKey && !event.altKey) {
      if (event.shiftKey && !readOnly) moveBy(id, event.key);
      else props.onGo(id, event.key);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (joining !== null && joining !== id) props.onJoin(joining, id);
      else props.onEdit(part);
    } else if (event.key === 'Delete' && !readOnly) {
      props.onRemove(part);
    } else {
      return;
    }
    event.preventDefault();
  }

  function pressFlow(event: KeyboardEvent, id: string): void {
    const flow = content.flows.find((one) => one.id === id);
    if (event.key === 'Enter' || event.key === ' ') props.onEdit({ part: 'flow', id });
    else if (event.key === 'Delete' && !readOnly) props.onRemove({ part: 'flow', id });
    else if (flow && (event.key === 'ArrowUp' || event.key === 'ArrowLeft'))
      props.onFocus({ part: 'place', id: flow.from });
    else if (flow && (event.key === 'ArrowDown' || event.key === 'ArrowRight'))
      props.onFocus({ part: 'place', id: flow.to });
    else return;
    event.preventDefault();
  }

  const inOrder = scene.places.toSorted((left, right) => left.y - right.y || left.x - right.x);
  const leaving = Map.groupBy(scene.flows, ({ id }) => content.flows.find((flow) => flow.id === id)?.from ?? '');
  return (
    // The sheet itself only takes the pointer; everything on it can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <svg
      ref={sheet}
      className={joinClasses(styles.sheet, joining !== null && styles.joining)}
      width={scene.width * zoom}
      height={height * zoom}
      viewBox={`0 0 ${scene.width} ${height}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label={t('dataFlows.editor.drawing')}
      onPointerMove={follow}
      onPointerUp={drop}
      onPointerCancel={() => setDrag(null)}
      onPointerDown={(event) => {
        if (event.target !== event.currentTarget) return;
        props.onChoose(null);
        props.onStopJoin();
      }}
      onDoubleClick={(event) => {
        if (event.target === event.currentTarget && !readOnly) props.onAddAt(toSheet(event));
      }}
    >
      {scene.flows.map((flow) => (
        <DrawnFlowLine key={flow.id} flow={flow} chosen={isChosen('flow', flow.id)} />
      ))}
      {inOrder.map((place) => (
        <Fragment key={place.id}>
          <DrawnPlaceBox
            place={place}
            chosen={isChosen('place', place.id)}
            breach={props.breaches.has(place.id)}
            joining={joining === place.id}
            onPointerDown={(event) => grab(event, place)}
            onDoubleClick={() => props.onEdit({ part: 'place', id: place.id })}
            onKeyDown={(event) => pressPlace(event, place.id)}
            onFocus={() => joining === null && props.onChoose({ part: 'place', id: place.id })}
            {...(readOnly ? {} : { onStartJoin: () => props.onStartJoin(place.id) })}
          />
          {(leaving.get(place.id) ?? []).map((flow) => (
            <DrawnFlowLabel
              key={flow.id}
              flow={flow}
              spoken={speakFlow(flow.id)}
              chosen={isChosen('flow', flow.id)}
              onPointerDown={() => props.onChoose({ part: 'flow', id: flow.id })}
              onDoubleClick={() => props.onEdit({ part: 'flow', id: flow.id })}
              onKeyDown={(event) => pressFlow(event, flow.id)}
              onFocus={() => joining === null && props.onChoose({ part: 'flow', id: flow.id })}
            />
          ))}
        </Fragment>
      ))}
      {joiningPlace && aim && (
        <line
          className={styles.aim}
          x1={joiningPlace.x + joiningPlace.width / 2}
          y1={joiningPlace.y + joiningPlace.height / 2}
          x2={aim.x}
          y2={aim.y}
        />
      )}
    </svg>
  );
}
