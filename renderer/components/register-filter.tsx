import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../shared/contract/operation.ts';
import { formatDay } from '../platform/format.ts';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { DateField } from './date-field.tsx';
import styles from './register-filter.module.css';
import { SegmentedControl } from './segmented-control.tsx';
import { TextField } from './text-field.tsx';

interface FilterBase {
  /** Field of the register's `list` operation. */
  field: string;
  /** Already translated. */
  title: string;
  /** Always shown as a chip; the others come with "Filter". */
  pinned?: boolean;
}

/** What a register can be filtered by. In a choice, the value null is "not set". */
export type RegisterFilter = FilterBase &
  (
    { kind: 'choice'; options: readonly { value: string | null; label: string }[] } | { kind: 'day' } | { kind: 'text' }
  );

/** The words of a set filter after its field: "not retired", "by 4 Dec 2026", "“harrow”". */
export function describeFilter(filter: ListFilter, definition: RegisterFilter | undefined, t: TFunction): string {
  const { operator, values } = filter;
  const [first] = values;
  if (operator === 'on_or_before' || operator === 'on_or_after') {
    return t(`components.register.${operator}`, { day: typeof first === 'string' ? formatDay(first) : '' });
  }
  if (operator === 'contains') return t('components.register.contains', { text: first ?? '' });
  const labels = values.map((value) => {
    const option = definition?.kind === 'choice' ? definition.options.find((one) => one.value === value) : undefined;
    return option?.label ?? value ?? t('components.register.notSet');
  });
  const list = labels.join(', ');
  return operator === 'is_not' ? t('components.register.not', { list }) : list;
}

export interface FilterEditorProps {
  definition: RegisterFilter;
  /** The filter as it is set; null when it is not. */
  filter: ListFilter | null;
  onChange: (filter: ListFilter | null) => void;
  onClose: () => void;
}

/** What opens under a filter chip. Choices act at once; texts and days on Enter. */
export function FilterEditor({ definition, filter, onChange, onClose }: FilterEditorProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.editor}>
      <h3 className={styles.title}>{definition.title}</h3>
      {definition.kind === 'choice' && <ChoiceEditor {...{ definition, filter, onChange }} />}
      {definition.kind === 'day' && <DayEditor {...{ definition, filter, onChange }} />}
      {definition.kind === 'text' && <TextEditor {...{ definition, filter, onChange }} />}
      <div className={styles.actions}>
        <Button
          kind="link"
          unavailable={filter === null ? t('components.register.nothingSet') : undefined}
          onClick={() => onChange(null)}
        >
          {t('components.register.clear')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('components.register.done')}
        </Button>
      </div>
    </div>
  );
}

interface EditorProps<Kind extends RegisterFilter['kind']> {
  definition: RegisterFilter & { kind: Kind };
  filter: ListFilter | null;
  onChange: (filter: ListFilter | null) => void;
}

function ChoiceEditor({ definition, filter, onChange }: EditorProps<'choice'>) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState<'is' | 'is_not'>(filter?.operator === 'is_not' ? 'is_not' : 'is');
  const values = filter?.values ?? [];
  const { field } = definition;

  function set(next: 'is' | 'is_not', chosen: readonly (string | null)[]): void {
    onChange(chosen.length === 0 ? null : { field, operator: next, values: [...chosen] });
  }

  return (
    <>
      <SegmentedControl
        label={definition.title}
        options={[
          { value: 'is', label: t('components.register.is') },
          { value: 'is_not', label: t('components.register.isNot') },
        ]}
        value={operator}
        onChange={(next) => {
          setOperator(next);
          set(next, values);
        }}
      />
      <div className={styles.options}>
        {definition.options.map((option) => (
          <Checkbox
            key={option.value ?? ''}
            label={option.label}
            checked={values.includes(option.value)}
            onChange={(checked) =>
              set(operator, checked ? [...values, option.value] : values.filter((value) => value !== option.value))
            }
          />
        ))}
      </div>
    </>
  );
}

function DayEditor({ definition, filter, onChange }: EditorProps<'day'>) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState<'on_or_before' | 'on_or_after'>(
    filter?.operator === 'on_or_after' ? 'on_or_after' : 'on_or_before',
  );
  const [day = null] = filter?.values ?? [];
  const { field } = definition;

  function set(next: 'on_or_before' | 'on_or_after', value: string | null): void {
    onChange(value === null ? null : { field, operator: next, values: [value] });
  }

  return (
    <>
      <SegmentedControl
        label={definition.title}
        options={[
          { value: 'on_or_before', label: t('components.register.untilDay') },
          { value: 'on_or_after', label: t('components.register.fromDay') },
        ]}
        value={operator}
        onChange={(next) => {
          setOperator(next);
          set(next, day);
        }}
      />
      <DateField label={t('components.register.day')} value={day} onChange={(value) => set(operator, value)} />
    </>
  );
}

function TextEditor({ definition, filter, onChange }: EditorProps<'text'>) {
  const { t } = useTranslation();
  const [text, setText] = useState(filter?.values[0] ?? '');
  const { field } = definition;
  return (
    <TextField
      label={t('components.register.containsLabel')}
      value={text}
      onChange={setText}
      onCommit={(typed) =>
        onChange(typed.trim() === '' ? null : { field, operator: 'contains', values: [typed.trim()] })
      }
    />
  );
}
