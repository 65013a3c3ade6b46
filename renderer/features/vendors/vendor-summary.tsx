import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Tool } from '../../../shared/contract/tools.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { RecordFindings } from '../../components/record/record-findings.tsx';
import { RecordScores, type ExplainedScore } from '../../components/record/record-scores.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import type { VendorSaver } from './use-vendor-saver.ts';
import { VendorFacts, VendorNames } from './vendor-facts.tsx';
import styles from './vendor-page.module.css';

/** Tools whose gates a summary shows. */
const GATED_TOOLS = 3;

export interface VendorSummaryProps {
  saver: VendorSaver;
  explained: ExplainedScore | null;
  onExplain: (score: ExplainedScore) => void;
}

/** Scores, facts, the approval gates of the vendor's tools, what is open, and names and contacts. */
export function VendorSummary({ saver, explained, onExplain }: VendorSummaryProps) {
  const vendor = saver.present;
  const ofVendor = { field: 'vendorId', operator: 'is', values: [vendor.id] } satisfies {
    field: string;
    operator: 'is';
    values: string[];
  };
  const tools = useQuery(
    api.tools.list.queryOptions({
      input: {
        filters: [ofVendor, { field: 'status', operator: 'is_not', values: ['retired'] }],
        sort: [{ field: 'inherentTier', direction: 'descending' }],
        limit: GATED_TOOLS,
      },
    }),
  );
  const assessments = useQuery(
    api.assessments.list.queryOptions({
      input: {
        filters: [ofVendor, { field: 'state', operator: 'is_not', values: ['cancelled', 'planned'] }],
        sort: [{ field: 'code', direction: 'descending' }],
        limit: 1,
      },
    }),
  );
  const rows = tools.data?.rows ?? [];
  const worst = rows.find((tool) => tool.inherentTier === vendor.inherentTier);
  const gated = useQueries({
    queries: rows.map((tool) => api.tools.get.queryOptions({ input: { toolId: tool.id } })),
  });
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <RecordScores
          inherent={worst && vendor.inherentTier ? { toolId: worst.id, band: vendor.inherentTier } : null}
          vendorId={vendor.id}
          residual={vendor.residual}
          assessmentId={assessments.data?.rows[0]?.id ?? null}
          openRedFlags={vendor.counts.openRedFlags}
          explained={explained}
          onExplain={onExplain}
        />
        <VendorFacts saver={saver} />
      </div>
      {gated.map(({ data }) => data && <ToolGates key={data.tool.id} tool={data.tool} />)}
      <RecordFindings field="vendorId" id={vendor.id} openOnly />
      <VendorNames saver={saver} />
    </div>
  );
}

function ToolGates({ tool }: { tool: Tool }) {
  const { t } = useTranslation();
  const name = tool.plan === '' ? tool.name : t('vendors.gates.tool', { name: tool.name, plan: tool.plan });
  return (
    <Panel title={t('vendors.gates.title')} link={{ to: `${recordPath('tool', tool.id)}?tab=gates`, text: name }} flush>
      <DataTable
        label={t('vendors.gates.of', { name })}
        rows={tool.gates}
        rowId={({ gate }) => gate}
        columns={[
          { id: 'gate', title: t('vendors.gates.gate'), width: '36%', render: ({ gate }) => t(`record.gate.${gate}`) },
          { id: 'state', title: t('vendors.gates.state'), render: ({ state }) => <WordMark of="gate" value={state} /> },
          {
            id: 'who',
            title: t('vendors.gates.who'),
            align: 'right',
            quiet: true,
            render: ({ decidedBy, decidedOn }) =>
              decidedOn && t('vendors.gates.decided', { name: decidedBy?.name ?? '–', day: formatDay(decidedOn) }),
          },
        ]}
      />
    </Panel>
  );
}
