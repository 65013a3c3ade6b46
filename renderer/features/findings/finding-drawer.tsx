import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Finding, FindingChanges } from '../../../shared/contract/findings.ts';
import { BANDS } from '../../../shared/contract/vendors.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { FindingKind } from '../../components/record/record-findings.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatInstant } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import styles from './finding-drawer.module.css';
import { FindingStatusDialog } from './finding-status-dialog.tsx';
import { useFindingSaver, type FindingSaver } from './use-finding-saver.ts';

/** What was found, in the order of an audit finding (`domain.md` 9.3). */
const WHAT = ['condition', 'criteria', 'cause', 'effect', 'recommendation'] as const;
const ANSWER = ['response', 'retest'] as const;

/** One finding beside its register: every field saves as it changes. */
export function FindingDrawer({ findingId, onClose }: { findingId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(api.findings.get.queryOptions({ input: { findingId } }));
  if (data) return <FindingRecord finding={data} onClose={onClose} />;
  return (
    <Drawer title={t('findings.record')} onClose={onClose}>
      {error ? <ErrorPanel what={t('findings.missing')} problem={readProblem(error)} /> : <LoadingRows rows={8} />}
    </Drawer>
  );
}

function FindingRecord({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useTranslation();
  const saver = useFindingSaver(finding);
  const [moving, setMoving] = useState(false);
  return (
    <Drawer
      title={finding.title}
      tag={<WordMark of="finding" value={finding.status} variant="tag" />}
      note={
        <>
          <span className="mono">{finding.code}</span> {t('findings.raised', { when: formatInstant(finding.raisedAt) })}
        </>
      }
      onClose={onClose}
    >
      <DrawerSection
        title={t('findings.section.standing')}
        note={
          <Button size="small" unavailable={saver.refusal} onClick={() => setMoving(true)}>
            {t('findings.changeStatus')}
          </Button>
        }
      >
        <div className={styles.fields}>
          <RecordField
            saver={saver}
            label={t('findings.column.severity')}
            read={({ severity }) => severity}
            write={(severity) => ({ severity })}
            show={(severity) => t(`components.band.${severity}`)}
          >
            {(control) => (
              <SelectField
                {...control}
                options={BANDS.map((value) => ({ value, label: t(`components.band.${value}`) }))}
              />
            )}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('findings.column.dueOn')}
            read={({ dueOn }) => dueOn}
            write={(dueOn) => ({ dueOn })}
            show={(day) => (day === null ? '' : formatDay(day))}
          >
            {(control) => <DateField {...control} optional />}
          </RecordField>
          <RecordOwnerField saver={saver} name={finding.code} write={(ownerId): FindingChanges => ({ ownerId })} />
        </div>
        <About finding={finding} />
      </DrawerSection>
      <DrawerSection title={t('findings.section.what')}>
        <div className={styles.texts}>
          <RecordField
            saver={saver}
            label={t('findings.field.title')}
            read={({ title }) => title}
            write={(title) => ({ title })}
            check={(title) => (title.trim() === '' ? t('components.field.required') : undefined)}
          >
            {(control) => <TextField {...control} required maxLength={200} />}
          </RecordField>
          {WHAT.map((field) => (
            <TextPart key={field} saver={saver} field={field} />
          ))}
        </div>
      </DrawerSection>
      <DrawerSection title={t('findings.section.answer')}>
        <div className={styles.texts}>
          {ANSWER.map((field) => (
            <TextPart key={field} saver={saver} field={field} />
          ))}
        </div>
      </DrawerSection>
      <DrawerSection title={t('findings.section.evidence')}>
        <LinkedEvidence
          recordKind="finding"
          recordId={finding.id}
          name={finding.code}
          vendorId={finding.vendor?.id ?? null}
          control={finding.questionId ?? finding.code}
        />
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={finding.id} />
      </div>
      {moving && <FindingStatusDialog saver={saver} onClose={() => setMoving(false)} />}
    </Drawer>
  );
}

function TextPart({ saver, field }: { saver: FindingSaver; field: (typeof WHAT)[number] | (typeof ANSWER)[number] }) {
  const { t } = useTranslation();
  return (
    <RecordField
      saver={saver}
      label={t(`findings.field.${field}`)}
      read={(finding) => finding[field]}
      write={(text) => ({ [field]: text })}
    >
      {(control) => <TextField {...control} multiline rows={2} maxLength={20_000} />}
    </RecordField>
  );
}

/** What the finding is about, each as a link. */
function About({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { vendor, tool, assessment, questionId, source } = finding;
  const question =
    assessment && questionId && `${recordPath('assessment', assessment.id)}?question=${encodeURIComponent(questionId)}`;
  return (
    <Facts
      labelWidth={96}
      facts={[
        { label: t('findings.column.kind'), value: <FindingKind finding={finding} /> },
        {
          label: t('findings.about.tool'),
          value: tool && <Link to={recordPath('tool', tool.id)}>{tool.name}</Link>,
        },
        {
          label: t('findings.about.vendor'),
          value: vendor && <Link to={recordPath('vendor', vendor.id)}>{vendor.name}</Link>,
        },
        ...(source
          ? [
              {
                label: t('findings.about.source'),
                value: <Link to={recordPath(source.kind, source.id)}>{source.name}</Link>,
              },
            ]
          : []),
        {
          label: t('findings.about.assessment'),
          value: assessment && (
            <Link to={question || recordPath('assessment', assessment.id)}>
              {questionId ? t('findings.about.question', { title: assessment.name, id: questionId }) : assessment.name}
            </Link>
          ),
        },
      ]}
    />
  );
}
