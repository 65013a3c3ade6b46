import type { Database } from 'better-sqlite3';
import { sql, type Selectable } from 'kysely';
import {
  ASSESSMENT_STATES,
  type Answer,
  type AssessmentRow,
  type AssessmentState,
  type FollowUp,
  type Verdict,
} from '../../../../shared/contract/assessments.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { ListInput, PersonReference } from '../../../../shared/contract/operation.ts';
import type { AnswerState, AnswerValue } from '../../../../shared/contract/questionnaire-pack.ts';
import type { Recommendation } from '../../../../shared/contract/scores.ts';
import type { ToolUse } from '../../../../shared/contract/tools.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { orderBy, whereFilters, whereSearch, type ListFields } from '../../database/list-query.ts';
import { prepareOnce } from '../../database/prepared-statements.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** An assessment as it is stored, without its answers. */
export interface StoredAssessment {
  id: string;
  code: string;
  title: string;
  toolId: string;
  vendorId: string;
  questionnaireId: string;
  state: AssessmentState;
  preparerId: string | null;
  reviewerId: string | null;
  dueOn: string | null;
  nextDueOn: string | null;
  use: ToolUse;
  scope: { included: string; excluded: string };
  periodStart: string | null;
  periodEnd: string | null;
  previousAssessmentId: string | null;
  createdAt: string;
  submittedAt: string | null;
  revision: number;
}

/** The figures that registers show; worked out again with every change of an answer. */
export interface AssessmentFigures {
  /** Questions answered, of those that apply. */
  answered: number;
  questions: number;
  /** Percent, not rounded; null while nothing is answered. */
  score: number | null;
  /** 0 to 1. */
  completeness: number;
  /** Question and condition of each gate that fails: "V-PRV-2 personal_data". */
  failedGates: string[];
}

/** An answer as it is stored. People are ids here. */
export interface StoredAnswer {
  questionId: string;
  state: AnswerState | null;
  value: AnswerValue;
  note: string;
  flagged: boolean;
  answeredBy: string | null;
  answeredAt: string | null;
  carriedOver: boolean;
  previous: Answer['previous'];
  verdict: Verdict | null;
  verdictNote: string;
  verdictBy: string | null;
  verdictAt: string | null;
  verdictRound: number;
  revision: number;
}

/** A signature as it is stored. `frozen` is the canonical JSON over which `fingerprint` was taken. */
export interface StoredSignOff {
  id: string;
  assessmentId: string;
  signerId: string;
  signedAt: string;
  recommendation: Recommendation;
  decision: Recommendation;
  reason: string;
  conditions: string[];
  fingerprint: string;
  frozen: string;
  voidedAt: string | null;
  voidReason: string;
}

function toAssessment(row: Selectable<Tables['assessments']>): StoredAssessment {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    toolId: row.tool_id,
    vendorId: row.vendor_id,
    questionnaireId: row.questionnaire_id,
    state: row.state,
    preparerId: row.preparer_id,
    reviewerId: row.reviewer_id,
    dueOn: row.due_on,
    nextDueOn: row.next_due_on,
    use: JSON.parse(row.use_conditions) as ToolUse,
    scope: { included: row.scope_included, excluded: row.scope_excluded },
    periodStart: row.period_start,
    periodEnd: row.period_end,
    previousAssessmentId: row.previous_assessment_id,
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    revision: row.revision,
  };
}

function toAssessmentColumns(assessment: StoredAssessment) {
  return {
    code: assessment.code,
    title: assessment.title,
    tool_id: assessment.toolId,
    vendor_id: assessment.vendorId,
    questionnaire_id: assessment.questionnaireId,
    state: assessment.state,
    preparer_id: assessment.preparerId,
    reviewer_id: assessment.reviewerId,
    due_on: assessment.dueOn,
    next_due_on: assessment.nextDueOn,
    use_conditions: JSON.stringify(assessment.use),
    scope_included: assessment.scope.included,
    scope_excluded: assessment.scope.excluded,
    period_start: assessment.periodStart,
    period_end: assessment.periodEnd,
    previous_assessment_id: assessment.previousAssessmentId,
    created_at: assessment.createdAt,
    submitted_at: assessment.submittedAt,
    revision: assessment.revision,
  };
}

