import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import type { NewRiskControl, Risk, RiskControl } from '../../../shared/contract/risks.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import styles from './risk-page.module.css';
import type { RiskSaver } from './use-risk-saver.ts';

const MOST_CONTROLS = 20;

/** What a change of one control sends: all of them, since their order and number are the risk's. */
function toFields({ id, name, reduces, stated, note }: RiskControl): NewRiskControl {
  return { id, name, reduces, stated, note };
}

function readControl(risk: Risk, id: string): RiskControl | undefined {
  return risk.controls.find((control) => control.id === id);
}

/** The controls of a risk, each with the evidence that decides how much it takes off. */
export function RiskControls({ saver }: { saver: RiskSaver }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const risk = saver.present;
  const full = risk.controls.length >= MOST_CONTROLS ? t('risks.control.full', { count: MOST_CONTROLS }) : undefined;
  return (
    <Panel
      title={t('risks.column.controls')}
      note={t('risks.control.note')}
      action={
        <Button
          kind="quiet"
          size="small"
          icon={Plus}
          unavailable={saver.refusal ?? full}
          onClick={() => setAdding(true)}
        >
          {t('risks.control.add')}
        </Button>
      }
      flush
    >
      {risk.controls.length === 0 && <p className={styles.empty}>{t('risks.control.none')}</p>}
      {risk.controls.map((control) => (
        <ControlRow key={control.id} saver={saver} control={control} />
      ))}
      {adding && <AddControlDialog saver={saver} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function ControlRow({ saver, control }: { saver: RiskSaver; control: RiskControl }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const risk = saver.present;
  const { id } = control;
  const vendor = risk.links.find(({ kind }) => kind === 'vendor');
  const write = (changes: Partial<NewRiskControl>) => ({
    controls: risk.controls.map((one) => (one.id === id ? { ...toFields(one), ...changes } : toFields(one))),
  });

  async function remove(): Promise<void> {
    const controls = risk.controls.filter((one) => one.id !== id).map(toFields);
    await saver
      .save({ controls }, (kept) => kept.controls.length, false)
      .catch((error: unknown) => setProblem(readProblem(error)));
  }

  return (
    <section className={styles.control} aria-label={control.name}>
      <div className={styles.line}>
        <RecordField
          saver={saver}
          label={t('risks.control.name')}
          read={(kept) => readControl(kept, id)?.name ?? ''}
          write={(name) => write({ name })}
          check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
        >
          {(field) => <TextField {...field} required maxLength={200} />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('risks.control.reduces')}
          read={(kept) => readControl(kept, id)?.reduces ?? 'likelihood'}
          write={(reduces) => write({ reduces })}
        >
          {(field) => (
            <SelectField
              {...field}
              options={(['likelihood', 'impact'] as const).map((value) => ({
                value,
                label: t(`risks.field.${value}`),
              }))}
            />
          )}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('risks.control.stated')}
          read={(kept) => readControl(kept, id)?.stated ?? null}
          write={(stated) => write({ stated })}
        >
          {(field) => (
            <SelectField
              {...field}
              emptyLabel={t('risks.control.unknown')}
              options={EVIDENCE_STATES.map((value) => ({ value, label: t(`components.word.evidence.${value}`) }))}
            />
          )}
        </RecordField>
        <Button
          kind="quiet"
          icon={X}
          unavailable={saver.refusal}
          aria-label={t('risks.control.remove', { name: control.name })}
          onClick={() => void remove()}
        />
      </div>
      <div className={styles.counts}>
        {control.evidence === null ? (
          <StatusMark shape="ask">{t('risks.control.unknown')}</StatusMark>
        ) : (
          <WordMark of="evidence" value={control.evidence} />
        )}
        {control.stale && (
          <StatusMark shape="clock" tone="warn">
            {t('risks.stale')}
          </StatusMark>
        )}
        <span>{t(`risks.control.takes.${control.reduces}`, { count: control.steps })}</span>
        {control.stated !== null && control.evidenceIndex.length === 0 && control.stated !== control.evidence && (
          <span>
            {t('risks.control.noEvidence', { stated: t(`components.word.evidence.${control.stated}`).toLowerCase() })}
          </span>
        )}
      </div>
      {control.note !== '' && <p className={styles.quiet}>{control.note}</p>}
      <LinkedEvidence
        recordKind="risk"
        recordId={risk.id}
        part={id}
        name={`${risk.code} ${control.name}`}
        vendorId={vendor?.id ?? null}
        control={risk.code}
        unavailable={risk.open ? undefined : t('risks.closedRefusal')}
      />
      {problem !== null && <ErrorPanel problem={problem} />}
    </section>
  );
}

function AddControlDialog({ saver, onClose }: { saver: RiskSaver; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState({ name: '', reduces: 'likelihood' as RiskControl['reduces'], note: '' });
  const { controls } = saver.present;

  async function submit(): Promise<void> {
    const added: NewRiskControl = { ...draft, name: draft.name.trim(), stated: 'claimed' };
    await saver.save({ controls: [...controls.map(toFields), added] }, (kept) => kept.controls.length, false);
    onClose();
  }

  return (
    <FormDialog
      title={t('risks.control.add')}
      primary={t('risks.control.add')}
      unavailable={draft.name.trim() === '' ? t('risks.control.nameless') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        required
        label={t('risks.control.name')}
        value={draft.name}
        maxLength={200}
        onChange={(name) => setDraft({ ...draft, name })}
      />
      <SelectField
        label={t('risks.control.reduces')}
        value={draft.reduces}
        options={(['likelihood', 'impact'] as const).map((value) => ({ value, label: t(`risks.field.${value}`) }))}
        onChange={(reduces) => setDraft({ ...draft, reduces })}
      />
      <TextField
        optional
        multiline
        rows={2}
        label={t('risks.control.noteLabel')}
        value={draft.note}
        maxLength={2000}
        onChange={(note) => setDraft({ ...draft, note })}
      />
      <p className={styles.quiet}>{t('risks.control.after')}</p>
    </FormDialog>
  );
}
