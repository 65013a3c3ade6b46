import { z } from 'zod';

/**
 * The format of a questionnaire pack: what stands in `resources/packs/questionnaires/*.yaml`, in a workspace's own
 * questionnaires and, frozen, in every assessment. See `domain.md` 6 and `scoring.md`, "questionnaire".
 */

/** Conditions of use, answered once for each use of a tool (`domain.md` 6.8). */
export const USE_CONDITIONS = [
  'personal_data',
  'phi_possible',
  'cardholder_data_environment',
  'mandatory_region',
  'sox_scope',
] as const;
export const useConditionSchema = z.enum(USE_CONDITIONS);
export type UseCondition = z.infer<typeof useConditionSchema>;

/** What an answer amounts to. `null` elsewhere means: not answered yet. */
export const ANSWER_STATES = ['yes', 'partial', 'no', 'unknown', 'not_applicable'] as const;
export const answerStateSchema = z.enum(ANSWER_STATES);
export type AnswerState = z.infer<typeof answerStateSchema>;

/** Strength of evidence, weakest first. */
export const EVIDENCE_STATES = ['none', 'claimed', 'documented', 'verified', 'tested'] as const;
export const evidenceStateSchema = z.enum(EVIDENCE_STATES);
export type EvidenceState = z.infer<typeof evidenceStateSchema>;

export const QUESTION_TYPES = ['yes_no', 'choice', 'multi_choice', 'text', 'number', 'date', 'regions'] as const;

const identifier = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/)
  .max(24);
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60);
const sentence = z.string().trim().min(1).max(600);

/** A rule over the use, the answers and their evidence. `question` left out means the question it stands on. */
export type PackRule =
  | { all: PackRule[] }
  | { any: PackRule[] }
  | { not: PackRule }
  | { use: UseCondition }
  | { question?: string | undefined; answer: AnswerState[] }
  | { question?: string | undefined; choice: string[] }
  | { question?: string | undefined; evidenceBelow: EvidenceState }
  | { question?: string | undefined; stale: true }
  | { question?: string | undefined; numberBelow: number }
  | { question?: string | undefined; numberAbove: number }
  | { question?: string | undefined; dateOlderThanMonths: number };

const ruleSubject = { question: identifier.optional() };

export const packRuleSchema: z.ZodType<PackRule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(packRuleSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(packRuleSchema).min(1).max(20) }),
    z.strictObject({ not: packRuleSchema }),
    z.strictObject({ use: useConditionSchema }),
    z.strictObject({ ...ruleSubject, answer: z.array(answerStateSchema).min(1).max(5) }),
    z.strictObject({ ...ruleSubject, choice: z.array(slug).min(1).max(40) }),
    z.strictObject({ ...ruleSubject, evidenceBelow: evidenceStateSchema }),
    z.strictObject({ ...ruleSubject, stale: z.literal(true) }),
    z.strictObject({ ...ruleSubject, numberBelow: z.number() }),
    z.strictObject({ ...ruleSubject, numberAbove: z.number() }),
    z.strictObject({ ...ruleSubject, dateOlderThanMonths: z.number().int().min(1).max(120) }),
  ]),
);

const clauseSchema = z.strictObject({
  /** Code of a framework of this pack: "S", "I", "H". */
  framework: z.string().regex(/^[A-Z][A-Z0-9]{0,5}$/),
  clause: z.string().trim().min(1).max(60),
});

const redFlagSchema = z.strictObject({
  /** "RF-1" for the seed's six (`domain.md` 6.2), else "<question id>-RF". */
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9-]*$/)
    .max(30),
  title: sentence,
  effect: sentence,
  recommendation: sentence,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  /** Days until the finding is due, counted from the day it was raised. */
  dueDays: z.number().int().min(1).max(365),
  when: packRuleSchema,
});

