import { z } from 'zod';
import { EVIDENCE_FRESHNESS } from './evidence.ts';
import { gapRecordSchema } from './gaps.ts';
import { daySchema, idSchema, mutation, personReferenceSchema, query, revisionSchema } from './operation.ts';

/** The seven questions that auditors ask (`domain.md` 6.6), in their order. */
export const AUDITOR_QUESTIONS = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'] as const;
export const auditorQuestionSchema = z.enum(AUDITOR_QUESTIONS);
export type AuditorQuestion = z.infer<typeof auditorQuestionSchema>;

/**
 * What a sentence is worth: it stands on fresh records, it says what is missing, its record or evidence is stale, or
 * other records contradict it.
 */
export const SENTENCE_STATES = ['stands', 'missing', 'stale', 'contradicted'] as const;
const sentenceStateSchema = z.enum(SENTENCE_STATES);
export type SentenceState = z.infer<typeof sentenceStateSchema>;

/** Every rule by which a sentence is written; its words are `auditorAnswers.says.<rule>`, those of a gap its own. */
export const SENTENCE_RULES = [
  'tools_in_use',
  'no_tool_in_use',
  'tool_in_use',
  'tool_without_reason',
  'tools_barred',
  'flow_confirmed',
  'flow_not_confirmed',
  'residency_used',
  'agreement_in_force',
  'item_stands',
  'item_waived',
  'item_stale',
  'item_open',
  'design_in_force',
  'access_given',
  'exception_live',
  'trained',
  'trail_kept',
  'trail_not_verified',
  'trail_broken',
  'assessment_signed',
  'assessment_missing',
  'findings_open',
  'version_approved',
  'version_moved',
  'no_evidence',
  'gap',
] as const;
export type SentenceRule = (typeof SENTENCE_RULES)[number];

export const evidenceNumberSchema = z.strictObject({
  id: idSchema,
  indexNumber: z.string(),
  title: z.string(),
  freshness: z.enum(EVIDENCE_FRESHNESS),
});
export type EvidenceNumber = z.infer<typeof evidenceNumberSchema>;

const wordingSchema = z.strictObject({
  text: z.string(),
  by: personReferenceSchema.nullable(),
  on: daySchema,
  /** The computed sentence has changed since, or is no longer there. */
  outdated: z.boolean(),
  /** What was computed when it was worded. */
  computedThen: z.string(),
  revision: revisionSchema,
});

export const sentenceSchema = z.strictObject({
  /** The same for as long as the sentence is about the same record. */
  id: z.string().max(400),
  /** Null for an edited sentence that is no longer computed. */
  rule: z.enum(SENTENCE_RULES).nullable(),
  state: sentenceStateSchema,
  /** As worked out from the records; empty when it is no longer computed. */
  computed: z.string(),
  /** What a person made of it; the computed sentence stays beside it. */
  wording: wordingSchema.nullable(),
  records: z.array(gapRecordSchema).max(50),
  evidence: z.array(evidenceNumberSchema).max(100),
});
export type Sentence = z.infer<typeof sentenceSchema>;

const countsSchema = z.strictObject({
  stands: z.number().int(),
  missing: z.number().int(),
  stale: z.number().int(),
  contradicted: z.number().int(),
});

const answerSchema = z.strictObject({
  question: auditorQuestionSchema,
  owner: personReferenceSchema.nullable(),
  counts: countsSchema,
  /** Edited sentences, and how many of them are outdated. */
  edited: z.number().int(),
  outdated: z.number().int(),
  /** Pieces of evidence behind it. */
  evidence: z.number().int(),
  review: z
    .strictObject({
      by: personReferenceSchema.nullable(),
      on: daySchema,
      /** Sentences have changed since. */
      outdated: z.boolean(),
    })
    .nullable(),
  /** Of its owner and review; 0 while neither was set. */
  revision: z.number().int().min(0),
});
export type AuditorAnswer = z.infer<typeof answerSchema>;

const change = { question: auditorQuestionSchema, revision: z.number().int().min(0) };
const wordingTarget = {
  question: auditorQuestionSchema,
  sentenceId: z.string().min(1).max(400),
  /** Of the wording; 0 while there is none. */
  revision: z.number().int().min(0),
};

export const auditorAnswers = {
  /** The seven answers in short, as of today. */
  list: query.output(
    z.strictObject({ today: daySchema, answers: z.array(answerSchema).length(AUDITOR_QUESTIONS.length) }),
  ),
  /** One answer, a page of sentences at a time; gravest gaps last, in the order in which they are read. */
  get: query
    .input(
      z.strictObject({
        question: auditorQuestionSchema,
        /** Only sentences of this state. */
        state: sentenceStateSchema.nullable().default(null),
        offset: z.number().int().min(0).max(1_000_000).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.strictObject({
        today: daySchema,
        answer: answerSchema,
        sentences: z.array(sentenceSchema).max(200),
        total: z.number().int(),
      }),
    ),
  setOwner: mutation('auditorAnswers')
    .input(z.strictObject({ ...change, ownerId: idSchema.nullable() }))
    .output(z.null()),
  /** Says that the answer was read and agreed with as it stands; NOT_ALLOWED_NOW while an edited sentence is outdated. */
  review: mutation('auditorAnswers').input(z.strictObject(change)).output(z.null()),
  /** Words a sentence anew; NOT_FOUND when it is not computed. What is missing stays marked as missing. */
  saveWording: mutation('auditorAnswers')
    .input(z.strictObject({ ...wordingTarget, text: z.string().trim().min(1).max(4000) }))
    .output(z.null()),
  removeWording: mutation('auditorAnswers').input(z.strictObject(wordingTarget)).output(z.null()),
};
