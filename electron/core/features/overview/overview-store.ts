import { sql } from 'kysely';
import type { Band } from '../../../../shared/contract/vendors.ts';
import type { Executor } from '../../database/tables.ts';

/** @param since instant from which changes are counted. */
export async function selectFindingCounts(executor: Executor, personId: string, since: string) {
  const { rows } = await sql<{ open: number; flags: number; tools: number; own: number; more: number }>`
    select count(*) filter (where status in ('open', 'in_progress')) as open,
      count(*) filter (where status in ('open', 'in_progress') and kind = 'red_flag') as flags,
      count(distinct case when status in ('open', 'in_progress') and kind = 'red_flag' then tool_id end) as tools,
      count(*) filter (where status in ('open', 'in_progress') and owner_id = ${personId}) as own,
      count(*) filter (where raised_at >= ${since}) - count(*) filter (where closed_at >= ${since}) as more
    from findings`.execute(executor);
  return rows[0] ?? { open: 0, flags: 0, tools: 0, own: 0, more: 0 };
}

export async function selectToolBands(
  executor: Executor,
): Promise<{ tier: Band | null; band: Band | null; count: number }[]> {
  const { rows } = await sql<{ tier: Band | null; band: Band | null; count: number }>`
    select inherent.band as tier, residual.band as band, count(*) as count from tools
    left join current_scores as inherent on inherent.kind = 'inherent' and inherent.subject_id = tools.id
    left join current_scores as residual on residual.kind = 'residual' and residual.subject_id = tools.vendor_id
    group by tier, residual.band`.execute(executor);
  return rows;
}

/** The head of the trail, and what its last verification found. */
export async function selectChain(executor: Executor) {
  const row = await executor
    .selectFrom('workspaces')
    .select(['trail_sequence', 'trail_verified_at', 'trail_intact'])
    .executeTakeFirstOrThrow();
  return {
    sequence: row.trail_sequence,
    checkedAt: row.trail_verified_at,
    intact: row.trail_intact === null ? null : row.trail_intact === 1,
  };
}
