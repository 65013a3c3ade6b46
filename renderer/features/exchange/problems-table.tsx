import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '../../../shared/contract/exchange.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { formatNumber } from '../../platform/format.ts';
import styles from './import-page.module.css';

interface ProblemsTableProps {
  problems: readonly ImportProblem[];
  /** How many there are beyond those listed. */
  more: number;
  current: ImportProblem | null;
  onChoose: (problem: ImportProblem) => void;
  onApply: (problem: ImportProblem) => void;
}

function idOf({ cell, row, code }: ImportProblem): string {
  return `${cell}-${row}-${code}`;
}

/** Every error with its cell, its value, what is wrong, and what would mend it. */
export function ProblemsTable({ problems, more, current, onChoose, onApply }: ProblemsTableProps) {
  const { t } = useTranslation();
  return (
    <>
      <DataTable
        label={t('exchange.problems')}
        rows={problems}
        rowId={idOf}
        onOpen={onChoose}
        chosenId={current && idOf(current)}
        empty={t('exchange.noProblems')}
        columns={[
          { id: 'cell', title: t('exchange.cell'), mono: true, width: '64px', render: ({ cell }) => cell },
          {
            id: 'value',
            title: t('exchange.fileValue'),
            render: ({ value }) => <span className={styles.badValue}>{value || t('exchange.empty')}</span>,
          },
          {
            id: 'problem',
            title: t('exchange.problem'),
            wrap: true,
            render: ({ sentence }) => (
              <StatusMark shape="bad" tone="bad">
                {sentence}
              </StatusMark>
            ),
          },
          { id: 'fix', title: t('exchange.fix'), wrap: true, quiet: true, render: ({ fix }) => fix?.sentence },
          {
            id: 'apply',
            title: t('exchange.applyFix'),
            hideTitle: true,
            align: 'right',
            render: (problem) =>
              problem.fix && (
                <Button size="small" onClick={() => onApply(problem)}>
                  {t(problem.fix.kind === 'choose_value' ? 'exchange.choose' : 'exchange.apply')}
                </Button>
              ),
          },
        ]}
      />
      {more > 0 && <p className={styles.more}>{t('exchange.more', { count: more, number: formatNumber(more) })}</p>}
    </>
  );
}
