import { useTranslation } from 'react-i18next';
import { PLACE_KINDS, RETENTION_KINDS, type DataFlowPlace } from '../../../shared/contract/data-flows.ts';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { CountryField } from './country-field.tsx';
import { NameField } from './name-field.tsx';
import styles from './part-form.module.css';

/** Days that a term begins with when somebody says that it has a number. */
const USUAL_DAYS = 30;
const LONGEST_DAYS = 3660;

export interface PlaceFormProps {
  place: DataFlowPlace;
  readOnly: boolean;
  /** `field` names what is being typed, so that it is taken back as one change. */
  onChange: (changes: Partial<DataFlowPlace>, field: string) => void;
}

/** Everything that is said of a place. */
export function PlaceForm({ place, readOnly, onChange }: PlaceFormProps) {
  const { t } = useTranslation();
  const { kind, days } = place.retention;
  const text = (field: 'operator' | 'location' | 'keeps' | 'note', maxLength: number, multiline = false) => (
    <TextField
      label={t(`dataFlows.place.${field}`)}
      value={place[field]}
      readOnly={readOnly}
      maxLength={maxLength}
      multiline={multiline}
      rows={2}
      onChange={(value) => onChange({ [field]: value }, field)}
    />
  );
  return (
    <div className={styles.form}>
      <NameField key={place.id} place={place} readOnly={readOnly} onChange={onChange} />
      <SelectField
        label={t('dataFlows.place.kind')}
        value={place.kind}
        readOnly={readOnly}
        options={PLACE_KINDS.map((value) => ({ value, label: t(`dataFlows.kind.${value}`) }))}
        onChange={(value) => onChange({ kind: value }, 'kind')}
      />
      {text('operator', 80)}
      <div className={styles.pair}>
        <CountryField
          value={place.country}
          readOnly={readOnly}
          onChange={(country) => onChange({ country }, 'country')}
        />
        {text('location', 80)}
      </div>
      {text('keeps', 500)}
      <div className={styles.pair}>
        <SelectField
          label={t('dataFlows.place.retention')}
          value={kind}
          readOnly={readOnly}
          options={RETENTION_KINDS.map((value) => ({ value, label: t(`dataFlows.place.term.${value}`) }))}
          onChange={(value) =>
            onChange({ retention: { kind: value, days: value === 'days' ? (days ?? USUAL_DAYS) : null } }, 'retention')
          }
        />
        {kind === 'days' && (
          <NumberField
            label={t('dataFlows.place.days')}
            value={days}
            min={1}
            max={LONGEST_DAYS}
            whole
            readOnly={readOnly}
            onChange={(value) =>
              onChange({ retention: value === null ? { kind: 'unknown', days: null } : { kind, days: value } }, 'days')
            }
          />
        )}
      </div>
      {text('note', 2000, true)}
    </div>
  );
}
