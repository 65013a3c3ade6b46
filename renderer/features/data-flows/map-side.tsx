import { Trash2, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataFlowMap } from '../../../shared/contract/data-flows.ts';
import type { ContentChange } from '../../../shared/rules/data-flows/compare.ts';
import type { FlowPoint } from '../../../shared/rules/data-flows/lint.ts';
import { indexPlaces } from '../../../shared/rules/data-flows/parts.ts';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { SaveState } from '../../components/save-state.tsx';
import { formatDay } from '../../platform/format.ts';
import { FlowForm } from './flow-form.tsx';
import { changeFlow, changePlace, type MapPart } from './map-changes.ts';
import { MapPoints } from './map-points.tsx';
import styles from './map-side.module.css';
import { PlaceForm } from './place-form.tsx';
import type { MapEditor } from './use-map-editor.ts';

/** Id of the form's panel, by which the page gives its first field the focus. */
export const SIDE_ID = 'map-part-form';

export interface MapSideProps {
  editor: MapEditor;
  map: DataFlowMap;
  chosen: MapPart | null;
  points: readonly FlowPoint[];
  /** Since the map was confirmed. */
  changes: readonly ContentChange[];
  /** Beside the drawing; the tables have their fields themselves. */
  showForm: boolean;
  onOpen: (part: MapPart) => void;
  onRemove: (part: MapPart) => void;
  onClose: () => void;
}

/** Beside the map: the form of what is chosen, what the rules find, what changed, and the confirmed versions. */
export function MapSide(props: MapSideProps) {
  const { editor, map, points, changes, chosen, showForm } = props;
  const { t } = useTranslation();
  return (
    <aside className={styles.side} aria-label={t('dataFlows.side.label')}>
      {showForm && chosen && <PartForm {...props} chosen={chosen} />}
      <Panel title={t('dataFlows.side.points')} fact={points.length > 0 ? String(points.length) : undefined}>
        <MapPoints points={points} content={editor.content} onOpen={props.onOpen} />
      </Panel>
      {changes.length > 0 && <Changes {...props} />}
      {map.versions.length > 0 && (
        <Panel title={t('dataFlows.side.versions')}>
          <ul className={styles.list}>
            {map.versions.map(({ version, confirmedBy, confirmedAt }) => (
              <li key={version}>
                {t('dataFlows.side.version', {
                  version,
                  name: confirmedBy.name,
                  day: formatDay(confirmedAt.slice(0, 10)),
                })}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <SaveState saving={editor.saving} />
    </aside>
  );
}

function PartForm({ editor, chosen, onRemove, onClose }: MapSideProps & { chosen: MapPart }) {
  const { t } = useTranslation();
  const { content } = editor;
  const readOnly = editor.refusal !== undefined;
  const place = chosen.part === 'place' ? content.places.find(({ id }) => id === chosen.id) : undefined;
  const flow = chosen.part === 'flow' ? content.flows.find(({ id }) => id === chosen.id) : undefined;
  if (!place && !flow) return null;
  const number = content.flows.findIndex(({ id }) => id === chosen.id) + 1;

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  }

  return (
    // Esc anywhere in the form goes back to the drawing; the close button does the same for the pointer.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div id={SIDE_ID} onKeyDown={closeOnEscape}>
      <Panel
        title={place ? t('dataFlows.side.place') : t('dataFlows.report.flowNumber', { number })}
        action={
          <span className={styles.actions}>
            {!readOnly && (
              <Button size="small" icon={Trash2} onClick={() => onRemove(chosen)}>
                {t('dataFlows.editor.remove')}
              </Button>
            )}
            <Button kind="quiet" size="small" icon={X} aria-label={t('components.close')} onClick={onClose} />
          </span>
        }
      >
        {place && (
          <PlaceForm
            key={place.id}
            place={place}
            readOnly={readOnly}
            onChange={(changes, field) =>
              editor.change(changePlace(content, place.id, changes), `${place.id} ${field}`)
            }
          />
        )}
        {flow && (
          <FlowForm
            key={flow.id}
            content={content}
            flow={flow}
            readOnly={readOnly}
            onChange={(changes, field) => editor.change(changeFlow(content, flow.id, changes), `${flow.id} ${field}`)}
          />
        )}
      </Panel>
    </div>
  );
}

/** What differs from the confirmed version; what is still there leads to its place on the map. */
function Changes({ editor, map, changes, onOpen }: MapSideProps) {
  const { t } = useTranslation();
  const before = map.confirmed?.content ?? editor.content;
  const nameOf = ({ part, id }: ContentChange): string => {
    if (part === 'place') return (indexPlaces(editor.content).get(id) ?? indexPlaces(before).get(id))?.name ?? id;
    const number = editor.content.flows.findIndex((flow) => flow.id === id) + 1;
    if (number > 0) return t('dataFlows.report.flowNumber', { number });
    const was = before.flows.find((flow) => flow.id === id);
    const places = indexPlaces(before);
    return t('dataFlows.drawing.ends', {
      from: places.get(was?.from ?? '')?.name,
      to: places.get(was?.to ?? '')?.name,
    });
  };
  return (
    <Panel title={t('dataFlows.report.changes', { version: map.confirmed?.version })}>
      <ul className={styles.list}>
        {changes.map((change) => (
          <li key={`${change.part} ${change.id}`} className={styles.change}>
            <span className={styles.kind}>{t(`dataFlows.report.change.${change.change}`)}</span>
            {change.change === 'removed' ? (
              <span>{nameOf(change)}</span>
            ) : (
              <button
                type="button"
                className={styles.open}
                onClick={() => onOpen({ part: change.part, id: change.id })}
              >
                {nameOf(change)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
