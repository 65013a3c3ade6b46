import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  DATA_CLASSES,
  PLACE_KINDS,
  REST_PROTECTIONS,
  RETENTION_KINDS,
  TRANSIT_PROTECTIONS,
  type DataClass,
  type DataFlow,
  type DataFlowContent,
  type DataFlowPlace,
} from '../../../shared/contract/data-flows.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { CountryField } from './country-field.tsx';
import { toggleClass } from './flow-form.tsx';
import { changeFlow, changePlace, type MapPart } from './map-changes.ts';
import styles from './map-tables.module.css';
import { NameField } from './name-field.tsx';

export interface MapTablesProps {
  content: DataFlowContent;
  readOnly: boolean;
  onChange: (content: DataFlowContent, field: string) => void;
  onRemove: (part: MapPart) => void;
  onAddPlace: () => void;
  /** Undefined while there are not two places to join. */
  onAddFlow: (() => void) | undefined;
}

/** The twin of the drawing: the same places and flows as two tables, in which all of it can be changed. */
export function MapTables(props: MapTablesProps) {
  const { content, readOnly } = props;
  const { t } = useTranslation();
  const places = usePlaceColumns(props);
  const flows = useFlowColumns(props);
  return (
    <>
      <Panel
        title={t('dataFlows.table.flows')}
        flush
        action={
          !readOnly && (
            <Button
              size="small"
              icon={Plus}
              unavailable={props.onAddFlow ? undefined : t('dataFlows.editor.needsTwo')}
              onClick={props.onAddFlow}
            >
              {t('dataFlows.editor.addFlow')}
            </Button>
          )
        }
      >
        <DataTable
          label={t('dataFlows.table.flows')}
          columns={flows}
          rows={content.flows}
          rowId={({ id }) => id}
          empty={t('dataFlows.table.noFlows')}
        />
      </Panel>
      <Panel
        title={t('dataFlows.table.places')}
        flush
        action={
          !readOnly && (
            <Button size="small" icon={Plus} onClick={props.onAddPlace}>
              {t('dataFlows.editor.addPlace')}
            </Button>
          )
        }
      >
        <DataTable
          label={t('dataFlows.table.places')}
          columns={places}
          rows={content.places}
          rowId={({ id }) => id}
          empty={t('dataFlows.table.noPlaces')}
        />
      </Panel>
    </>
  );
}

function useRemoveColumn({ readOnly, onRemove }: MapTablesProps, part: MapPart['part']) {
  const { t } = useTranslation();
  return <Row extends { id: string }>(nameOf: (row: Row) => string): DataColumn<Row>[] =>
    readOnly
      ? []
      : [
          {
            id: 'remove',
            title: t('dataFlows.table.remove'),
            hideTitle: true,
            width: '44px',
            render: (row) => (
              <Button
                kind="quiet"
                size="small"
                icon={Trash2}
                aria-label={t('dataFlows.editor.removeNamed', { name: nameOf(row) })}
                onClick={() => onRemove({ part, id: row.id })}
              />
            ),
          },
        ];
}

function usePlaceColumns(props: MapTablesProps): DataColumn<DataFlowPlace>[] {
  const { content, readOnly, onChange } = props;
  const { t } = useTranslation();
  const remove = useRemoveColumn(props, 'place');
  const cell = { hideLabel: true, small: true, readOnly };
  const change = (id: string) => (changes: Partial<DataFlowPlace>, field: string) =>
    onChange(changePlace(content, id, changes), `${id} ${field}`);
  const textColumn = (field: 'operator' | 'location' | 'keeps', width: string): DataColumn<DataFlowPlace> => ({
    id: field,
    title: t(`dataFlows.place.${field}`),
    width,
    render: (place) => (
      <TextField
        {...cell}
        label={t(`dataFlows.place.${field}`)}
        value={place[field]}
        maxLength={field === 'keeps' ? 500 : 80}
        onChange={(value) => change(place.id)({ [field]: value }, field)}
      />
    ),
  });
  return [
    {
      id: 'name',
      title: t('dataFlows.place.name'),
      width: '180px',
      render: (place) => <NameField hideLabel place={place} readOnly={readOnly} onChange={change(place.id)} />,
    },
    {
      id: 'kind',
      title: t('dataFlows.place.kind'),
      width: '150px',
      render: (place) => (
        <SelectField
          {...cell}
          label={t('dataFlows.place.kind')}
          value={place.kind}
          options={PLACE_KINDS.map((value) => ({ value, label: t(`dataFlows.kind.${value}`) }))}
          onChange={(kind) => change(place.id)({ kind }, 'kind')}
        />
      ),
    },
    textColumn('operator', '150px'),
    {
      id: 'country',
      title: t('dataFlows.place.country'),
      width: '72px',
      render: (place) => (
        <CountryField
          hideLabel
          value={place.country}
          readOnly={readOnly}
          onChange={(country) => change(place.id)({ country }, 'country')}
        />
      ),
    },
    textColumn('location', '130px'),
    textColumn('keeps', '180px'),
    {
      id: 'retention',
      title: t('dataFlows.place.retention'),
      width: '210px',
      render: ({ id, retention }) => (
        <div className={styles.term}>
          <SelectField
            {...cell}
            label={t('dataFlows.place.retention')}
            value={retention.kind}
            options={RETENTION_KINDS.map((value) => ({ value, label: t(`dataFlows.place.term.${value}`) }))}
            onChange={(kind) =>
              change(id)({ retention: { kind, days: kind === 'days' ? (retention.days ?? 30) : null } }, 'retention')
            }
          />
          {retention.kind === 'days' && (
            <NumberField
              {...cell}
              label={t('dataFlows.place.days')}
              value={retention.days}
              min={1}
              max={3660}
              whole
              onChange={(days) =>
                change(id)({ retention: days === null ? { kind: 'unknown', days } : { kind: 'days', days } }, 'days')
              }
            />
          )}
        </div>
      ),
    },
    ...remove<DataFlowPlace>(({ name }) => name),
  ];
}

