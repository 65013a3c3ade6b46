import { sql } from 'kysely';
import type { AssessmentState } from '../../../../shared/contract/assessments.ts';
import { findNextReview } from '../../../../shared/rules/access-tiers/checks.ts';
import type { Person } from '../../../../shared/contract/people.ts';
import type { Matter } from '../../../../shared/rules/overview.ts';
import type { Executor } from '../../database/tables.ts';

/** One row of a matter as every query here names its columns. */
interface StoredMatter {
  id: string;
  on: string | null;
  title: string;
  subject: string;
  owner_id: string | null;
  owner_name: string | null;
}

function toMatter(
  row: StoredMatter,
  record: Pick<Matter, 'lane' | 'event'> & Partial<Matter['record']> & Pick<Matter['record'], 'kind'>,
  more: Partial<Pick<Matter, 'flagId' | 'waits' | 'noticeOn'>> = {},
): Matter {
  const { lane, event, kind, assessmentId, questionId, toolId, part } = record;
  return {
    lane,
    event,
    on: row.on,
    title: row.title,
    subject: row.subject,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    record: {
      kind,
      id: row.id,
      assessmentId: assessmentId ?? null,
      questionId: questionId ?? null,
      toolId: toolId ?? null,
      part: part ?? null,
    },
    flagId: more.flagId ?? null,
    waits: more.waits ?? null,
    noticeOn: more.noticeOn ?? null,
  };
}

/** An assessment under way, and whether this person had a hand in its answers. */
export interface OpenAssessment {
  matter: Matter;
  state: AssessmentState;
  preparerId: string | null;
  reviewerId: string | null;
  preparedByPerson: boolean;
}

/** The assessments that are not signed off, each waiting for whoever has it: its preparer, then its reviewer. */
export async function selectOpenAssessments(executor: Executor, personId: string): Promise<OpenAssessment[]> {
  const { rows } = await sql<
    StoredMatter & {
      state: AssessmentState;
      preparer_id: string | null;
      reviewer_id: string | null;
      prepared: number;
    }
  >`
    select assessments.id, assessments.due_on as "on", assessments.title, tools.name as subject, assessments.state,
      assessments.preparer_id, assessments.reviewer_id, people.id as owner_id, people.name as owner_name,
      (assessments.preparer_id is ${personId} or exists (select 1 from assessment_preparers
        where assessment_id = assessments.id and person_id = ${personId})) as prepared
    from assessments join tools on tools.id = assessments.tool_id
    left join people on people.id = case when assessments.state in ('planned', 'answering')
      then assessments.preparer_id else assessments.reviewer_id end
    where assessments.state in ('planned', 'answering', 'submitted', 'in_review')`.execute(executor);
  const waits = { submitted: 'to_review', in_review: 'to_sign' } as const;
  return rows.map((row) => ({
    matter: toMatter(
      row,
      { lane: 'assessments', event: 'due', kind: 'assessment' },
      { waits: row.state === 'submitted' || row.state === 'in_review' ? waits[row.state] : null },
    ),
    state: row.state,
    preparerId: row.preparer_id,
    reviewerId: row.reviewer_id,
    preparedByPerson: row.prepared === 1,
  }));
}

/** Reviews that have a day: of tools and vendors, and signed assessments that no later one has followed. */
async function selectReviews(executor: Executor): Promise<Matter[]> {
  const tools = await sql<StoredMatter>`
    select tools.id, tools.next_review_on as "on", tools.name as title, vendors.name as subject,
      people.id as owner_id, people.name as owner_name
    from tools join vendors on vendors.id = tools.vendor_id left join people on people.id = tools.owner_id
    where tools.next_review_on is not null and tools.status not in ('retired', 'prohibited')`.execute(executor);
  const vendors = await sql<StoredMatter>`
    select vendors.id, vendors.next_review_on as "on", vendors.name as title, '' as subject,
      people.id as owner_id, people.name as owner_name
    from vendors left join people on people.id = vendors.owner_id
    where vendors.next_review_on is not null and vendors.status not in ('retired', 'prohibited')`.execute(executor);
  const assessments = await sql<StoredMatter>`
    select assessments.id, assessments.next_due_on as "on", assessments.title, tools.name as subject,
      people.id as owner_id, people.name as owner_name
    from assessments join tools on tools.id = assessments.tool_id
    left join people on people.id = tools.owner_id
    where assessments.state = 'signed_off' and assessments.next_due_on is not null
      and tools.status not in ('retired', 'prohibited')
      and not exists (select 1 from assessments as later where later.previous_assessment_id = assessments.id
        and later.state <> 'cancelled')`.execute(executor);
  return [
    ...tools.rows.map((row) => toMatter(row, { lane: 'reviews', event: 'review', kind: 'tool' })),
    ...vendors.rows.map((row) => toMatter(row, { lane: 'reviews', event: 'review', kind: 'vendor' })),
    ...assessments.rows.map((row) => toMatter(row, { lane: 'reviews', event: 'review', kind: 'assessment' })),
  ];
}

