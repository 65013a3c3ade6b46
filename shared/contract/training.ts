import { z } from 'zod';
import {
  ACCESS_CLASSES,
  ACCESS_ROLES,
  accessClassSchema,
  accessRoleSchema,
  identitySchema,
} from './access-tier-records.ts';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  listInputSchema,
  listOf,
  mutation,
  nameSchema,
  noteSchema,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';

/** The three parts of a training programme (`mission.md` G5). */
export const COURSE_PARTS = ['foundational', 'role_specific', 'continuous'] as const;
/** Most courses that one programme can have, so that people × courses stays a page. */
export const COURSE_LIMIT = 100;
/** Most people whose completions are recorded, and most rows that are imported, at once. */
export const COMPLETION_BATCH_LIMIT = 2000;

const courseFieldsSchema = z.strictObject({
  title: nameSchema,
  part: z.enum(COURSE_PARTS),
  purpose: noteSchema,
  topics: z.array(z.string().trim().min(1).max(200)).max(20),
  /** Version of the material that is taught now; A-TRN-3 wants it named. */
  materialVersion: z.string().trim().max(40),
  /** Months a completion holds; null when it does not expire. */
  validityMonths: z.number().int().min(1).max(120).nullable(),
  /** Completions before this day no longer count, since the course was rewritten; null when all do. */
  countsFrom: daySchema.nullable(),
  /** Roles that must have it; none when nobody must. */
  roles: z.array(accessRoleSchema).max(ACCESS_ROLES.length),
  /** Only for use on these classes of code; none when for every use. */
  classes: z.array(accessClassSchema).max(ACCESS_CLASSES.length),
  retired: z.boolean(),
});
const newCourseSchema = courseFieldsSchema.partial().required({ title: true, part: true });
export type NewCourse = z.infer<typeof newCourseSchema>;
const courseChangesSchema = courseFieldsSchema.partial();
export type CourseChanges = z.infer<typeof courseChangesSchema>;

export const courseSchema = courseFieldsSchema.extend({
  id: idSchema,
  /** "TRN-004" */
  code: z.string(),
  /** Id in the shipped programme; null for a course of one's own. */
  packId: z.string().nullable(),
  revision: revisionSchema,
});
export type Course = z.infer<typeof courseSchema>;

/** The format of `resources/packs/training/*.yaml`. */
export const trainingPackSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  asOf: daySchema,
  sources: z.array(lineSchema).min(1).max(10),
  courses: z
    .array(
      courseFieldsSchema
        .omit({ materialVersion: true, countsFrom: true, retired: true })
        .extend({ id: z.string().regex(/^[A-Z]{2}-[1-9]$/) }),
    )
    .min(1)
    .max(COURSE_LIMIT),
});
export type TrainingPack = z.infer<typeof trainingPackSchema>;

/** Where a person stands with a course today; nothing expired counts. */
export const TRAINING_STATES = ['valid', 'expiring', 'expired', 'missing', 'not_required'] as const;
const trainingStateSchema = z.enum(TRAINING_STATES);

const completionFieldsSchema = z.strictObject({
  completedOn: daySchema,
  /** Last day on which it holds, where the certificate says so; null to follow the validity of the course. */
  statedExpiresOn: daySchema.nullable(),
  /** Number of the certificate, score, name of the class. */
  reference: lineSchema,
});
const completionChangesSchema = completionFieldsSchema.partial();
export type CompletionChanges = z.infer<typeof completionChangesSchema>;

export const completionSchema = completionFieldsSchema.extend({
  id: idSchema,
  identity: recordReferenceSchema,
  course: recordReferenceSchema,
  /** Last day on which it holds, stated or by the validity of the course; null when it does not expire. */
  expiresOn: daySchema.nullable(),
  /** `superseded`: the course was rewritten after it. */
  standing: z.enum(['valid', 'expiring', 'expired', 'superseded', 'withdrawn']),
  recordedBy: personReferenceSchema.nullable(),
  recordedAt: instantSchema,
  /** Why it was withdrawn; null while it stands. */
  withdrawnReason: z.string().nullable(),
  revision: revisionSchema,
});
export type Completion = z.infer<typeof completionSchema>;

const standingSchema = z.strictObject({
  courseId: idSchema,
  state: trainingStateSchema,
  /** Is it asked of this role at all, on every class or only on some? */
  required: z.enum(['always', 'for_classes', 'no']),
  completionId: idSchema.nullable(),
  completedOn: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
});
export type CourseStanding = z.infer<typeof standingSchema>;

