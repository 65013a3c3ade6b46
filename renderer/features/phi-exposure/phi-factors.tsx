import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PHI_FACTORS, type PhiExposure, type PhiFactor } from '../../../shared/contract/phi-exposure.ts';
import { writePhiPart } from '../../../shared/rules/phi-exposure.ts';
import { joinClasses } from '../../components/class-names.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LevelKeys } from '../../components/level-keys.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem } from '../../platform/problem.ts';
import styles from './phi-exposure-page.module.css';
import type { PhiSaver } from './use-phi-saver.ts';

interface Rating {
  level: number | null;
  reason: string;
}

function readRating(exposure: PhiExposure, factor: PhiFactor): Rating {
  const { level = null, reason = '' } = exposure.factors.find((one) => one.factor === factor) ?? {};
  return { level, reason };
}

/** The first factor that nobody has rated. */
export function findUnrated({ factors }: PhiExposure): PhiFactor | undefined {
  return factors.find(({ reason }) => reason === '')?.factor;
}

export interface PhiFactorsProps {
  saver: PhiSaver;
  open: PhiFactor;
  onOpen: (factor: PhiFactor) => void;
}

/** The seven factors, one open at a time: its level by one key, what it rests on, and the evidence behind it. */
export function PhiFactors({ saver, open, onOpen }: PhiFactorsProps) {
  const { t } = useTranslation();
  const models = useQuery(api.phiExposure.factors.queryOptions());
  const place = PHI_FACTORS.indexOf(open);
  const goTo = (step: number) => onOpen(PHI_FACTORS[place + step] ?? open);
  useKeys(t('phiExposure.factors.title'), [
    { key: 'J', label: t('phiExposure.factors.next'), run: () => goTo(1), hint: true },
    { key: 'K', label: t('phiExposure.factors.previous'), run: () => goTo(-1), hint: true },
  ]);
  if (models.isError) return <ErrorPanel problem={readProblem(models.error)} />;
  if (!models.data) return <LoadingRows rows={7} />;
  return (
    <Panel title={t('phiExposure.factors.title')} note={t('phiExposure.factors.note')} flush>
      <ol>
        {models.data.map((model) => (
          <li key={model.factor} className={joinClasses(styles.factor, model.factor === open && styles.open)}>
            <button
              type="button"
              className={styles.head}
              aria-expanded={model.factor === open}
              onClick={() => onOpen(model.factor)}
            >
              <span className={styles.name}>{model.title}</span>
              <LevelWord rating={readRating(saver.present, model.factor)} />
            </button>
            {model.factor === open && <FactorRating saver={saver} model={model} />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function LevelWord({ rating }: { rating: Rating }) {
  const { t } = useTranslation();
  if (rating.reason === '') return <StatusMark shape="open">{t('phiExposure.factors.toRate')}</StatusMark>;
  if (rating.level === null) return <StatusMark shape="ask">{t('phiExposure.factors.unknown')}</StatusMark>;
  return <span className={styles.level}>{t('phiExposure.factors.of', { level: rating.level })}</span>;
}

interface FactorRatingProps {
  saver: PhiSaver;
  model: { factor: PhiFactor; title: string; question: string; levels: readonly { label: string; anchor: string }[] };
}

function FactorRating({ saver, model }: FactorRatingProps) {
  const { t } = useTranslation();
  const { factor, title, question, levels } = model;
  const { tool, vendor, factors } = saver.present;
  const rated = factors.find((one) => one.factor === factor);
  return (
    <div className={styles.rating}>
      <p className={styles.question}>{question}</p>
      <RecordField
        saver={saver}
        label={title}
        read={(exposure) => readRating(exposure, factor)}
        write={(rating) => ({ factor, ...rating })}
        check={({ reason }) => (reason.trim() === '' ? t('phiExposure.factors.reasonMissing') : undefined)}
        show={({ level, reason }) => `${level ?? t('phiExposure.factors.unknown')}. ${reason}`}
      >
        {({ value, onChange, problem, saving, readOnly }) => (
          <>
            <LevelKeys
              title={title}
              anchors={levels.map(({ label, anchor }) => `${label}: ${anchor}`)}
              unknownAnchor={t('phiExposure.factors.unknownAnchor')}
              level={problem !== undefined || value.reason !== '' ? value.level : undefined}
              readOnly={readOnly}
              onChoose={(level) => onChange({ ...value, level })}
            />
            <TextField
              label={t('phiExposure.factors.reason')}
              multiline
              rows={2}
              value={value.reason}
              problem={problem}
              saving={saving}
              readOnly={readOnly}
              maxLength={2000}
              help={
                rated?.ratedOn
                  ? t('phiExposure.factors.ratedBy', {
                      name: rated.ratedBy?.name ?? '–',
                      day: formatDay(rated.ratedOn),
                    })
                  : undefined
              }
              onChange={(reason) => onChange({ ...value, reason })}
            />
          </>
        )}
      </RecordField>
      <LinkedEvidence
        recordKind="tool"
        recordId={tool.id}
        part={writePhiPart(factor)}
        name={t('phiExposure.factors.evidenceName', { factor: title, name: tool.name })}
        vendorId={vendor.id}
        control={`PHI-F${PHI_FACTORS.indexOf(factor) + 1}`}
      />
    </div>
  );
}
