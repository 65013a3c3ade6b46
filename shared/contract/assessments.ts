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
  sha256Schema,
} from './operation.ts';
import {
  answerStateSchema,
  answerValueSchema,
  evidenceStateSchema,
  questionnairePackSchema,
  useConditionSchema,
} from './questionnaire-pack.ts';
import { RECOMMENDATIONS } from './scores.ts';
import { toolUseSchema } from './tools.ts';

/** `mission.md` A4. "Due again" is not stored: a signed assessment whose next date has come. */
export const ASSESSMENT_STATES = ['planned', 'answering', 'submitted', 'in_review', 'signed_off', 'cancelled'] as const;
export const assessmentStateSchema = z.enum(ASSESSMENT_STATES);
export type AssessmentState = z.infer<typeof assessmentStateSchema>;

export const VERDICTS = ['met', 'partly_met', 'not_met', 'not_applicable'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

const questionIdSchema = z.string().max(24);

export const answerEvidenceSchema = z.strictObject({
  evidenceId: idSchema,
  indexNumber: z.string(),
  title: z.string(),
  state: evidenceStateSchema,
  /** After the drop for staleness. */
  effectiveState: evidenceStateSchema,
  stale: z.boolean(),
  datedOn: daySchema.nullable(),
  /** Where to look in it: "p. 9". */
  page: z.string(),
});

export const answerSchema = z.strictObject({
  questionId: questionIdSchema,
  /** Null: not answered yet. */
  state: answerStateSchema.nullable(),
  value: answerValueSchema,
  /** Also the reason for "n.a." and for "partial". */
  note: z.string(),
  flagged: z.boolean(),
  answeredBy: personReferenceSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  /** Copied from the assessment before and not yet confirmed. */
  carriedOver: z.boolean(),
  previous: z
    .strictObject({
      state: answerStateSchema.nullable(),
      value: answerValueSchema,
      note: z.string(),
      answeredOn: daySchema.nullable(),
      answeredBy: z.string().nullable(),
      evidenceCount: z.number().int(),
    })
    .nullable(),
  verdict: verdictSchema.nullable(),
  verdictNote: z.string(),
  verdictBy: personReferenceSchema.nullable(),
  verdictAt: instantSchema.nullable(),
  /** How many times a verdict has been given. */
  verdictRound: z.number().int(),
  evidence: z.array(answerEvidenceSchema).max(50),
  /** Does its condition hold? An answer that no longer applies is kept and not scored. */
  applicable: z.boolean(),
  /** The weakest evidence after staleness; none when there is none. */
  evidenceState: evidenceStateSchema,
  stale: z.boolean(),
  revision: z.number().int().min(0),
});
export type Answer = z.infer<typeof answerSchema>;

export const followUpSchema = z.strictObject({
  id: idSchema,
  questionId: questionIdSchema,
  addressee: z.string(),
  request: z.string(),
  dueOn: daySchema,
  state: z.enum(['open', 'answered', 'withdrawn']),
  reply: z.string(),
  createdBy: personReferenceSchema.nullable(),
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** The score as it stands beside the questions; the drawer asks `scores.explain` for the arithmetic. */
export const assessmentScoreSchema = z.strictObject({
  /** Percent, not rounded. */
  score: z.number().nullable(),
  stated: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  /** Ratios, 0 to 1. */
  completeness: z.number(),
  confidence: z.number(),
  answered: z.number().int(),
  applicable: z.number().int(),
  unknown: z.number().int(),
  failedGates: z.array(useConditionSchema).max(5),
  openRedFlags: z.number().int(),
  recommendation: z.enum(RECOMMENDATIONS),
});

export const raisedFlagSchema = z.strictObject({
  findingId: idSchema.nullable(),
  flagId: z.string(),
  questionId: questionIdSchema,
  title: z.string(),
  effect: z.string(),
  recommendation: z.string(),
});

export const signOffSchema = z.strictObject({
  signer: personReferenceSchema,
  signedAt: instantSchema,
  recommendation: z.enum(RECOMMENDATIONS),
  decision: z.enum(RECOMMENDATIONS),
  /** Needed when the decision differs from the recommendation. */
  reason: z.string(),
  conditions: z.array(z.string()).max(50),
  /** SHA-256 over the canonical JSON of everything that was signed. */
  fingerprint: sha256Schema,
  voidedAt: instantSchema.nullable(),
  voidReason: z.string(),
});

export const assessmentRowSchema = z.strictObject({
  id: idSchema,
  /** "AS-2026-004" */
  code: z.string(),
  title: z.string(),
  tool: recordReferenceSchema,
  vendor: recordReferenceSchema,
  questionnaire: z.string(),
  state: assessmentStateSchema,
  preparer: personReferenceSchema.nullable(),
  reviewer: personReferenceSchema.nullable(),
  dueOn: daySchema.nullable(),
  nextDueOn: daySchema.nullable(),
  answered: z.number().int(),
  questions: z.number().int(),
  score: z.number().nullable(),
  completeness: z.number(),
  openRedFlags: z.number().int(),
  signedAt: instantSchema.nullable(),
  revision: revisionSchema,
});
export type AssessmentRow = z.infer<typeof assessmentRowSchema>;

export const assessmentSchema = assessmentRowSchema.omit({ score: true, completeness: true }).extend({
  plan: z.string(),
  /** Who answered anything; none of them may sign. */
  preparers: z.array(personReferenceSchema).max(100),
  use: toolUseSchema,
  scope: z.strictObject({ included: z.string(), excluded: z.string() }),
  periodStart: daySchema.nullable(),
  periodEnd: daySchema.nullable(),
  pack: questionnairePackSchema,
  answers: z.array(answerSchema).max(2000),
  followUps: z.array(followUpSchema).max(2000),
  redFlags: z.array(raisedFlagSchema).max(200),
  score: assessmentScoreSchema,
  previousAssessmentId: idSchema.nullable(),
  submittedAt: instantSchema.nullable(),
  signOff: signOffSchema.nullable(),
  /** False when the present content no longer matches the fingerprint that was signed. */
  fingerprintHolds: z.boolean().nullable(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** What every change of an answer gives back, so that the page need not read the whole again. */
export const answerChangeSchema = z.strictObject({
  answer: answerSchema,
  score: assessmentScoreSchema,
  redFlags: z.array(raisedFlagSchema).max(200),
  state: assessmentStateSchema,
  /** Questions whose condition changed with this answer. */
  applicability: z.array(z.strictObject({ questionId: questionIdSchema, applicable: z.boolean() })).max(2000),
  savedAt: instantSchema,
});
export type AnswerChange = z.infer<typeof answerChangeSchema>;

const onQuestion = z.strictObject({ assessmentId: idSchema, questionId: questionIdSchema });
const onAssessment = z.strictObject({ assessmentId: idSchema, revision: revisionSchema });
const answering = ['assessments', 'scores', 'findings', 'vendors', 'tools', 'adoption'] as const;

export const CHANGE_KINDS = ['answer', 'note', 'evidence', 'verdict', 'template', 'added', 'removed'] as const;

const comparedSideSchema = z
  .strictObject({
    question: z.string(),
    weight: z.number().int(),
    state: answerStateSchema.nullable(),
    value: answerValueSchema,
    note: z.string(),
    verdict: verdictSchema.nullable(),
    evidence: z.array(z.string()).max(50),
    evidenceState: evidenceStateSchema,
  })
  .nullable();

export const assessments = {
  /** Fields: code, title, toolName, toolId, vendorName, vendorId, questionnaire, state, preparer, reviewer, dueOn, score, signedAt. */
  list: query.input(listInputSchema).output(listOf(assessmentRowSchema)),
  get: query.input(z.strictObject({ assessmentId: idSchema })).output(assessmentSchema),
  plan: mutation(...answering)
    .input(
      z.strictObject({
        toolId: idSchema,
        questionnaireId: idSchema,
        title: nameSchema,
        preparerId: idSchema,
        reviewerId: idSchema.nullable(),
        dueOn: daySchema.nullable(),
        use: toolUseSchema,
      }),
    )
    .output(assessmentSchema),
  update: mutation(...answering)
    .input(
      onAssessment.extend({
        changes: z
          .strictObject({
            title: nameSchema,
            preparerId: idSchema,
            reviewerId: idSchema.nullable(),
            dueOn: daySchema.nullable(),
            use: toolUseSchema,
            scope: z.strictObject({ included: noteSchema, excluded: noteSchema }),
            periodStart: daySchema.nullable(),
            periodEnd: daySchema.nullable(),
          })
          .partial(),
      }),
    )
    .output(assessmentSchema),
  /** Saves what changed of one answer. The first answer moves a planned assessment to answering. Revision 0 for a new one. */
  saveAnswer: mutation(...answering)
    .input(
      onQuestion.extend({
        revision: z.number().int().min(0),
        state: answerStateSchema.nullable().optional(),
        value: answerValueSchema.optional(),
        note: noteSchema.optional(),
        flagged: z.boolean().optional(),
      }),
    )
    .output(answerChangeSchema),
  /** Takes a carried-over answer as this year's. */
  confirmAnswer: mutation(...answering)
    .input(onQuestion.extend({ revision: z.number().int().min(0) }))
    .output(answerChangeSchema),
  attachEvidence: mutation(...answering, 'evidence')
    .input(onQuestion.extend({ evidenceId: idSchema, page: z.string().max(60) }))
    .output(answerChangeSchema),
  detachEvidence: mutation(...answering, 'evidence')
    .input(onQuestion.extend({ evidenceId: idSchema }))
    .output(answerChangeSchema),
  /** The reviewer's verdict, apart from the answer. FOUR_EYES when the caller gave the answer. */
  giveVerdict: mutation(...answering)
    .input(
      onQuestion.extend({
        revision: z.number().int().min(0),
        verdict: verdictSchema.nullable(),
        note: noteSchema,
      }),
    )
    .output(answerChangeSchema),
  askFollowUp: mutation('assessments')
    .input(onQuestion.extend({ addressee: nameSchema, request: z.string().trim().min(1).max(5000), dueOn: daySchema }))
    .output(followUpSchema),
  updateFollowUp: mutation('assessments')
    .input(
      z.strictObject({
        followUpId: idSchema,
        revision: revisionSchema,
        changes: z
          .strictObject({
            request: z.string().trim().min(1).max(5000),
            dueOn: daySchema,
            state: z.enum(['open', 'answered', 'withdrawn']),
            reply: noteSchema,
          })
          .partial(),
      }),
    )
    .output(followUpSchema),
  /** NOT_ALLOWED_NOW while an applicable question is open, carried over, or lacks its reason. */
  submit: mutation(...answering)
    .input(onAssessment)
    .output(assessmentSchema),
  startReview: mutation(...answering)
    .input(onAssessment)
    .output(assessmentSchema),
  /** Back to answering, with what is missing. */
  sendBack: mutation(...answering)
    .input(onAssessment.extend({ reason: z.string().trim().min(1).max(2000) }))
    .output(assessmentSchema),
  /** Freezes the content. FOUR_EYES when the signer prepared any of it. */
  signOff: mutation(...answering)
    .input(
      onAssessment.extend({
        decision: z.enum(RECOMMENDATIONS),
        reason: z.string().trim().max(5000),
        conditions: z.array(z.string().trim().min(1).max(1000)).max(50),
        nextDueOn: daySchema.nullable(),
      }),
    )
    .output(assessmentSchema),
  /** Takes a signature back, with a reason; the assessment is in review again and the signature stays on record. */
  voidSignOff: mutation(...answering)
    .input(onAssessment.extend({ reason: z.string().trim().min(1).max(2000) }))
    .output(assessmentSchema),
  cancel: mutation(...answering)
    .input(onAssessment.extend({ reason: z.string().trim().min(1).max(2000) }))
    .output(assessmentSchema),
  /** A new assessment from a signed one: answers carried over, to be confirmed; on the newest published version. */
  reassess: mutation(...answering)
    .input(
      z.strictObject({
        assessmentId: idSchema,
        title: nameSchema,
        preparerId: idSchema,
        reviewerId: idSchema.nullable(),
        dueOn: daySchema.nullable(),
      }),
    )
    .output(assessmentSchema),
  /** Any two assessments, question by question; `changes` says what differs. */
  compare: query.input(z.strictObject({ leftId: idSchema, rightId: idSchema })).output(
    z.strictObject({
      left: assessmentRowSchema,
      right: assessmentRowSchema,
      rows: z
        .array(
          z.strictObject({
            questionId: questionIdSchema,
            label: z.string(),
            section: z.string(),
            left: comparedSideSchema,
            right: comparedSideSchema,
            changes: z.array(z.enum(CHANGE_KINDS)),
          }),
        )
        .max(4000),
    }),
  ),
};
