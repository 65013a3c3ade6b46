import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import { Popover } from '../../components/popover.tsx';
import styles from './residency-filters.module.css';

interface FilterChipProps<Value extends string> {
  label: string;
  /** What is set, in words. */
  words: string;
  options: readonly { value: Value; label: string }[];
  values: readonly Value[];
  onChange: (values: Value[]) => void;
}

/** A filter as a chip, "Tools approved or in review", that opens its choices. */
export function FilterChip<Value extends string>({ label, words, options, values, onChange }: FilterChipProps<Value>) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        className={styles.chip}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
      >
        {label} <b>{words}</b>
        <Icon of={ChevronDown} size={14} />
      </button>
      {anchor !== null && (
        <Popover anchor={anchor} label={t('residency.filter.of', { label })} gap={4} onClose={() => setAnchor(null)}>
          <div className={styles.options}>
            {options.map((option) => (
              <Checkbox
                key={option.value}
                label={option.label}
                checked={values.includes(option.value)}
                onChange={(checked) =>
                  onChange(checked ? [...values, option.value] : values.filter((value) => value !== option.value))
                }
              />
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
