import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PHI_FACTORS, PHI_MAXIMUM, type PhiExposure, type PhiFactor } from '../../../shared/contract/phi-exposure.ts';
import { writePhiPart } from '../../../shared/rules/phi-exposure.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { FactorRating, FactorRow, type Rating } from '../../components/record/factor-rating.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem } from '../../platform/problem.ts';
import styles from './phi-exposure-page.module.css';
import type { PhiSaver } from './use-phi-saver.ts';

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
          <FactorRow
            key={model.factor}
            title={model.title}
            rating={readRating(saver.present, model.factor)}
            highest={PHI_MAXIMUM}
            isOpen={model.factor === open}
            onOpen={() => onOpen(model.factor)}
          >
            <PhiFactorRating saver={saver} model={model} />
          </FactorRow>
        ))}
      </ol>
    </Panel>
  );
}

interface FactorRatingProps {
  saver: PhiSaver;
  model: { factor: PhiFactor; title: string; question: string; levels: readonly { label: string; anchor: string }[] };
}

function PhiFactorRating({ saver, model }: FactorRatingProps) {
  const { t } = useTranslation();
  const { factor, title, question, levels } = model;
  const { tool, vendor, factors } = saver.present;
  const rated = factors.find((one) => one.factor === factor);
  return (
    <>
      <p className={styles.question}>{question}</p>
      <FactorRating
        saver={saver}
        title={title}
        anchors={levels.map(({ label, anchor }) => `${label}: ${anchor}`)}
        read={(exposure) => readRating(exposure, factor)}
        write={(rating) => ({ factor, ...rating })}
        help={
          rated?.ratedOn
            ? t('phiExposure.factors.ratedBy', { name: rated.ratedBy?.name ?? '–', day: formatDay(rated.ratedOn) })
            : undefined
        }
      />
      <LinkedEvidence
        recordKind="tool"
        recordId={tool.id}
        part={writePhiPart(factor)}
        name={t('phiExposure.factors.evidenceName', { factor: title, name: tool.name })}
        vendorId={vendor.id}
        control={`PHI-F${PHI_FACTORS.indexOf(factor) + 1}`}
      />
    </>
  );
}
