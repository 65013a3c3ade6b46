import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { WordMark } from '../components/word-mark.tsx';
import { useApi } from '../platform/api.tsx';
import { useOfferedCommands } from '../platform/commands.tsx';
import { recordPath } from '../platform/record-path.ts';
import { PAGES } from './pages.ts';
import { markMatches, matchesWords } from './palette-match.ts';
import styles from './command-palette.module.css';

interface Entry {
  id: string;
  title: string;
  detail: string;
  key?: string | undefined;
  status?: ReactNode;
  run: () => void;
}

interface EntryGroup {
  title: string;
  entries: Entry[];
}

/** The page's kind of a found record; a question opens its assessment. */
const RECORD_KINDS = {
  vendor: 'vendor',
  tool: 'tool',
  assessment: 'assessment',
  question: 'assessment',
  evidence: 'evidence',
  finding: 'finding',
  questionnaire: 'questionnaire',
  person: 'person',
} as const;

/** Vocabulary of the status word of a found record, where it has one. */
const STATUS_OF = { vendor: 'register', tool: 'register', assessment: 'assessment', finding: 'finding' } as const;

/** Finds any record and runs any command: records, then commands on what is on screen, then places; ">" is commands only. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const groups = useEntries(text, onClose);
  const entries = groups.flatMap((group) => group.entries);
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const { activeElement } = document;
    dialog.current?.showModal();
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, []);

  function handleKey(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % entries.length;
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      entries[chosen]?.run();
    }
    // The page behind must not act on what is typed here.
    event.stopPropagation();
  }

  let index = -1;
  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('app.find')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inner} role="presentation" onKeyDown={handleKey}>
        <div className={styles.field}>
          <Icon of={Search} />
          <input
            type="text"
            value={text}
            placeholder={t('app.palette.placeholder')}
            aria-label={t('app.find')}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={entries[chosen] ? `${listId}-${chosen}` : undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
          />
          <KeyCap>Esc</KeyCap>
        </div>
        <div id={listId} className={styles.list} role="listbox" aria-label={t('app.palette.results')}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={styles.group}>{group.title}</div>
              {group.entries.map((entry) => {
                index += 1;
                const own = index;
                return (
                  <div
                    key={entry.id}
                    id={`${listId}-${own}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={own === chosen}
                    className={styles.entry}
                    onClick={entry.run}
                    onKeyDown={(event) => event.key === 'Enter' && entry.run()}
                    onMouseMove={() => setChosen(own)}
                  >
                    <span className={styles.title}>
                      {markMatches(entry.title, text).map((part) =>
                        part.match ? <b key={part.start}>{part.text}</b> : <span key={part.start}>{part.text}</span>,
                      )}
                    </span>
                    <span className={styles.detail}>{entry.detail}</span>
                    {entry.status}
                    {entry.key && (
                      <span className={styles.keys}>
                        {entry.key.split(' ').map((part) => (
                          <KeyCap key={part}>{part}</KeyCap>
                        ))}
                      </span>
                    )}
                  </div>
                );
              })}
            </div>
          ))}
          {entries.length === 0 && <p className={styles.nothing}>{t('app.palette.nothing')}</p>}
        </div>
        <div className={styles.foot}>
          <span>
            <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> {t('app.palette.move')}
          </span>
          <span>
            <KeyCap>Enter</KeyCap> {t('app.palette.open')}
          </span>
          <span>
            <KeyCap>&gt;</KeyCap> {t('app.palette.commandsOnly')}
          </span>
        </div>
      </div>
    </dialog>
  );
}

function useEntries(text: string, onClose: () => void): EntryGroup[] {
  const { t } = useTranslation();
  const api = useApi();
  const navigate = useNavigate();
  const commands = useOfferedCommands();
  const commandsOnly = text.trimStart().startsWith('>');
  const words = useDeferredValue(commandsOnly ? text.trimStart().slice(1).trim() : text.trim());
  const found = useQuery({
    ...api.search.find.queryOptions({ input: { text: words, limit: 12 } }),
    enabled: !commandsOnly && words.length > 0,
    placeholderData: keepPreviousData,
  });
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  const records = commandsOnly || words === '' ? [] : (found.data ?? []);
  const groups: EntryGroup[] = [
    {
      title: t('app.palette.records'),
      entries: records.map((record) => ({
        id: `${record.kind}-${record.id}-${record.title}`,
        title: record.title,
        detail: record.detail,
        status:
          record.status && record.kind in STATUS_OF ? (
            <WordMark of={STATUS_OF[record.kind as keyof typeof STATUS_OF]} value={record.status as never} />
          ) : undefined,
        run: run(() => void navigate(recordPath(RECORD_KINDS[record.kind], record.id))),
      })),
    },
    {
      title: t('app.palette.commands'),
      entries: commands
        .filter((command) => matchesWords(command.label, words))
        .map((command) => ({
          id: command.id,
          title: command.label,
          detail: '',
          key: command.key,
          run: run(command.run),
        })),
    },
    {
      title: t('app.palette.places'),
      entries: commandsOnly
        ? []
        : PAGES.filter((page) => !page.path.includes(':') && matchesWords(t(page.title), words)).map((page) => ({
            id: page.path,
            title: t(page.title),
            detail: page.group && page.group !== 'top' ? t(`app.group.${page.group}`) : '',
            key: page.go && `G ${page.go}`,
            run: run(() => void navigate(page.path)),
          })),
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