function toAnswer(row: Selectable<Tables['answers']>): StoredAnswer {
  return {
    questionId: row.question_id,
    state: row.state,
    value: JSON.parse(row.value) as AnswerValue,
    note: row.note,
    flagged: row.flagged === 1,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    carriedOver: row.carried_over === 1,
    previous: row.previous === null ? null : (JSON.parse(row.previous) as Answer['previous']),
    verdict: row.verdict,
    verdictNote: row.verdict_note,
    verdictBy: row.verdict_by,
    verdictAt: row.verdict_at,
    verdictRound: row.verdict_round,
    revision: row.revision,
  };
}

/** Read with every keystroke that is saved, so without the query builder; inside a transaction it sees that one. */
export function readAssessment(file: Database, assessmentId: string): StoredAssessment | undefined {
  const row = prepareOnce<[string], Selectable<Tables['assessments']>>(
    file,
    'select * from assessments where id = ?',
  ).get(assessmentId);
  return row && toAssessment(row);
}

/** Every stored answer of an assessment by question id; as `readAssessment`. */
export function readAnswers(file: Database, assessmentId: string): Map<string, StoredAnswer> {
  const rows = prepareOnce<[string], Selectable<Tables['answers']>>(
    file,
    'select * from answers where assessment_id = ?',
  ).all(assessmentId);
  return new Map(rows.map((row) => [row.question_id, toAnswer(row)]));
}

export async function insertAssessment(executor: Executor, assessment: StoredAssessment): Promise<void> {
  await executor
    .insertInto('assessments')
    .values({
      id: assessment.id,
      ...toAssessmentColumns(assessment),
      answered: 0,
      applicable: 0,
      score: null,
      completeness: 0,
      failed_gates: '[]',
    })
    .execute();
}

export async function updateAssessment(executor: Executor, assessment: StoredAssessment): Promise<void> {
  await executor
    .updateTable('assessments')
    .set(toAssessmentColumns(assessment))
    .where('id', '=', assessment.id)
    .execute();
}

/** Keeps the figures of an assessment. Its revision stays: what was planned has not changed. */
export function saveFigures(file: Database, assessmentId: string, figures: AssessmentFigures): void {
  prepareOnce(
    file,
    'update assessments set answered = ?, applicable = ?, score = ?, completeness = ?, failed_gates = ? where id = ?',
  ).run(
    figures.answered,
    figures.questions,
    figures.score,
    figures.completeness,
    JSON.stringify(figures.failedGates),
    assessmentId,
  );
}

/** The figures as they are kept; read with every answer. */
export function readFigures(file: Database, assessmentId: string): AssessmentFigures {
  const row = prepareOnce<[string], Omit<AssessmentFigures, 'failedGates'> & { failedGates: string }>(
    file,
    `select answered, applicable as questions, score, completeness, failed_gates as failedGates
     from assessments where id = ?`,
  ).get(assessmentId);
  if (!row) throw new Error('An assessment without a row has figures');
  return { ...row, failedGates: JSON.parse(row.failedGates) as string[] };
}

/** The first answer moves a planned assessment on; its revision stays, as the page has not seen another. */
export function saveState(file: Database, assessmentId: string, state: AssessmentState): void {
  prepareOnce(file, 'update assessments set state = ? where id = ?').run(state, assessmentId);
}

export interface FlagFinding {
  id: string;
  flagId: string;
  status: Finding['status'];
  /** What a person said about it; empty while only the rule has spoken. */
  response: string;
}

/** The findings that the red flags of an assessment have raised, oldest first; read with every answer. */
export function readFlagFindings(file: Database, assessmentId: string): FlagFinding[] {
  return prepareOnce<[string], FlagFinding>(
    file,
    `select id, rule_id as flagId, status, response from findings
       where assessment_id = ? and kind = 'red_flag' and rule_id is not null order by raised_at, code`,
  ).all(assessmentId);
}

/** Writes an answer, new or not. */
export function saveAnswer(file: Database, assessmentId: string, answer: StoredAnswer): void {
  prepareOnce(
    file,
    `insert into answers (assessment_id, question_id, state, value, note, flagged, answered_by, answered_at,
         carried_over, previous, verdict, verdict_note, verdict_by, verdict_at, verdict_round, revision)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (assessment_id, question_id) do update set state = excluded.state, value = excluded.value,
         note = excluded.note, flagged = excluded.flagged, answered_by = excluded.answered_by,
         answered_at = excluded.answered_at, carried_over = excluded.carried_over, previous = excluded.previous,
         verdict = excluded.verdict, verdict_note = excluded.verdict_note, verdict_by = excluded.verdict_by,
         verdict_at = excluded.verdict_at, verdict_round = excluded.verdict_round, revision = excluded.revision`,
  ).run(
    assessmentId,
    answer.questionId,
    answer.state,
    JSON.stringify(answer.value),
    answer.note,
    Number(answer.flagged),
    answer.answeredBy,
    answer.answeredAt,
    Number(answer.carriedOver),
    answer.previous && JSON.stringify(answer.previous),
    answer.verdict,
    answer.verdictNote,
    answer.verdictBy,
    answer.verdictAt,
    answer.verdictRound,
    answer.revision,
  );
}

