import { useTranslation } from 'react-i18next';
import type { DataFlowContent } from '../../../shared/contract/data-flows.ts';
import type { FlowPoint } from '../../../shared/rules/data-flows/lint.ts';
import { writeFlowPoint } from '../../../shared/rules/data-flows/words.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { FORMAT_TAG } from '../../platform/locale.ts';
import type { MapPart } from './map-changes.ts';
import styles from './map-points.module.css';

export interface MapPointsProps {
  points: readonly FlowPoint[];
  content: DataFlowContent;
  onOpen: (part: MapPart) => void;
}

function partOf({ placeId, flowId }: FlowPoint): MapPart | null {
  if (flowId !== null) return { part: 'flow', id: flowId };
  return placeId === null ? null : { part: 'place', id: placeId };
}

/** What the rules find in a map, gravest first; each leads to its place or flow. */
export function MapPoints({ points, content, onOpen }: MapPointsProps) {
  const { t } = useTranslation();
  if (points.length === 0) {
    return (
      <StatusMark shape="ok" tone="ok">
        {t('dataFlows.points.none')}
      </StatusMark>
    );
  }
  return (
    <ul className={styles.list}>
      {points.map((point) => {
        const part = partOf(point);
        const sentence = writeFlowPoint(
          point,
          content,
          (key, parameters = {}) => t(key, { ...parameters }),
          FORMAT_TAG,
        );
        return (
          <li key={`${point.rule} ${point.placeId} ${point.flowId}`} className={styles.point}>
            <span className={styles.weight}>
              <WordMark of="flowPoint" value={point.weight} />
            </span>
            {part === null ? (
              <span>{sentence}</span>
            ) : (
              <button type="button" className={styles.open} onClick={() => onOpen(part)}>
                {sentence}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
