import type { Matter } from '../../../../shared/rules/overview.ts';
import type { Executor } from '../../database/tables.ts';
import { listTrainedPeople } from '../training/training.ts';

/**
 * Required courses that end, or have ended, for people who are still there. A class that was taken together ends
 * together, so each course and day is one matter, with those whom it is about: a name, or how many.
 */
export async function listTrainingMatters(executor: Executor, today: string): Promise<Matter[]> {
  const { courses, people } = await listTrainedPeople(executor, today);
  const ends = people.flatMap(({ identity, standings }) =>
    standings.flatMap(({ courseId, required, state, expiresOn }) =>
      required === 'always' && expiresOn !== null && state !== 'missing'
        ? [{ courseId, expiresOn, name: identity.name }]
        : [],
    ),
  );
  const groups = Map.groupBy(ends, ({ courseId, expiresOn }) => `${expiresOn} ${courseId}`);
  return [...groups.values()].flatMap((group): Matter[] => {
    const [first] = group;
    const course = courses.find(({ id }) => id === first?.courseId);
    if (!first || !course) return [];
    return [
      {
        lane: 'training',
        event: 'expiry',
        on: first.expiresOn,
        title: course.title,
        subject: group.length === 1 ? first.name : `${group.length} people`,
        owner: null,
        record: {
          kind: 'training_course',
          id: course.id,
          assessmentId: null,
          questionId: null,
          toolId: null,
          part: null,
        },
        flagId: null,
        waits: null,
        noticeOn: null,
      },
    ];
  });
}
