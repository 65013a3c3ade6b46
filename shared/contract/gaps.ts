import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  mutation,
  nameSchema,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import { bandSchema, registerStatusSchema } from './vendors.ts';

/** What looks for gaps: the six of `domain.md` 6.6, claims that the records contradict, and approvals out of date. */
export const GAP_DETECTORS = [
  'data_flow',
  'agreement',
  'access',
  'training',
  'logging',
  'shadow',
  'contradiction',
  'approval',
] as const;
export const gapDetectorSchema = z.enum(GAP_DETECTORS);
export type GapDetector = z.infer<typeof gapDetectorSchema>;

/** Every rule by which a gap is found; `shared/rules/gaps/gap.ts` has its detector and weight. */
export const GAP_RULES = [
  'flow_missing',
  'flow_draft',
  'flow_changed',
  'flow_without_context',
  'agreement_not_answered',
  'agreement_none',
  'agreement_declined',
  'agreement_under_way',
  'agreement_not_yet_in_force',
  'agreement_incomplete',
  'agreement_ended',
  'agreement_other_product',
  'agreement_other_plan',
  'agreement_plan_not_recorded',
  'access_no_design',
  'access_above_tier',
  'access_leaver',
  'access_agent_above_owner',
  'access_agent_without_owner',
  'access_phi_without_agreement',
  'training_never',
  'training_after_access',
  'log_not_checked',
  'log_not_proven',
  'log_review_overdue',
  'log_retention_unknown',
  'log_retention_short',
  'shadow_unregistered',
  'shadow_not_approved',
  'shadow_prohibited',
  'claim_zero_retention',
  'claim_shorter_retention',
  'claim_region',
  'claim_no_training',
  'claim_entity',
  'claim_use',
  'claim_complete_list',
  'claim_current_report',
  'approval_stale',
  'approval_unrecorded',
  'approval_acceptance_outgrown',
  'approval_signed_for_other_use',
] as const;
export const gapRuleSchema = z.enum(GAP_RULES);
export type GapRule = z.infer<typeof gapRuleSchema>;

/** Kinds of records that a gap can be about or be mended in; each has a place of its own in the application. */
export const GAP_RECORD_KINDS = [
  'tool',
  'vendor',
  'data_flow_map',
  'agreement',
  'vendor_agreements',
  'access_design',
  'access_grant',
  'identity',
  'training',
  'adoption_checklist',
  'adoption_item',
  'tool_sighting',
  'assessment',
  'answer',
  'residency',
  'phi_exposure',
  'sub_processors',
  'evidence',
  'risk',
  'tool_approval',
  'access_exception',
  'audit_trail',
  'organisation',
] as const;
export const gapRecordKindSchema = z.enum(GAP_RECORD_KINDS);
export type GapRecordKind = z.infer<typeof gapRecordKindSchema>;

export const gapRecordSchema = z.strictObject({
  kind: gapRecordKindSchema,
  /** Of the record; for what is kept with a tool or vendor, the id of that. Empty for what the workspace has once. */
  id: z.union([idSchema, z.literal('')]),
  /** An answer's question, a checklist's item; empty for the whole record. */
  part: z.string().max(80),
  /** What people call it: "AG-0014", "V-PRV-3", a name. */
  label: z.string().max(400),
});
/** A record that a gap leads to. */
export type GapRecord = z.infer<typeof gapRecordSchema>;

export const GAP_CHANGES = [
  'plan',
  'version',
  'kind',
  'deployment',
  'use',
  'inherent_tier',
  'residual_band',
  'answer',
  'signed_decision',
  'failed_gates',
  'agreement_ended',
  'agreement_file',
] as const;

const gapChangeSchema = z.strictObject({
  kind: z.enum(GAP_CHANGES),
  /** Which one of several: a condition of use, a question, an agreement. */
  about: z.string().max(200),
  /** Words of the vocabulary of its kind, or text as it stands; null is "nothing". */
  before: z.string().max(500).nullable(),
  after: z.string().max(500).nullable(),
  record: gapRecordSchema,
});
/** Something that is no longer as it was when it was approved. */
export type GapChange = z.infer<typeof gapChangeSchema>;

export const gapSchema = z.strictObject({
  /** The same for as long as the gap is open: rule and records. */
  id: z.string().max(300),
  detector: gapDetectorSchema,
  rule: gapRuleSchema,
  severity: bandSchema,
  /** Whom or what it is about. */
  subject: gapRecordSchema,
  tool: recordReferenceSchema.nullable(),
  vendor: recordReferenceSchema.nullable(),
  /** Names, codes, days, numbers and words by which `gaps.rule.<rule>` is filled in (`shared/rules/gaps/words.ts`). */
  facts: z.record(z.string().max(40), z.union([z.string().max(1000), z.number()])),
  changes: z.array(gapChangeSchema).max(200),
  /** What it was found in, both sides of a contradiction. */
  sources: z.array(gapRecordSchema).max(50),
  /** The record that mends it. */
  fix: gapRecordSchema,
});
export type Gap = z.infer<typeof gapSchema>;