/** Open findings with a day, and every open red flag. */
async function selectFindings(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<
    StoredMatter & { flag_id: string | null; assessment_id: string | null; question_id: string | null }
  >`
    select findings.id, findings.due_on as "on", findings.title, coalesce(tools.name, vendors.name, '') as subject,
      people.id as owner_id, people.name as owner_name, findings.assessment_id, findings.question_id,
      case findings.kind when 'red_flag' then coalesce(findings.rule_id, findings.code) end as flag_id
    from findings left join tools on tools.id = findings.tool_id left join vendors on vendors.id = findings.vendor_id
    left join people on people.id = findings.owner_id
    where findings.status in ('open', 'in_progress')
      and (findings.due_on is not null or findings.kind = 'red_flag')`.execute(executor);
  return rows.map((row) =>
    toMatter(
      row,
      {
        lane: 'findings',
        event: 'due',
        kind: 'finding',
        assessmentId: row.assessment_id,
        questionId: row.question_id,
      },
      { flagId: row.flag_id },
    ),
  );
}

/** Follow-ups that nobody has answered; they belong to whoever prepares the assessment. */
async function selectFollowUps(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { assessment_id: string; question_id: string }>`
    select follow_ups.id, follow_ups.due_on as "on", follow_ups.request as title, tools.name as subject,
      people.id as owner_id, people.name as owner_name, follow_ups.assessment_id, follow_ups.question_id
    from follow_ups join assessments on assessments.id = follow_ups.assessment_id
    join tools on tools.id = assessments.tool_id left join people on people.id = assessments.preparer_id
    where follow_ups.state = 'open' and assessments.state <> 'cancelled'`.execute(executor);
  return rows.map((row) =>
    toMatter(row, {
      lane: 'assessments',
      event: 'due',
      kind: 'follow_up',
      assessmentId: row.assessment_id,
      questionId: row.question_id,
    }),
  );
}

/** Evidence with an end that no newer piece supersedes. */
async function selectEndingEvidence(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter>`
    select evidence.id, evidence.expires_on as "on", evidence.title, coalesce(vendors.name, '') as subject,
      people.id as owner_id, people.name as owner_name
    from evidence left join vendors on vendors.id = evidence.vendor_id
    left join people on people.id = evidence.owner_id
    where evidence.expires_on is not null and evidence.disposed_at is null
      and not exists (select 1 from evidence as newer where newer.supersedes_id = evidence.id)`.execute(executor);
  return rows.map((row) => toMatter(row, { lane: 'evidence', event: 'expiry', kind: 'evidence' }));
}

/** Days that a request may rest before somebody asks again (`domain.md` 1.4). */
const REQUEST_DAYS = 14;

/**
 * Agreements: the end of one that is signed and not replaced, the last day to give notice of it, the review of one
 * without an end, and what has to be asked for again.
 */
