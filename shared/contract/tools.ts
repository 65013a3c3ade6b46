import { z } from 'zod';
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
import { USE_CONDITIONS } from './questionnaire-pack.ts';
import { bandSchema, nextStepSchema, registerStatusSchema, residualSummarySchema } from './vendors.ts';

export const TOOL_KINDS = ['assistant', 'api', 'ide_plugin', 'agent', 'mcp_server'] as const;
export const toolKindSchema = z.enum(TOOL_KINDS);
export type ToolKind = z.infer<typeof toolKindSchema>;

export const DEPLOYMENTS = [
  'air_gapped',
  'own_cloud',
  'single_tenant',
  'shared_service',
  'consumer',
  'unknown',
] as const;
export const deploymentSchema = z.enum(DEPLOYMENTS);
export type Deployment = z.infer<typeof deploymentSchema>;

/** The four approval gates of a tool, in the order of the seed. */
export const TOOL_GATES = [
  'security_assessment',
  'compliance_review',
  'legal_approval',
  'performance_evaluation',
] as const;
export const toolGateSchema = z.enum(TOOL_GATES);
export type ToolGate = z.infer<typeof toolGateSchema>;
export const GATE_STATES = ['open', 'waiting', 'passed', 'failed'] as const;
export const gateStateSchema = z.enum(GATE_STATES);
export type GateState = z.infer<typeof gateStateSchema>;

/** The ten factors of inherent risk (`scoring.md`, "inherent"; anchors in the model pack). */
export const INHERENT_FACTORS = [
  'data_class',
  'code_class',
  'regulated_scope',
  'autonomy',
  'deployment',
  'retention_training',
  'privilege_secrets',
  'user_count',
  'substitutability',
  'sub_processor_depth',
] as const;
export const inherentFactorSchema = z.enum(INHERENT_FACTORS);
export type InherentFactor = z.infer<typeof inherentFactorSchema>;

/** Does this use have the condition? `null` is "not asked yet", which counts as yes. */
export const toolUseSchema = z.strictObject(
  Object.fromEntries(USE_CONDITIONS.map((condition) => [condition, z.boolean().nullable()])) as Record<
    (typeof USE_CONDITIONS)[number],
    z.ZodNullable<z.ZodBoolean>
  >,
);
export type ToolUse = z.infer<typeof toolUseSchema>;

const toolFieldsSchema = z.strictObject({
  name: nameSchema,
  kind: toolKindSchema,
  plan: lineSchema,
  versionRange: lineSchema,
  deployment: deploymentSchema,
  aliases: z.array(nameSchema).max(30),
  formerNames: z.array(nameSchema).max(30),
  ownerId: idSchema.nullable(),
  businessJustification: noteSchema,
  /** Seats in use; null while unknown. */
  users: z.number().int().min(0).max(10_000_000).nullable(),
  use: toolUseSchema,
  nextReviewOn: daySchema.nullable(),
});
export const newToolSchema = toolFieldsSchema
  .partial()
  .required({ name: true, kind: true })
  .extend({ vendorId: idSchema });
export type NewTool = z.infer<typeof newToolSchema>;
const toolChangesSchema = toolFieldsSchema.partial();
export type ToolChanges = z.infer<typeof toolChangesSchema>;

export const toolGateDecisionSchema = z.strictObject({
  gate: toolGateSchema,
  state: gateStateSchema,
  decidedBy: personReferenceSchema.nullable(),
  decidedOn: daySchema.nullable(),
  note: z.string(),
});

export const toolSchema = toolFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "TL-031" */
  code: z.string(),
  vendor: recordReferenceSchema,
  owner: personReferenceSchema.nullable(),
  status: registerStatusSchema,
  statusReason: z.string(),
  gates: z.array(toolGateDecisionSchema).length(TOOL_GATES.length),
  inherentFactors: z.array(
    z.strictObject({
      factor: inherentFactorSchema,
      /** 0 to 4; null is unknown and counts as 4. */
      level: z.number().int().min(0).max(4).nullable(),
      reason: z.string(),
    }),
  ),
  inherentTier: bandSchema.nullable(),
  residual: residualSummarySchema.nullable(),
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type Tool = z.infer<typeof toolSchema>;

export const toolRowSchema = z.strictObject({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  vendorId: idSchema,
  vendorName: z.string(),
  kind: toolKindSchema,
  plan: z.string(),
  status: registerStatusSchema,
  inherentTier: bandSchema.nullable(),
  residual: residualSummarySchema.nullable(),
  /** Completeness of the latest assessment, 0 to 1. */
  completeness: z.number().min(0).max(1).nullable(),
  gates: z.array(gateStateSchema).length(TOOL_GATES.length),
  owner: personReferenceSchema.nullable(),
  nextReviewOn: daySchema.nullable(),
  revision: revisionSchema,
});
export type ToolRow = z.infer<typeof toolRowSchema>;

export const tools = {
  /** Fields: name, vendorName, vendorId, kind, plan, status, inherentTier, residual, completeness, gates, owner, nextReviewOn, phiPossible. */
  list: query.input(listInputSchema).output(listOf(toolRowSchema)),
  get: query
    .input(z.strictObject({ toolId: idSchema }))
    .output(z.strictObject({ tool: toolSchema, nextStep: nextStepSchema })),
  create: mutation('tools', 'vendors', 'adoption', 'agreements', 'findings', 'phiExposure')
    .input(newToolSchema)
    .output(toolSchema),
  update: mutation('tools', 'vendors', 'adoption', 'scores', 'agreements', 'findings', 'phiExposure')
    .input(z.strictObject({ toolId: idSchema, revision: revisionSchema, changes: toolChangesSchema }))
    .output(toolSchema),
  /**
   * NOT_ALLOWED_NOW when the status is approved and a gate is not passed, or when the tool comes into use without an
   * agreement that its use needs; a reason is needed for all but in_review.
   */
  changeStatus: mutation('tools', 'vendors', 'adoption', 'agreements', 'findings', 'phiExposure')
    .input(
      z.strictObject({
        toolId: idSchema,
        revision: revisionSchema,
        status: registerStatusSchema,
        reason: z.string().trim().max(2000),
      }),
    )
    .output(toolSchema),
  decideGate: mutation('tools', 'vendors', 'adoption')
    .input(
      z.strictObject({
        toolId: idSchema,
        revision: revisionSchema,
        gate: toolGateSchema,
        state: gateStateSchema,
        note: z.string().trim().max(2000),
      }),
    )
    .output(toolSchema),
  rateInherentFactor: mutation('tools', 'vendors', 'adoption', 'scores')
    .input(
      z.strictObject({
        toolId: idSchema,
        revision: revisionSchema,
        factor: inherentFactorSchema,
        level: z.number().int().min(0).max(4).nullable(),
        reason: z.string().trim().max(2000),
      }),
    )
    .output(toolSchema),
  /** One change for many tools, all or none. */
  updateMany: mutation('tools', 'vendors', 'adoption')
    .input(
      z.strictObject({
        toolIds: z.array(idSchema).min(1).max(1000),
        ownerId: idSchema.nullable().optional(),
        nextReviewOn: daySchema.nullable().optional(),
      }),
    )
    .output(z.strictObject({ changed: z.number().int() })),
};
