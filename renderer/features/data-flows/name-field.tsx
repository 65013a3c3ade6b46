import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataFlowPlace } from '../../../shared/contract/data-flows.ts';
import { TextField } from '../../components/text-field.tsx';

interface NameFieldProps {
  place: DataFlowPlace;
  readOnly: boolean;
  hideLabel?: boolean;
  onChange: (changes: Partial<DataFlowPlace>, field: string) => void;
}

/** The name of a place. An empty one stays in the field only: a place without a name cannot be told from another. */
export function NameField({ place, readOnly, hideLabel = false, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  const [emptied, setEmptied] = useState<string | null>(null);
  return (
    <TextField
      label={t('dataFlows.place.name')}
      hideLabel={hideLabel}
      small={hideLabel}
      required
      maxLength={80}
      readOnly={readOnly}
      value={emptied ?? place.name}
      problem={emptied === null ? undefined : t('components.field.required')}
      onChange={(name) => {
        const isEmpty = name.trim() === '';
        setEmptied(isEmpty ? name : null);
        if (!isEmpty) onChange({ name }, 'name');
      }}
    />
  );
}
