import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INHERENT_MAXIMUM } from '../../../shared/contract/score-models.ts';
import { INHERENT_FACTORS, type InherentFactor } from '../../../shared/contract/tools.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Facts } from '../../components/facts.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { FactorRating, FactorRow, type Rating } from '../../components/record/factor-rating.tsx';
import type { ExplainedScore } from '../../components/record/record-scores.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatPercent } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { readProblem } from '../../platform/problem.ts';
import styles from './tool-inherent.module.css';
import type { FactorSaver } from './use-tool-saver.ts';

function readRating({ inherentFactors }: FactorSaver['present'], factor: InherentFactor): Rating {
  const { level = null, reason = '' } = inherentFactors.find((one) => one.factor === factor) ?? {};
  return { level, reason };
}

/** The ten factors of inherent risk, one open at a time: its level by one key, and what the level rests on. */
export function ToolInherent(props: { saver: FactorSaver; onExplain: (score: ExplainedScore) => void }) {
  const { saver, onExplain } = props;
  const { t } = useTranslation();
  const tool = saver.present;
  const [open, setOpen] = useState<InherentFactor>(() => findFirstUnrated(tool.inherentFactors) ?? 'data_class');
  const models = useQuery(api.scores.models.queryOptions());
  const place = INHERENT_FACTORS.indexOf(open);
  const goTo = (step: number) => setOpen(INHERENT_FACTORS[place + step] ?? open);
  useKeys(t('tools.tab.inherent'), [
    { key: 'J', label: t('tools.inherent.next'), run: () => goTo(1), hint: true },
    { key: 'K', label: t('tools.inherent.previous'), run: () => goTo(-1), hint: true },
  ]);
  if (models.isError) return <ErrorPanel problem={readProblem(models.error)} />;
  if (!models.data) return <LoadingRows rows={10} />;
  const factors = models.data.inherent;
  return (
    <div className={styles.columns}>
      <Panel title={t('tools.inherent.title')} note={t('tools.inherent.note')} flush>
        <ol>
          {INHERENT_FACTORS.map((factor) => {
            const model = factors.find((one) => one.factor === factor);
            const title = model?.title ?? '';
            return (
              <FactorRow
                key={factor}
                title={title}
                rating={readRating(tool, factor)}
                highest={INHERENT_MAXIMUM}
                isOpen={factor === open}
                onOpen={() => setOpen(factor)}
              >
                <FactorRating
                  saver={saver}
                  title={title}
                  anchors={model?.anchors ?? []}
                  read={(present) => readRating(present, factor)}
                  write={(rating) => ({ factor, ...rating })}
                />
              </FactorRow>
            );
          })}
        </ol>
      </Panel>
      <InherentResult saver={saver} onExplain={onExplain} />
    </div>
  );
}

function findFirstUnrated(factors: readonly (Rating & { factor: InherentFactor })[]): InherentFactor | undefined {
  return factors.find(({ reason }) => reason === '')?.factor;
}

/** The tier as it stands now, with how much of it is known. */
function InherentResult({ saver, onExplain }: { saver: FactorSaver; onExplain: (score: ExplainedScore) => void }) {
  const { t } = useTranslation();
  const tool = saver.present;
  const input = { kind: 'inherent', subjectId: tool.id } as const;
  const explanation = useQuery({
    ...api.scores.explain.queryOptions({ input }),
    enabled: tool.inherentTier !== null,
  });
  const rated = tool.inherentFactors.filter(({ reason }) => reason !== '').length;
  const result = explanation.data?.result;
  return (
    <aside className={styles.result} aria-label={t('tools.inherent.result')}>
      <Panel title={t('tools.inherent.result')}>
        <Facts
          labelWidth={96}
          facts={[
            {
              label: t('tools.inherent.tier'),
              value: (
                <span aria-live="polite">
                  {tool.inherentTier === null ? (
                    <StatusMark shape="ask">{t('record.scores.notRated')}</StatusMark>
                  ) : (
                    <BandMark band={tool.inherentTier} neutral />
                  )}
                </span>
              ),
            },
            {
              label: t('tools.inherent.sum'),
              value:
                result?.shown == null
                  ? '–'
                  : t('tools.inherent.sumOf', { sum: result.shown, most: result.outOf ?? 40 }),
            },
            {
              label: t('tools.inherent.rated'),
              value: t('tools.inherent.ratedOf', { rated, all: INHERENT_FACTORS.length }),
            },
            {
              label: t('tools.inherent.known'),
              value: explanation.data?.completeness == null ? '–' : formatPercent(explanation.data.completeness),
            },
          ]}
        />
        <p className={styles.explain}>
          <Button
            kind="link"
            unavailable={tool.inherentTier === null ? t('tools.inherent.nothing') : undefined}
            onClick={() => onExplain({ kind: 'inherent', subjectId: tool.id })}
          >
            {t('tools.inherent.explain')}
          </Button>
        </p>
      </Panel>
    </aside>
  );
}
