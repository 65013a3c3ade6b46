import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RISK_CATEGORIES, RISK_TREATMENTS, type Risk, type RiskChanges } from '../../../shared/contract/risks.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import page from '../../components/record/record-page.module.css';
import { RiskLevelField } from '../../components/record/risk-level-field.tsx';
import { RiskMarks } from '../../components/record/risk-marks.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { formatDay } from '../../platform/format.ts';
import styles from './risk-page.module.css';
import type { RiskSaver } from './use-risk-saver.ts';

/** Both pairs beside each other, each opening to its arithmetic, and whether somebody accepted or closed it. */
export function RiskStanding({ risk, onExplain }: { risk: Risk; onExplain: () => void }) {
  const { t } = useTranslation();
  const { inherent, residual, acceptance, closure } = risk;
  const steps = risk.controls.reduce((sum, control) => sum + control.steps, 0);
  return (
    <Panel title={t('risks.standing.title')}>
      <Facts
        labelWidth={128}
        facts={[
          {
            label: t('risks.standing.inherent'),
            value: (
              <span className={styles.pair}>
                <BandMark band={inherent.band} score={inherent.score} neutral />
                <span>{t('risks.product', { ...inherent })}</span>
              </span>
            ),
          },
          {
            label: t('risks.standing.residual'),
            value: (
              <span className={styles.pair}>
                <button type="button" className={styles.score} onClick={onExplain}>
                  <BandMark band={residual.band} score={residual.score} />
                </button>
                <span>{t('risks.product', { ...residual })}</span>
                <span>{t('risks.standing.steps', { count: steps })}</span>
              </span>
            ),
          },
          {
            label: t('risks.standing.acceptance'),
            value: acceptance ? (
              <span className={styles.pair}>
                <RiskMarks risk={{ ...risk, suggested: false, treatmentDueOn: null }} />
                <span>
                  {t('risks.standing.accepted', { name: acceptance.approver.name, reason: acceptance.reason })}
                </span>
              </span>
            ) : (
              t('risks.standing.notAccepted')
            ),
          },
          ...(closure
            ? [
                {
                  label: t('risks.standing.closed'),
                  value: t('risks.standing.closedBy', {
                    name: closure.by?.name ?? '–',
                    day: closure.on === null ? '–' : formatDay(closure.on),
                    reason: closure.reason || '–',
                  }),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** Likelihood and impact before controls, and why; a suggestion has to be judged first. */
export function RiskJudgement({ saver }: { saver: RiskSaver }) {
  const { t } = useTranslation();
  const risk = saver.present;
  const [problem, setProblem] = useState(false);

  async function judge(): Promise<void> {
    const { likelihood, impact } = risk;
    await saver
      .save({ likelihood, impact }, (kept) => [kept.likelihood, kept.impact], false)
      .catch(() => setProblem(true));
  }

  return (
    <Panel title={t('risks.judgement.title')} note={t('risks.judgement.note')}>
      <div className={page.stack}>
        {risk.suggested && (
          <Note tone="warn">
            <div className={styles.suggested}>
              <span>{t(problem ? 'risks.judgement.failed' : 'risks.judgement.suggested')}</span>
              <Button size="small" unavailable={saver.refusal} onClick={() => void judge()}>
                {t('risks.judgement.judge')}
              </Button>
            </div>
          </Note>
        )}
        <div className={styles.levels}>
          {(['likelihood', 'impact'] as const).map((scale) => (
            <RecordField
              key={scale}
              saver={saver}
              label={t(`risks.field.${scale}`)}
              read={(kept) => kept[scale]}
              write={(level) => ({ [scale]: level })}
            >
              {(control) => <RiskLevelField {...control} scale={scale} />}
            </RecordField>
          ))}
          <div className={page.wide}>
            <RecordField
              saver={saver}
              label={t('risks.field.rationale')}
              read={({ rationale }) => rationale}
              write={(rationale) => ({ rationale })}
            >
              {(control) => <TextField {...control} multiline rows={2} maxLength={4000} />}
            </RecordField>
          </div>
        </div>
        {risk.acceptance !== null && <p className={styles.quiet}>{t('risks.judgement.endsAcceptance')}</p>}
      </div>
    </Panel>
  );
}

/** What is done about it, by whom and by when. */
export function RiskTreatmentPanel({ saver }: { saver: RiskSaver }) {
  const { t } = useTranslation();
  const showDay = (day: string | null) => (day === null ? '' : formatDay(day));
  return (
    <Panel title={t('risks.treat.title')}>
      <div className={page.fields}>
        <RecordField
          saver={saver}
          label={t('risks.field.treatment')}
          read={({ treatment }) => treatment}
          write={(treatment) => ({ treatment })}
          show={(value) => t(`risks.treatment.${value}`)}
        >
          {(control) => (
            <SelectField
              {...control}
              options={RISK_TREATMENTS.map((value) => ({ value, label: t(`risks.treatment.${value}`) }))}
            />
          )}
        </RecordField>
        <RecordOwnerField saver={saver} name={saver.present.code} write={(ownerId): RiskChanges => ({ ownerId })} />
        <RecordField
          saver={saver}
          label={t('risks.field.treatmentDueOn')}
          read={({ treatmentDueOn }) => treatmentDueOn}
          write={(treatmentDueOn) => ({ treatmentDueOn })}
          show={showDay}
        >
          {(control) => <DateField {...control} optional />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('risks.field.reviewOn')}
          read={({ reviewOn }) => reviewOn}
          write={(reviewOn) => ({ reviewOn })}
          show={showDay}
        >
          {(control) => <DateField {...control} optional />}
        </RecordField>
        <div className={page.wide}>
          <RecordField
            saver={saver}
            label={t('risks.field.plan')}
            read={({ plan }) => plan}
            write={(plan) => ({ plan })}
          >
            {(control) => <TextField {...control} multiline rows={3} maxLength={4000} />}
          </RecordField>
        </div>
      </div>
    </Panel>
  );
}

/** What the risk is called, what kind it is, and how it would happen. */
export function RiskWords({ saver }: { saver: RiskSaver }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('risks.words.title')}>
      <div className={styles.words}>
        <RecordField
          saver={saver}
          label={t('risks.form.title')}
          read={({ title }) => title}
          write={(title) => ({ title })}
          check={(title) => (title.trim() === '' ? t('components.field.required') : undefined)}
        >
          {(control) => <TextField {...control} required maxLength={200} />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('risks.field.category')}
          read={({ category }) => category}
          write={(category) => ({ category })}
          show={(value) => t(`risks.category.${value}`)}
        >
          {(control) => (
            <SelectField
              {...control}
              options={RISK_CATEGORIES.map((value) => ({ value, label: t(`risks.category.${value}`) }))}
            />
          )}
        </RecordField>
        <div className={page.wide}>
          <RecordField
            saver={saver}
            label={t('risks.form.description')}
            read={({ description }) => description}
            write={(description) => ({ description })}
          >
            {(control) => <TextField {...control} multiline rows={3} maxLength={20_000} />}
          </RecordField>
        </div>
      </div>
    </Panel>
  );
}
