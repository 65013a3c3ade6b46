import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ResidencyResult } from '../../../shared/contract/region-pack.ts';
import { compareResults } from '../../../shared/rules/residency/assess-basis.ts';
import { readCell } from '../../../shared/rules/residency/compact-cell.ts';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatList } from '../../platform/format.ts';
import styles from './residency-list.module.css';
import type { ShownMatrix } from './shown-matrix.ts';

interface ListRow {
  id: string;
  toolId: string;
  tool: string;
  vendor: string;
  regionId: string;
  region: string;
  result: ResidencyResult;
  /** Locations that are not met, in words. */
  faults: readonly { location: string; result: ResidencyResult }[];
  override: ResidencyResult | null;
}

/** Rows of the list that are drawn; a list beyond it is for the export. */
const MOST_ROWS = 500;

function listRows(shown: ShownMatrix): ListRow[] {
  return shown.tools
    .flatMap((tool, row) =>
      shown.regions.flatMap((region, column): ListRow[] => {
        const cell = readCell(shown.cellOf(row, column));
        if (!cell) return [];
        return [
          {
            id: `${tool.id} ${region.id}`,
            toolId: tool.id,
            tool: tool.name,
            vendor: tool.vendor.name,
            regionId: region.id,
            region: region.name,
            result: cell.result,
            faults: cell.locations.filter(({ result }) => result !== 'meets'),
            override: cell.override,
          },
        ];
      }),
    )
    .toSorted((left, right) => compareResults(right.result, left.result));
}

/** The matrix as a list, the worst first: its twin for the screen reader. */
export function ResidencyList({ shown }: { shown: ShownMatrix }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rows = listRows(shown);
  const columns: DataColumn<ListRow>[] = [
    { id: 'tool', title: t('residency.column.tool'), render: ({ tool }) => tool },
    { id: 'vendor', title: t('residency.column.vendor'), render: ({ vendor }) => vendor, quiet: true },
    { id: 'region', title: t('residency.column.region'), render: ({ region }) => region },
    {
      id: 'result',
      title: t('residency.column.result'),
      render: ({ result }) => <WordMark of="residency" value={result} />,
    },
    {
      id: 'faults',
      title: t('residency.column.faults'),
      wrap: true,
      render: ({ faults }) =>
        formatList(
          faults.map(({ location, result }) =>
            t('residency.list.fault', {
              location: t(`residency.location.${location}`),
              result: t(`components.word.residency.${result}`).toLowerCase(),
            }),
          ),
        ),
    },
    {
      id: 'override',
      title: t('residency.column.override'),
      render: ({ override }) => override && t(`components.word.residency.${override}`),
    },
  ];
  return (
    <div className={styles.list}>
      <DataTable
        label={t('residency.title')}
        columns={columns}
        rows={rows.slice(0, MOST_ROWS)}
        rowId={({ id }) => id}
        onOpen={({ toolId, regionId }) => void navigate(`/residency/tools/${toolId}?region=${regionId}`)}
      />
      {rows.length > MOST_ROWS && (
        <p className={styles.more}>{t('residency.list.more', { shown: MOST_ROWS, all: rows.length })}</p>
      )}
    </div>
  );
}
