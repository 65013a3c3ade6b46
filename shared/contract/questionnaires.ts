import { z } from 'zod';
import { fileTokenSchema, idSchema, instantSchema, mutation, nameSchema, query, revisionSchema } from './operation.ts';
import { questionnairePackSchema } from './questionnaire-pack.ts';

export const QUESTIONNAIRE_STATUSES = ['draft', 'published', 'superseded'] as const;
export type QuestionnaireStatus = (typeof QUESTIONNAIRE_STATUSES)[number];

export const lintFindingSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string().max(60),
  /** Dotted path in the pack: "sections.1.questions.3.condition". */
  path: z.string().max(300),
  /** What, where, and how to fix it. */
  message: z.string().max(1000),
});
export type LintFinding = z.infer<typeof lintFindingSchema>;

export const questionnaireRowSchema = z.strictObject({
  id: idSchema,
  packId: z.string(),
  version: z.string(),
  title: z.string(),
  purpose: z.string(),
  status: z.enum(QUESTIONNAIRE_STATUSES),
  /** Came with Assay, or made here. */
  origin: z.enum(['shipped', 'own']),
  questions: z.number().int(),
  assessments: z.number().int(),
  publishedAt: instantSchema.nullable(),
  revision: revisionSchema,
});
export type QuestionnaireRow = z.infer<typeof questionnaireRowSchema>;

export const questionnaireSchema = questionnaireRowSchema.extend({
  pack: questionnairePackSchema,
  lint: z.array(lintFindingSchema).max(500),
});
export type Questionnaire = z.infer<typeof questionnaireSchema>;

const byId = z.strictObject({ questionnaireId: idSchema });

export const questionnaires = {
  list: query.output(z.array(questionnaireRowSchema).max(500)),
  get: query.input(byId).output(questionnaireSchema),
  /** A draft of one's own, under a new pack id, from any version. */
  copy: mutation('questionnaires')
    .input(byId.extend({ title: nameSchema }))
    .output(questionnaireSchema),
  /** A draft of the next version of one's own pack. */
  newVersion: mutation('questionnaires').input(byId).output(questionnaireSchema),
  /** Saves a draft, faulty or not; publishing is what wants it clean. */
  saveDraft: mutation('questionnaires')
    .input(byId.extend({ revision: revisionSchema, pack: questionnairePackSchema }))
    .output(questionnaireSchema),
  lint: query.input(z.strictObject({ pack: questionnairePackSchema })).output(z.array(lintFindingSchema).max(500)),
  /** NOT_ALLOWED_NOW while lint has an error. Running assessments keep their version. */
  publish: mutation('questionnaires', 'assessments')
    .input(byId.extend({ revision: revisionSchema }))
    .output(questionnaireSchema),
  discardDraft: mutation('questionnaires')
    .input(byId.extend({ revision: revisionSchema }))
    .output(z.null()),
  /** The pack as a YAML file. */
  exportFile: query.input(byId).output(z.strictObject({ token: fileTokenSchema, name: z.string() })),
  /** A YAML file as a draft; FILE_REFUSED names line and path of the first fault. */
  importFile: mutation('questionnaires')
    .input(z.strictObject({ token: fileTokenSchema }))
    .output(questionnaireSchema),
};
