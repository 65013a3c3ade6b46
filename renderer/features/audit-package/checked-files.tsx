import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageCheck, PackageFileState } from '../../../shared/contract/audit-package.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { StatusMark, type Tone } from '../../components/status-mark.tsx';
import type { ShapeName } from '../../components/status-shape.tsx';
import { formatFileSize, formatNumber } from '../../platform/format.ts';
import styles from './audit-package-page.module.css';

const DRAWINGS: Readonly<Record<PackageFileState, { shape: ShapeName; tone: Tone }>> = {
  altered: { shape: 'bad', tone: 'bad' },
  added: { shape: 'warn', tone: 'warn' },
  missing: { shape: 'dashed', tone: 'warn' },
  unchanged: { shape: 'ok', tone: 'ok' },
};
/** Rows that are shown at once; more come on demand. */
const PART = 200;

/** Every file of a checked package with what became of it, the worst first. */
export function CheckedFiles({ check }: { check: PackageCheck }) {
  const { t } = useTranslation();
  const { counts, files } = check;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const wrong = all - counts.unchanged;
  const [which, setWhich] = useState<'wrong' | 'all'>(wrong > 0 ? 'wrong' : 'all');
  const [shown, setShown] = useState(PART);
  const listed = which === 'all' ? files : files.filter(({ state }) => state !== 'unchanged');
  const unlisted = all - files.length;
  return (
    <Panel
      flush
      title={t('auditPackage.check.files')}
      note={formatNumber(all)}
      action={
        wrong > 0 ? (
          <SegmentedControl
            label={t('auditPackage.check.show')}
            options={(['wrong', 'all'] as const).map((value) => ({ value, label: t(`auditPackage.check.${value}`) }))}
            value={which}
            onChange={setWhich}
          />
        ) : undefined
      }
      foot={
        listed.length > shown || unlisted > 0 ? (
          <span className={styles.more}>
            {listed.length > shown && (
              <Button kind="link" onClick={() => setShown(shown + PART)}>
                {t('auditPackage.check.more', { count: Math.min(PART, listed.length - shown) })}
              </Button>
            )}
            {unlisted > 0 && t('auditPackage.check.notListed', { count: unlisted })}
          </span>
        ) : undefined
      }
    >
      <DataTable
        label={t('auditPackage.check.files')}
        compact
        rows={listed.slice(0, shown)}
        rowId={({ path }) => path}
        columns={[
          {
            id: 'file',
            title: t('auditPackage.verifier.file'),
            wrap: true,
            render: ({ path }) => (
              <span translate="no" className={styles.path}>
                {path}
              </span>
            ),
          },
          {
            id: 'state',
            title: t('auditPackage.verifier.state'),
            width: '128px',
            render: ({ state }) => <StatusMark {...DRAWINGS[state]}>{t(`auditPackage.verifier.${state}`)}</StatusMark>,
          },
          {
            id: 'size',
            title: t('auditPackage.check.size'),
            width: '96px',
            align: 'right',
            quiet: true,
            render: ({ bytes }) => (bytes === null ? null : formatFileSize(bytes)),
          },
        ]}
      />
    </Panel>
  );
}
