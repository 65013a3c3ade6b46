import type { Completion, Course, CourseStanding, TrainedIdentity } from '../../../../shared/contract/training.ts';
import type {
  Report,
  ReportColumn,
  ReportRow,
  ReportSheet,
  ReportTable,
  ReportValue,
  Tone,
} from '../../../../shared/report/report.ts';
import { buildListSheet, startExtract, type ReportFrame } from './report-frame.ts';
import { createTerms, type ReportTerms } from './report-terms.ts';
import { dateValue, strongValue, textValue, wholeValue } from './report-values.ts';

/** Everything of the training programme, as of a day. */
export interface TrainingSource {
  courses: readonly Course[];
  people: readonly TrainedIdentity[];
  completions: readonly Completion[];
}

const TONES: Readonly<Record<CourseStanding['state'] | Completion['standing'], Tone>> = {
  valid: 'ok',
  expiring: 'warn',
  expired: 'bad',
  missing: 'bad',
  not_required: 'mute',
  superseded: 'warn',
  withdrawn: 'mute',
};

/** Where somebody stands, with the last day on which it holds; what is asked on some classes only says so. */
function standingValue({ say, frame }: ReportTerms, { state, required, expiresOn }: CourseStanding): ReportValue {
  if (state === 'not_required') return required === 'for_classes' ? textValue(say('someClasses')) : null;
  const text = say(`state.${state}`);
  const until = expiresOn === null ? text : say('until', { state: text, day: frame.language.writeDay(expiresOn) });
  return { kind: 'status', text: until, tone: TONES[state] };
}

const role = ({ frame }: ReportTerms, id: string) => frame.language.translate(`accessTiers.role.${id}`);

function listAsked(courses: readonly Course[]): Course[] {
  return courses.filter(({ roles, retired }) => roles.length > 0 && !retired);
}

/** Millimetres of the text of a landscape page, and of what stands before the courses. */
const PAGE = 257;
const HEAD = 64;

function buildMatrix(terms: ReportTerms, { courses, people }: TrainingSource): ReportTable {
  const { say, column } = terms;
  const asked = listAsked(courses);
  const width = Math.floor((PAGE - HEAD) / Math.max(asked.length, 1));
  return {
    kind: 'table',
    caption: say('matrix'),
    description: say('matrixDescription'),
    dense: true,
    columns: [
      column('person', 38, 24),
      column('role', HEAD - 38, 18),
      ...asked.map(({ code }) => ({ id: code, title: code, millimetres: width, characters: 24 })),
    ],
    rows: people.map(({ identity, standings }) => ({
      cells: [
        strongValue(identity.name),
        textValue(role(terms, identity.role)),
        ...asked.map(({ id }) => {
          const standing = standings.find(({ courseId }) => courseId === id);
          return standing === undefined ? null : standingValue(terms, standing);
        }),
      ],
    })),
    empty: say('nobody'),
  };
}

interface Gap {
  person: TrainedIdentity;
  course: Course;
  standing: CourseStanding;
}

/** Courses that somebody must hold on every class and does not, those expired before those missing. */
function listGaps({ courses, people }: TrainingSource): Gap[] {
  return people.flatMap((person) =>
    person.standings.flatMap((standing) => {
      const course = courses.find(({ id }) => id === standing.courseId);
      const isGap = standing.required === 'always' && (standing.state === 'missing' || standing.state === 'expired');
      return course && isGap ? [{ person, course, standing }] : [];
    }),
  );
}

function buildGaps(terms: ReportTerms, source: TrainingSource): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('gaps'),
    description: say('gapsDescription'),
    dense: true,
    columns: [column('person', 42, 24), column('role', 36, 18), column('course', 62, 40), column('state', 30, 26)],
    rows: listGaps(source).map(({ person, course, standing }) => ({
      cells: [
        strongValue(person.identity.name),
        textValue(role(terms, person.identity.role)),
        textValue(course.title, course.code),
        standingValue(terms, standing),
      ],
    })),
    empty: say('noGaps'),
  };
}

function courseCells(terms: ReportTerms, course: Course): ReportValue[] {
  const { say, frame } = terms;
  const classes = course.classes.map((one) => frame.language.translate(`accessTiers.class.${one}`));
  const everywhere = course.roles.length === 0 ? null : textValue(say('everyClass'));
  return [
    textValue(say(`part.${course.part}`)),
    course.validityMonths === null
      ? textValue(say('noEnd'))
      : textValue(say('months', { count: course.validityMonths })),
    textValue(course.roles.map((one) => role(terms, one)).join(', ')),
    classes.length === 0 ? everywhere : textValue(classes.join(', ')),
  ];
}

