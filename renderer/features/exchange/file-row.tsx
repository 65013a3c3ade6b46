import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '../../../shared/contract/exchange.ts';
import { Panel } from '../../components/panel.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import styles from './import-page.module.css';

/** "A" for 0, "AA" for 26. */
export function writeLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? writeLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

interface FileRowProps {
  importId: string;
  sheet: string;
  problem: ImportProblem;
  /** "error 1 of 7" */
  position: string;
}

/** The row of the chosen error as the file has it, with the cell marked. */
export function FileRow({ importId, sheet, problem, position }: FileRowProps) {
  const { t } = useTranslation();
  const row = useQuery({
    ...api.exchange.readRow.queryOptions({ input: { importId, sheet, row: problem.row } }),
    placeholderData: keepPreviousData,
  });
  const cells = row.data ?? [];
  return (
    <div className={styles.row}>
      <Panel
        title={t('exchange.rowInFile', { row: formatNumber(problem.row) })}
        note={t('exchange.asText')}
        fact={position}
        flush
      >
        <section
          className={styles.scroll}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t('exchange.rowInFile', { row: formatNumber(problem.row) })}
        >
          <table className={styles.cells}>
            <thead>
              <tr>
                {cells.map((_cell, index) => (
                  // The place in the row is what a cell of a spreadsheet is known by.
                  <th key={writeLetter(index)} scope="col">
                    {writeLetter(index)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {cells.map((cell, index) => (
                  <td key={writeLetter(index)} data-bad={index === problem.column || undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </section>
      </Panel>
    </div>
  );
}
