import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { COLLECTION_METHODS, type Evidence, type EvidenceChanges } from '../../../shared/contract/evidence.ts';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { CLASSIFICATIONS } from '../../../shared/report/report.ts';
import { joinClasses } from '../../components/class-names.ts';
import { DateField } from '../../components/date-field.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { api, client } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './evidence-page.module.css';

const STATES = EVIDENCE_STATES.filter((state) => state !== 'none');

interface EvidenceEditor {
  save: (changes: EvidenceChanges) => void;
  change: (changes: EvidenceChanges) => Promise<unknown>;
  readOnly: boolean;
}

/** What is said of a piece; every field saves as it changes, on the newest revision. */
export function EvidenceFacts({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const update = useMutation(api.evidence.update.mutationOptions());
  const readOnly = useRoleRefusal('evidence.update') !== undefined;
  const change = async (changes: EvidenceChanges) => {
    const { revision } = await client.evidence.get({ evidenceId: evidence.id });
    return update.mutateAsync({ evidenceId: evidence.id, revision, changes });
  };
  const save = (changes: EvidenceChanges) => void change(changes).catch(() => undefined);
  const editor: EvidenceEditor = { save, change, readOnly };
  return (
    <div className={joinClasses(styles.fields, styles.facts)}>
      {update.error && <ErrorPanel problem={readProblem(update.error)} />}
      <TextFact {...editor} field="title" value={evidence.title} />
      <SelectField
        label={t('evidence.state')}
        value={evidence.state}
        options={STATES.map((value) => ({ value, label: t(describeState('evidence', value).key) }))}
        onChange={(state) => save({ state })}
        readOnly={readOnly}
      />
      <Origin evidence={evidence} editor={editor} />
      <Dates evidence={evidence} editor={editor} />
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
      <TextFact {...editor} field="redactions" value={evidence.redactions} rows={2} />
      <TextFact {...editor} field="note" value={evidence.note} rows={3} />
    </div>
  );
}

function Origin({ evidence, editor }: { evidence: Evidence; editor: EvidenceEditor }) {
  const { t } = useTranslation();
  return (
    <>
      <TextFact {...editor} field="source" value={evidence.source} />
      <TextFact {...editor} field="sourceQuery" value={evidence.sourceQuery} rows={2} />
      <SelectField
        label={t('evidence.fact.collectedHow')}
        value={evidence.collectedHow}
        options={COLLECTION_METHODS.map((value) => ({ value, label: t(`evidence.method.${value}`) }))}
        onChange={(collectedHow) => editor.save({ collectedHow })}
        readOnly={editor.readOnly}
      />
      <TextFact {...editor} field="originalPlace" value={evidence.originalPlace} />
    </>
  );
}

function Dates({ evidence, editor }: { evidence: Evidence; editor: EvidenceEditor }) {
  const { t } = useTranslation();
  const fields = [
    ['datedOn', 'dated'],
    ['expiresOn', 'expires'],
    ['periodStart', 'periodStart'],
    ['periodEnd', 'periodEnd'],
  ] as const;
  return (
    <div className={styles.pair}>
      {fields.map(([field, label]) => (
        <DateField
          key={field}
          label={t(`evidence.${label}`)}
          value={evidence[field]}
          onChange={(day) => editor.save({ [field]: day })}
          readOnly={editor.readOnly}
          optional
        />
      ))}
    </div>
  );
}

interface TextFactProps extends EvidenceEditor {
  field: 'title' | 'source' | 'sourceQuery' | 'originalPlace' | 'redactions' | 'note';
  value: string;
  /** Lines; one without. */
  rows?: number;
}

function TextFact({ field, value, rows, change, readOnly }: TextFactProps) {
  const { t } = useTranslation();
  const text = useAutosave({ value, save: (typed: string) => change({ [field]: typed }) });
  return (
    <TextField
      label={t(`evidence.fact.${field}`)}
      value={text.value}
      onChange={text.change}
      saving={text.saving}
      readOnly={readOnly}
      optional={field !== 'title'}
      {...(rows === undefined ? {} : { multiline: true, rows })}
    />
  );
}