function buildProgramme(terms: ReportTerms, { courses }: TrainingSource): ReportTable {
  const { say, column } = terms;
  return {
    kind: 'table',
    caption: say('programme'),
    description: say('programmeDescription'),
    columns: [
      column('code', 18, 10),
      column('course', 50, 40),
      column('part', 24, 16),
      column('validity', 18, 12),
      column('roles', 34, 40),
      column('classes', 26, 40),
    ],
    rows: courses
      .filter(({ retired }) => !retired)
      .map((course) => ({
        cells: [
          { kind: 'identifier', text: course.code },
          textValue(course.title, course.purpose),
          ...courseCells(terms, course),
        ],
      })),
    empty: say('noCourses'),
  };
}

function makeSheet(
  { say, frame }: ReportTerms,
  id: string,
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
): ReportSheet {
  const words = { name: say(`sheet.${id}`), legend: say(`legend.${id}`), empty: say('nothing') };
  return buildListSheet(frame, 'training', words, columns, rows);
}

function buildCompletionsSheet(terms: ReportTerms, { completions }: TrainingSource): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('person', 30, 24),
    column('course', 40, 40),
    column('completedOn', 20, 14),
    column('expiresOn', 20, 14, { dueWithinDays: 30 }),
    column('state', 20, 14),
    column('reference', 30, 26),
    column('recordedBy', 30, 20),
    column('reason', 30, 30),
  ];
  const rows = completions.map((one) => ({
    cells: [
      strongValue(one.identity.name),
      textValue(one.course.name),
      dateValue(one.completedOn),
      dateValue(one.expiresOn),
      { kind: 'status' as const, text: say(`state.${one.standing}`), tone: TONES[one.standing] },
      textValue(one.reference),
      textValue(one.recordedBy?.name),
      textValue(one.withdrawnReason),
    ],
  }));
  return makeSheet(terms, 'completions', columns, rows);
}

function buildCoursesSheet(terms: ReportTerms, { courses }: TrainingSource): ReportSheet {
  const { say, column } = terms;
  const columns = [
    column('code', 18, 10),
    column('course', 40, 40),
    column('part', 20, 16),
    column('validity', 20, 12),
    column('roles', 40, 40),
    column('classes', 40, 40),
    column('purpose', 50, 60),
    column('material', 20, 14),
    column('countsFrom', 20, 14),
    column('taught', 20, 14),
  ];
  const rows = courses.map((course) => ({
    cells: [
      { kind: 'identifier' as const, text: course.code },
      strongValue(course.title),
      ...courseCells(terms, course),
      textValue(course.purpose),
      textValue(course.materialVersion),
      dateValue(course.countsFrom),
      textValue(say(course.retired ? 'retired' : 'taught')),
    ],
  }));
  return makeSheet(terms, 'courses', columns, rows);
}

/**
 * The training register: how many have what their role is asked for, who lacks what, everybody against the courses that
 * are asked, and the programme. The workbook has people, gaps, completions and courses.
 */
export function buildTrainingReport(frame: ReportFrame, source: TrainingSource): Report {
  const terms = createTerms(frame, 'training.report');
  const { say } = terms;
  const { people, courses, completions } = source;
  const complete = people.filter(({ gaps }) => gaps === 0).length;
  const gaps = listGaps(source).length;
  const matrix = buildMatrix(terms, source);
  const gapTable = buildGaps(terms, source);
  const extract = startExtract(frame, 'training', 'TG', [
    { label: say('people'), value: wholeValue(people.length) },
    { label: say('complete'), value: wholeValue(complete) },
    { label: say('completions'), value: wholeValue(completions.length) },
  ]);
  return {
    ...extract,
    contents: people.length > 30,
    chapters: [
      {
        title: say('summary'),
        newPage: true,
        blocks: [
          {
            kind: 'callout',
            lead: say(gaps === 0 ? 'leadComplete' : 'leadGaps'),
            text: say('answer', { complete, people: people.length, gaps }),
          },
          gapTable,
        ],
      },
      { title: say('matrix'), orientation: 'landscape', newPage: true, blocks: [matrix] },
      {
        title: say('programme'),
        orientation: 'portrait',
        newPage: true,
        blocks: [buildProgramme(terms, source)],
      },
    ],
    sheets: [
      makeSheet(terms, 'people', matrix.columns, matrix.rows),
      makeSheet(terms, 'gaps', gapTable.columns, gapTable.rows),
      buildCompletionsSheet(terms, source),
      buildCoursesSheet(terms, { ...source, courses }),
    ],
  };
}
