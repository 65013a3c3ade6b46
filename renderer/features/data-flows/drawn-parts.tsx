import { useId, type KeyboardEvent, type PointerEvent } from 'react';
import { PLACE_SIGNS, writeFlowHeads, writeFlowPath } from '../../../shared/rules/data-flows/drawing.ts';
import type { DrawnFlow, DrawnPlace, DrawnText } from '../../../shared/rules/data-flows/scene.ts';
import { joinClasses } from '../../components/class-names.ts';
import type { MapPart } from './map-changes.ts';
import styles from './map-drawing.module.css';

/** Id of a part's element, by which the page gives it the focus. */
export function partElementId({ part, id }: MapPart): string {
  return `map-${part}-${id}`;
}

interface PartProps {
  chosen: boolean;
  onPointerDown: (event: PointerEvent<SVGGElement>) => void;
  onDoubleClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
}

/** Halves of sentences are no words to translate; the types of SVG lack the attribute. */
const NOT_TRANSLATED = { translate: 'no' };

/** Lines of text as the drawing breaks them; together they are the part's spoken name. */
function Texts({ texts }: { texts: readonly DrawnText[] }) {
  return (
    <g {...NOT_TRANSLATED}>
      {texts.map(({ text, x, y, size, bold, tone }) => (
        <text key={y} x={x} y={y} fontSize={size} className={joinClasses(styles[tone], bold && styles.bold)}>
          {text}
        </text>
      ))}
    </g>
  );
}

interface DrawnPlaceBoxProps extends PartProps {
  place: DrawnPlace;
  breach: boolean;
  /** A flow is being drawn from it. */
  joining: boolean;
  /** Where flows may be drawn by mouse: from the knob below it. */
  onStartJoin?: () => void;
}

/** A place: its sign and kind, its name, who runs it and where, and how long it keeps what it gets. */
export function DrawnPlaceBox(props: DrawnPlaceBoxProps) {
  const { place, chosen, breach, joining, onStartJoin, onPointerDown, ...events } = props;
  const { id, kind, x, y, width, height, unknown, texts } = place;
  return (
    <g
      id={partElementId({ part: 'place', id })}
      className={joinClasses(styles.part, (chosen || joining) && styles.chosen)}
      // SVG has no button of its own.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      onPointerDown={onPointerDown}
      {...events}
    >
      <rect
        className={joinClasses(styles.place, unknown && styles.dashed, breach && styles.breach)}
        x={x}
        y={y}
        width={width}
        height={height}
        rx="6"
      />
      <path className={styles.sign} transform={`translate(${x + 9} ${y + 8}) scale(.9)`} d={PLACE_SIGNS[kind]} />
      <Texts texts={texts} />
      <rect className={styles.ring} x={x - 4} y={y - 4} width={width + 8} height={height + 8} rx="9" />
      {chosen && onStartJoin && (
        <circle
          className={styles.knob}
          aria-hidden="true"
          cx={x + width / 2}
          cy={y + height}
          r="7"
          onPointerDown={(event) => {
            event.stopPropagation();
            onStartJoin();
          }}
        />
      )}
    </g>
  );
}

/** The line of a flow with its arrowheads; its label is what can be chosen. */
export function DrawnFlowLine({ flow, chosen }: { flow: DrawnFlow; chosen: boolean }) {
  return (
    <g className={joinClasses(styles.line, flow.bad && styles.badLine, chosen && styles.chosenLine)} aria-hidden="true">
      <path className={flow.unknown ? styles.dashed : undefined} d={writeFlowPath(flow)} />
      <path className={styles.head} d={writeFlowHeads(flow)} />
    </g>
  );
}

interface DrawnFlowLabelProps extends PartProps {
  flow: DrawnFlow;
  /** Its ends, and what its label has no room for. */
  spoken: string;
}

/** A flow's label; a click on its line chooses it too. */
export function DrawnFlowLabel({ flow, spoken, chosen, ...events }: DrawnFlowLabelProps) {
  const { x, y, width, height, texts } = flow.label;
  const spokenId = useId();
  return (
    <g>
      <desc id={spokenId}>{spoken}</desc>
      <g
        id={partElementId({ part: 'flow', id: flow.id })}
        className={joinClasses(styles.part, chosen && styles.chosen)}
        // SVG has no button of its own.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="button"
        tabIndex={0}
        aria-describedby={spokenId}
        aria-pressed={chosen}
        {...events}
      >
        <path className={styles.hit} d={writeFlowPath(flow)} />
        <rect className={styles.label} x={x} y={y} width={width} height={height} rx="3" />
        <Texts texts={texts} />
        <rect className={styles.ring} x={x - 2} y={y - 2} width={width + 4} height={height + 4} rx="5" />
      </g>
    </g>
  );
}
