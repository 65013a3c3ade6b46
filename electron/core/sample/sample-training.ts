import type { AccessRole } from '../../../shared/contract/access-tier-records.ts';
import type { Company } from './sample-work.ts';

/** Which shipped course was completed how many days ago, and who missed it; everybody else of its roles was there. */
const CLASSES: readonly {
  packId: string;
  daysAgo: number;
  reference: string;
  without: readonly string[];
  /** Only these roles; every role of the course when none is named. */
  roles?: readonly AccessRole[];
}[] = [
  {
    packId: 'FN-1',
    daysAgo: 352,
    reference: 'Class of December',
    without: ['Jonas Weber', 'Ravi Menon', 'Hana Sato'],
    roles: ['junior', 'platform_admin'],
  },
  {
    packId: 'FN-1',
    daysAgo: 180,
    reference: 'Class of May',
    without: ['Carlos Ortega'],
    roles: ['senior', 'lead', 'security'],
  },
  { packId: 'FN-2', daysAgo: 120, reference: 'Class of July', without: ['Hana Sato'] },
  { packId: 'RS-1', daysAgo: 96, reference: 'Workshop of August', without: ['Jonas Weber', 'Zoe Marsh', 'Hana Sato'] },
  { packId: 'RS-2', daysAgo: 400, reference: 'Course outside', without: [] },
  { packId: 'RS-3', daysAgo: 210, reference: 'Leads’ day', without: ['Joanna Reid'] },
];
/** Courses for some classes of code alone, by those who work there. */
const SPECIAL: readonly { packId: string; daysAgo: number; people: readonly string[] }[] = [
  { packId: 'RS-4', daysAgo: 70, people: ['Karin Holm', 'Leila Farouk', 'Elena Petrova'] },
  { packId: 'RS-5', daysAgo: 64, people: ['Peter Vance'] },
  { packId: 'FN-1', daysAgo: 61, people: ['Karin Holm', 'Peter Vance', 'Elena Petrova', 'David Osei'] },
  { packId: 'CO-1', daysAgo: 46, people: ['Karin Holm', 'Mara Ellison', 'Tomas Lindqvist'] },
];

/** The training programme, and who of those who use the tools completed what. */
export async function addSampleTraining({ clock, as, dayIn }: Company): Promise<void> {
  clock.goTo(44);
  const courses = await as.priya.training.adoptCourses();
  const { rows } = await as.priya.accessTiers.listIdentities({
    limit: 100,
    filters: [{ field: 'kind', operator: 'is', values: ['person'] }],
  });
  const findCourse = (packId: string) => {
    const course = courses.find((one) => one.packId === packId);
    if (!course) throw new Error(`The programme has no course ${packId}`);
    return course;
  };
  const record = (packId: string, identityIds: string[], daysAgo: number, reference: string) =>
    as.priya.training.recordCompletions({
      courseId: findCourse(packId).id,
      identityIds,
      completedOn: dayIn(-daysAgo),
      statedExpiresOn: null,
      reference,
    });
  for (const { packId, daysAgo, reference, without, roles = findCourse(packId).roles } of CLASSES) {
    const there = rows.filter(({ name, role }) => roles.includes(role) && !without.includes(name));
    await record(
      packId,
      there.map(({ id }) => id),
      daysAgo,
      reference,
    );
  }
  for (const { packId, daysAgo, people } of SPECIAL) {
    const there = rows.filter(({ name }) => people.includes(name));
    await record(
      packId,
      there.map(({ id }) => id),
      daysAgo,
      '',
    );
  }
}
