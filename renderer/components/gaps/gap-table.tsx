import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Gap } from '../../../shared/contract/gaps.ts';
import { BandMark } from '../band-mark.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import links from '../link.module.css';
import { gapPath, wordGap } from './gap-words.ts';
import styles from './gaps.module.css';

interface GapTableProps {
  label: string;
  gaps: readonly Gap[];
  /** Without the vendor, on a record that has one. */
  ofRecord?: boolean;
  empty?: string;
}

/** Gaps one by one, each with the one record that mends it; Enter opens that. */
export function GapTable({ label, gaps, ofRecord = false, empty }: GapTableProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns: DataColumn<Gap>[] = [
    {
      id: 'severity',
      title: t('gaps.column.severity'),
      width: '104px',
      render: ({ severity }) => <BandMark band={severity} />,
    },
    {
      id: 'gap',
      title: t('gaps.column.gap'),
      wrap: true,
      render: (gap) => (
        <span className={styles.gap}>
          <span>{wordGap(t, gap)}</span>
          <span className={styles.remedy}>{t(`gaps.remedy.${gap.rule}`)}</span>
        </span>
      ),
    },
    ...(ofRecord
      ? []
      : [
          {
            id: 'vendor',
            title: t('gaps.column.vendor'),
            width: '14%',
            quiet: true,
            render: ({ vendor }: Gap) => vendor?.name,
          },
        ]),
    {
      id: 'fix',
      title: t('gaps.column.fix'),
      hideTitle: true,
      align: 'right',
      width: '136px',
      render: (gap) => (
        <Link
          className={links.link}
          to={gapPath(gap.fix)}
          tabIndex={-1}
          aria-label={t('gaps.fixOf', { verb: t(`gaps.fix.${gap.fix.kind}`), gap: wordGap(t, gap) })}
        >
          {t(`gaps.fix.${gap.fix.kind}`)}
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={gaps}
      rowId={({ id }) => id}
      onOpen={({ fix }) => void navigate(gapPath(fix))}
      empty={empty}
    />
  );
}