/** Remembers that somebody answered something here; once is enough. */
export function savePreparer(file: Database, assessmentId: string, personId: string): void {
  prepareOnce(file, 'insert or ignore into assessment_preparers (assessment_id, person_id) values (?, ?)').run(
    assessmentId,
    personId,
  );
}

export async function selectPreparers(executor: Executor, assessmentId: string): Promise<PersonReference[]> {
  return executor
    .selectFrom('assessment_preparers')
    .innerJoin('people', 'people.id', 'assessment_preparers.person_id')
    .select(['people.id', 'people.name', 'people.initials'])
    .where('assessment_id', '=', assessmentId)
    .orderBy('people.name')
    .execute();
}

export async function insertEvidenceLink(
  executor: Executor,
  link: { assessmentId: string; questionId: string; evidenceId: string; page: string },
): Promise<void> {
  await executor
    .insertInto('answer_evidence')
    .values({
      assessment_id: link.assessmentId,
      question_id: link.questionId,
      evidence_id: link.evidenceId,
      page: link.page,
    })
    .onConflict((conflict) =>
      conflict.columns(['assessment_id', 'question_id', 'evidence_id']).doUpdateSet({ page: link.page }),
    )
    .execute();
}

export async function deleteEvidenceLink(
  executor: Executor,
  link: { assessmentId: string; questionId: string; evidenceId: string },
): Promise<void> {
  await executor
    .deleteFrom('answer_evidence')
    .where('assessment_id', '=', link.assessmentId)
    .where('question_id', '=', link.questionId)
    .where('evidence_id', '=', link.evidenceId)
    .execute();
}

/** Gives the new assessment the evidence of the old one, for the questions that it still asks. */
export async function copyEvidenceLinks(
  executor: Executor,
  fromId: string,
  toId: string,
  questionIds: readonly string[],
): Promise<void> {
  await executor
    .insertInto('answer_evidence')
    .columns(['assessment_id', 'question_id', 'evidence_id', 'page'])
    .expression((build) =>
      build
        .selectFrom('answer_evidence')
        .select([sql.lit(toId).as('assessment_id'), 'question_id', 'evidence_id', 'page'])
        .where('assessment_id', '=', fromId)
        .where('question_id', 'in', questionIds),
    )
    .execute();
}

function toFollowUp(
  row: Selectable<Tables['follow_ups']> & { name: string | null; initials: string | null },
): FollowUp & { assessmentId: string } {
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    questionId: row.question_id,
    addressee: row.addressee,
    request: row.request,
    dueOn: row.due_on,
    state: row.state,
    reply: row.reply,
    createdBy: toPersonReference(row.created_by, row.name, row.initials),
    createdAt: row.created_at,
    revision: row.revision,
  };
}

function followUps(executor: Executor) {
  return executor
    .selectFrom('follow_ups')
    .leftJoin('people', 'people.id', 'follow_ups.created_by')
    .selectAll('follow_ups')
    .select(['people.name', 'people.initials']);
}

/** Oldest first. */
export async function selectFollowUps(executor: Executor, assessmentId: string): Promise<FollowUp[]> {
  const rows = await followUps(executor)
    .where('assessment_id', '=', assessmentId)
    .orderBy('created_at')
    .orderBy('follow_ups.id')
    .execute();
  return rows.map((row) => {
    const { assessmentId: _, ...followUp } = toFollowUp(row);
    return followUp;
  });
}

export async function selectFollowUp(executor: Executor, followUpId: string) {
  const row = await followUps(executor).where('follow_ups.id', '=', followUpId).executeTakeFirst();
  return row && toFollowUp(row);
}

