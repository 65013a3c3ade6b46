import type { Person } from '../../../../shared/contract/people.ts';
import type { Matter } from '../../../../shared/rules/overview.ts';
import type { Executor } from '../../database/tables.ts';
import { listAdoptionMatters } from '../adoption/adoption.ts';
import { selectMatters, selectOpenAssessments, type OpenAssessment } from './matters-store.ts';
import { listTrainingMatters } from './training-matters.ts';

/** May this person sign it? Then it waits for this person, whoever reviews it. */
export function maySign({ preparedByPerson }: OpenAssessment, person: Person): boolean {
  return person.role === 'compliance_officer' && !preparedByPerson;
}

/** An assessment in review waits for whoever may sign it. */
function toMatter(assessment: OpenAssessment, person: Person): Matter {
  const { matter, state } = assessment;
  if (state !== 'in_review') return matter;
  return { ...matter, owner: maySign(assessment, person) ? { id: person.id, name: person.name } : null };
}

/** Everything that somebody may have to act on, of every feature, as this person sees it. */
export async function readMatters(
  executor: Executor,
  person: Person,
  today: string,
): Promise<{ assessments: OpenAssessment[]; matters: Matter[] }> {
  const assessments = await selectOpenAssessments(executor, person.id);
  return {
    assessments,
    matters: [
      ...assessments.map((assessment) => toMatter(assessment, person)),
      ...(await selectMatters(executor, today, person)),
      ...(await listAdoptionMatters(executor, today)),
      ...(await listTrainingMatters(executor, today)),
    ],
  };
}
