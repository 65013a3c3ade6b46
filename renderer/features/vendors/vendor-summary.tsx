import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Tool, ToolRow } from '../../../shared/contract/tools.ts';
import { DataTable } from '../../components/data-table.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import { Panel } from '../../components/panel.tsx';
import { useGapsStanding } from '../../components/gaps/gaps-standing.tsx';
import { RecordGaps } from '../../components/gaps/record-gaps.tsx';
import { RecordFindings } from '../../components/record/record-findings.tsx';
import { RecordStanding } from '../../components/record/record-standing.tsx';
import { usePhiStanding } from '../../components/record/phi-standing.tsx';
import { useResidencyStanding } from '../../components/record/residency-standing.tsx';
import { RecordScores, type ExplainedScore } from '../../components/record/record-scores.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import type { VendorSaver } from './use-vendor-saver.ts';
import { VendorFacts, VendorNames } from './vendor-facts.tsx';
import { VendorKnown } from './vendor-known.tsx';
import page from '../../components/record/record-page.module.css';
import styles from './vendor-page.module.css';

/** Tools whose gates a summary shows. */
const GATED_TOOLS = 6;

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
  const [first, ...others] = rows;
  const gated = useQuery({
    ...api.tools.get.queryOptions({ input: { toolId: first?.id ?? '' } }),
    enabled: first !== undefined,
  });
  return (
    <div className={page.stack}>
      <div className={page.pair}>
        <RecordScores
          inherent={worst && vendor.inherentTier ? { toolId: worst.id, band: vendor.inherentTier } : null}
          vendorId={vendor.id}
          residual={vendor.residual}
          assessmentId={assessments.data && (assessments.data.rows[0]?.id ?? null)}
          openRedFlags={vendor.counts.openRedFlags}
          reviewed={{ kind: 'vendor', id: vendor.id, chosenOn: vendor.nextReviewOn }}
          explained={explained}
          onExplain={onExplain}
        />
        <VendorUse vendorId={vendor.id} />
      </div>
      <VendorFacts saver={saver} />
      {gated.data && <ToolGates tool={gated.data.tool} others={others} />}
      <RecordGaps of={{ vendorId: vendor.id }} />
      <RecordFindings field="vendorId" id={vendor.id} openOnly />
      <VendorKnown vendorId={vendor.id} />
      <VendorNames saver={saver} />
    </div>
  );
}

/** What the vendor's tools may be used for: health data, agreement, region (picture 04). */
function VendorUse({ vendorId }: { vendorId: string }) {
  const { t } = useTranslation();
  const residency = useResidencyStanding({ vendorId });
  const phi = usePhiStanding({ vendorId });
  const gaps = useGapsStanding({ vendorId });
  return <RecordStanding title={t('phiExposure.standing.title')} rows={[gaps, ...phi, residency]} />;
}

/** The gates of the tool of highest tier one by one, and how many the others have passed. */
function ToolGates({ tool, others }: { tool: Tool; others: readonly ToolRow[] }) {
  const { t } = useTranslation();
  const nameOf = ({ name, plan }: Pick<Tool, 'name' | 'plan'>) =>
    plan === '' ? name : t('vendors.gates.tool', { name, plan });
  const gatesPath = (toolId: string) => `${recordPath('tool', toolId)}?tab=gates`;
  const name = nameOf(tool);
  const rest = others.length > 0 && (
    <ul className={styles.others}>
      {others.map((other) => (
        <li key={other.id} className={styles.other}>
          <Link to={gatesPath(other.id)}>{nameOf(other)}</Link>
          <GatePips gates={other.gates} />
        </li>
      ))}
    </ul>
  );
  return (
    <Panel
      title={t('vendors.gates.title')}
      link={{ to: gatesPath(tool.id), text: name }}
      foot={rest || undefined}
      flush
    >
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