function useFlowColumns(props: MapTablesProps): DataColumn<DataFlow>[] {
  const { content, readOnly, onChange } = props;
  const { t } = useTranslation();
  const remove = useRemoveColumn(props, 'flow');
  const cell = { hideLabel: true, small: true, readOnly };
  const numberOf = ({ id }: DataFlow) => content.flows.findIndex((flow) => flow.id === id) + 1;
  const change = (flow: DataFlow, changes: Partial<DataFlow>, field: string) =>
    onChange(changeFlow(content, flow.id, changes), `${flow.id} ${field}`);
  const places = (exceptId: string) =>
    content.places.filter(({ id }) => id !== exceptId).map(({ id, name }) => ({ value: id, label: name }));
  const endColumn = (end: 'from' | 'to', other: 'from' | 'to'): DataColumn<DataFlow> => ({
    id: end,
    title: t(`dataFlows.flow.${end}`),
    width: '172px',
    render: (flow) => (
      <SelectField
        {...cell}
        label={t(`dataFlows.flow.${end}`)}
        value={flow[end]}
        options={places(flow[other])}
        onChange={(id) => change(flow, { [end]: id }, end)}
      />
    ),
  });
  return [
    { id: 'number', title: t('dataFlows.table.number'), width: '44px', align: 'right', render: numberOf },
    endColumn('from', 'to'),
    endColumn('to', 'from'),
    {
      id: 'classes',
      title: t('dataFlows.flow.classes'),
      wrap: true,
      width: '240px',
      render: (flow) => (
        <ClassChips
          flow={flow}
          readOnly={readOnly}
          onChange={(dataClasses) => change(flow, { dataClasses }, 'dataClasses')}
        />
      ),
    },
    {
      id: 'direction',
      title: t('dataFlows.flow.direction'),
      width: '110px',
      render: (flow) => (
        <SelectField
          {...cell}
          label={t('dataFlows.flow.direction')}
          value={flow.direction}
          options={(['one_way', 'both_ways'] as const).map((value) => ({
            value,
            label: t(`dataFlows.direction.${value}`),
          }))}
          onChange={(direction) => change(flow, { direction }, 'direction')}
        />
      ),
    },
    {
      id: 'transit',
      title: t('dataFlows.flow.transit'),
      width: '172px',
      render: (flow) => (
        <SelectField
          {...cell}
          label={t('dataFlows.flow.transit')}
          value={flow.transit}
          options={TRANSIT_PROTECTIONS.map((value) => ({ value, label: t(`dataFlows.transit.${value}`) }))}
          onChange={(transit) => change(flow, { transit }, 'transit')}
        />
      ),
    },
    {
      id: 'atRest',
      title: t('dataFlows.flow.atRest'),
      width: '172px',
      render: (flow) => (
        <SelectField
          {...cell}
          label={t('dataFlows.flow.atRest')}
          value={flow.atRest}
          options={REST_PROTECTIONS.map((value) => ({ value, label: t(`dataFlows.rest.${value}`) }))}
          onChange={(atRest) => change(flow, { atRest }, 'atRest')}
        />
      ),
    },
    ...remove<DataFlow>((flow) => t('dataFlows.report.flowNumber', { number: numberOf(flow) })),
  ];
}

interface ClassChipsProps {
  flow: DataFlow;
  readOnly: boolean;
  onChange: (classes: DataFlow['dataClasses']) => void;
}

/** The classes on a flow; one more is chosen from a list, one less is a press on its cross. */
function ClassChips({ flow, readOnly, onChange }: ClassChipsProps) {
  const { t } = useTranslation();
  const missing = DATA_CLASSES.filter((one) => !flow.dataClasses.includes(one));
  return (
    <div className={styles.chips}>
      {flow.dataClasses.map((one) => (
        <Chip
          key={one}
          {...(readOnly
            ? {}
            : {
                name: t(`dataFlows.class.${one}`),
                onRemove: () => onChange(toggleClass(flow.dataClasses, one, false)),
              })}
        >
          {t(`dataFlows.class.${one}`)}
        </Chip>
      ))}
      {!readOnly && missing.length > 0 && (
        <SelectField
          label={t('dataFlows.table.addClass')}
          hideLabel
          small
          value={null}
          emptyLabel={t('dataFlows.table.addClass')}
          options={missing.map((value) => ({ value, label: t(`dataFlows.class.${value}`) }))}
          onChange={(one: DataClass | null) => one && onChange(toggleClass(flow.dataClasses, one, true))}
        />
      )}
    </div>
  );
}
