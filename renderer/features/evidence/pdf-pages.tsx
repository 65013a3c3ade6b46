import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { formatNumber } from '../../platform/format.ts';
import type { PdfFile } from './pdf-file.ts';
import { PdfPage } from './pdf-page.tsx';
import { PdfToolbar } from './pdf-toolbar.tsx';
import { usePagePlace } from './use-page-place.ts';
import { usePdfScale } from './use-pdf-scale.ts';
import styles from './pdf-viewer.module.css';

/** The first page's measure in points; null until it was read. */
function useFirstPage({ document: pdf }: PdfFile): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    let left = false;
    async function measure(): Promise<void> {
      // A first page that cannot be read says so in its own place; A4 stands in for its measure.
      const page = await pdf.getPage(1).catch(() => null);
      const { width, height } = page?.getViewport({ scale: 1 }) ?? { width: 595, height: 842 };
      if (!left) setSize({ width, height });
    }
    void measure();
    return () => {
      left = true;
    };
  }, [pdf]);
  return size;
}

/** The bar and all pages under each other; the pages take the focus, so that the keys turn them at once. */
export function PdfPages({ pdf, name, onSave }: { pdf: PdfFile; name: string; onSave: () => void }) {
  const { t } = useTranslation();
  const keysId = useId();
  const roll = useRef<HTMLDivElement>(null);
  const first = useFirstPage(pdf);
  const count = pdf.document.numPages;
  const { scale, isFit, percent, canEnlarge, canReduce, enlarge, reduce, fit } = usePdfScale(roll, first?.width ?? 595);
  const { current, near, goTo } = usePagePlace(roll, first === null ? 0 : count, scale);

  useEffect(() => {
    if (first !== null) roll.current?.focus();
  }, [first]);

  const keys: Readonly<Record<string, () => void>> = {
    PageDown: () => goTo(current + 1),
    PageUp: () => goTo(current - 1),
    Home: () => goTo(1),
    End: () => goTo(count),
    '+': enlarge,
    '=': enlarge,
    '-': reduce,
    '0': fit,
  };

  function turn(event: KeyboardEvent): void {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  return (
    <>
      <PdfToolbar
        current={current}
        count={count}
        percent={percent}
        isFit={isFit}
        onPage={goTo}
        onEnlarge={canEnlarge ? enlarge : null}
        onReduce={canReduce ? reduce : null}
        onFit={fit}
        onSave={onSave}
      />
      {/* The pages scroll and turn by keys, so they take the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={roll}
        className={styles.roll}
        aria-describedby={keysId}
        aria-busy={first === null || near.size === 0 ? true : undefined}
        aria-label={t('evidence.pdf.pages', { name })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={turn}
      >
        {first !== null &&
          Array.from({ length: count }, (_, index) => (
            <PdfPage
              key={index}
              pdf={pdf}
              number={index + 1}
              scale={scale}
              expected={first}
              near={near.has(index + 1)}
            />
          ))}
      </section>
      <OnlySpoken>
        <output>{t('evidence.pdf.place', { number: formatNumber(current), count: formatNumber(count) })}</output>
      </OnlySpoken>
      <p id={keysId} className={styles.keys}>
        {t('evidence.pdf.keys')}
      </p>
    </>
  );
}
