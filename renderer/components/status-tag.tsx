import { useTranslation } from 'react-i18next';
import { joinClasses } from './class-names.ts';
import { StatusShape } from './status-shape.tsx';
import styles from './status-tag.module.css';
import { findStatusLook, type Status } from './status-vocabulary.ts';

interface StatusTagProps {
  status: Status;
  /** Other words than the usual ones, already translated. */
  words?: string;
  parameters?: Readonly<Record<string, string | number>>;
}

/** A status in the header of a record: tinted ground, 24 px high. */
export function StatusTag({ status, words, parameters }: StatusTagProps) {
  const { t } = useTranslation();
  const { shape, tone } = findStatusLook(status);
  return (
    <span className={joinClasses(styles.tag, styles[tone])}>
      <StatusShape shape={shape} tone={tone} />
      {words ?? t(`status.${status}`, { ...parameters })}
    </span>
  );
}
