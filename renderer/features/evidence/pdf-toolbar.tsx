import { ChevronDown, ChevronUp, Minus, MoveHorizontal, Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { formatNumber } from '../../platform/format.ts';
import styles from './pdf-viewer.module.css';

interface PdfToolbarProps {
  /** From 1. */
  current: number;
  count: number;
  percent: number;
  /** Shown as wide as there is room. */
  isFit: boolean;
  onPage: (page: number) => void;
  /** Null when it can be no larger, or no smaller. */
  onEnlarge: (() => void) | null;
  onReduce: (() => void) | null;
  onFit: () => void;
  onSave: () => void;
}

/** Turns pages, enlarges them, and saves a copy. */
export function PdfToolbar({ current, count, onPage, onSave, ...size }: PdfToolbarProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.bar} aria-label={t('evidence.pdf.tools')}>
      <Button
        size="small"
        icon={ChevronUp}
        aria-label={t('evidence.pdf.previous')}
        unavailable={current <= 1 ? t('evidence.pdf.isFirst') : undefined}
        onClick={() => onPage(current - 1)}
      />
      <Button
        size="small"
        icon={ChevronDown}
        aria-label={t('evidence.pdf.next')}
        unavailable={current >= count ? t('evidence.pdf.isLast') : undefined}
        onClick={() => onPage(current + 1)}
      />
      <PageField current={current} onPage={onPage} />
      <span>{t('evidence.pdf.of', { count: formatNumber(count) })}</span>
      <SizeButtons {...size} />
      <span className={styles.end}>
        <Button size="small" onClick={onSave}>
          {t('evidence.open')}
        </Button>
      </span>
    </fieldset>
  );
}

function PageField({ current, onPage }: Pick<PdfToolbarProps, 'current' | 'onPage'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);

  function go(event: FormEvent): void {
    event.preventDefault();
    const page = Number.parseInt(typed ?? '', 10);
    setTyped(null);
    if (Number.isInteger(page)) onPage(page);
  }

  return (
    <form onSubmit={go} noValidate>
      <input
        className={styles.number}
        inputMode="numeric"
        maxLength={6}
        aria-label={t('evidence.pdf.number')}
        value={typed ?? String(current)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setTyped(null)}
      />
    </form>
  );
}

function SizeButtons(props: Pick<PdfToolbarProps, 'percent' | 'isFit' | 'onEnlarge' | 'onReduce' | 'onFit'>) {
  const { percent, isFit, onEnlarge, onReduce, onFit } = props;
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.gap} />
      <Button
        size="small"
        icon={Minus}
        aria-label={t('evidence.pdf.reduce')}
        unavailable={onReduce ? undefined : t('evidence.pdf.isSmallest')}
        onClick={() => onReduce?.()}
      />
      <output className={styles.percent} aria-label={t('evidence.pdf.size')}>
        {t('evidence.pdf.percent', { percent: formatNumber(percent) })}
      </output>
      <Button
        size="small"
        icon={Plus}
        aria-label={t('evidence.pdf.enlarge')}
        unavailable={onEnlarge ? undefined : t('evidence.pdf.isLargest')}
        onClick={() => onEnlarge?.()}
      />
      <Button size="small" icon={MoveHorizontal} aria-pressed={isFit} onClick={onFit}>
        {t('evidence.pdf.fit')}
      </Button>
    </>
  );
}
