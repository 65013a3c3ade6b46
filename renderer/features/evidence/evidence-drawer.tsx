import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RETENTION_RULES, type Evidence, type EvidenceChanges } from '../../../shared/contract/evidence.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { CLASSIFICATIONS } from '../../../shared/report/report.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { WordMark } from '../../components/word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay, formatFileSize, formatInstant } from '../../platform/format.ts';
import { host } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './evidence-page.module.css';

const STATES = EVIDENCE_STATES.filter((state) => state !== 'none');

/** One piece of evidence: its file, what it answers, its dates and how long it is kept, and its history. */
export function EvidenceDrawer({ evidenceId, onClose }: { evidenceId: string; onClose: () => void }) {
  const evidence = useQuery(api.evidence.get.queryOptions({ input: { evidenceId } }));
  const { t } = useTranslation();
  const { data } = evidence;
  return (
    <Drawer
      title={data?.title ?? t('evidence.one')}
      tag={data && <WordMark of="evidence" value={data.state} variant="tag" />}
      note={data?.indexNumber}
      onClose={onClose}
    >
      {evidence.isError && <ErrorPanel problem={readProblem(evidence.error)} />}
      {evidence.isPending && <LoadingRows />}
      {data && <Details evidence={data} />}
    </Drawer>
  );
}

