import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
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
import { bandSchema } from './vendors.ts';

export const FINDING_KINDS = ['red_flag', 'gate', 'verdict', 'observation'] as const;
export const FINDING_STATUSES = ['open', 'in_progress', 'resolved', 'accepted', 'withdrawn'] as const;
/** Kinds of records whose rules raise findings. */
export const FINDING_SOURCES = ['agreement'] as const;
export const findingStatusSchema = z.enum(FINDING_STATUSES);

const findingFieldsSchema = z.strictObject({
  title: nameSchema,
  severity: bandSchema,
  condition: noteSchema,
  criteria: noteSchema,
  cause: noteSchema,
  effect: noteSchema,
  recommendation: noteSchema,
  response: noteSchema,
  retest: noteSchema,
  ownerId: idSchema.nullable(),
  dueOn: daySchema.nullable(),
});

const newFindingSchema = findingFieldsSchema
  .partial()
  .required({ title: true, severity: true })
  .extend({
    assessmentId: idSchema.nullable(),
    vendorId: idSchema.nullable(),
    toolId: idSchema.nullable(),
    questionId: z.string().max(24).nullable(),
  });
export type NewFinding = z.infer<typeof newFindingSchema>;
const findingChangesSchema = findingFieldsSchema.partial().extend({ status: findingStatusSchema.optional() });
export type FindingChanges = z.infer<typeof findingChangesSchema>;

export const findingSchema = findingFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "F-014" */
  code: z.string(),
  kind: z.enum(FINDING_KINDS),
  /** "RF-2" for a red flag. */
  ruleId: z.string().nullable(),
  status: findingStatusSchema,
  owner: personReferenceSchema.nullable(),
  vendor: recordReferenceSchema.nullable(),
  tool: recordReferenceSchema.nullable(),
  assessment: recordReferenceSchema.nullable(),
  questionId: z.string().nullable(),
  /** The record that mends it, for a finding that a rule about that record raised. */
  source: z.strictObject({ kind: z.enum(FINDING_SOURCES), id: idSchema, name: z.string() }).nullable(),
  raisedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  revision: revisionSchema,
});
export type Finding = z.infer<typeof findingSchema>;

export const findings = {
  /** Fields: code, title, kind, severity, status, owner, vendorName, vendorId, toolId, assessmentId, dueOn. */
  list: query.input(listInputSchema).output(listOf(findingSchema)),
  get: query.input(z.strictObject({ findingId: idSchema })).output(findingSchema),
  create: mutation('findings', 'vendors', 'tools', 'assessments', 'scores')
    .input(newFindingSchema)
    .output(findingSchema),
  update: mutation('findings', 'vendors', 'tools', 'assessments', 'scores')
    .input(
      z.strictObject({
        findingId: idSchema,
        revision: revisionSchema,
        changes: findingChangesSchema,
      }),
    )
    .output(findingSchema),
};
