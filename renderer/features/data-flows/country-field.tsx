import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../components/text-field.tsx';
import { useMapWords } from './use-map-words.ts';

const COUNTRY = /^([A-Z]{2})?$/;

interface CountryFieldProps {
  /** ISO 3166 code; empty while it is not known. */
  value: string;
  readOnly: boolean;
  hideLabel?: boolean;
  onChange: (code: string) => void;
}

/** A country by its code of two letters; its name is shown below. What is not a code stays in the field only. */
export function CountryField({ value, readOnly, hideLabel = false, onChange }: CountryFieldProps) {
  const { t } = useTranslation();
  const words = useMapWords();
  const [typed, setTyped] = useState<string | null>(null);
  const name = value === '' ? undefined : t('dataFlows.place.countryIs', { country: words.nameCountry(value) });
  return (
    <TextField
      label={t('dataFlows.place.country')}
      hideLabel={hideLabel}
      small={hideLabel}
      maxLength={2}
      readOnly={readOnly}
      value={typed ?? value}
      help={hideLabel ? undefined : name}
      problem={typed === null ? undefined : t('dataFlows.place.countryCode')}
      onChange={(text) => {
        const code = text.trim().toUpperCase();
        const isCode = COUNTRY.test(code);
        setTyped(isCode ? null : code);
        if (isCode) onChange(code);
      }}
    />
  );
}
