import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerChange, Assessment } from '../../../shared/contract/assessments.ts';
import { EVIDENCE_KINDS, type EvidenceRow, type NewEvidence } from '../../../shared/contract/evidence.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatFileSize } from '../../platform/format.ts';
import type { HostFile } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import type { QuestionRow } from './assessment-rows.ts';
import styles from './attach-dialog.module.css';

type Kind = NewEvidence['kind'];
type State = NewEvidence['state'];

const STATES = EVIDENCE_STATES.filter((state) => state !== 'none');

export interface AttachDialogProps {
  assessment: Assessment;
  row: QuestionRow;
  /** Runs the attaching in turn with the answers. */
  run: (work: () => Promise<AnswerChange>) => Promise<AnswerChange>;
  onClose: () => void;
}

/** Puts a new file, a claim without one, or evidence that is here already behind an answer. */
export function AttachDialog({ assessment, row, run, onClose }: AttachDialogProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState<'new' | 'present'>('new');
  const { id, label } = row.question;
  const attach = (evidenceId: string, page: string) =>
    run(() => client.assessments.attachEvidence({ assessmentId: assessment.id, questionId: id, evidenceId, page }));
  const shared = {
    title: t('assessments.attach.title', { question: `${id} ${label}` }),
    onClose,
    choice: (
      <div>
        <SegmentedControl
          label={t('assessments.attach.source')}
          options={[
            { value: 'new', label: t('assessments.attach.new') },
            { value: 'present', label: t('assessments.attach.present') },
          ]}
          value={source}
          onChange={setSource}
        />
      </div>
    ),
    attach,
  };
  return source === 'new' ? (
    <NewEvidenceForm {...shared} vendorId={assessment.vendor.id} questionId={id} />
  ) : (
    <PresentEvidenceForm {...shared} row={row} />
  );
}

interface FormProps {
  title: string;
  onClose: () => void;
  choice: ReactNode;
  attach: (evidenceId: string, page: string) => Promise<unknown>;
}

function NewEvidenceForm(props: FormProps & { vendorId: string; questionId: string }) {
  const { vendorId, questionId, attach, choice, ...dialog } = props;
  const { t } = useTranslation();
  const [file, setFile] = useState<HostFile | null>(null);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind | null>(null);
  const [state, setState] = useState<State | null>(null);
  const [datedOn, setDatedOn] = useState<string | null>(null);
  const [page, setPage] = useState('');
  // Kept when attaching fails after the file was stored, so that a second try does not store it twice.
  const [storedId, setStoredId] = useState<string | null>(null);

  function findGap(): string | undefined {
    if (name.trim() === '') return t('assessments.attach.needsTitle');
    if (kind === null || state === null) return t('assessments.attach.needsKind');
    if (file === null && state !== 'claimed') return t('assessments.attach.needsFile');
    return undefined;
  }

  async function save(): Promise<void> {
    if (kind === null || state === null) return;
    const fields = { title: name, kind, state, datedOn, vendorId, control: questionId };
    const evidenceId = storedId ?? (await client.evidence.add({ ...fields, fileToken: file?.token ?? null })).id;
    setStoredId(evidenceId);
    await attach(evidenceId, page);
    dialog.onClose();
  }

  return (
    <FormDialog {...dialog} primary={t('assessments.attach.save')} unavailable={findGap()} onSubmit={save}>
      {choice}
      <div className={styles.file}>
        <FileButton
          kind="evidence"
          icon={Upload}
          onFile={(chosen) => {
            setFile(chosen);
            setStoredId(null);
            if (name.trim() === '') setName(chosen.name.replace(/\.[^.]+$/, ''));
          }}
        >
          {file === null ? t('assessments.attach.choose') : t('assessments.attach.chooseOther')}
        </FileButton>
        <span className={styles.quiet} aria-live="polite">
          {file === null
            ? t('assessments.attach.noFile')
            : t('assessments.attach.file', { name: file.name, size: formatFileSize(file.size) })}
        </span>
      </div>
      <TextField label={t('assessments.attach.name')} value={name} onChange={setName} required maxLength={200} />
      <div className={styles.pair}>
        <SelectField<Kind>
          label={t('assessments.attach.kind')}
          value={kind}
          options={EVIDENCE_KINDS.map((value) => ({ value, label: t(`assessments.evidenceKind.${value}`) }))}
          onChange={setKind}
        />
        <SelectField<State>
          label={t('assessments.attach.state')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(describeState('evidence', value).key) }))}
          onChange={setState}
          help={state === null ? undefined : t(`assessments.attach.stateHelp.${state}`)}
        />
      </div>
      <div className={styles.pair}>
        <DateField label={t('assessments.attach.dated')} value={datedOn} onChange={setDatedOn} optional />
        <TextField
          label={t('assessments.attach.page')}
          value={page}
          onChange={setPage}
          help={t('assessments.attach.pageHelp')}
          maxLength={60}
          optional
        />
      </div>
    </FormDialog>
  );
}

function PresentEvidenceForm({ row, attach, choice, ...dialog }: FormProps & { row: QuestionRow }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [page, setPage] = useState('');
  const list = useQuery(
    api.evidence.list.queryOptions({
      input: { limit: 20, search, sort: [{ field: 'indexNumber', direction: 'descending' }] },
      placeholderData: (before) => before,
    }),
  );
  const attached = new Set(row.answer.evidence.map((piece) => piece.evidenceId));

  async function save(): Promise<void> {
    if (chosen === null) return;
    await attach(chosen, page);
    dialog.onClose();
  }

  return (
    <FormDialog
      {...dialog}
      primary={t('assessments.attach.link')}
      unavailable={chosen === null ? t('assessments.attach.needsChoice') : undefined}
      onSubmit={save}
    >
      {choice}
      <TextField label={t('assessments.attach.search')} type="search" value={search} onChange={setSearch} />
      {list.isPending && <LoadingRows />}
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.data && (
        <fieldset className={styles.list} aria-label={t('assessments.attach.present')}>
          {list.data.rows.length === 0 && <p className={styles.quiet}>{t('assessments.attach.nothing')}</p>}
          {list.data.rows.map((piece) => (
            <EvidenceChoice
              key={piece.id}
              piece={piece}
              isChosen={piece.id === chosen}
              isAttached={attached.has(piece.id)}
              onChoose={() => setChosen(piece.id)}
            />
          ))}
        </fieldset>
      )}
      <TextField
        label={t('assessments.attach.page')}
        value={page}
        onChange={setPage}
        help={t('assessments.attach.pageHelp')}
        maxLength={60}
        optional
      />
    </FormDialog>
  );
}

interface EvidenceChoiceProps {
  piece: EvidenceRow;
  isChosen: boolean;
  isAttached: boolean;
  onChoose: () => void;
}

function EvidenceChoice({ piece, isChosen, isAttached, onChoose }: EvidenceChoiceProps) {
  const { t } = useTranslation();
  return (
    <label className={styles.choice}>
      <input type="radio" name="evidence" checked={isChosen} onChange={onChoose} />
      <span className="mono">{piece.indexNumber}</span>
      <span className={styles.grow}>{piece.title}</span>
      {isAttached ? (
        <span className={styles.quiet}>{t('assessments.attach.already')}</span>
      ) : (
        <WordMark of="evidence" value={piece.state} />
      )}
    </label>
  );
}
