import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PhiExposure } from '../../../shared/contract/phi-exposure.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import links from '../../components/link.module.css';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatPercent } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { LimitDialog } from './limit-dialog.tsx';
import styles from './phi-exposure-page.module.css';

/** How exposed the tool is, and beside it what it may be used for. */
export function PhiResult({ exposure, onExplain }: { exposure: PhiExposure; onExplain: () => void }) {
  return (
    <div className={styles.aside}>
      <ExposurePanel exposure={exposure} onExplain={onExplain} />
      <UsePanel exposure={exposure} />
    </div>
  );
}

function ExposurePanel({ exposure, onExplain }: { exposure: PhiExposure; onExplain: () => void }) {
  const { t } = useTranslation();
  const { sum, rated, confidence } = exposure;
  const word = (name: string) => t(`phiExposure.result.${name}`);
  return (
    <Panel title={word('exposureTitle')}>
      <Facts
        labelWidth={96}
        facts={[
          {
            label: word('exposure'),
            value: (
              <span aria-live="polite">
                {exposure.exposure === null ? (
                  <StatusMark shape="ask">{t('phiExposure.notRated')}</StatusMark>
                ) : (
                  <BandMark band={exposure.exposure} />
                )}
              </span>
            ),
          },
          { label: word('sum'), value: sum === null ? null : t('phiExposure.result.sumOf', { sum }) },
          { label: word('rated'), value: t('phiExposure.result.ratedOf', { rated }) },
          { label: word('confidence'), value: rated === 0 ? null : formatPercent(confidence) },
        ]}
      />
      <div className={styles.actions}>
        <Button kind="link" unavailable={rated === 0 ? word('nothing') : undefined} onClick={onExplain}>
          {word('explain')}
        </Button>
      </div>
    </Panel>
  );
}

function UsePanel({ exposure }: { exposure: PhiExposure }) {
  const { t } = useTranslation();
  const [limiting, setLimiting] = useState(false);
  const refusal = useRoleRefusal('phiExposure.limitUse');
  const { baa, permissible, approvedUse, computedUse, useReason, limit, limitReason, rated } = exposure;
  const word = (name: string) => t(`phiExposure.result.${name}`);
  return (
    <Panel title={word('useTitle')}>
      <Facts
        labelWidth={96}
        facts={[
          {
            label: word('baa'),
            value: baa.agreement ? (
              <Link className={links.link} to={recordPath('agreement', baa.agreement.id)}>
                {baa.agreement.code}
              </Link>
            ) : (
              <StatusMark shape="dashed">{t('phiExposure.none_baa')}</StatusMark>
            ),
          },
          {
            label: word('needed'),
            value: (
              <AskedWord word={t(`phiExposure.tracker.needed.${String(baa.needed)}`)} known={baa.needed !== null} />
            ),
          },
          {
            label: word('offered'),
            value: (
              <AskedWord word={t(`phiExposure.tracker.offered.${baa.offered}`)} known={baa.offered !== 'unknown'} />
            ),
          },
          { label: word('state'), value: baa.state && <WordMark of="agreement" value={baa.state} /> },
          {
            label: word('scope'),
            value: baa.agreement && word(baa.inScope ? 'inScope' : 'notInScope'),
          },
          { label: word('permissible'), value: <WordMark of="permissibility" value={permissible} /> },
          ...(limit === null
            ? []
            : [{ label: word('byRule'), value: <WordMark of="approvedUse" value={computedUse} /> }]),
          { label: word('use'), value: <WordMark of="approvedUse" value={approvedUse} /> },
        ]}
      />
      <p className={styles.why} aria-live="polite">
        {t(`phiExposure.reason.${useReason}`)} {useReason === 'limited' && limitReason}
      </p>
      <div className={styles.actions}>
        <Button
          size="small"
          unavailable={refusal ?? (rated === 0 ? word('nothing') : undefined)}
          onClick={() => setLimiting(true)}
        >
          {t(limit === null ? 'phiExposure.limit.open' : 'phiExposure.limit.change')}
        </Button>
      </div>
      {limiting && <LimitDialog exposure={exposure} onClose={() => setLimiting(false)} />}
    </Panel>
  );
}

/** A fact that somebody has to find out; unknown stands out by its shape. */
function AskedWord({ word, known }: { word: string; known: boolean }) {
  return known ? word : <StatusMark shape="ask">{word}</StatusMark>;
}
