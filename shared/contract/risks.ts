import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  mutation,
  nameSchema,
  noteSchema,
  personReferenceSchema,
  query,
  revisionSchema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';
import { bandSchema } from './vendors.ts';

export const RISK_CATEGORIES = ['operational', 'security', 'compliance', 'privacy', 'third_party'] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number];
export const RISK_TREATMENTS = ['reduce', 'accept', 'avoid', 'transfer'] as const;
export type RiskTreatment = (typeof RISK_TREATMENTS)[number];
/** What a risk is, for a list: a suggestion waits to be judged. */
export const RISK_STATES = ['open', 'suggested', 'closed'] as const;
export type RiskState = (typeof RISK_STATES)[number];
/** Records that a risk is about. It counts for the vendors among them, and for the vendors of the tools among them. */
export const RISK_LINK_KINDS = ['vendor', 'tool', 'finding', 'agreement', 'code_change'] as const;
export type RiskLinkKind = (typeof RISK_LINK_KINDS)[number];

const CONTROL_LIMIT = 20;
const LINK_LIMIT = 50;
/** A register that a map can still show. */
const RISK_LIMIT = 2000;

const controlFieldsSchema = z.strictObject({
  name: nameSchema,
  reduces: z.enum(['likelihood', 'impact']),
  /** What is said of it; null when nobody has looked. Without evidence it counts as claimed at most. */
  stated: evidenceStateSchema.nullable(),
  /** Who does it, how often, for what. */
  note: z.string().trim().max(2000),
});

/** A control that is there already is named by its id; one without an id is new. */
const newControlSchema = controlFieldsSchema.partial().required({ name: true }).extend({ id: idSchema.optional() });
export type NewRiskControl = z.infer<typeof newControlSchema>;

const riskControlSchema = controlFieldsSchema.extend({
  id: idSchema,
  /** As it counts today (`scoring.md`, "residual"): by its strongest evidence, else by what is said, capped; null is unknown. */
  evidence: evidenceStateSchema.nullable(),
  /** Has its evidence aged, so that it counts one step lower? */
  stale: z.boolean(),
  /** Steps that it takes off by itself, before the cap of all controls together. */
  steps: z.number().int(),
  /** Index numbers of the evidence behind it. */
  evidenceIndex: z.array(z.string()).max(50),
});
export type RiskControl = z.infer<typeof riskControlSchema>;

const linkTargetSchema = z.strictObject({ kind: z.enum(RISK_LINK_KINDS), id: idSchema });
export type RiskLinkTarget = z.infer<typeof linkTargetSchema>;
const riskLinkSchema = linkTargetSchema.extend({
  name: z.string(),
  /** The vendor of a tool; empty elsewhere. */
  detail: z.string(),
});
export type RiskLink = z.infer<typeof riskLinkSchema>;

const levelSchema = z.number().int().min(1).max(5);

const riskFieldsSchema = z.strictObject({
  title: nameSchema,
  /** How it happens, and what would follow. */
  description: noteSchema,
  category: z.enum(RISK_CATEGORIES),
  /** 1 to 5, before controls. */
  likelihood: levelSchema,
  impact: levelSchema,
  /** Why likelihood and impact are what they are. */
  rationale: z.string().trim().max(4000),
  treatment: z.enum(RISK_TREATMENTS),
  /** What is to be done, by when. */
  plan: z.string().trim().max(4000),
  treatmentDueOn: daySchema.nullable(),
  reviewOn: daySchema.nullable(),
  ownerId: idSchema.nullable(),
});

const arrays = {
  controls: z.array(newControlSchema).max(CONTROL_LIMIT),
  links: z.array(linkTargetSchema).max(LINK_LIMIT),
};
const newRiskSchema = riskFieldsSchema
  .extend(arrays)
  .partial()
  .required({ title: true, likelihood: true, impact: true });
export type NewRisk = z.infer<typeof newRiskSchema>;
const riskChangesSchema = riskFieldsSchema.extend(arrays).partial();
export type RiskChanges = z.infer<typeof riskChangesSchema>;

const ratedSchema = z.strictObject({
  likelihood: levelSchema,
  impact: levelSchema,
  /** Likelihood × impact, 1 to 25. */
  score: z.number().int(),
  band: bandSchema,
});

