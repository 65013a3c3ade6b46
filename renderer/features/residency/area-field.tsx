import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isGroup } from '../../../shared/rules/residency/geography.ts';
import { listCountries, nameCountry } from '../../../shared/rules/residency/place-names.ts';
import { Chip } from '../../components/chip.tsx';
import { ReadOnlyField, type FieldProps } from '../../components/field-frame.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { api } from '../../platform/api.ts';
import styles from './area-field.module.css';

const COUNTRIES = listCountries();

interface AreaFieldProps extends FieldProps {
  value: string[];
  onChange: (areas: string[]) => void;
}

/** Countries and groups of countries, as chips; one more is chosen from the list. */
export function AreaField({ value, onChange, ...field }: AreaFieldProps) {
  const { t } = useTranslation();
  const regions = useQuery(api.residency.regions.queryOptions());
  const groups = regions.data?.areas ?? [];
  const nameOf = (area: string) =>
    isGroup(area) ? (groups.find(({ id }) => id === area)?.means ?? area) : nameCountry(area);
  if (field.readOnly === true) {
    return <ReadOnlyField label={field.label}>{value.map(nameOf).join('; ')}</ReadOnlyField>;
  }
  const options = [
    ...groups.map(({ id, means }) => ({ value: id, label: means })),
    ...COUNTRIES.map(({ code, name }) => ({ value: code, label: name })),
  ].filter((option) => !value.includes(option.value));
  return (
    <div className={styles.field}>
      <SelectField
        {...field}
        value={null}
        emptyLabel={t('residency.area.add')}
        options={options}
        onChange={(area: string | null) => area !== null && onChange([...value, area])}
      />
      {value.length > 0 && (
        <div className={styles.chips}>
          {value.map((area) => (
            <Chip key={area} name={nameOf(area)} onRemove={() => onChange(value.filter((one) => one !== area))}>
              {nameOf(area)}
            </Chip>
          ))}
        </div>
      )}
    </div>
  );
}
