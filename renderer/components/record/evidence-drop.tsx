import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { host, type HostFile } from '../../platform/host.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { joinClasses } from '../class-names.ts';
import { ErrorPanel } from '../error-panel.tsx';
import { Meter } from '../meter.tsx';
import styles from './evidence-drop.module.css';

export interface EvidenceDropProps {
  /** Gets the dropped file as the core knows it. */
  onFile: (file: HostFile) => void;
  /** Why no file is taken now. */
  unavailable?: string | undefined;
  /** The area takes all the height there is, for a register that fills the page. */
  fill?: boolean;
  children: ReactNode;
}

/** An area onto which a file can be dropped as evidence; the button in it does the same for every keyboard. */
export function EvidenceDrop({ onFile, unavailable, fill = false, children }: EvidenceDropProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isFile = (event: DragEvent) => unavailable === undefined && event.dataTransfer.types.includes('Files');

  async function take(file: File): Promise<void> {
    setProblem(null);
    setSent(0);
    try {
      onFile(await host.uploadFile(file, setSent));
    } catch (error) {
      setProblem(readProblem(error));
    } finally {
      setSent(null);
    }
  }

  return (
    // Dropping is a shortcut for the button inside, which every keyboard reaches.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={joinClasses(styles.area, fill && styles.fill, isOver && styles.over)}
      onDragOver={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (!isFile(event) || !file) return;
        event.preventDefault();
        event.stopPropagation();
        void take(file);
      }}
    >
      {children}
      {isOver && <p className={styles.hint}>{t('record.attach.drop')}</p>}
      {sent !== null && <Meter label={t('record.attach.sending')} done={Math.round(sent * 100)} total={100} />}
      {problem && <ErrorPanel problem={problem} />}
    </div>
  );
}
