import { useMutation } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidencePreview as Preview } from '../../../shared/contract/evidence.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Note } from '../../components/note.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { PdfViewer } from './pdf-viewer.tsx';
import styles from './evidence-page.module.css';

const WIDTH = 880;
/** A PDF is read, so it has as much room as there is. */
const READING_WIDTH = 1120;

interface EvidencePreviewProps {
  evidenceId: string;
  name: string;
  onSave: () => void;
}

/** A look at the file without opening it in another program: pictures, text and PDF; the trail says who looked. */
export function EvidencePreview({ evidenceId, name, onSave }: EvidencePreviewProps) {
  const { t } = useTranslation();
  const preview = useMutation(api.evidence.preview.mutationOptions());
  const [shown, setShown] = useState(false);
  const [isRoomy, setRoomy] = useState(false);
  const takeLittleRoom = useCallback(() => setRoomy(false), []);

  async function show(): Promise<void> {
    const { kind } = await preview.mutateAsync({ evidenceId });
    setRoomy(kind === 'pdf');
    setShown(true);
  }

  return (
    <>
      <Button
        size="small"
        icon={Eye}
        unavailable={preview.isPending ? t('evidence.preview.reading') : undefined}
        onClick={() => void show().catch(() => undefined)}
      >
        {t('evidence.preview.look')}
      </Button>
      {preview.isError && <ErrorPanel problem={readProblem(preview.error)} />}
      {shown && preview.data && (
        <Dialog title={name} width={isRoomy ? READING_WIDTH : WIDTH} fill={isRoomy} onClose={() => setShown(false)}>
          <PreviewContent
            preview={preview.data}
            name={name}
            onSave={onSave}
            onCancel={() => setShown(false)}
            onFault={takeLittleRoom}
          />
          {preview.data.kind !== 'none' && <p className={styles.quiet}>{t('evidence.preview.recorded')}</p>}
        </Dialog>
      )}
    </>
  );
}

interface PreviewContentProps {
  preview: Preview;
  name: string;
  onSave: () => void;
  onCancel: () => void;
  onFault: () => void;
}

function PreviewContent({ preview, name, ...events }: PreviewContentProps) {
  const { t } = useTranslation();
  switch (preview.kind) {
    case 'picture':
      return (
        <img
          className={styles.picture}
          src={`data:${preview.mediaType};base64,${preview.content}`}
          alt={t('evidence.preview.picture', { name })}
        />
      );
    case 'text':
      return (
        <>
          {/* A long text scrolls by the arrow keys, so it takes the focus. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={styles.text} tabIndex={0} aria-label={name}>
            {preview.text}
          </pre>
          {preview.cut && <Note>{t('evidence.preview.cut')}</Note>}
        </>
      );
    case 'pdf':
      return <PdfViewer look={preview.look} size={preview.size} name={name} {...events} />;
    case 'none':
      return <Note>{preview.sentence}</Note>;
  }
}
