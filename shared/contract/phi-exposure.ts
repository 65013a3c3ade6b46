import { z } from 'zod';
import { AGREEMENT_STATES, OFFERED } from './agreements.ts';
import {
  daySchema,
  idSchema,
  mutation,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';
import { bandSchema, registerStatusSchema } from './vendors.ts';

/** The seven factors F1 to F7 of `domain.md` 1.5, in order; their anchors stand in the model pack. */
export const PHI_FACTORS = [
  'reachable_data',
  'open_vectors',
  'context_capture',
  'preventive_controls',
  'retention',
  'training_review',
  'sub_processors',
] as const;
const phiFactorSchema = z.enum(PHI_FACTORS);
export type PhiFactor = z.infer<typeof phiFactorSchema>;

/** The highest level of a factor; unknown counts as this. */
export const PHI_MAXIMUM = 2;
const levelSchema = z.number().int().min(0).max(PHI_MAXIMUM).nullable();

/** Is it lawful if health data reaches the vendor? By the agreement alone. */
export const PERMISSIBILITIES = ['under_baa', 'no_hipaa_role', 'not_with_phi'] as const;
export type Permissibility = (typeof PERMISSIBILITIES)[number];

/** What the tool may be used for, from the narrowest to the widest; `not_assessed` while no factor is rated. */
export const APPROVED_USES = [
  'not_assessed',
  'prohibited',
  'pending',
  'non_phi_only',
  'phi_adjacent',
  'not_limited',
] as const;
const approvedUseSchema = z.enum(APPROVED_USES);
export type ApprovedUse = z.infer<typeof approvedUseSchema>;

/** Why the rule came to an approved use; the page and the report have a sentence for each. */
export const USE_REASONS = [
  'not_rated',
  'no_hipaa_role',
  'baa_in_force',
  'baa_under_way',
  'low_without_baa',
  'exposed_without_baa',
  'exposed_though_not_needed',
  'other_scope',
  'limited',
] as const;
export type UseReason = (typeof USE_REASONS)[number];

/** A person may allow less than the rule does, never more. */
export const USE_LIMITS = ['prohibited', 'non_phi_only'] as const;
export type UseLimit = (typeof USE_LIMITS)[number];

/** How the business associate agreement stands to a tool; needed, offered and state are three facts (`domain.md` 0.4). */
const baaStandingSchema = z.strictObject({
  agreement: z.strictObject({ id: idSchema, code: z.string(), title: z.string() }).nullable(),
  /** Null while nobody has decided. */
  needed: z.boolean().nullable(),
  offered: z.enum(OFFERED),
  /** Null when there is none. */
  state: z.enum(AGREEMENT_STATES).nullable(),
  /** Does its scope name this tool on the plan in use? */
  inScope: z.boolean(),
});
export type BaaStanding = z.infer<typeof baaStandingSchema>;

const resultSchema = z.strictObject({
  /** 0 to 14; null while no factor is rated. */
  sum: z.number().int().min(0).max(14).nullable(),
  exposure: bandSchema.exclude(['critical']).nullable(),
  /** Share of the factors that is known, 0 to 1. */
  completeness: z.number().min(0).max(1),
  /** How well what is known is shown, 0 to 1; each unknown factor lowers it. */
  confidence: z.number().min(0).max(1),
  unknown: z.array(phiFactorSchema).max(PHI_FACTORS.length),
});

const standingFields = {
  ...resultSchema.shape,
  baa: baaStandingSchema,
  permissible: z.enum(PERMISSIBILITIES),
  /** What the rule gives, before a person's limit. */
  computedUse: approvedUseSchema,
  approvedUse: approvedUseSchema,
  useReason: z.enum(USE_REASONS),
};

const phiExposureRowSchema = z.strictObject({
  tool: recordReferenceSchema.extend({ code: z.string() }),
  vendor: recordReferenceSchema,
  plan: z.string(),
  /** Seats in use; null while unknown. */
  users: z.number().int().nullable(),
  status: registerStatusSchema,
  /** Can health data reach this use? Null while nobody has said. */
  phiPossible: z.boolean().nullable(),
  rated: z.number().int().min(0).max(PHI_FACTORS.length),
  ...standingFields,
});
export type PhiExposureRow = z.infer<typeof phiExposureRowSchema>;

const phiExposureSchema = phiExposureRowSchema.extend({
  factors: z
    .array(
      z.strictObject({
        factor: phiFactorSchema,
        level: levelSchema,
        /** Empty while nobody has rated it. */
        reason: z.string(),
        /** The strongest evidence behind it, as it counts today. */
        evidence: evidenceStateSchema,
        ratedBy: personReferenceSchema.nullable(),
        ratedOn: daySchema.nullable(),
      }),
    )
    .length(PHI_FACTORS.length),
  limit: z.enum(USE_LIMITS).nullable(),
  limitReason: z.string(),
  model: z.strictObject({ id: z.string(), version: z.string(), sha256: z.string() }),
  /** When the rating was last changed; null before the first. */
  ratedOn: daySchema.nullable(),
  revision: revisionSchema,
});
export type PhiExposure = z.infer<typeof phiExposureSchema>;

/** One line of the BAA tracker: an agreement, or a vendor whose tool may meet PHI and has none. */
const baaTrackerRowSchema = z.strictObject({
  vendor: recordReferenceSchema,
  agreement: z.strictObject({ id: idSchema, code: z.string(), title: z.string() }).nullable(),
  /** "Forge Assist, Enterprise" for each thing that it covers. */
  scope: z.array(z.string()).max(50),
  needed: z.boolean().nullable(),
  offered: z.enum(OFFERED),
  state: z.enum(AGREEMENT_STATES).nullable(),
  /** The day of the later of both signatures. */
  signedOn: daySchema.nullable(),
  effectiveOn: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
  noticeOn: daySchema.nullable(),
  /** Of the tools that it is about; the worst of them. */
  exposure: bandSchema.exclude(['critical']).nullable(),
  /** The narrowest of them. */
  approvedUse: approvedUseSchema,
  /** The tools that it is about. */
  tools: z.array(recordReferenceSchema).max(500),
});
export type BaaTrackerRow = z.infer<typeof baaTrackerRowSchema>;

const ROW_LIMIT = 5000;

export const phiExposure = {
  /** Every tool, or those of a vendor, in the order of vendor and name. */
  list: query
    .input(z.strictObject({ vendorId: idSchema.optional() }))
    .output(z.array(phiExposureRowSchema).max(ROW_LIMIT)),
  get: query.input(z.strictObject({ toolId: idSchema })).output(phiExposureSchema),
  /** The level null says that it is not known. INVALID_INPUT without a reason. */
  rateFactor: mutation('phiExposure', 'scores')
    .input(
      z.strictObject({
        toolId: idSchema,
        revision: revisionSchema,
        factor: phiFactorSchema,
        level: levelSchema,
        reason: z.string().trim().max(2000),
      }),
    )
    .output(phiExposureSchema),
  /** Allows less than the rule does; null takes the limit off. INVALID_INPUT without a reason. */
  limitUse: mutation('phiExposure')
    .input(
      z.strictObject({
        toolId: idSchema,
        revision: revisionSchema,
        limit: z.enum(USE_LIMITS).nullable(),
        reason: z.string().trim().max(2000),
      }),
    )
    .output(phiExposureSchema),
  /** The business associate agreements and who still lacks one: the seed's tracker. */
  tracker: query.output(z.array(baaTrackerRowSchema).max(ROW_LIMIT)),
  /** What each factor asks and what its levels mean, for forms and help. */
  factors: query.output(
    z.array(
      z.strictObject({
        factor: phiFactorSchema,
        title: z.string(),
        question: z.string(),
        levels: z.array(z.strictObject({ label: z.string(), anchor: z.string() })).length(PHI_MAXIMUM + 1),
      }),
    ),
  ),
};