async function selectAgreements(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { event: 'end' | 'notice' | 'review' | 'due'; notice_on: string | null }>`
    select agreements.id, agreements.title, vendors.name as subject, people.id as owner_id, people.name as owner_name,
      agreements.notice_on, dated.event, dated."on"
    from agreements join vendors on vendors.id = agreements.vendor_id
    left join people on people.id = agreements.owner_id
    join (select id, 'end' as event, expires_on as "on" from agreements where state = 'signed'
      union all select id, 'notice', notice_on from agreements where state = 'signed'
      union all select id, 'review', review_on from agreements where state = 'signed' and expires_on is null
      union all select id, 'due', date(state_since, ${`+${REQUEST_DAYS} days`}) from agreements
        where state in ('required', 'requested', 'in_negotiation')) as dated on dated.id = agreements.id
    where dated."on" is not null and vendors.status not in ('retired', 'prohibited')
      and not exists (select 1 from agreements as newer where newer.supersedes_id = agreements.id
        and newer.state = 'signed' and newer.in_force_from is not null)`.execute(executor);
  return rows.map((row) =>
    toMatter(
      row,
      { lane: row.event === 'review' ? 'reviews' : 'agreements', event: row.event, kind: 'agreement' },
      { noticeOn: row.event === 'end' ? row.notice_on : null },
    ),
  );
}

/** Live overrides of the residency matrix, which end by themselves; the cell then counts as it was worked out. */
async function selectOverrideEnds(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { tool_id: string }>`
    select residency_overrides.id, residency_overrides.expires_on as "on", tools.name as title,
      json_extract(regions.entry, '$.name') as subject, people.id as owner_id, people.name as owner_name,
      tools.id as tool_id
    from residency_overrides join tools on tools.id = residency_overrides.tool_id
    join regions on regions.id = residency_overrides.region_id
    join region_uses on region_uses.tool_id = tools.id and region_uses.region_id = regions.id
    left join people on people.id = residency_overrides.proposed_by
    where residency_overrides.approved_at is not null and residency_overrides.withdrawn_at is null
      and tools.status <> 'retired'
      and not exists (select 1 from residency_overrides as later where later.tool_id = residency_overrides.tool_id
        and later.region_id = residency_overrides.region_id and later.withdrawn_at is null
        and later.proposed_at > residency_overrides.proposed_at)`.execute(executor);
  return rows.map((row) =>
    toMatter(row, { lane: 'exceptions', event: 'end', kind: 'residency_override', toolId: row.tool_id }),
  );
}

/**
 * Overrides of the residency matrix that wait for an officer, who is not the one that proposed them; each is then this
 * person's. One whose day has passed opens nothing any more.
 */
async function selectProposedOverrides(executor: Executor, today: string, person: Person): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { tool_id: string; region_id: string; proposed_by: string | null }>`
    select residency_overrides.id, null as "on", tools.name as title, json_extract(regions.entry, '$.name') as subject,
      null as owner_id, null as owner_name, tools.id as tool_id, regions.id as region_id,
      residency_overrides.proposed_by
    from residency_overrides join tools on tools.id = residency_overrides.tool_id
    join regions on regions.id = residency_overrides.region_id
    where residency_overrides.approved_at is null and residency_overrides.withdrawn_at is null
      and residency_overrides.expires_on >= ${today} and tools.status <> 'retired'`.execute(executor);
  return rows.map((row) => {
    const isOwn = person.role === 'compliance_officer' && row.proposed_by !== person.id;
    return toMatter(
      isOwn ? { ...row, owner_id: person.id, owner_name: person.name } : row,
      { lane: 'exceptions', event: 'end', kind: 'residency_override', toolId: row.tool_id, part: row.region_id },
      { waits: 'to_decide' },
    );
  });
}

/** Regions in use whose law is to be looked at again by a day. */
async function selectRegionChecks(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter>`
    select regions.id, json_extract(regions.entry, '$.checkBy') as "on", json_extract(regions.entry, '$.name') as title,
      '' as subject, null as owner_id, null as owner_name
    from regions where exists (select 1 from region_uses join tools on tools.id = region_uses.tool_id
      where region_uses.region_id = regions.id and tools.status <> 'retired')`.execute(executor);
  return rows.map((row) => toMatter(row, { lane: 'reviews', event: 'review', kind: 'region' }));
}

