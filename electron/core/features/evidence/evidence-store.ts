import { CompiledQuery, sql, type Selectable } from 'kysely';
import type { AssessmentState } from '../../../../shared/contract/assessments.ts';
import type { Evidence, EvidenceRow } from '../../../../shared/contract/evidence.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { EVIDENCE_STATES } from '../../../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../../../shared/contract/tools.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference, toRecordReference } from '../../database/joined-records.ts';
import { readRegister, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';
import { rateFreshness } from '../../../../shared/rules/evidence.ts';

/** Evidence without what follows from other records or from today. */
export type StoredEvidence = Omit<
  Evidence,
  | 'retainUntil'
  | 'retainedFrom'
  | 'retention'
  | 'freshness'
  | 'links'
  | 'linkedRecords'
  | 'related'
  | 'legalHold'
  | 'holds'
  | 'disposal'
>;

const VENDOR_NAME = '(select name from vendors where vendors.id = evidence.vendor_id)';
const LINKS = `((select count(*) from answer_evidence where answer_evidence.evidence_id = evidence.id)
  + (select count(*) from evidence_links where evidence_links.evidence_id = evidence.id))`;

type StoredRow = Pick<
  Selectable<Tables['evidence']>,
  | 'id'
  | 'index_number'
  | 'title'
  | 'kind'
  | 'state'
  | 'dated_on'
  | 'period_end'
  | 'expires_on'
  | 'owner_id'
  | 'file_name'
  | 'legal_hold'
  | 'disposed_at'
  | 'revision'
> & { vendor_name: string | null; owner_name: string | null; owner_initials: string | null; links: number };

function describeRegister(today: string): Register<StoredRow, EvidenceRow> {
  return {
    table: 'evidence',
    filters: {
      indexNumber: sql.ref('evidence.index_number'),
      title: sql.ref('evidence.title'),
      kind: sql.ref('evidence.kind'),
      state: sql.ref('evidence.state'),
      vendorName: sql.raw(VENDOR_NAME),
      vendorId: sql.ref('evidence.vendor_id'),
      datedOn: sql.ref('evidence.dated_on'),
      expiresOn: sql.ref('evidence.expires_on'),
      owner: sql.ref('evidence.owner_id'),
      legalHold: sql.ref('evidence.legal_hold'),
      disposed: sql.raw('(evidence.disposed_at is not null)'),
    },
    sorts: {
      state: rankWords('evidence.state', EVIDENCE_STATES),
      owner: sql.raw('(select name from people where people.id = evidence.owner_id)'),
    },
    searched: [
      sql.ref('evidence.title'),
      sql.ref('evidence.index_number'),
      sql.ref('evidence.file_name'),
      sql.ref('evidence.source'),
      sql.ref('evidence.file_sha256'),
      sql.raw('(select number from evidence_disposals where evidence_id = evidence.id)'),
      sql.raw('(select file_sha256 from evidence_disposals where evidence_id = evidence.id)'),
      sql.raw(VENDOR_NAME),
    ],
    usual: sql`evidence.index_number desc`,
    rowsSql: `select evidence.id, evidence.index_number, evidence.title, evidence.kind, evidence.state,
        evidence.dated_on, evidence.period_end, evidence.expires_on, evidence.owner_id, evidence.file_name,
        evidence.legal_hold, evidence.disposed_at, evidence.revision, vendors.name as vendor_name, people.name as owner_name,
        people.initials as owner_initials, ${LINKS} as links
      from json_each(?) as page join evidence on evidence.id = page.value
      left join vendors on vendors.id = evidence.vendor_id
      left join people on people.id = evidence.owner_id order by page.key`,
    toRow: (row) => {
      const days = { datedOn: row.dated_on, periodEnd: row.period_end, expiresOn: row.expires_on };
      return {
        id: row.id,
        indexNumber: row.index_number,
        title: row.title,
        kind: row.kind,
        state: row.state,
        vendorName: row.vendor_name,
        ...days,
        owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
        fileName: row.file_name,
        legalHold: row.legal_hold === 1,
        disposed: row.disposed_at !== null,
        freshness: rateFreshness(days, today),
        links: row.links,
        revision: row.revision,
      };
    },
  };
}

export function selectEvidencePage(executor: Executor, list: ListInput, today: string) {
  return readRegister(executor, describeRegister(today), list);
}

export async function selectEvidence(executor: Executor, evidenceId: string): Promise<StoredEvidence | undefined> {
  const row = await executor
    .selectFrom('evidence')
    .leftJoin('people as owner', 'owner.id', 'evidence.owner_id')
    .leftJoin('people as collector', 'collector.id', 'evidence.collected_by')
    .leftJoin('vendors', 'vendors.id', 'evidence.vendor_id')
    .selectAll('evidence')
    .select([
      'owner.name as owner_name',
      'owner.initials as owner_initials',
      'collector.name as collector_name',
      'collector.initials as collector_initials',
      'vendors.name as vendor_name',
    ])
    .where('evidence.id', '=', evidenceId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { file_name: name, media_type: mediaType, file_sha256: sha256, file_size: size } = row;
  const hasFile = name !== null && mediaType !== null && sha256 !== null && size !== null;
  return {
    id: row.id,
    indexNumber: row.index_number,
    title: row.title,
    kind: row.kind,
    state: row.state,
    source: row.source,
    datedOn: row.dated_on,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    expiresOn: row.expires_on,
    confidentiality: row.confidentiality,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    vendor: toRecordReference(row.vendor_id, row.vendor_name),
    collectedBy: toPersonReference(row.collected_by, row.collector_name, row.collector_initials),
    collectedAt: row.collected_at,
    file: hasFile ? { name, mediaType, size, sha256 } : null,
    supersedesId: row.supersedes_id,
    redactedFromId: row.redacted_from_id,
    sourceQuery: row.source_query,
    collectedHow: row.collected_how,
    collectedUtcOffset: row.collected_utc_offset,
    originalPlace: row.original_place,
    redactions: row.redactions,
    retentionRules: JSON.parse(row.retention_rules) as string[],
    disposedAt: row.disposed_at,
    note: row.note,
    revision: row.revision,
  };
}

function toColumns(evidence: StoredEvidence) {
  return {
    title: evidence.title,
    kind: evidence.kind,
    state: evidence.state,
    source: evidence.source,
    dated_on: evidence.datedOn,
    period_start: evidence.periodStart,
    period_end: evidence.periodEnd,
    expires_on: evidence.expiresOn,
    confidentiality: evidence.confidentiality,
    owner_id: evidence.owner?.id ?? null,
    file_name: evidence.file?.name ?? null,
    media_type: evidence.file?.mediaType ?? null,
    file_sha256: evidence.file?.sha256 ?? null,
    file_size: evidence.file?.size ?? null,
    source_query: evidence.sourceQuery,
    collected_how: evidence.collectedHow,
    original_place: evidence.originalPlace,
    redactions: evidence.redactions,
    retention_rules: JSON.stringify(evidence.retentionRules),
    disposed_at: evidence.disposedAt,
    note: evidence.note,
    revision: evidence.revision,
  };
}

export async function insertEvidence(executor: Executor, evidence: StoredEvidence): Promise<void> {
  await executor
    .insertInto('evidence')
    .values({
      id: evidence.id,
      index_number: evidence.indexNumber,
      vendor_id: evidence.vendor?.id ?? null,
      collected_by: evidence.collectedBy?.id ?? null,
      collected_at: evidence.collectedAt,
      collected_utc_offset: evidence.collectedUtcOffset,
      supersedes_id: evidence.supersedesId,
      redacted_from_id: evidence.redactedFromId,
      legal_hold: 0,
      ...toColumns(evidence),
    })
    .execute();
}

export async function updateEvidence(executor: Executor, evidence: StoredEvidence): Promise<void> {
  await executor.updateTable('evidence').set(toColumns(evidence)).where('id', '=', evidence.id).execute();
}

/** What rests on a piece of evidence: answers, with the state and use of their assessments. */
export interface EvidenceLink {
  assessmentId: string;
  assessmentTitle: string;
  questionId: string;
  page: string;
  state: AssessmentState;
  use: ToolUse;
}

export async function selectLinks(executor: Executor, evidenceId: string): Promise<EvidenceLink[]> {
  const rows = await executor
    .selectFrom('answer_evidence')
    .innerJoin('assessments', 'assessments.id', 'answer_evidence.assessment_id')
    .select([
      'assessments.id',
      'assessments.title',
      'assessments.state',
      'assessments.use_conditions',
      'answer_evidence.question_id',
      'answer_evidence.page',
    ])
    .where('answer_evidence.evidence_id', '=', evidenceId)
    .orderBy('assessments.created_at', 'desc')
    .orderBy('answer_evidence.question_id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    assessmentId: row.id,
    assessmentTitle: row.title,
    questionId: row.question_id,
    page: row.page,
    state: row.state,
    use: JSON.parse(row.use_conditions) as ToolUse,
  }));
}

