import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from '../class-names.ts';
import { LevelKeys } from '../level-keys.tsx';
import { StatusMark } from '../status-mark.tsx';
import { TextField } from '../text-field.tsx';
import styles from './factor-rating.module.css';
import { RecordField } from './record-field.tsx';
import type { RecordSaver } from './record-saver.ts';

/** What somebody said of a factor; without a reason nobody has rated it yet. */
export interface Rating {
  /** From 0 up; null is unknown, which counts as the highest. */
  level: number | null;
  reason: string;
}

interface FactorRowProps {
  title: string;
  rating: Rating;
  /** The highest level that there is. */
  highest: number;
  isOpen: boolean;
  onOpen: () => void;
  /** `FactorRating`, drawn while the row is open. */
  children: ReactNode;
}

/** A factor in a list of which one is open at a time. */
export function FactorRow({ title, rating, highest, isOpen, onOpen, children }: FactorRowProps) {
  return (
    <li className={joinClasses(styles.factor, isOpen && styles.open)}>
      <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onOpen}>
        <span className={styles.name}>{title}</span>
        <LevelWord rating={rating} highest={highest} />
      </button>
      {isOpen && <div className={styles.rating}>{children}</div>}
    </li>
  );
}

function LevelWord({ rating, highest }: { rating: Rating; highest: number }) {
  const { t } = useTranslation();
  if (rating.reason === '') return <StatusMark shape="open">{t('record.factor.toRate')}</StatusMark>;
  if (rating.level === null) return <StatusMark shape="ask">{t('record.factor.unknown')}</StatusMark>;
  return <span className={styles.level}>{t('record.factor.of', { level: rating.level, highest })}</span>;
}

interface FactorRatingProps<Kept, Changes> {
  saver: RecordSaver<Kept, Changes>;
  title: string;
  /** What the levels mean, from 0 up. */
  anchors: readonly string[];
  read: (kept: Kept) => Rating;
  write: (rating: Rating) => Changes;
  /** Under the reason: who rated it, and when. */
  help?: string | undefined;
}

/** The level of a factor by one key, and what it rests on; both are saved together. */
export function FactorRating<Kept, Changes>(props: FactorRatingProps<Kept, Changes>) {
  const { saver, title, anchors, read, write, help } = props;
  const { t } = useTranslation();
  return (
    <RecordField
      saver={saver}
      label={title}
      read={read}
      write={write}
      check={({ reason }) => (reason.trim() === '' ? t('record.factor.reasonMissing') : undefined)}
      show={({ level, reason }) => `${level ?? t('record.factor.unknown')}. ${reason}`}
    >
      {({ value, onChange, problem, saving, readOnly }) => (
        <>
          <LevelKeys
            title={title}
            anchors={anchors}
            unknownAnchor={t('record.factor.unknownAnchor', { highest: anchors.length - 1 })}
            level={problem !== undefined || value.reason !== '' ? value.level : undefined}
            readOnly={readOnly}
            onChoose={(level) => onChange({ ...value, level })}
          />
          <TextField
            label={t('record.factor.reason')}
            multiline
            rows={2}
            value={value.reason}
            problem={problem}
            saving={saving}
            readOnly={readOnly}
            maxLength={2000}
            help={help}
            onChange={(reason) => onChange({ ...value, reason })}
          />
        </>
      )}
    </RecordField>
  );
}
