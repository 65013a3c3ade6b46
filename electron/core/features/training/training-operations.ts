import type { Completion } from '../../../../shared/contract/training.ts';
import { personOperations } from '../../operations.ts';
import {
  changeCompletion,
  getCompletion,
  listCompletions,
  recordCompletion,
  withdrawCompletion,
} from './completions.ts';
import { addCourse, adoptCourses, changeCourse, getCourse, listCourses } from './courses.ts';
import { checkImport, importCompletions } from './training-import.ts';
import { readTrainingPack } from './training-pack.ts';
import { readMatrix } from './training.ts';

const { training } = personOperations;

export const trainingOperations = {
  listCourses: training.listCourses.handler(({ context }) => listCourses(context.queries)),

  getCourse: training.getCourse.handler(({ context, input }) => getCourse(context.queries, input.courseId)),

  createCourse: training.createCourse.handler(({ context, input }) => context.write((unit) => addCourse(unit, input))),

  updateCourse: training.updateCourse.handler(({ context, input }) =>
    context.write((unit) => changeCourse(unit, input.courseId, input.revision, input.changes)),
  ),

  adoptCourses: training.adoptCourses.handler(async ({ context }) => {
    const pack = await readTrainingPack(context.bench.ports.folders.resources);
    return context.write((unit) => adoptCourses(unit, pack));
  }),

  matrix: training.matrix.handler(({ context, input }) =>
    readMatrix(context.queries, input, context.workspace.today()),
  ),

  listCompletions: training.listCompletions.handler(({ context, input }) =>
    listCompletions(context.queries, input, context.workspace.today()),
  ),

  getCompletion: training.getCompletion.handler(({ context, input }) =>
    getCompletion(context.queries, input.completionId, context.workspace.today()),
  ),

  recordCompletions: training.recordCompletions.handler(({ context, input: { identityIds, ...fields } }) =>
    context.write(async (unit) => {
      const recorded: Completion[] = [];
      for (const identityId of new Set(identityIds)) {
        recorded.push(await recordCompletion(unit, { ...fields, identityId }));
      }
      return recorded;
    }),
  ),

  updateCompletion: training.updateCompletion.handler(({ context, input }) =>
    context.write((unit) => changeCompletion(unit, input.completionId, input.revision, input.changes)),
  ),

  withdrawCompletion: training.withdrawCompletion.handler(({ context, input }) =>
    context.write((unit) => withdrawCompletion(unit, input.completionId, input.revision, input.reason)),
  ),

  checkImport: training.checkImport.handler(async ({ context, input }) => {
    const checked = await checkImport(context.queries, input.text, context.workspace.today());
    const rows = checked.map(({ row, person, course, completedOn, problem, known }) => ({
      row,
      person,
      course,
      completedOn,
      problem,
      known,
    }));
    return { rows, faults: rows.filter(({ problem }) => problem !== null).length };
  }),

  importCompletions: training.importCompletions.handler(({ context, input }) =>
    context.write((unit) => importCompletions(unit, input.text)),
  ),
};
