import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { ErrorPanel } from '../error-panel.tsx';
import { Panel } from '../panel.tsx';
import { GapTable } from './gap-table.tsx';

/** How many gaps a record shows before it leads to the page. */
const SHOWN = 6;

/** Which gaps: of a tool, of a vendor with its tools, or those that name some other record. */
type GapsOf = { toolId: string } | { vendorId: string } | { recordId: string };

/** What is missing or contradicted about a record; nothing while nothing is. */
export function RecordGaps({ of }: { of: GapsOf }) {
  const { t } = useTranslation();
  const list = useQuery(api.gaps.list.queryOptions({ input: { ...of, limit: SHOWN } }));
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data || list.data.total === 0) return null;
  const { rows, total } = list.data;
  const [[name, id] = ['', '']] = Object.entries(of);
  const title = t('gaps.ofRecord');
  return (
    <Panel
      title={title}
      link={{
        to: `/gaps?${name.replace(/Id$/, '')}=${encodeURIComponent(id)}`,
        text: t('gaps.open', { count: total, number: formatNumber(total) }),
      }}
      flush
    >
      <GapTable label={title} gaps={rows} ofRecord />
    </Panel>
  );
}