export async function insertFollowUp(executor: Executor, assessmentId: string, followUp: FollowUp): Promise<void> {
  await executor
    .insertInto('follow_ups')
    .values({
      id: followUp.id,
      assessment_id: assessmentId,
      question_id: followUp.questionId,
      addressee: followUp.addressee,
      request: followUp.request,
      due_on: followUp.dueOn,
      state: followUp.state,
      reply: followUp.reply,
      created_by: followUp.createdBy?.id ?? null,
      created_at: followUp.createdAt,
      revision: followUp.revision,
    })
    .execute();
}

export async function updateFollowUp(executor: Executor, followUp: FollowUp): Promise<void> {
  const { request, dueOn, state, reply, revision } = followUp;
  await executor
    .updateTable('follow_ups')
    .set({ request, due_on: dueOn, state, reply, revision })
    .where('id', '=', followUp.id)
    .execute();
}

/** Assessments under way whose score was worked out before today (`YYYY-MM-DD`); evidence may have aged since. */
export async function selectAgedAssessments(executor: Executor, today: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('assessments as a')
    .innerJoin('current_scores as c', (join) =>
      join.onRef('c.subject_id', '=', 'a.id').on('c.kind', '=', 'questionnaire'),
    )
    .select('a.id')
    .where('a.state', 'in', ['answering', 'submitted', 'in_review'])
    .where('c.computed_at', '<', today)
    .orderBy('a.code')
    .execute();
  return rows.map(({ id }) => id);
}

/** The newest assessment that carries this one's answers over. */
export async function selectSuccessor(executor: Executor, assessmentId: string) {
  return executor
    .selectFrom('assessments')
    .select(['code', 'state'])
    .where('previous_assessment_id', '=', assessmentId)
    .orderBy('created_at', 'desc')
    .orderBy('code', 'desc')
    .executeTakeFirst();
}

/** The newest signature, voided or not. */
export async function selectSignOff(executor: Executor, assessmentId: string): Promise<StoredSignOff | undefined> {
  const row = await executor
    .selectFrom('sign_offs')
    .selectAll()
    .where('assessment_id', '=', assessmentId)
    .orderBy('signed_at', 'desc')
    .orderBy(sql`rowid desc`)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      assessmentId: row.assessment_id,
      signerId: row.signer_id,
      signedAt: row.signed_at,
      recommendation: row.recommendation,
      decision: row.decision,
      reason: row.reason,
      conditions: JSON.parse(row.conditions) as string[],
      fingerprint: row.fingerprint,
      frozen: row.frozen,
      voidedAt: row.voided_at,
      voidReason: row.void_reason,
    }
  );
}

export async function insertSignOff(executor: Executor, signOff: StoredSignOff): Promise<void> {
  await executor
    .insertInto('sign_offs')
    .values({
      id: signOff.id,
      assessment_id: signOff.assessmentId,
      signer_id: signOff.signerId,
      signed_at: signOff.signedAt,
      recommendation: signOff.recommendation,
      decision: signOff.decision,
      reason: signOff.reason,
      conditions: JSON.stringify(signOff.conditions),
      fingerprint: signOff.fingerprint,
      frozen: signOff.frozen,
      voided_at: signOff.voidedAt,
      void_reason: signOff.voidReason,
    })
    .execute();
}

export async function updateSignOff(executor: Executor, signOff: StoredSignOff): Promise<void> {
  await executor
    .updateTable('sign_offs')
    .set({ voided_at: signOff.voidedAt, void_reason: signOff.voidReason })
    .where('id', '=', signOff.id)
    .execute();
}

/** An assessment whose signature stands. */
export interface SignedAssessment {
  id: string;
  toolId: string;
  code: string;
  title: string;
  decision: StoredSignOff['decision'];
  signedAt: string;
  nextDueOn: string | null;
}

/** The assessments of these tools that are signed, newest signature first. */
export async function selectSignedAssessments(
  executor: Executor,
  toolIds: readonly string[],
): Promise<SignedAssessment[]> {
  const { rows } = await sql<SignedAssessment>`
    select a.id, a.tool_id as "toolId", a.code, a.title, s.decision, s.signed_at as "signedAt",
      a.next_due_on as "nextDueOn"
    from json_each(${JSON.stringify(toolIds)}) as wanted
    join assessments as a on a.tool_id = wanted.value and a.state = 'signed_off'
    join sign_offs as s on s.assessment_id = a.id and s.voided_at is null
    order by s.signed_at desc, a.code desc`.execute(executor);
  return rows;
}