const trainedIdentitySchema = z.strictObject({
  identity: identitySchema.pick({ id: true, code: true, name: true, account: true, role: true, active: true }),
  /** One for each course that is not retired, in the order of `courses`. */
  standings: z.array(standingSchema).max(COURSE_LIMIT),
  /** Courses that are required on every class and not held. */
  gaps: z.number().int(),
  /** The first day on which a required course ends; null when none does. */
  nextExpiryOn: daySchema.nullable(),
});
export type TrainedIdentity = z.infer<typeof trainedIdentitySchema>;

/** Which people the matrix shows. */
export const TRAINING_VIEWS = ['everybody', 'gaps', 'expiring', 'complete'] as const;

const importedRowSchema = z.strictObject({
  /** Counted from 1 as the list has it. */
  row: z.number().int(),
  person: z.string(),
  course: z.string(),
  completedOn: z.string(),
  /** What is wrong with it; null when it can be recorded. */
  problem: z.string().nullable(),
  /** It is recorded already, so it is left out. */
  known: z.boolean(),
});
const importInputSchema = z.strictObject({
  /** Rows of name or e-mail, course or its code, day; comma, semicolon or tab between. A head row is recognised. */
  text: z.string().min(1).max(1_000_000),
});

const stale = ['training', 'accessTiers'] as const;

export const training = {
  /** Courses by part and code; retired ones last. */
  listCourses: query.output(z.array(courseSchema).max(COURSE_LIMIT)),
  getCourse: query.input(z.strictObject({ courseId: idSchema })).output(courseSchema),
  createCourse: mutation(...stale)
    .input(newCourseSchema)
    .output(courseSchema),
  updateCourse: mutation(...stale)
    .input(z.strictObject({ courseId: idSchema, revision: revisionSchema, changes: courseChangesSchema }))
    .output(courseSchema),
  /** Adds the shipped courses that the workspace does not have, and leaves the others as they are. */
  adoptCourses: mutation(...stale).output(z.array(courseSchema).max(COURSE_LIMIT)),

  /** People who use tools and are still there, by name, with where they stand; agents are trained by their owners. */
  matrix: query
    .input(
      z.strictObject({
        view: z.enum(TRAINING_VIEWS).default('everybody'),
        search: z.string().max(200).default(''),
        offset: z.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(
      z.strictObject({
        courses: z.array(courseSchema).max(COURSE_LIMIT),
        people: z.array(trainedIdentitySchema).max(100),
        /** People whom view and search let through. */
        total: z.number().int(),
        counts: z.strictObject({
          everybody: z.number().int(),
          gaps: z.number().int(),
          expiring: z.number().int(),
          complete: z.number().int(),
        }),
      }),
    ),

  /** Fields: identityId, identityName, courseId, completedOn, withdrawn. */
  listCompletions: query.input(listInputSchema).output(listOf(completionSchema)),
  getCompletion: query.input(z.strictObject({ completionId: idSchema })).output(completionSchema),
  /** One completion for each of these people, on the same day. */
  recordCompletions: mutation(...stale)
    .input(
      completionFieldsSchema.extend({
        identityIds: z.array(idSchema).min(1).max(COMPLETION_BATCH_LIMIT),
        courseId: idSchema,
      }),
    )
    .output(z.array(completionSchema).max(COMPLETION_BATCH_LIMIT)),
  updateCompletion: mutation(...stale)
    .input(z.strictObject({ completionId: idSchema, revision: revisionSchema, changes: completionChangesSchema }))
    .output(completionSchema),
  /** It stays readable and counts no more. */
  withdrawCompletion: mutation(...stale)
    .input(
      z.strictObject({ completionId: idSchema, revision: revisionSchema, reason: z.string().trim().min(1).max(2000) }),
    )
    .output(completionSchema),
  /** A dry run: every row with what is wrong with it. */
  checkImport: query
    .input(importInputSchema)
    .output(z.strictObject({ rows: z.array(importedRowSchema).max(COMPLETION_BATCH_LIMIT), faults: z.number().int() })),
  /** All rows or none: INVALID_INPUT while one has a problem. Rows that are recorded already are left out. */
  importCompletions: mutation(...stale)
    .input(importInputSchema)
    .output(z.strictObject({ recorded: z.number().int(), known: z.number().int() })),
};
export type ImportedRow = z.infer<typeof importedRowSchema>;
