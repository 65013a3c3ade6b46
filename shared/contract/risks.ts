import { z } from 'zod';
import {
  daySchema,
  idSchema,
  mutation,
  nameSchema,
  noteSchema,
  personReferenceSchema,
  query,
  revisionSchema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';
import { bandSchema } from './vendors.ts';

export const RISK_TREATMENTS = ['reduce', 'accept', 'avoid', 'transfer'] as const;

export const riskControlSchema = z.strictObject({
  name: nameSchema,
  /** What its evidence shows (`scoring.md`, "residual"). */
  evidence: evidenceStateSchema,
  stale: z.boolean(),
  reduces: z.enum(['likelihood', 'impact']),
});

const riskFieldsSchema = z.strictObject({
  title: nameSchema,
  description: noteSchema,
  /** 1 to 5. */
  likelihood: z.number().int().min(1).max(5),
  impact: z.number().int().min(1).max(5),
  controls: z.array(riskControlSchema).max(20),
  treatment: z.enum(RISK_TREATMENTS),
  ownerId: idSchema.nullable(),
  open: z.boolean(),
});

const newRiskSchema = riskFieldsSchema
  .partial()
  .required({ title: true, likelihood: true, impact: true })
  .extend({ vendorId: idSchema });
export type NewRisk = z.infer<typeof newRiskSchema>;
const riskChangesSchema = riskFieldsSchema.partial();
export type RiskChanges = z.infer<typeof riskChangesSchema>;

export const riskSchema = riskFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  code: z.string(),
  vendorId: idSchema,
  owner: personReferenceSchema.nullable(),
  score: z.number().int(),
  band: bandSchema,
  acceptance: z
    .strictObject({ approver: personReferenceSchema, reason: z.string(), expiresOn: daySchema, expired: z.boolean() })
    .nullable(),
  revision: revisionSchema,
});
export type Risk = z.infer<typeof riskSchema>;

const stale = ['risks', 'vendors', 'tools', 'scores', 'adoption'] as const;

export const risks = {
  list: query.input(z.strictObject({ vendorId: idSchema })).output(z.array(riskSchema).max(500)),
  create: mutation(...stale)
    .input(newRiskSchema)
    .output(riskSchema),
  update: mutation(...stale)
    .input(z.strictObject({ riskId: idSchema, revision: revisionSchema, changes: riskChangesSchema }))
    .output(riskSchema),
  /** An accepted risk still counts, and is marked until it expires. */
  accept: mutation(...stale)
    .input(
      z.strictObject({
        riskId: idSchema,
        revision: revisionSchema,
        reason: z.string().trim().min(1).max(2000),
        expiresOn: daySchema,
      }),
    )
    .output(riskSchema),
};
