import { useTranslation } from 'react-i18next';
import { PLACE_KINDS, type Place } from '../../shared/contract/residency.ts';
import { listCountries } from '../../shared/rules/residency/place-names.ts';
import styles from './place-fields.module.css';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';

const COUNTRIES = listCountries().map(({ code, name }) => ({ value: code, label: name }));

interface PlaceFieldsProps<Value extends Pick<Place, 'kind' | 'country' | 'city'>> {
  value: Value;
  onChange: (place: Value) => void;
}

/** A place: what kind, and for a country which one, with a city in free text. */
export function PlaceFields<Value extends Pick<Place, 'kind' | 'country' | 'city'>>({
  value,
  onChange,
}: PlaceFieldsProps<Value>) {
  const { t } = useTranslation();
  const hasCountry = value.kind === 'country' || value.kind === 'own_cloud';
  return (
    <div className={styles.fields}>
      <SelectField
        small
        label={t('residency.placeForm.kind')}
        value={value.kind}
        options={PLACE_KINDS.map((kind) => ({ value: kind, label: t(`residency.place.${kind}`) }))}
        onChange={(kind) =>
          onChange(
            kind === 'country' || kind === 'own_cloud' ? { ...value, kind } : { ...value, kind, country: '', city: '' },
          )
        }
      />
      {hasCountry && (
        <>
          <SelectField
            small
            label={t('residency.placeForm.where')}
            value={value.country === '' ? null : value.country}
            options={COUNTRIES}
            onChange={(country) => onChange({ ...value, country })}
          />
          <TextField
            small
            optional
            label={t('residency.placeForm.city')}
            value={value.city}
            maxLength={200}
            onChange={(city) => onChange({ ...value, city })}
          />
        </>
      )}
    </div>
  );
}
