import type { LucideIcon } from 'lucide-react';
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesktopFileKind } from '../../shared/desktop-bridge.ts';

import { host, type HostFile } from '../platform/host.ts';
import { readProblem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import { joinClasses } from './class-names.ts';
import { FieldProblem } from './field-frame.tsx';
import styles from './file-button.module.css';
import { readChosenFolder, readDroppedFolder, type ChosenFolder } from './folder-files.ts';

/** What the browser's file input offers for each kind; the core decides what it takes. */
const ACCEPTED: Readonly<Record<DesktopFileKind, string>> = {
  register: '.xlsx,.csv',
  evidence: '',
  questionnaire: '.yaml,.yml,.xlsx',
  logo: 'image/png',
  package: '.zip',
};

interface FileTaking {
  kind: DesktopFileKind;
  /** Gets each file as the core knows it. */
  onFile: (file: HostFile) => void | Promise<void>;
  multiple?: boolean;
  /** How much of a file has been handed to the core, 0 to 1; null when it is over. */
  onSent?: ((ratio: number | null) => void) | undefined;
}

export interface FileButtonProps extends FileTaking {
  children: ReactNode;
  look?: 'primary' | 'secondary' | 'quiet' | 'link';
  size?: 'normal' | 'small';
  icon?: LucideIcon;
  keyCap?: string;
  unavailable?: string | undefined;
}

/** A button that lets the person choose a file, by the system's dialog on the desktop and by the browser otherwise. */
export function FileButton({
  children,
  look = 'secondary',
  kind,
  onFile,
  multiple = false,
  onSent,
  ...button
}: FileButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { busy, problem, take, run } = useFileTaking({ kind, onFile, onSent });
  const problemId = useId();

  function choose(): void {
    if (!host.hasFileDialog) {
      input.current?.click();
      return;
    }
    void run(async () => {
      const files = await host.chooseFiles(kind);
      for (const file of multiple ? files : files.slice(0, 1)) await onFile(file);
    });
  }

  return (
    <>
      <Button
        {...button}
        kind={look}
        unavailable={busy ? t('components.file.reading') : button.unavailable}
        aria-describedby={problem === undefined ? undefined : problemId}
        onClick={choose}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED[kind]}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void take(files);
        }}
      />
      <FieldProblem id={problemId} problem={problem} />
    </>
  );
}

export interface FileDropProps extends FileTaking {
  /** On the button: "Choose a file". */
  label: string;
  /** "or drop one here; .xlsx or .csv, 20 MB at most" */
  help?: string;
  /** Takes whole folders too, with a button of their own. */
  folder?: { label: string; onFolder: (folder: ChosenFolder) => Promise<void> };
}

/** A place to drop files on, with a button that does the same. */
export function FileDrop({ label, help, folder, ...taking }: FileDropProps) {
  const [over, setOver] = useState(false);
  const { problem, take, run } = useFileTaking(taking);
  const problemId = useId();

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const dropped = folder && readDroppedFolder(event.dataTransfer);
    if (folder && dropped) {
      void run(async () => folder.onFolder(await dropped));
      return;
    }
    const files = [...event.dataTransfer.files];
    void take(taking.multiple === true ? files : files.slice(0, 1));
  }

  return (
    // Dropping is a shortcut for the button inside, which every keyboard reaches.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={joinClasses(styles.drop, over && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.buttons}>
        <FileButton {...taking}>{label}</FileButton>
        {folder && <FolderButton {...folder} />}
      </div>
      {help !== undefined && <span className={styles.help}>{help}</span>}
      <FieldProblem id={problemId} problem={problem} />
    </div>
  );
}

function FolderButton({ label, onFolder }: { label: string; onFolder: (folder: ChosenFolder) => Promise<void> }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { busy, problem, run } = useFileTaking({ kind: 'package', onFile: () => undefined });
  const problemId = useId();

  function choose(): void {
    if (!input.current) return;
    input.current.webkitdirectory = true;
    input.current.click();
  }

  return (
    <>
      <Button
        unavailable={busy ? t('components.file.reading') : undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        onClick={choose}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) => {
          const chosen = readChosenFolder(event.target.files);
          event.target.value = '';
          if (chosen) void run(() => onFolder(chosen));
        }}
      />
      <FieldProblem id={problemId} problem={problem} />
    </>
  );
}

function useFileTaking({ kind, onFile, onSent }: FileTaking) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      const { sentence, remedy } = readProblem(error);
      setProblem(remedy === null ? sentence : `${sentence} ${remedy}`);
    } finally {
      setBusy(false);
    }
  }

  function take(files: readonly File[]): Promise<void> {
    return run(async () => {
      try {
        for (const file of files) await onFile(await host.uploadFile(file, onSent, kind));
      } finally {
        onSent?.(null);
      }
    });
  }

  return { busy, problem, take, run };
}
