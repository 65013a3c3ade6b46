import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Evidence } from '../../../shared/contract/evidence.ts';
import { Button } from '../../components/button.tsx';
import { DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import links from '../../components/link.module.css';
import { api } from '../../platform/api.ts';
import { formatFileSize, formatInstant, formatList } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { EvidencePreview } from './evidence-preview.tsx';
import styles from './evidence-page.module.css';

/** The file of a piece: what it is, a look at it, a copy of it; and what rests on it. */
export function EvidenceFile({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  return (
    <>
      <DrawerSection title={t('evidence.file')}>
        {evidence.file ? (
          <FileFacts evidence={evidence} file={evidence.file} />
        ) : (
          <NoFile disposal={evidence.disposal} isDisposed={evidence.disposedAt !== null} />
        )}
      </DrawerSection>
      <Related related={evidence.related} />
      <Uses evidence={evidence} />
    </>
  );
}

function FileFacts({ evidence, file }: { evidence: Evidence; file: NonNullable<Evidence['file']> }) {
  const { t } = useTranslation();
  const open = useMutation(api.evidence.open.mutationOptions());
  const collected = { name: evidence.collectedBy?.name ?? '–', at: formatInstant(evidence.collectedAt) };

  async function saveCopy(): Promise<void> {
    const opened = await open.mutateAsync({ evidenceId: evidence.id });
    await host.saveFiles([opened]);
  }
  const save = () => void saveCopy().catch(() => undefined);

  return (
    <>
      <Facts
        labelWidth={96}
        facts={[
          { label: t('evidence.fileName'), value: file.name },
          { label: t('evidence.format'), value: describeFormat(t, file) },
          { label: t('evidence.sum'), value: <code className={styles.sum}>{file.sha256}</code> },
          { label: t('evidence.collected'), value: t('evidence.collectedBy', collected) },
        ]}
      />
      <div className={styles.buttons}>
        <EvidencePreview key={evidence.id} evidenceId={evidence.id} name={file.name} onSave={save} />
        <Button size="small" onClick={save}>
          {t('evidence.open')}
        </Button>
      </div>
      {open.error && <ErrorPanel problem={readProblem(open.error)} />}
    </>
  );
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Messages of `evidence.formatOf` by media type. */
const FORMATS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'picture',
  'image/jpeg': 'picture',
  'image/gif': 'picture',
  'image/webp': 'picture',
  'text/plain': 'text',
  'application/zip': 'archive',
  'application/x-ole-storage': 'oldOffice',
  'application/octet-stream': 'unknown',
  [`${OFFICE}.wordprocessingml.document`]: 'word',
  [`${OFFICE}.spreadsheetml.sheet`]: 'excel',
  [`${OFFICE}.presentationml.presentation`]: 'slides',
};

/** "Excel workbook, 14 kB" */
function describeFormat(t: TFunction, { mediaType, size }: { mediaType: string; size: number }): string {
  const format = FORMATS[mediaType];
  return `${format === undefined ? mediaType : t(`evidence.formatOf.${format}`)}, ${formatFileSize(size)}`;
}

function NoFile({ disposal, isDisposed }: { disposal: Evidence['disposal']; isDisposed: boolean }) {
  const { t } = useTranslation();
  if (!isDisposed) return <p>{t('evidence.noFile')}</p>;
  return (
    <>
      <Note>{t('evidence.disposed')}</Note>
      {disposal && (
        <Facts
          labelWidth={96}
          facts={[
            { label: t('evidence.fileName'), value: disposal.file.name },
            { label: t('evidence.format'), value: describeFormat(t, disposal.file) },
            { label: t('evidence.sum'), value: <code className={styles.sum}>{disposal.file.sha256}</code> },
          ]}
        />
      )}
    </>
  );
}

type Piece = NonNullable<Evidence['related']['supersedes']>;

function Related({ related }: { related: Evidence['related'] }) {
  const { t } = useTranslation();
  const groups: [string, readonly Piece[]][] = [
    ['supersedes', related.supersedes ? [related.supersedes] : []],
    ['supersededBy', related.supersededBy],
    ['redactedFrom', related.redactedFrom ? [related.redactedFrom] : []],
    ['redactedAs', related.redactedAs],
  ];
  const shown = groups.filter(([, pieces]) => pieces.length > 0);
  if (shown.length === 0) return null;
  return (
    <DrawerSection title={t('evidence.related')}>
      <Facts
        facts={shown.map(([relation, pieces]) => ({
          label: t(`evidence.relation.${relation}`),
          value: (
            <ul className={styles.uses}>
              {pieces.map(({ id, indexNumber, title }) => (
                <li key={id}>
                  <Link className={links.link} to={recordPath('evidence', id)}>
                    {indexNumber} {title}
                  </Link>
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </DrawerSection>
  );
}

/** Parts of a record that people call by their id: "A-PRE-5". */
const NAMED_PART = /^[A-Z]+(-[A-Z0-9]+)+$/;

/** Each record once, with its parts and pages: a checklist may rest on one piece in many places. */
function listRecords(linked: Evidence['linkedRecords']) {
  const byRecord = Map.groupBy(linked, ({ recordKind, recordId }) => `${recordKind} ${recordId}`);
  return [...byRecord.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const places = same.map(({ part, page }) => [NAMED_PART.test(part) ? part : '', page].filter(Boolean).join(', '));
    return [{ ...first, places: [...new Set(places)].filter(Boolean) }];
  });
}

function Uses({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  return (
    <DrawerSection title={t('evidence.uses')}>
      {evidence.links.length + evidence.linkedRecords.length === 0 && <p>{t('evidence.unused')}</p>}
      <ul className={styles.uses}>
        {evidence.links.map(({ assessmentId, assessmentTitle, questionId, page }) => (
          <li key={`${assessmentId}${questionId}`}>
            <Link className={links.link} to={`${recordPath('assessment', assessmentId)}?question=${questionId}`}>
              {questionId}, {assessmentTitle}
            </Link>{' '}
            {page}
          </li>
        ))}
        {listRecords(evidence.linkedRecords).map(({ recordKind, recordId, recordName, places }) => (
          <li key={`${recordKind} ${recordId}`}>
            <Link className={links.link} to={recordPath(recordKind, recordId)}>
              {recordName}
            </Link>{' '}
            {formatList(places)}
          </li>
        ))}
      </ul>
    </DrawerSection>
  );
}