/** A piece of evidence as it stands on an answer. */
export interface AttachedEvidence {
  evidenceId: string;
  indexNumber: string;
  title: string;
  state: Evidence['state'];
  datedOn: string | null;
  periodEnd: string | null;
  page: string;
}

/** Read with every answer that is saved, so without the query builder. */
export async function selectAnswerEvidence(
  executor: Executor,
  assessmentId: string,
): Promise<(AttachedEvidence & { questionId: string })[]> {
  const { rows } = await executor.executeQuery<AttachedEvidence & { questionId: string }>(
    CompiledQuery.raw(
      `select link.question_id as questionId, evidence.id as evidenceId, evidence.index_number as indexNumber,
         evidence.title, evidence.state, evidence.dated_on as datedOn, evidence.period_end as periodEnd, link.page
       from answer_evidence as link join evidence on evidence.id = link.evidence_id
       where link.assessment_id = ? order by link.question_id, evidence.index_number`,
      [assessmentId],
    ),
  );
  return rows;
}

/** Pieces that a piece replaces or is a redacted copy of, and the other way round. */
export async function selectRelated(
  executor: Executor,
  { id, supersedesId, redactedFromId }: Pick<StoredEvidence, 'id' | 'supersedesId' | 'redactedFromId'>,
): Promise<Evidence['related']> {
  const rows = await executor
    .selectFrom('evidence')
    .select(['id', 'index_number as indexNumber', 'title', 'supersedes_id', 'redacted_from_id'])
    .where((where) =>
      where.or([
        where('id', 'in', [supersedesId ?? '', redactedFromId ?? '']),
        where('supersedes_id', '=', id),
        where('redacted_from_id', '=', id),
      ]),
    )
    .orderBy('index_number')
    .limit(200)
    .execute();
  const refer = (chosen: typeof rows) =>
    chosen.map((row) => ({ id: row.id, indexNumber: row.indexNumber, title: row.title }));
  return {
    supersedes: refer(rows.filter((row) => row.id === supersedesId))[0] ?? null,
    supersededBy: refer(rows.filter((row) => row.supersedes_id === id)).slice(0, 100),
    redactedFrom: refer(rows.filter((row) => row.id === redactedFromId))[0] ?? null,
    redactedAs: refer(rows.filter((row) => row.redacted_from_id === id)).slice(0, 100),
  };
}