export const questionSchema = z.strictObject({
  id: identifier,
  /** Two or three words for the rail and for tables. */
  label: z.string().trim().min(1).max(60),
  /** The reviewer's wording: "Has the report been read?" */
  question: sentence,
  /** The vendor's wording: "Can you give us the report?" */
  vendorQuestion: sentence,
  /** For the reviewer: what to look for and what is a red flag. Never sent to the vendor. */
  guidance: z.string().trim().min(1).max(1200),
  /** For the vendor: what a good answer contains. Without it the vendor's workbook gives the expected evidence only. */
  vendorGuidance: sentence.optional(),
  type: z.enum(QUESTION_TYPES),
  /** The answer that is good; "no" mirrors the score. Only for `yes_no`. */
  goodAnswer: z.enum(['yes', 'no']).default('yes'),
  weight: z.number().int().min(0).max(5),
  /** The conditions of use under which an answer that is not yes, documented, refuses that use. */
  gate: z.array(useConditionSchema).max(5).default([]),
  /** Asked only when this holds. */
  condition: packRuleSchema.optional(),
  evidence: z.strictObject({
    expected: z.string().trim().max(300),
    /** Months until evidence is stale; null where a contract runs on. */
    freshMonths: z.number().int().min(1).max(120).nullable(),
    /** False for questions that need no evidence: then the answer alone counts. */
    needed: z.boolean().default(true),
  }),
  clauses: z.array(clauseSchema).max(20),
  choices: z
    .array(
      z.strictObject({
        id: slug,
        label: z.string().trim().min(1).max(120),
        /** What choosing this amounts to. */
        counts: z.enum(['yes', 'partial', 'no', 'unknown']),
      }),
    )
    .max(40)
    .default([]),
  /** For `number`: bounds, inclusive, within which the answer counts as yes or as partial; outside it is no. */
  bounds: z
    .strictObject({
      unit: z.string().max(30),
      yes: z.strictObject({ min: z.number().optional(), max: z.number().optional() }),
      partial: z.strictObject({ min: z.number().optional(), max: z.number().optional() }).optional(),
    })
    .optional(),
  /** For `date`: at most so many months before the as-of day counts as yes or as partial; older is no. */
  recency: z
    .strictObject({ yesMonths: z.number().int().min(1), partialMonths: z.number().int().min(1).optional() })
    .optional(),
  redFlags: z.array(redFlagSchema).max(6).default([]),
});

export const questionnairePackSchema = z.strictObject({
  format: z.literal('assay-questionnaire/1'),
  id: slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string().trim().min(1).max(120),
  purpose: z.string().trim().min(1).max(600),
  /** The day on which its facts were checked. */
  asOf: z.iso.date(),
  frameworks: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z][A-Z0-9]{0,5}$/),
        name: z.string().trim().min(1).max(120),
        version: z.string().trim().min(1).max(120),
      }),
    )
    .max(20),
  sections: z
    .array(
      z.strictObject({
        id: slug,
        title: z.string().trim().min(1).max(80),
        questions: z.array(questionSchema).min(1).max(200),
      }),
    )
    .min(1)
    .max(40),
});

export type QuestionnairePack = z.infer<typeof questionnairePackSchema>;
export type PackSection = QuestionnairePack['sections'][number];
export type PackQuestion = z.infer<typeof questionSchema>;
export type PackRedFlag = z.infer<typeof redFlagSchema>;

/** The value behind an answer, by question type; `yes_no` has none beyond its state. */
export const answerValueSchema = z.union([
  z.null(),
  z.strictObject({ choices: z.array(slug).max(40) }),
  z.strictObject({ text: z.string().max(20_000) }),
  z.strictObject({ number: z.number() }),
  z.strictObject({ date: z.iso.date() }),
  /** ISO 3166-1 alpha-2 codes, or "EU", "EEA". */
  z.strictObject({ regions: z.array(z.string().regex(/^[A-Z]{2,3}$/)).max(80) }),
]);
export type AnswerValue = z.infer<typeof answerValueSchema>;
