import type { Database } from 'better-sqlite3';
import { sql, type Selectable } from 'kysely';
import type { CodeChange, CodeChangeFactors, ScoreKind } from '../../../../shared/contract/scores.ts';
import type { Band } from '../../../../shared/contract/vendors.ts';
import type { ReviewedTool } from '../../../../shared/rules/review-cadence.ts';
import { prepareOnce } from '../../database/prepared-statements.ts';
import type { Executor, Tables } from '../../database/tables.ts';

export type CurrentScoreKind = Exclude<ScoreKind, 'risk' | 'code_change' | 'phi_exposure'>;

/** The newest result for a subject, with the model that made it. */
export interface CurrentScore {
  kind: CurrentScoreKind;
  subjectId: string;
  model: { id: string; version: string; sha256: string };
  value: number | null;
  band: Band | null;
  /** 0 to 1; null where the model has none. */
  completeness: number | null;
  confidence: number | null;
  computedAt: string;
}

/** Written with every answer, so without the query builder; inside a transaction it is part of it. */
export function saveCurrentScore(file: Database, score: CurrentScore): void {
  prepareOnce(
    file,
    `insert into current_scores (kind, subject_id, model_id, model_version, model_sha256, value, band, completeness,
         confidence, computed_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (kind, subject_id) do update set model_id = excluded.model_id,
         model_version = excluded.model_version, model_sha256 = excluded.model_sha256, value = excluded.value,
         band = excluded.band, completeness = excluded.completeness, confidence = excluded.confidence,
         computed_at = excluded.computed_at`,
  ).run(
    score.kind,
    score.subjectId,
    score.model.id,
    score.model.version,
    score.model.sha256,
    score.value,
    score.band,
    score.completeness,
    score.confidence,
    score.computedAt,
  );
}

/** For a subject that has nothing to rate any more. */
export function deleteCurrentScore(file: Database, kind: CurrentScoreKind, subjectId: string): void {
  prepareOnce(file, 'delete from current_scores where kind = ? and subject_id = ?').run(kind, subjectId);
}

/** When the present result was worked out, and with which version of its model. */
export async function selectCurrentScore(executor: Executor, kind: CurrentScoreKind, subjectId: string) {
  return executor
    .selectFrom('current_scores')
    .select(['model_version as modelVersion', 'computed_at as computedAt'])
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
}

/**
 * The failed gates of a vendor's tools in use ("AS-2026-004 V-PRV-2 personal_data"): of every assessment under way,
 * and for each tool and questionnaire of the one signed last.
 */
export async function selectFailedGates(executor: Executor, vendorId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('assessments as a')
    .innerJoin('tools as t', 't.id', 'a.tool_id')
    .innerJoin('questionnaires as q', 'q.id', 'a.questionnaire_id')
    .leftJoin('sign_offs as s', (join) => join.onRef('s.assessment_id', '=', 'a.id').on('s.voided_at', 'is', null))
    .select(['a.code', 'a.state', 'a.tool_id', 'q.pack_id', 'a.failed_gates'])
    .where('a.vendor_id', '=', vendorId)
    .where('a.state', 'not in', ['planned', 'cancelled'])
    .where('t.status', 'in', ['approved', 'conditional'])
    .orderBy('s.signed_at', 'desc')
    .orderBy('a.code', 'desc')
    .execute();
  const signed = new Set<string>();
  return rows.flatMap((row) => {
    const subject = `${row.tool_id} ${row.pack_id}`;
    const isReplaced = row.state === 'signed_off' && signed.has(subject);
    if (row.state === 'signed_off') signed.add(subject);
    return isReplaced ? [] : (JSON.parse(row.failed_gates) as string[]).map((gate) => `${row.code} ${gate}`);
  });
}

/**
 * The tools of the register with tier and last signature that holds: one, or all of a vendor that are neither retired nor
 * prohibited. Days are those of the signature's instant in UTC.
 */
export async function selectReviewedTools(
  executor: Executor,
  subject: { toolId: string } | { vendorId: string },
): Promise<ReviewedTool[]> {
  const where =
    'toolId' in subject
      ? sql`tools.id = ${subject.toolId}`
      : sql`tools.vendor_id = ${subject.vendorId} and tools.status not in ('retired', 'prohibited')`;
  const { rows } = await sql<ReviewedTool>`
    select tools.id, score.band as tier, substr(max(sign_offs.signed_at), 1, 10) as "signedOn"
    from tools left join current_scores as score on score.kind = 'inherent' and score.subject_id = tools.id
    left join assessments on assessments.tool_id = tools.id and assessments.state = 'signed_off'
    left join sign_offs on sign_offs.assessment_id = assessments.id and sign_offs.voided_at is null
    where ${where} group by tools.id order by tools.code`.execute(executor);
  return rows;
}

/** A saved rating of a code change as it is stored. */
export interface StoredCodeChange {
  id: string;
  code: string;
  title: string;
  reference: string;
  toolId: string | null;
  factors: CodeChangeFactors;
  sum: number | null;
  totalTimes10000: number | null;
  band: Band | null;
  complete: boolean;
  model: { id: string; version: string; sha256: string };
  createdBy: string | null;
  createdAt: string;
}

function toStored(row: Selectable<Tables['code_changes']>): StoredCodeChange {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    reference: row.reference,
    toolId: row.tool_id,
    factors: JSON.parse(row.factors) as CodeChangeFactors,
    sum: row.sum,
    totalTimes10000: row.total_times_10000,
    band: row.band,
    complete: row.complete === 1,
    model: { id: row.model_id, version: row.model_version, sha256: row.model_sha256 },
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

export async function insertCodeChange(executor: Executor, change: StoredCodeChange): Promise<void> {
  await executor
    .insertInto('code_changes')
    .values({
      id: change.id,
      code: change.code,
      title: change.title,
      reference: change.reference,
      tool_id: change.toolId,
      factors: JSON.stringify(change.factors),
      sum: change.sum,
      total_times_10000: change.totalTimes10000,
      band: change.band,
      complete: Number(change.complete),
      model_id: change.model.id,
      model_version: change.model.version,
      model_sha256: change.model.sha256,
      created_by: change.createdBy,
      created_at: change.createdAt,
    })
    .execute();
}

export async function selectCodeChange(executor: Executor, id: string): Promise<StoredCodeChange | undefined> {
  const row = await executor.selectFrom('code_changes').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStored(row);
}

/** Newest first. */
export async function selectCodeChanges(executor: Executor, limit: number): Promise<CodeChange[]> {
  const rows = await executor
    .selectFrom('code_changes as c')
    .leftJoin('tools as t', 't.id', 'c.tool_id')
    .leftJoin('people as p', 'p.id', 'c.created_by')
    .selectAll('c')
    .select(['t.name as toolName', 'p.name as personName'])
    .orderBy('c.created_at', 'desc')
    .orderBy('c.code', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const { toolId, totalTimes10000, model, createdBy: _, ...rest } = toStored(row);
    return {
      ...rest,
      tool: toolId === null ? null : { id: toolId, name: row.toolName ?? '' },
      total: totalTimes10000 === null ? null : totalTimes10000 / 10_000,
      model: { id: model.id, version: model.version },
      createdBy: row.personName ?? '',
    };
  });
}
