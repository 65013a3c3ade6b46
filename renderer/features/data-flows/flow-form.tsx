import { useTranslation } from 'react-i18next';
import {
  DATA_CLASSES,
  REST_PROTECTIONS,
  TRANSIT_PROTECTIONS,
  type DataClass,
  type DataFlow,
  type DataFlowContent,
} from '../../../shared/contract/data-flows.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './part-form.module.css';

export interface FlowFormProps {
  content: DataFlowContent;
  flow: DataFlow;
  readOnly: boolean;
  onChange: (changes: Partial<DataFlow>, field: string) => void;
}

/** The classes in their usual order, with one more or one less. */
export function toggleClass(classes: readonly DataClass[], one: DataClass, on: boolean): DataClass[] {
  return DATA_CLASSES.filter((each) => (each === one ? on : classes.includes(each)));
}

/** Everything that is said of a flow. */
export function FlowForm({ content, flow, readOnly, onChange }: FlowFormProps) {
  const { t } = useTranslation();
  const places = (exceptId: string) =>
    content.places.filter(({ id }) => id !== exceptId).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        <SelectField
          label={t('dataFlows.flow.from')}
          value={flow.from}
          readOnly={readOnly}
          options={places(flow.to)}
          onChange={(from) => onChange({ from }, 'from')}
        />
        <SelectField
          label={t('dataFlows.flow.to')}
          value={flow.to}
          readOnly={readOnly}
          options={places(flow.from)}
          onChange={(to) => onChange({ to }, 'to')}
        />
      </div>
      <SelectField
        label={t('dataFlows.flow.direction')}
        value={flow.direction}
        readOnly={readOnly}
        options={(['one_way', 'both_ways'] as const).map((value) => ({
          value,
          label: t(`dataFlows.direction.${value}`),
        }))}
        onChange={(direction) => onChange({ direction }, 'direction')}
      />
      <fieldset className={styles.classes}>
        <legend className={styles.legend}>{t('dataFlows.flow.classes')}</legend>
        {DATA_CLASSES.map((one) => (
          <Checkbox
            key={one}
            label={t(`dataFlows.class.${one}`)}
            checked={flow.dataClasses.includes(one)}
            readOnly={readOnly}
            onChange={(on) => onChange({ dataClasses: toggleClass(flow.dataClasses, one, on) }, 'dataClasses')}
          />
        ))}
      </fieldset>
      <div className={styles.pair}>
        <SelectField
          label={t('dataFlows.flow.transit')}
          value={flow.transit}
          readOnly={readOnly}
          options={TRANSIT_PROTECTIONS.map((value) => ({ value, label: t(`dataFlows.transit.${value}`) }))}
          onChange={(transit) => onChange({ transit }, 'transit')}
        />
        <SelectField
          label={t('dataFlows.flow.atRest')}
          value={flow.atRest}
          readOnly={readOnly}
          options={REST_PROTECTIONS.map((value) => ({ value, label: t(`dataFlows.rest.${value}`) }))}
          onChange={(atRest) => onChange({ atRest }, 'atRest')}
        />
      </div>
      <TextField
        label={t('dataFlows.place.note')}
        value={flow.note}
        readOnly={readOnly}
        maxLength={2000}
        multiline
        rows={2}
        onChange={(note) => onChange({ note }, 'note')}
      />
    </div>
  );
}