const APPROVAL_STANDINGS = ['not_in_use', 'current', 'stale', 'unrecorded'] as const;

export const sightingSchema = z.strictObject({
  id: idSchema,
  /** As the log or the list has it. */
  name: z.string(),
  source: z.string(),
  firstSeenOn: daySchema,
  lastSeenOn: daySchema,
  /** How many people used it, at most, in one source; null while unknown. */
  people: z.number().int().nullable(),
  /** The tool of the register that it is, by its names or by decision. */
  tool: recordReferenceSchema.extend({ status: registerStatusSchema }).nullable(),
  /** Said by a person; null while its name alone speaks. */
  decision: z
    .strictObject({
      /** Empty when it was matched to a tool. */
      notRelevant: z.string(),
      by: personReferenceSchema.nullable(),
      on: daySchema,
    })
    .nullable(),
  revision: revisionSchema,
});
export type Sighting = z.infer<typeof sightingSchema>;

export const SIGHTING_LIMIT = 500;

const newSightingsSchema = z.strictObject({
  /** Where they were seen: "Proxy log of week 46". */
  source: nameSchema,
  seenOn: daySchema,
  tools: z
    .array(z.strictObject({ name: nameSchema, people: z.number().int().min(0).max(10_000_000).nullable() }))
    .min(1)
    .max(SIGHTING_LIMIT),
});
export type NewSightings = z.infer<typeof newSightingsSchema>;

export const gaps = {
  /**
   * What is missing or contradicted today, by detector and weight. `counts` are of all that fit but the detector; at a
   * detector that found nothing the count is 0.
   */
  list: query
    .input(
      z.strictObject({
        detector: gapDetectorSchema.nullable().default(null),
        severity: bandSchema.nullable().default(null),
        vendorId: idSchema.nullable().default(null),
        toolId: idSchema.nullable().default(null),
        /** Gaps that name this record as subject, source or fix. */
        recordId: idSchema.nullable().default(null),
        search: z.string().max(200).default(''),
        offset: z.number().int().min(0).max(1_000_000).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.strictObject({
        today: daySchema,
        rows: z.array(gapSchema).max(200),
        total: z.number().int(),
        counts: z
          .array(z.strictObject({ detector: gapDetectorSchema, count: z.number().int() }))
          .length(GAP_DETECTORS.length),
      }),
    ),
  /** What the approval of a tool rests on, and what has changed since. */
  approval: query.input(z.strictObject({ toolId: idSchema })).output(
    z.strictObject({
      standing: z.enum(APPROVAL_STANDINGS),
      approvedAt: instantSchema.nullable(),
      approvedBy: personReferenceSchema.nullable(),
      note: z.string(),
      changes: z.array(gapChangeSchema).max(200),
    }),
  ),
  /**
   * Approves a tool in use anew, on what is on record now. FOUR_EYES for its owner; NOT_ALLOWED_NOW while something
   * stands in the way of an approval, or nothing has changed.
   */
  confirmApproval: mutation('tools')
    .input(z.strictObject({ toolId: idSchema, revision: revisionSchema, note: z.string().trim().min(1).max(2000) }))
    .output(z.null()),
  /** Tools that were seen in logs and lists, the latest first. */
  sightings: query
    .input(
      z.strictObject({
        /** Only those that are a gap today. */
        open: z.boolean().default(false),
        /** Only this one. */
        sightingId: idSchema.nullable().default(null),
        search: z.string().max(200).default(''),
        offset: z.number().int().min(0).max(1_000_000).default(0),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.strictObject({ rows: z.array(sightingSchema).max(200), total: z.number().int() })),
  /** Keeps what a log or a list shows; a name that is there already is brought up to date. */
  recordSightings: mutation()
    .input(newSightingsSchema)
    .output(z.strictObject({ added: z.number().int(), updated: z.number().int() })),
  /** Says which tool of the register it is, or why it does not matter; null takes that back. */
  settleSighting: mutation()
    .input(
      z.strictObject({
        sightingId: idSchema,
        revision: revisionSchema,
        decision: z
          .discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('tool'), toolId: idSchema }),
            z.strictObject({ kind: z.literal('not_relevant'), reason: lineSchema.min(1) }),
          ])
          .nullable(),
      }),
    )
    .output(sightingSchema),
};
