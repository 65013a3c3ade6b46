import { z } from 'zod';
import {
  daySchema,
  fileTokenSchema,
  idSchema,
  instantSchema,
  lineSchema,
  mutation,
  nameSchema,
  personReferenceSchema,
  progressOf,
  query,
  revisionSchema,
  sha256Schema,
} from './operation.ts';
import { answerStateSchema, answerValueSchema } from './questionnaire-pack.ts';

/** The questionnaire that travels (`mission.md` E2): issued as a workbook, returned by the vendor, merged cell by cell. */

/** All questions, or those that are still open. */
export const ISSUE_ROUNDS = ['full', 'open'] as const;

export const issuedQuestionSchema = z.strictObject({
  id: z.string().max(24),
  section: z.string(),
  /** The vendor's wording, as it was issued. */
  question: z.string(),
  guidance: z.string(),
  expected: z.string(),
  type: z.string().max(20),
  /** Words of the drop-down in the order of the workbook; empty where the answer is typed. */
  words: z.array(z.string()).max(60),
  /** Asked only when its condition holds; at the time it did not. */
  gated: z.boolean(),
});
export type IssuedQuestion = z.infer<typeof issuedQuestionSchema>;

export const questionnaireIssueSchema = z.strictObject({
  id: idSchema,
  /** "VQ-014" */
  code: z.string(),
  assessmentId: idSchema,
  round: z.enum(ISSUE_ROUNDS),
  addressee: z.string(),
  returnBy: daySchema.nullable(),
  questions: z.number().int(),
  /** SHA-256 over the canonical JSON of the questions as issued. */
  templateSha256: sha256Schema,
  evidence: z.strictObject({ id: idSchema, indexNumber: z.string() }),
  issuedBy: personReferenceSchema.nullable(),
  issuedAt: instantSchema,
  /** When answers were last taken from it. */
  returnedAt: instantSchema.nullable(),
  withdrawnAt: instantSchema.nullable(),
  revision: revisionSchema,
});
export type QuestionnaireIssue = z.infer<typeof questionnaireIssueSchema>;

export const LINE_STANDINGS = ['unanswered', 'unchanged', 'new', 'differs', 'unreadable', 'deleted'] as const;

/** What else is worth knowing of a line. */
export const LINE_NOTICES = [
  'question_edited',
  'out_of_gate',
  'moved',
  'twice',
  'id_restored',
  'reason_missing',
  'changed_since_issue',
] as const;

const heldAnswerSchema = z.strictObject({
  state: answerStateSchema.nullable(),
  value: answerValueSchema,
  note: z.string(),
});

export const returnedLineSchema = z.strictObject({
  questionId: z.string(),
  label: z.string(),
  section: z.string(),
  /** As it was issued. */
  question: z.string(),
  /** As it came back, where that differs. */
  returnedQuestion: z.string().nullable(),
  /** Row of the file, from 1; null for a question that is not there any more. */
  row: z.number().int().nullable(),
  standing: z.enum(LINE_STANDINGS),
  notices: z.array(z.enum(LINE_NOTICES)).max(10),
  /** The four cells as the file has them. */
  cells: z.strictObject({
    answer: z.string(),
    explanation: z.string(),
    evidence: z.string(),
    evidenceDate: z.string(),
  }),
  /** Why the answer cannot be read, in a sentence. */
  problem: z.string().nullable(),
  /** What accepting it would save; null while there is nothing to accept. */
  given: heldAnswerSchema.nullable(),
  held: heldAnswerSchema,
  /** Of the answer that is held: what was shown is what is replaced. */
  revision: z.number().int().min(0),
});
export type ReturnedLine = z.infer<typeof returnedLineSchema>;

/** How the file as a whole stands to what was issued. */
export const RETURN_STANDINGS = ['as_issued', 'returned_before', 'withdrawn', 'token_unknown'] as const;

export const returnedQuestionnaireSchema = z.strictObject({
  fileName: z.string(),
  fileSha256: sha256Schema,
  issue: questionnaireIssueSchema,
  standing: z.enum(RETURN_STANDINGS),
  /** Sheet from which the answers were read, by its present name. */
  sheet: z.string(),
  answeredBy: z.strictObject({ name: z.string(), position: z.string(), email: z.string(), date: z.string() }),
  lines: z.array(returnedLineSchema).max(2000),
  /** Rows with an answer that belong to no question. */
  strayRows: z.array(z.strictObject({ row: z.number().int(), texts: z.array(z.string()).max(20) })).max(200),
  /** What was left aside or defused while reading, a sentence each. */
  notes: z.array(z.string()).max(50),
});
export type ReturnedQuestionnaire = z.infer<typeof returnedQuestionnaireSchema>;

const onAssessment = z.strictObject({ assessmentId: idSchema });
const answering = ['assessments', 'scores', 'findings', 'vendors', 'tools', 'evidence', 'exchange'] as const;

export const returnedQuestionnaireOperations = {
  /** Questionnaires that were sent out for an assessment, newest first. */
  issues: query.input(onAssessment).output(z.array(questionnaireIssueSchema).max(200)),
  /** Writes the workbook for the vendor and keeps it as evidence. NOT_ALLOWED_NOW when nothing is open to ask. */
  issueQuestionnaire: mutation('exchange', 'evidence', 'assessments')
    .input(
      onAssessment.extend({
        round: z.enum(ISSUE_ROUNDS),
        addressee: nameSchema,
        returnBy: daySchema.nullable(),
        /** How it is to be sent back: "by the channel named in our letter". */
        channel: lineSchema,
      }),
    )
    .output(z.strictObject({ issue: questionnaireIssueSchema, token: fileTokenSchema, name: z.string() })),
  /** A questionnaire that is not wanted any more; a return of it says so. */
  withdrawIssue: mutation('exchange')
    .input(z.strictObject({ issueId: idSchema, revision: revisionSchema }))
    .output(questionnaireIssueSchema),
  /** Reads a returned workbook and compares it with what is held. Writes nothing. FILE_REFUSED says what is wrong. */
  readReturn: query
    .input(onAssessment.extend({ token: fileTokenSchema }))
    .output(progressOf(returnedQuestionnaireSchema)),
  /**
   * Takes over the chosen cells, all or none, and keeps the file as evidence behind each answer.
   * CHANGED_MEANWHILE when an answer is no longer what was shown.
   */
  acceptReturn: mutation(...answering)
    .input(
      onAssessment.extend({
        token: fileTokenSchema,
        fileSha256: sha256Schema,
        accepted: z
          .array(
            z.strictObject({
              questionId: z.string().max(24),
              revision: z.number().int().min(0),
              answer: z.boolean(),
              explanation: z.boolean(),
            }),
          )
          .min(1)
          .max(2000),
      }),
    )
    .output(
      progressOf(
        z.strictObject({
          accepted: z.number().int(),
          evidence: z.strictObject({ id: idSchema, indexNumber: z.string() }),
        }),
      ),
    ),
};