/** Open risks with a day: looked at again, treated by then, or an acceptance that ends. */
async function selectRisks(executor: Executor): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { part: 'review' | 'treatment' | 'acceptance' }>`
    select risks.id, risks.title, risks.code as subject, people.id as owner_id, people.name as owner_name,
      dated.part, dated."on"
    from risks left join people on people.id = risks.owner_id
    join (select id, 'review' as part, review_on as "on" from risks
      union all select id, 'treatment', treatment_due_on from risks
      union all select id, 'acceptance', accepted_until from risks) as dated on dated.id = risks.id
    where risks.open = 1 and dated."on" is not null`.execute(executor);
  const places = {
    review: { lane: 'reviews', event: 'review' },
    treatment: { lane: 'reviews', event: 'due' },
    acceptance: { lane: 'exceptions', event: 'end' },
  } as const;
  return rows.map((row) => toMatter(row, { ...places[row.part], kind: 'risk' }));
}

/** Exceptions that count and end, and those that wait for a decision; one that has lapsed opens nothing any more. */
async function selectExceptions(executor: Executor, today: string): Promise<Matter[]> {
  const { rows } = await sql<StoredMatter & { state: string }>`
    select access_exceptions.id, access_exceptions.expires_on as "on", access_exceptions.state,
      access_exceptions.code || ' ' || coalesce(access_identities.name, '') as title, tools.name as subject,
      people.id as owner_id, people.name as owner_name
    from access_exceptions join tools on tools.id = access_exceptions.tool_id
    left join access_identities on access_identities.id = access_exceptions.identity_id
    left join people on people.id = access_exceptions.requested_by and access_exceptions.state = 'approved'
    where access_exceptions.state = 'requested'
      or (access_exceptions.state = 'approved' and access_exceptions.expires_on >= ${today})`.execute(executor);
  return rows.map((row) => {
    const record = { lane: 'exceptions', event: 'end', kind: 'access_exception' } as const;
    return row.state === 'approved'
      ? toMatter(row, record)
      : toMatter({ ...row, on: null }, record, { waits: 'to_decide' });
  });
}

/** The quarterly look at the access tiers in force. */
async function selectTierReview(executor: Executor): Promise<Matter[]> {
  const designs = await executor
    .selectFrom('access_designs')
    .select(['id', 'version', 'in_force_on', 'last_reviewed_on'])
    .where('state', '=', 'in_force')
    .execute();
  return designs.flatMap(({ id, version, in_force_on: since, last_reviewed_on: reviewed }) => {
    if (since === null) return [];
    const on = findNextReview(since, reviewed);
    const row = { id, on, title: `Access tiers, version ${version}`, subject: '', owner_id: null, owner_name: null };
    return [toMatter(row, { lane: 'reviews', event: 'review', kind: 'access_design' })];
  });
}

/** A version of the access tiers that waits for an officer who had no part in it; it is then this person's. */
async function selectTiersToApprove(executor: Executor, _today: string, person: Person): Promise<Matter[]> {
  const designs = await executor
    .selectFrom('access_designs')
    .select(['id', 'version', 'sent_by', 'editor_ids'])
    .where('state', '=', 'awaiting_approval')
    .execute();
  return designs.map(({ id, version, sent_by: sentBy, editor_ids: editors }) => {
    const authors = [sentBy, ...(JSON.parse(editors) as string[])];
    const isOwn = person.role === 'compliance_officer' && !authors.includes(person.id);
    const owner = isOwn ? { owner_id: person.id, owner_name: person.name } : { owner_id: null, owner_name: null };
    const row = { id, on: null, title: `Access tiers, version ${version}`, subject: '', ...owner };
    return toMatter(row, { lane: 'reviews', event: 'review', kind: 'access_design' }, { waits: 'to_decide' });
  });
}

/** Every matter but open assessments, whose owner depends on who asks. One line for each feature. */
const MATTER_SOURCES: readonly ((executor: Executor, today: string, person: Person) => Promise<Matter[]>)[] = [
  selectAgreements,
  selectReviews,
  selectFindings,
  selectFollowUps,
  selectEndingEvidence,
  selectOverrideEnds,
  selectProposedOverrides,
  selectRegionChecks,
  selectRisks,
  selectExceptions,
  selectTierReview,
  selectTiersToApprove,
];

/** What all features but assessments have on their calendar, whatever the day, as this person sees it. */
export async function selectMatters(executor: Executor, today: string, person: Person): Promise<Matter[]> {
  const lists: Matter[][] = [];
  for (const select of MATTER_SOURCES) lists.push(await select(executor, today, person));
  return lists.flat();
}