export const riskSchema = riskFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "R-004" */
  code: z.string(),
  /** Likelihood and impact come from a pack and nobody has judged them yet. */
  suggested: z.boolean(),
  inherent: ratedSchema,
  /** After controls, each as far as its evidence shows today. */
  residual: ratedSchema,
  controls: z.array(riskControlSchema).max(CONTROL_LIMIT),
  links: z.array(riskLinkSchema).max(LINK_LIMIT),
  owner: personReferenceSchema.nullable(),
  open: z.boolean(),
  /** Null while it is open. */
  closure: z
    .strictObject({ by: personReferenceSchema.nullable(), on: daySchema.nullable(), reason: z.string() })
    .nullable(),
  acceptance: z
    .strictObject({
      approver: personReferenceSchema,
      reason: z.string(),
      expiresOn: daySchema,
      /** The residual risk that was accepted; null for one accepted before it was kept. */
      score: z.number().int().nullable(),
      expired: z.boolean(),
      /** The residual risk has grown since. */
      outgrown: z.boolean(),
    })
    .nullable(),
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type Risk = z.infer<typeof riskSchema>;

const startingRiskSchema = z.strictObject({
  /** Id in the pack: "RK-SEC-1". */
  id: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.enum(RISK_CATEGORIES),
  likelihood: levelSchema,
  impact: levelSchema,
  rationale: z.string(),
  controls: z.array(z.strictObject({ name: z.string(), reduces: z.enum(['likelihood', 'impact']) })).max(CONTROL_LIMIT),
  /** The risk of the register that began as this one. */
  presentCode: z.string().nullable(),
});

const riskListInputSchema = z.strictObject({
  state: z.enum(['open', 'closed', 'all']).default('all'),
  /** Risks that count for this vendor: about it, or about one of its tools. Null: about no vendor at all. */
  vendorId: idSchema.nullable().optional(),
  toolId: idSchema.optional(),
  /** Null: nobody's. */
  ownerId: idSchema.nullable().optional(),
  treatment: z.enum(RISK_TREATMENTS).optional(),
  category: z.enum(RISK_CATEGORIES).optional(),
});
export type RiskListInput = z.infer<typeof riskListInputSchema>;

const reasonSchema = z.string().trim().min(1).max(2000);
const atRevision = { riskId: idSchema, revision: revisionSchema };
const stale = ['risks', 'vendors', 'tools', 'scores', 'adoption'] as const;

export const risks = {
  /** Every risk that fits, by code: a map has no pages. */
  list: query.input(riskListInputSchema).output(z.array(riskSchema).max(RISK_LIMIT)),
  get: query.input(z.strictObject({ riskId: idSchema })).output(riskSchema),
  create: mutation(...stale)
    .input(newRiskSchema)
    .output(riskSchema),
  /** Judging likelihood or impact again, or changing controls, ends an acceptance. A closed risk is opened first. */
  update: mutation(...stale)
    .input(z.strictObject({ ...atRevision, changes: riskChangesSchema }))
    .output(riskSchema),
  close: mutation(...stale)
    .input(z.strictObject({ ...atRevision, reason: reasonSchema }))
    .output(riskSchema),
  reopen: mutation(...stale)
    .input(z.strictObject(atRevision))
    .output(riskSchema),
  /** An accepted risk still counts, and is marked until it expires. */
  accept: mutation(...stale)
    .input(z.strictObject({ ...atRevision, reason: reasonSchema, expiresOn: daySchema }))
    .output(riskSchema),
  withdrawAcceptance: mutation(...stale)
    .input(z.strictObject(atRevision))
    .output(riskSchema),
  /** The usual risks that a register can begin with, as suggestions. */
  starting: query.output(
    z.strictObject({
      pack: z.strictObject({ id: z.string(), version: z.string(), asOf: daySchema, sources: z.array(z.string()) }),
      risks: z.array(startingRiskSchema).max(50),
    }),
  ),
  /** Puts chosen ones into the register, marked as not judged yet; one that is there already is left out. */
  addStarting: mutation(...stale)
    .input(z.strictObject({ ids: z.array(z.string().max(40)).min(1).max(50) }))
    .output(z.strictObject({ added: z.number().int() })),
};
