import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EVIDENCE_KINDS, type EvidenceRow, type NewEvidence } from '../../../shared/contract/evidence.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { DateField } from '../date-field.tsx';
import { FormDialog } from '../dialog.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { FileButton } from '../file-button.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { SegmentedControl } from '../segmented-control.tsx';
import { SelectField } from '../select-field.tsx';
import { describeState } from '../status-words.ts';
import { TextField } from '../text-field.tsx';
import { WordMark } from '../word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatFileSize } from '../../platform/format.ts';
import type { HostFile } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './attach-evidence-dialog.module.css';

type Kind = NewEvidence['kind'];
type State = NewEvidence['state'];

const STATES = EVIDENCE_STATES.filter((state) => state !== 'none');

export interface AttachEvidenceDialogProps {
  /** "Attach evidence to V-PRV-3 Retention". */
  title: string;
  vendorId: string | null;
  /** The question or control from which a new piece gets its index number: "V-PRV-3". */
  control: string;
  /** Pieces that stand there already. */
  attachedIds: ReadonlySet<string>;
  /** A file that was dropped, for a new piece. */
  file?: HostFile | undefined;
  /** @param page where to look in it. */
  attach: (evidenceId: string, page: string) => Promise<unknown>;
  onClose: () => void;
}

/** Puts a new file, a claim without one, or evidence that is here already behind an answer or a record. */
export function AttachEvidenceDialog(props: AttachEvidenceDialogProps) {
  const { vendorId, control, attachedIds, file, ...shared } = props;
  const { t } = useTranslation();
  const [source, setSource] = useState<'new' | 'present'>('new');
  const choice = (
    <div>
      <SegmentedControl
        label={t('record.attach.source')}
        options={[
          { value: 'new', label: t('record.attach.new') },
          { value: 'present', label: t('record.attach.present') },
        ]}
        value={source}
        onChange={setSource}
      />
    </div>
  );
  return source === 'new' ? (
    <NewEvidenceForm {...shared} choice={choice} vendorId={vendorId} control={control} file={file} />
  ) : (
    <PresentEvidenceForm {...shared} choice={choice} attachedIds={attachedIds} />
  );
}

/** Puts a piece into the index that stands behind nothing yet; the person says for which control it is. */
export function AddEvidenceDialog(props: { title: string; file?: HostFile | undefined; onClose: () => void }) {
  return (
    <NewEvidenceForm
      {...props}
      choice={null}
      vendorId={null}
      control={null}
      file={props.file}
      attach={() => Promise.resolve()}
    />
  );
}

interface FormProps {
  title: string;
  onClose: () => void;
  choice: ReactNode;
  attach: (evidenceId: string, page: string) => Promise<unknown>;
}

interface NewEvidenceProps extends FormProps {
  vendorId: string | null;
  /** Null when the person is asked for it. */
  control: string | null;
  file: HostFile | undefined;
}

const CONTROL = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;

function readTitle(file: HostFile | undefined): string {
  return file === undefined ? '' : file.name.replace(/\.[^.]+$/, '');
}

