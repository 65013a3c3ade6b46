import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccessCheck } from '../../../shared/contract/access-tier-records.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { KeyHint } from '../../components/key-cap.tsx';
import links from '../../components/link.module.css';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import { findMendingPath, wordCheck } from './access-words.ts';
import styles from './checks-panel.module.css';

interface ChecksPanelProps {
  checks: readonly AccessCheck[];
  /** Opens what this page itself mends: a cell, the duties of a role, the review. */
  onMend: (check: AccessCheck) => void;
}

/** Every rule that does not hold for this version, each with what mends it. */
export function ChecksPanel({ checks, onMend }: ChecksPanelProps) {
  const { t } = useTranslation();
  const blocking = checks.filter(({ severity }) => severity === 'blocks').length;
  return (
    <Panel
      flush
      title={t('accessTiers.checks.title')}
      note={
        blocking === 0
          ? t('accessTiers.checks.noneBlocks')
          : t('accessTiers.checks.blocking', { count: blocking, number: formatNumber(blocking) })
      }
      action={
        <span className={styles.keys}>
          <KeyHint keys={['←', '↑', '↓', '→']}>{t('accessTiers.keys.move')}</KeyHint>
          <KeyHint keys={['1']}>{t('accessTiers.keys.allow')}</KeyHint>
          <KeyHint keys={['2']}>{t('accessTiers.keys.conditional')}</KeyHint>
          <KeyHint keys={['3']}>{t('accessTiers.keys.deny')}</KeyHint>
        </span>
      }
    >
      <DataTable
        label={t('accessTiers.checks.title')}
        rows={checks}
        rowId={(check) => `${check.id} ${JSON.stringify(check.mendedBy)}`}
        empty={
          <StatusMark shape="ok" tone="ok">
            {t('accessTiers.checks.none')}
          </StatusMark>
        }
        columns={[
          {
            id: 'severity',
            title: t('accessTiers.checks.severity'),
            width: '96px',
            render: ({ severity }) => <WordMark of="accessCheck" value={severity} />,
          },
          {
            id: 'sentence',
            title: t('accessTiers.checks.sentence'),
            wrap: true,
            render: (check) => wordCheck(t, check),
          },
          {
            id: 'mend',
            title: t('accessTiers.checks.mend'),
            hideTitle: true,
            align: 'right',
            width: '152px',
            render: (check) => <Mend check={check} onMend={onMend} />,
          },
        ]}
      />
    </Panel>
  );
}

function Mend({ check, onMend }: { check: AccessCheck; onMend: (check: AccessCheck) => void }) {
  const { t } = useTranslation();
  const path = findMendingPath(check);
  const text = t(`accessTiers.checks.mendBy.${check.mendedBy.kind}`);
  if (path !== null) {
    return (
      <Link className={links.link} to={path} aria-label={`${text}: ${wordCheck(t, check)}`}>
        {text}
      </Link>
    );
  }
  return (
    <Button kind="link" size="small" aria-label={`${text}: ${wordCheck(t, check)}`} onClick={() => onMend(check)}>
      {text}
    </Button>
  );
}
