import { useTranslation } from 'react-i18next';
import type { FieldProps } from './field-frame.tsx';
import { SelectField } from './select-field.tsx';

export interface PersonSelectProps extends FieldProps {
  /** From `people.list`; who is inactive is offered only where already chosen. */
  people: readonly { id: string; name: string; active?: boolean }[];
  value: string | null;
  onChange: (personId: string | null) => void;
  small?: boolean;
}

/** A person of the workspace, or nobody. */
export function PersonSelect({ people, value, ...field }: PersonSelectProps) {
  const { t } = useTranslation();
  const options = people
    .filter((person) => person.active !== false || person.id === value)
    .map((person) => ({ value: person.id, label: person.name }));
  return <SelectField {...field} value={value} options={options} emptyLabel={t('components.field.nobody')} />;
}