function Details({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const open = useMutation(api.evidence.open.mutationOptions());
  const [disposing, setDisposing] = useState(false);
  const { file } = evidence;
  const isOfficer = person.role === 'compliance_officer';
  async function openFile() {
    const opened = await open.mutateAsync({ evidenceId: evidence.id });
    await host.saveFiles([opened]);
  }
  return (
    <>
      <DrawerSection title={t('evidence.file')}>
        {file ? (
          <>
            <Facts
              labelWidth={96}
              facts={[
                { label: t('evidence.fileName'), value: file.name },
                { label: t('evidence.size'), value: formatFileSize(file.size) },
                { label: t('evidence.sum'), value: <code className={styles.sum}>{file.sha256}</code> },
                {
                  label: t('evidence.collected'),
                  value: t('evidence.collectedBy', {
                    name: evidence.collectedBy?.name ?? '–',
                    at: formatInstant(evidence.collectedAt),
                  }),
                },
                { label: t('evidence.keepUntil'), value: evidence.retainUntil && formatDay(evidence.retainUntil) },
              ]}
            />
            <div className={styles.buttons}>
              <Button
                size="small"
                onClick={() => void openFile()}
                unavailable={evidence.disposedAt ? t('evidence.disposed') : undefined}
              >
                {t('evidence.open')}
              </Button>
              <Button
                size="small"
                kind="danger"
                unavailable={
                  isOfficer ? (evidence.disposedAt ? t('evidence.disposed') : undefined) : t('evidence.officersDispose')
                }
                onClick={() => setDisposing(true)}
              >
                {t('evidence.dispose')}
              </Button>
            </div>
          </>
        ) : (
          <p>{t('evidence.noFile')}</p>
        )}
        {open.error && <ErrorPanel problem={readProblem(open.error)} />}
      </DrawerSection>
      <DrawerSection title={t('evidence.uses')}>
        {evidence.links.length + evidence.linkedRecords.length === 0 && <p>{t('evidence.unused')}</p>}
        <ul>
          {evidence.links.map(({ assessmentId, assessmentTitle, questionId, page }) => (
            <li key={`${assessmentId}${questionId}`}>
              <Link to={`${recordPath('assessment', assessmentId)}?question=${questionId}`}>
                {questionId}, {assessmentTitle}
              </Link>{' '}
              {page}
            </li>
          ))}
          {evidence.linkedRecords.map(({ recordKind, recordId, recordName, part, page }) => (
            <li key={`${recordId}${part}`}>
              <Link to={recordPath(recordKind, recordId)}>{recordName}</Link> {page}
            </li>
          ))}
        </ul>
      </DrawerSection>
      <DrawerSection title={t('evidence.facts')}>
        <FactFields evidence={evidence} />
      </DrawerSection>
      <RecordHistory recordId={evidence.id} />
      {disposing && <DisposeDialog evidence={evidence} onClose={() => setDisposing(false)} />}
    </>
  );
}

function FactFields({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const people = useQuery(api.people.list.queryOptions());
  const update = useMutation(api.evidence.update.mutationOptions());
  const readOnly = person.role !== 'compliance_officer' && person.role !== 'security_reviewer';
  // Fields save one by one, each on the newest revision.
  const change = async (changes: EvidenceChanges) => {
    const { revision } = await client.evidence.get({ evidenceId: evidence.id });
    return update.mutateAsync({ evidenceId: evidence.id, revision, changes });
  };
  const save = (changes: EvidenceChanges) => void change(changes).catch(() => undefined);
  const title = useAutosave({ value: evidence.title, save: (text: string) => change({ title: text }) });
  const source = useAutosave({ value: evidence.source, save: (text: string) => change({ source: text }) });
  const note = useAutosave({ value: evidence.note, save: (text: string) => change({ note: text }) });
  return (
    <div className={styles.fields}>
      {update.error && <ErrorPanel problem={readProblem(update.error)} />}
      <TextField
        label={t('evidence.name')}
        value={title.value}
        onChange={title.change}
        saving={title.saving}
        readOnly={readOnly}
      />
      <TextField
        label={t('evidence.source')}
        value={source.value}
        onChange={source.change}
        saving={source.saving}
        readOnly={readOnly}
      />
      <SelectField
        label={t('evidence.state')}
        value={evidence.state}
        options={STATES.map((value) => ({ value, label: t(describeState('evidence', value).key) }))}
        onChange={(state) => save({ state })}
        readOnly={readOnly}
      />
      <div className={styles.pair}>
        <DateField
          label={t('evidence.dated')}
          value={evidence.datedOn}
          onChange={(datedOn) => save({ datedOn })}
          readOnly={readOnly}
          optional
        />
        <DateField
          label={t('evidence.expires')}
          value={evidence.expiresOn}
          onChange={(expiresOn) => save({ expiresOn })}
          readOnly={readOnly}
          optional
        />
        <DateField
          label={t('evidence.periodStart')}
          value={evidence.periodStart}
          onChange={(periodStart) => save({ periodStart })}
          readOnly={readOnly}
          optional
        />
        <DateField
          label={t('evidence.periodEnd')}
          value={evidence.periodEnd}
          onChange={(periodEnd) => save({ periodEnd })}
          readOnly={readOnly}
          optional
        />
      </div>
      <PersonSelect
        label={t('evidence.owner')}
        people={people.data ?? []}
        value={evidence.owner?.id ?? null}
        onChange={(ownerId) => save({ ownerId })}
        readOnly={readOnly}
      />
      <SelectField
        label={t('evidence.confidentiality')}
        value={evidence.confidentiality}
        options={CLASSIFICATIONS.map((value) => ({ value, label: t(`settings.classifications.${value}`) }))}
        onChange={(confidentiality) => save({ confidentiality })}
        readOnly={readOnly}
      />
      <SelectField
        label={t('evidence.retention')}
        value={evidence.retentionRule}
        options={RETENTION_RULES.map((value) => ({ value, label: t(`evidence.rule.${value}`) }))}
        onChange={(retentionRule) => save({ retentionRule })}
        readOnly={readOnly}
      />
      <Checkbox
        label={t('evidence.hold')}
        help={t('evidence.holdHelp')}
        checked={evidence.legalHold}
        onChange={(legalHold) => save({ legalHold })}
        readOnly={readOnly}
      />
      <TextField
        label={t('evidence.note')}
        value={note.value}
        onChange={note.change}
        saving={note.saving}
        multiline
        rows={3}
        readOnly={readOnly}
        optional
      />
    </div>
  );
}

function DisposeDialog({ evidence, onClose }: { evidence: Evidence; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const dispose = useMutation(api.evidence.dispose.mutationOptions());
  return (
    <FormDialog
      title={t('evidence.disposeTitle', { index: evidence.indexNumber })}
      primary={t('evidence.dispose')}
      danger
      unavailable={reason.trim() === '' ? t('evidence.reasonMissing') : undefined}
      onClose={onClose}
      onSubmit={async () => {
        await dispose.mutateAsync({ evidenceId: evidence.id, revision: evidence.revision, reason: reason.trim() });
        onClose();
      }}
    >
      <p>{t('evidence.disposeText')}</p>
      <TextField label={t('evidence.reason')} value={reason} onChange={setReason} multiline rows={3} />
    </FormDialog>
  );
}
