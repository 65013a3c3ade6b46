import { memo, useEffect, useRef, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { joinClasses } from '../../components/class-names.ts';
import { formatNumber } from '../../platform/format.ts';
import { drawPage, releaseCanvas, type DrawnPage } from './pdf-drawing.ts';
import type { PdfFile } from './pdf-file.ts';
import styles from './pdf-viewer.module.css';

interface PdfPageProps {
  pdf: PdfFile;
  /** From 1. */
  number: number;
  /** CSS pixels for one point. */
  scale: number;
  /** The measure of the first page in points, until this one's is known. */
  expected: { width: number; height: number };
  /** In view or about to be: only then it is drawn, and its picture is kept no longer. */
  near: boolean;
}

/** One page on white paper, with its words over the picture to be selected and spoken. */
export const PdfPage = memo(function PdfPage({ pdf, number, scale, expected, near }: PdfPageProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<DrawnPage>(null);
  const [size, setSize] = useState(expected);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');

  useEffect(() => {
    if (!near) return;
    const stop = new AbortController();
    function show(page: DrawnPage): void {
      if (shown.current) releaseCanvas(shown.current.canvas);
      shown.current = page;
      page.words.className = styles.words ?? '';
      place.current?.replaceChildren(page.canvas, page.words);
      setSize({ width: page.width / scale, height: page.height / scale });
      setState('drawn');
    }
    drawPage(pdf, { number, scale }, stop.signal).then(show, () => {
      if (!stop.signal.aborted) setState('failed');
    });
    return () => stop.abort();
  }, [pdf, number, scale, near]);

  useEffect(() => {
    if (!near) return;
    const element = place.current;
    return () => {
      if (shown.current) releaseCanvas(shown.current.canvas);
      shown.current = null;
      element?.replaceChildren();
      setState('waiting');
    };
  }, [near]);

  const measure = {
    '--total-scale-factor': scale,
    width: `${size.width * scale}px`,
    height: `${size.height * scale}px`,
  } as CSSProperties;
  return (
    <article
      className={styles.page}
      style={measure}
      aria-label={t('evidence.pdf.page', { number: formatNumber(number) })}
      aria-busy={near && state === 'waiting' ? true : undefined}
      data-page={number}
    >
      <div ref={place} className={joinClasses(styles.paper, state === 'failed' && styles.absent)} />
      {near && state === 'waiting' && <p className={styles.waiting}>{t('evidence.pdf.drawing')}</p>}
      {state === 'failed' && <p className={styles.fault}>{t('evidence.pdf.pageFault')}</p>}
    </article>
  );
});