function NewEvidenceForm(props: NewEvidenceProps) {
  const { vendorId, control: given, file: dropped, attach, choice, ...dialog } = props;
  const { t } = useTranslation();
  const [file, setFile] = useState<HostFile | null>(dropped ?? null);
  const [name, setName] = useState(readTitle(dropped));
  const [typed, setTyped] = useState('');
  const control = given ?? typed.trim().toUpperCase();
  const [kind, setKind] = useState<Kind | null>(null);
  const [state, setState] = useState<State | null>(null);
  const [datedOn, setDatedOn] = useState<string | null>(null);
  const [page, setPage] = useState('');
  // Kept when attaching fails after the file was stored, so that a second try does not store it twice.
  const [storedId, setStoredId] = useState<string | null>(null);

  function findGap(): string | undefined {
    if (name.trim() === '') return t('record.attach.needsTitle');
    if (!CONTROL.test(control)) return t('record.attach.needsControl');
    if (kind === null || state === null) return t('record.attach.needsKind');
    if (file === null && state !== 'claimed') return t('record.attach.needsFile');
    return undefined;
  }

  async function save(): Promise<void> {
    if (kind === null || state === null) return;
    const fields = { title: name, kind, state, datedOn, vendorId, control };
    const evidenceId = storedId ?? (await client.evidence.add({ ...fields, fileToken: file?.token ?? null })).id;
    setStoredId(evidenceId);
    await attach(evidenceId, page);
    dialog.onClose();
  }

  return (
    <FormDialog
      {...dialog}
      primary={given === null ? t('record.attach.add') : t('record.attach.save')}
      unavailable={findGap()}
      onSubmit={save}
    >
      {choice}
      <div className={styles.file}>
        <FileButton
          kind="evidence"
          icon={Upload}
          onFile={(chosen) => {
            setFile(chosen);
            setStoredId(null);
            if (name.trim() === '') setName(readTitle(chosen));
          }}
        >
          {file === null ? t('record.attach.choose') : t('record.attach.chooseOther')}
        </FileButton>
        <span className={styles.quiet} aria-live="polite">
          {file === null
            ? t('record.attach.noFile')
            : t('record.attach.file', { name: file.name, size: formatFileSize(file.size) })}
        </span>
      </div>
      <TextField label={t('record.attach.name')} value={name} onChange={setName} required maxLength={200} />
      <div className={styles.pair}>
        <SelectField<Kind>
          label={t('record.attach.kind')}
          value={kind}
          options={EVIDENCE_KINDS.map((value) => ({ value, label: t(`reports.evidenceKind.${value}`) }))}
          onChange={setKind}
        />
        <SelectField<State>
          label={t('record.attach.state')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(describeState('evidence', value).key) }))}
          onChange={setState}
          help={state === null ? undefined : t(`record.attach.stateHelp.${state}`)}
        />
      </div>
      <div className={styles.pair}>
        <DateField label={t('record.attach.dated')} value={datedOn} onChange={setDatedOn} optional />
        {given === null ? (
          <TextField
            label={t('record.attach.control')}
            value={typed}
            onChange={setTyped}
            help={t('record.attach.controlHelp')}
            maxLength={24}
            required
          />
        ) : (
          <TextField
            label={t('record.attach.page')}
            value={page}
            onChange={setPage}
            help={t('record.attach.pageHelp')}
            maxLength={60}
            optional
          />
        )}
      </div>
    </FormDialog>
  );
}

function PresentEvidenceForm(props: FormProps & { attachedIds: ReadonlySet<string> }) {
  const { attachedIds, attach, choice, ...dialog } = props;
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

  async function save(): Promise<void> {
    if (chosen === null) return;
    await attach(chosen, page);
    dialog.onClose();
  }

  return (
    <FormDialog
      {...dialog}
      primary={t('record.attach.link')}
      unavailable={chosen === null ? t('record.attach.needsChoice') : undefined}
      onSubmit={save}
    >
      {choice}
      <TextField label={t('record.attach.search')} type="search" value={search} onChange={setSearch} />
      {list.isPending && <LoadingRows />}
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.data && (
        <fieldset className={styles.list} aria-label={t('record.attach.present')}>
          {list.data.rows.length === 0 && <p className={styles.quiet}>{t('record.attach.nothing')}</p>}
          {list.data.rows.map((piece) => (
            <EvidenceChoice
              key={piece.id}
              piece={piece}
              isChosen={piece.id === chosen}
              isAttached={attachedIds.has(piece.id)}
              onChoose={() => setChosen(piece.id)}
            />
          ))}
        </fieldset>
      )}
      <TextField
        label={t('record.attach.page')}
        value={page}
        onChange={setPage}
        help={t('record.attach.pageHelp')}
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
        <span className={styles.quiet}>{t('record.attach.already')}</span>
      ) : (
        <WordMark of="evidence" value={piece.state} />
      )}
    </label>
  );
}
