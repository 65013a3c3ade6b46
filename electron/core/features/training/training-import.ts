import type { ListInput } from '../../../../shared/contract/operation.ts';
import { COMPLETION_BATCH_LIMIT } from '../../../../shared/contract/training.ts';
import { checkTrainingRows, completionKey, type CheckedRow } from '../../../../shared/rules/training-import.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listIdentities } from '../access-tiers/identities.ts';
import { RefusedFile } from '../exchange/refused-file.ts';
import { readTextList } from '../exchange/text-list.ts';
import { recordCompletion } from './completions.ts';
import { listCourses } from './courses.ts';
import { selectCompletionFacts } from './training-store.ts';

const EVERYBODY = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;

function splitList(text: string): (readonly string[])[] {
  try {
    return readTextList(Buffer.from(text, 'utf8'), 'list').sheets[0]?.rows ?? [];
  } catch (error) {
    if (error instanceof RefusedFile) {
      throw new AssayError('INVALID_INPUT', error.message, { field: 'text', remedy: error.remedy });
    }
    throw error;
  }
}

/**
 * Reads a pasted list of completions against the people and courses of the workspace, and writes nothing.
 *
 * @throws AssayError INVALID_INPUT when it is no list, or a longer one than can be recorded at once.
 */
export async function checkImport(executor: Executor, text: string, today: string): Promise<CheckedRow[]> {
  const rows = splitList(text);
  if (rows.length > COMPLETION_BATCH_LIMIT) {
    throw new AssayError('INVALID_INPUT', `A list may have ${COMPLETION_BATCH_LIMIT} rows at most.`, {
      field: 'text',
      remedy: 'Import it in parts.',
    });
  }
  const facts = await selectCompletionFacts(executor);
  return checkTrainingRows({
    rows,
    people: (await listIdentities(executor, EVERYBODY, today)).rows,
    courses: await listCourses(executor),
    known: new Set(facts.map((one) => completionKey(one.identityId, one.courseId, one.completedOn))),
    today,
  });
}

/**
 * Records every row of a list, or none. What is recorded already is left out.
 *
 * @throws AssayError INVALID_INPUT naming the first row with a problem.
 */
export async function importCompletions(unit: Unit, text: string): Promise<{ recorded: number; known: number }> {
  const rows = await checkImport(unit.transaction, text, unit.today);
  const faulty = rows.find(({ problem }) => problem !== null);
  if (faulty) {
    throw new AssayError('INVALID_INPUT', `Row ${faulty.row}: ${faulty.problem} Nothing was imported.`, {
      field: 'text',
      remedy: 'Mend the rows that are marked, or take them out.',
    });
  }
  const fresh = rows.filter(({ known }) => !known);
  for (const { identityId, courseId, day } of fresh) {
    if (identityId === null || courseId === null || day === null) continue;
    await recordCompletion(unit, { identityId, courseId, completedOn: day, statedExpiresOn: null, reference: '' });
  }
  return { recorded: fresh.length, known: rows.length - fresh.length };
}
