import { useTranslation } from 'react-i18next';
import { StatusMark } from './status-mark.tsx';
import { describeDue, describeState, type DueKind, type Vocabulary, type WordOf } from './status-words.ts';
import { formatDay } from '../platform/format.ts';

export interface WordMarkProps<Of extends Vocabulary> {
  /** Which list of words: `register`, `assessment`, `answer`, … */
  of: Of;
  /** Null is "To do", "No verdict yet" or "Not set". */
  value: WordOf<Of> | null;
  variant?: 'inline' | 'tag';
}

/** The mark of a value of the contract: `<WordMark of="register" value={tool.status} />`. */
export function WordMark<Of extends Vocabulary>({ of, value, variant = 'inline' }: WordMarkProps<Of>) {
  const { t } = useTranslation();
  const word = describeState(of, value);
  return (
    <StatusMark shape={word.shape} tone={word.tone} variant={variant}>
      {t(word.key)}
    </StatusMark>
  );
}

export interface DueMarkProps {
  /** `YYYY-MM-DD`, or null where none is set. */
  dueOn: string | null;
  /** The workspace's today, `YYYY-MM-DD`. */
  today: string;
  kind?: DueKind;
  variant?: 'inline' | 'tag';
}

/** A day as a state: "Overdue, 6 days", "Due today", "Expiring in 28 days", "Due 4 Dec 2026". */
export function DueMark({ dueOn, today, kind = 'due', variant = 'inline' }: DueMarkProps) {
  const { t } = useTranslation();
  const word = describeDue(dueOn, today, kind);
  return (
    <StatusMark shape={word.shape} tone={word.tone} variant={variant}>
      {t(word.key, { count: word.count, day: dueOn === null ? '' : formatDay(dueOn) })}
    </StatusMark>
  );
}