const FIELDS: ListFields = {
  code: sql.ref('a.code'),
  title: sql.ref('a.title'),
  toolName: sql.ref('t.name'),
  toolId: sql.ref('a.tool_id'),
  vendorName: sql.ref('v.name'),
  vendorId: sql.ref('a.vendor_id'),
  questionnaire: sql.ref('q.title'),
  state: sql.ref('a.state'),
  preparer: sql.ref('a.preparer_id'),
  reviewer: sql.ref('a.reviewer_id'),
  dueOn: sql.ref('a.due_on'),
  nextDueOn: sql.ref('a.next_due_on'),
  score: sql.ref('a.score'),
  completeness: sql.ref('a.completeness'),
  signedAt: sql.ref('s.signed_at'),
};

const SORTS: ListFields = {
  ...FIELDS,
  state: rankWords('a.state', ASSESSMENT_STATES),
  preparer: sql.ref('preparer.name'),
  reviewer: sql.ref('reviewer.name'),
};

const openRedFlags = sql<number>`(
  select count(*) from findings f
  where f.assessment_id = a.id and f.kind = 'red_flag' and f.status in ('open', 'in_progress'))`;

/** The signature that stands: at most one for each assessment. */
function rows(executor: Executor) {
  return executor
    .selectFrom('assessments as a')
    .innerJoin('tools as t', 't.id', 'a.tool_id')
    .innerJoin('vendors as v', 'v.id', 'a.vendor_id')
    .innerJoin('questionnaires as q', 'q.id', 'a.questionnaire_id')
    .leftJoin('people as preparer', 'preparer.id', 'a.preparer_id')
    .leftJoin('people as reviewer', 'reviewer.id', 'a.reviewer_id')
    .leftJoin('sign_offs as s', (join) => join.onRef('s.assessment_id', '=', 'a.id').on('s.voided_at', 'is', null));
}

const COLUMNS = [
  'a.id',
  'a.code',
  'a.title',
  'a.tool_id as toolId',
  't.name as toolName',
  'a.vendor_id as vendorId',
  'v.name as vendorName',
  'q.title as questionnaire',
  'a.state',
  'a.preparer_id as preparerId',
  'preparer.name as preparerName',
  'preparer.initials as preparerInitials',
  'a.reviewer_id as reviewerId',
  'reviewer.name as reviewerName',
  'reviewer.initials as reviewerInitials',
  'a.due_on as dueOn',
  'a.next_due_on as nextDueOn',
  'a.answered',
  'a.applicable as questions',
  'a.score',
  'a.completeness',
  's.signed_at as signedAt',
  'a.revision',
] as const;

function selectColumns(query: ReturnType<typeof rows>) {
  return query.select([...COLUMNS, openRedFlags.as('openRedFlags')]);
}
type ListedRow = Awaited<ReturnType<ReturnType<typeof selectColumns>['execute']>>[number];

function toRow(row: ListedRow): AssessmentRow {
  const {
    toolId,
    toolName,
    vendorId,
    vendorName,
    preparerId,
    preparerName,
    preparerInitials,
    reviewerId,
    reviewerName,
    reviewerInitials,
    ...rest
  } = row;
  return {
    ...rest,
    tool: { id: toolId, name: toolName },
    vendor: { id: vendorId, name: vendorName },
    preparer: toPersonReference(preparerId, preparerName, preparerInitials),
    reviewer: toPersonReference(reviewerId, reviewerName, reviewerInitials),
  };
}

/** A page of the register; the newest code first unless asked otherwise. */
export async function selectAssessmentRows(executor: Executor, list: ListInput) {
  const searched = rows(executor).where(
    whereSearch(
      [sql.ref('a.code'), sql.ref('a.title'), sql.ref('t.name'), sql.ref('v.name'), sql.ref('q.title')],
      list.search,
    ),
  );
  const filtered = searched.where(whereFilters(FIELDS, list.filters));
  const count = (query: typeof searched) =>
    query.select((build) => build.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const [found, total, all] = await Promise.all([
    selectColumns(filtered)
      .orderBy(orderBy(SORTS, list.sort, sql`a.code desc`))
      .limit(list.limit)
      .offset(list.offset)
      .execute(),
    count(filtered),
    count(searched),
  ]);
  return { rows: found.map(toRow), total: total.count, hidden: all.count - total.count };
}

export async function selectAssessmentRow(
  executor: Executor,
  assessmentId: string,
): Promise<AssessmentRow | undefined> {
  const row = await selectColumns(rows(executor)).where('a.id', '=', assessmentId).executeTakeFirst();
  return row && toRow(row);
}
