import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from '../components/class-names.ts';
import { Icon } from '../components/icon.tsx';
import { KeyCap, KeyHint } from '../components/key-cap.tsx';
import { STATUS_WORDS, type Vocabulary } from '../components/status-words.ts';
import { WordMark } from '../components/word-mark.tsx';
import { drawKey } from '../platform/keys.tsx';
import styles from './command-palette.module.css';
import { markMatches } from './match-words.ts';
import { readQuestion, usePaletteGroups, type PaletteEntry } from './palette-entries.ts';

/** Which words the status of a found record is one of. */
const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  vendor: 'register',
  tool: 'register',
  assessment: 'assessment',
  question: 'answer',
  evidence: 'freshness',
  finding: 'finding',
  agreement: 'agreement',
  risk: 'risk',
  questionnaire: 'questionnaire',
  data_flow_map: 'dataFlowMap',
};

/** Finds any record and runs any command: records, then commands on what is on screen, then places; ">" is commands only. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const groups = usePaletteGroups(text);
  const entries = groups.flatMap((group) => group.entries);

  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    if (element?.open === false) element.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  function run(entry: PaletteEntry | undefined): void {
    if (!entry || entry.refusal !== undefined) return;
    onClose();
    // The focus is back on what it was on before the command acts.
    queueMicrotask(entry.run);
  }

  function handleKey(event: KeyboardEvent): void {
    // The page behind must not act on what is typed here.
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % entries.length;
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[chosen]);
    }
  }

  const { words } = readQuestion(text);
  return (
    // A click beside the palette closes it; Esc does the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('app.find')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={handleKey}
    >
      <div className={styles.field}>
        <Icon of={Search} />
        <input
          type="text"
          value={text}
          placeholder={t('app.palette.placeholder')}
          aria-label={t('app.find')}
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={entries[chosen] ? `${listId}-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
        />
        <span className={styles.count} aria-live="polite">
          {words !== '' && t('app.palette.count', { count: entries.length })}
        </span>
        <KeyCap>{drawKey('Escape')}</KeyCap>
      </div>
      {/* A list of options with a field of its own (combobox): no element but these roles says that. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div id={listId} className={styles.list} role="listbox" aria-label={t('app.palette.results')}>
        {groups.map((group) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={styles.group} aria-hidden="true">
              {group.title}
            </div>
            {group.entries.map((entry) => (
              <EntryLine
                key={entry.id}
                entry={entry}
                words={words}
                id={`${listId}-${entries.indexOf(entry)}`}
                isChosen={entry === entries[chosen]}
                onPoint={() => setChosen(entries.indexOf(entry))}
                onRun={() => run(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className={styles.nothing}>{t('app.palette.nothing')}</p>}
      <div className={styles.foot}>
        <KeyHint keys={['↑', '↓']}>{t('app.palette.move')}</KeyHint>
        <KeyHint keys={['Enter']}>{t('app.palette.open')}</KeyHint>
        <span className={styles.end}>
          <KeyHint keys={['>']}>{t('app.palette.commandsOnly')}</KeyHint>
        </span>
      </div>
    </dialog>
  );
}

interface EntryLineProps {
  entry: PaletteEntry;
  words: string;
  id: string;
  isChosen: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function EntryLine({ entry, words, id, isChosen, onPoint, onRun }: EntryLineProps) {
  return (
    // The keys act on the field that names this line as its active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={entry.refusal !== undefined}
      className={joinClasses(styles.entry, isChosen && styles.chosen)}
      onClick={onRun}
      onMouseMove={onPoint}
    >
      <Icon of={entry.icon} />
      <span className={styles.words}>
        {markMatches(entry.title, words).map((part) =>
          part.match ? <b key={part.start}>{part.text}</b> : <span key={part.start}>{part.text}</span>,
        )}
        {entry.detail !== '' && <span className={styles.detail}>{entry.detail}</span>}
      </span>
      {entry.status && <RecordStatus {...entry.status} />}
      {entry.key !== undefined && (
        <span className={styles.keys}>
          {drawKey(entry.key).map((cap) => (
            <KeyCap key={cap}>{cap}</KeyCap>
          ))}
        </span>
      )}
    </div>
  );
}

function RecordStatus({ kind, word }: { kind: string; word: string }) {
  const vocabulary = VOCABULARIES[kind];
  if (vocabulary === undefined || !(word in STATUS_WORDS[vocabulary])) return null;
  return <WordMark of={vocabulary} value={word as keyof (typeof STATUS_WORDS)[typeof vocabulary]} />;
}
