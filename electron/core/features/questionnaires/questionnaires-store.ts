import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { QuestionnairePack } from '../../../../shared/contract/questionnaire-pack.ts';
import type { QuestionnaireRow, QuestionnaireStatus } from '../../../../shared/contract/questionnaires.ts';
import type { Tables } from '../../database/tables.ts';

type Executor = Kysely<Tables> | Transaction<Tables>;

/** A version of a pack as it is stored. */
export interface StoredQuestionnaire {
  id: string;
  pack: QuestionnairePack;
  status: QuestionnaireStatus;
  origin: QuestionnaireRow['origin'];
  publishedAt: string | null;
  revision: number;
}

function toStored(row: Selectable<Tables['questionnaires']>): StoredQuestionnaire {
  return {
    id: row.id,
    pack: JSON.parse(row.pack) as QuestionnairePack,
    status: row.status,
    origin: row.origin,
    publishedAt: row.published_at,
    revision: row.revision,
  };
}

function toColumns({ pack, status, origin, publishedAt, revision }: Omit<StoredQuestionnaire, 'id'>) {
  return {
    pack_id: pack.id,
    version: pack.version,
    title: pack.title,
    purpose: pack.purpose,
    status,
    origin,
    questions: pack.sections.reduce((count, section) => count + section.questions.length, 0),
    pack: JSON.stringify(pack),
    published_at: publishedAt,
    revision,
  };
}

/** Every version, packs by title, newest version of a pack first. */
export async function selectQuestionnaireRows(executor: Executor): Promise<QuestionnaireRow[]> {
  const rows = await executor
    .selectFrom('questionnaires as q')
    .select([
      'q.id',
      'q.pack_id as packId',
      'q.version',
      'q.title',
      'q.purpose',
      'q.status',
      'q.origin',
      'q.questions',
      'q.published_at as publishedAt',
      'q.revision',
      sql<number>`(select count(*) from assessments a where a.questionnaire_id = q.id)`.as('assessments'),
    ])
    .orderBy(sql`q.title collate nocase`)
    .orderBy('q.pack_id')
    .orderBy(sql`q.rowid desc`)
    .execute();
  return rows;
}

export async function selectQuestionnaire(executor: Executor, id: string): Promise<StoredQuestionnaire | undefined> {
  const row = await executor.selectFrom('questionnaires').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStored(row);
}

export async function countAssessmentsOn(executor: Executor, questionnaireId: string): Promise<number> {
  const { count } = await executor
    .selectFrom('assessments')
    .select((build) => build.fn.countAll<number>().as('count'))
    .where('questionnaire_id', '=', questionnaireId)
    .executeTakeFirstOrThrow();
  return count;
}

/** What is known of each version of one pack, without its content. */
export async function selectVersions(
  executor: Executor,
  packId: string,
): Promise<Pick<QuestionnaireRow, 'id' | 'version' | 'status' | 'origin'>[]> {
  return executor
    .selectFrom('questionnaires')
    .select(['id', 'version', 'status', 'origin'])
    .where('pack_id', '=', packId)
    .execute();
}

export async function insertQuestionnaire(executor: Executor, questionnaire: StoredQuestionnaire): Promise<void> {
  const { id, ...rest } = questionnaire;
  await executor
    .insertInto('questionnaires')
    .values({ id, ...toColumns(rest) })
    .execute();
}

export async function updateQuestionnaire(executor: Executor, questionnaire: StoredQuestionnaire): Promise<void> {
  const { id, ...rest } = questionnaire;
  await executor.updateTable('questionnaires').set(toColumns(rest)).where('id', '=', id).execute();
}

export async function deleteQuestionnaire(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('questionnaires').where('id', '=', id).execute();
}
