import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { formatFileSize } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { namePdfFault, openPdf, type PdfFile } from './pdf-file.ts';
import { PdfPages } from './pdf-pages.tsx';

interface PdfViewerProps {
  /** The look under which the core hands out the file. */
  look: string;
  /** Bytes. */
  size: number;
  name: string;
  onSave: () => void;
  onCancel: () => void;
  /** It cannot be shown, and needs no more room than a sentence. */
  onFault: () => void;
}

type State = { kind: 'opening' } | { kind: 'open'; pdf: PdfFile } | { kind: 'failed'; error: unknown };

/** A PDF to be read here: opened with progress, shown page by page, or a sentence that says why it cannot be. */
export function PdfViewer({ look, size, name, onSave, onCancel, onFault }: PdfViewerProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>({ kind: 'opening' });
  const [read, setRead] = useState(0);
  const isFailed = state.kind === 'failed';

  useEffect(() => {
    if (isFailed) onFault();
  }, [isFailed, onFault]);

  useEffect(() => {
    const stop = new AbortController();
    const fail = (error: unknown) => setState((before) => (stop.signal.aborted ? before : { kind: 'failed', error }));
    const onRead = (bytes: number) => setRead((before) => before + bytes);
    async function open(): Promise<void> {
      const pdf = await openPdf({ look, size, onRead, onFailure: fail }, stop.signal);
      if (!stop.signal.aborted) setState({ kind: 'open', pdf });
    }
    open().catch(fail);
    return () => stop.abort();
  }, [look, size]);

  if (state.kind === 'open') return <PdfPages pdf={state.pdf} name={name} onSave={onSave} />;
  if (state.kind === 'failed') return <Fault error={state.error} onSave={onSave} />;
  return (
    <ProgressPanel
      label={t('evidence.pdf.opening')}
      done={Math.min(read, size)}
      total={size}
      counted={t('evidence.pdf.read', { done: formatFileSize(read), total: formatFileSize(size) })}
      onCancel={onCancel}
    />
  );
}

function Fault({ error, onSave }: { error: unknown; onSave: () => void }) {
  const { t } = useTranslation();
  const fault = namePdfFault(error);
  const actions = [{ label: t('evidence.open'), run: onSave }];
  if (fault === null) return <ErrorPanel problem={readProblem(error)} actions={actions} />;
  return <ErrorPanel what={t(`evidence.pdf.${fault}.what`)} why={t(`evidence.pdf.${fault}.why`)} actions={actions} />;
}
