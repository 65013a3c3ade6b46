import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from './class-names.ts';
import { describedBy, FieldFrame, ReadOnlyField, type FieldProps } from './field-frame.tsx';
import frameStyles from './field-frame.module.css';
import styles from './search-select.module.css';

export interface SearchOption {
  id: string;
  label: string;
  /** In small at the right. */
  detail?: string;
}

export interface SearchSelectProps extends FieldProps {
  /** What is chosen, as the field shows it; null for nothing. */
  chosen: Pick<SearchOption, 'id' | 'label'> | null;
  /** What the search found, best first. */
  options: readonly SearchOption[];
  /** Whether the options are still those of an earlier search. */
  searching: boolean;
  onSearch: (text: string) => void;
  onChoose: (id: string | null) => void;
}

/**
 * One of very many: type a part of its name, then choose with the arrow keys and Enter; Enter before the answer has come
 * takes its first. Leaving the field brings back what was chosen before.
 */
export function SearchSelect({ chosen, options, searching, onSearch, onChoose, ...frame }: SearchSelectProps) {
  const { t } = useTranslation();
  const id = useId();
  /** What is being typed; null while the list is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [place, setPlace] = useState(0);
  /** Enter was pressed before the search had answered. */
  const [entered, setEntered] = useState(false);
  const chooseFound = useEffectEvent(() => choose(options[0]));
  useEffect(() => {
    if (entered && !searching) chooseFound();
  }, [entered, searching]);
  if (frame.readOnly === true) return <ReadOnlyField label={frame.label}>{chosen?.label ?? '–'}</ReadOnlyField>;
  const isOpen = typed !== null;
  const active = options[Math.min(place, options.length - 1)];
  const optionId = (option: SearchOption) => `${id}-${option.id}`;

  function search(text: string): void {
    setTyped(text);
    setPlace(0);
    setEntered(false);
    onSearch(text);
  }
  function open(): void {
    if (!isOpen) search('');
  }
  function choose(option: SearchOption | undefined): void {
    if (option !== undefined) onChoose(option.id);
    close();
  }
  function close(): void {
    setTyped(null);
    setEntered(false);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setPlace(Math.min(Math.max(place + step, 0), Math.max(options.length - 1, 0)));
      } else open();
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      if (searching) setEntered(true);
      else choose(active);
    } else if (event.key === 'Escape' && isOpen) {
      // Closes the list, and not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  return (
    <FieldFrame {...frame} controlId={id}>
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        className={frameStyles.control}
        value={typed ?? chosen?.label ?? ''}
        placeholder={chosen === null ? t('components.search.choose') : chosen.label}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active ? optionId(active) : undefined}
        aria-invalid={frame.problem === undefined ? undefined : true}
        aria-describedby={describedBy(id, frame)}
        onClick={open}
        onChange={(event) => search(event.target.value)}
        onKeyDown={handleKey}
        // Enter still counts for who has gone on before the search answered.
        onBlur={() => setTyped(null)}
      />
      {/* A list that is searched in the core: the system's own elements cannot show it. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div id={`${id}-list`} role="listbox" aria-label={frame.label} hidden={!isOpen} className={styles.list}>
        {options.map((option) => (
          // The field keeps the focus and names the option that is meant; keys are handled there.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.id}
            id={optionId(option)}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={option.id === active?.id}
            className={joinClasses(styles.option, option.id === active?.id && styles.active)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <span className={styles.label}>{option.label}</span>
            {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
          </div>
        ))}
      </div>
      {isOpen && !searching && options.length === 0 && <p className={styles.none}>{t('components.search.none')}</p>}
    </FieldFrame>
  );
}
