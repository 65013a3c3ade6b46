import { useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import { shortenRiskCode } from '../../../shared/rules/risks.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { RiskMarks } from '../../components/record/risk-marks.tsx';
import { formatDay } from '../../platform/format.ts';
import type { RiskView } from './heat-map.tsx';
import styles from './risks-page.module.css';

export interface RiskTableHandle {
  focus: () => void;
}

export interface RiskTableProps {
  ref: Ref<RiskTableHandle>;
  /** In the order of the table. */
  risks: readonly Risk[];
  view: RiskView;
  isChosen: (risk: Risk) => boolean;
  onPoint: (risk: Risk) => void;
  onChoose: (risk: Risk) => void;
  onOpen: (risk: Risk) => void;
}

/** The same risks as on the map, one a row. Space chooses the cell of a row, Enter opens it. */
export function RiskTable({ ref, risks, view, isChosen, onPoint, onChoose, onOpen }: RiskTableProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const pointed = useRef<Risk | null>(null);
  useImperativeHandle(ref, () => ({
    focus() {
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
      const first = risks.findIndex(isChosen);
      rows[Math.max(first, 0)]?.focus();
    },
  }));

  function takeSpace(event: KeyboardEvent): void {
    if (event.key !== ' ' || !(event.target instanceof HTMLTableRowElement) || pointed.current === null) return;
    event.preventDefault();
    onChoose(pointed.current);
  }

  const columns: DataColumn<Risk>[] = [
    {
      id: 'code',
      title: t('risks.column.number'),
      quiet: true,
      width: '40px',
      render: ({ code }) => <span title={code}>{shortenRiskCode(code)}</span>,
    },
    {
      id: 'title',
      title: t('risks.column.title'),
      wrap: true,
      render: (risk) => (
        <>
          <span className={styles.risk}>{risk.title}</span>
          <span className={styles.under}>
            {[t(`risks.treatment.${risk.treatment}`), risk.owner?.name ?? t('components.field.nobody')].join(', ')}
            <RiskMarks risk={risk} onlyExceptions />
          </span>
        </>
      ),
    },
    {
      id: 'pair',
      title: t('risks.column.pair'),
      align: 'right',
      quiet: true,
      render: (risk) => t('risks.product', { ...risk[view] }),
    },
    {
      id: 'residual',
      title: t('risks.column.residual'),
      render: ({ residual }) => <BandMark band={residual.band} score={residual.score} />,
    },
    {
      id: 'inherent',
      title: t('risks.column.inherent'),
      quiet: true,
      render: ({ inherent }) => <BandMark band={inherent.band} score={inherent.score} neutral />,
    },
    {
      id: 'review',
      title: t('risks.column.review'),
      align: 'right',
      quiet: true,
      render: ({ reviewOn }) => reviewOn && formatDay(reviewOn),
    },
  ];
  return (
    // Space belongs to the row that has the focus; the rows themselves are reached by the table's own keys.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} className={styles.table} onKeyDown={takeSpace}>
      <DataTable
        label={t('risks.table.title')}
        columns={columns}
        rows={risks}
        rowId={(risk) => risk.id}
        isChosen={isChosen}
        onPoint={(risk) => {
          pointed.current = risk;
          onPoint(risk);
        }}
        onOpen={onOpen}
        empty={t('risks.table.none')}
      />
    </div>
  );
}
