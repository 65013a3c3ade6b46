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
  revisionSchema,
} from './operation.ts';

/** Status of a vendor or a tool (`mission.md` A1). */
export const REGISTER_STATUSES = ['proposed', 'in_review', 'approved', 'conditional', 'prohibited', 'retired'] as const;
export const registerStatusSchema = z.enum(REGISTER_STATUSES);
export type RegisterStatus = z.infer<typeof registerStatusSchema>;

export const BANDS = ['low', 'medium', 'high', 'critical'] as const;
export const bandSchema = z.enum(BANDS);
export type Band = z.infer<typeof bandSchema>;

/** A residual risk as a register shows it; the explain drawer opens it. */
export const residualSummarySchema = z.strictObject({ score: z.number().int().min(1).max(25), band: bandSchema });

export const contactSchema = z.strictObject({
  name: nameSchema,
  position: lineSchema,
  email: z.union([z.literal(''), z.email().max(200)]),
  phone: z.string().trim().max(60),
});

const vendorFieldsSchema = z.strictObject({
  name: nameSchema,
  legalName: lineSchema,
  /** Other names in use, for search and for recognising duplicates. */
  aliases: z.array(nameSchema).max(30),
  formerNames: z.array(nameSchema).max(30),
  /** Registrable domain without scheme: "example.com". */
  domain: z.union([
    z.literal(''),
    z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
      .max(200),
  ]),
  /** ISO 3166-1 alpha-2, or empty. */
  country: z.string().regex(/^([A-Z]{2})?$/),
  description: noteSchema,
  ownerId: idSchema.nullable(),
  /** Do operations depend on it? Separate from risk (`domain.md` 7.3). */
  businessCritical: z.boolean().nullable(),
  nextReviewOn: daySchema.nullable(),
  contacts: z.array(contactSchema).max(30),
});
export const newVendorSchema = vendorFieldsSchema.partial().required({ name: true });
export type NewVendor = z.infer<typeof newVendorSchema>;
const vendorChangesSchema = vendorFieldsSchema.partial();
export type VendorChanges = z.infer<typeof vendorChangesSchema>;

export const vendorSchema = vendorFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "VN-014" */
  code: z.string(),
  status: registerStatusSchema,
  statusReason: z.string(),
  owner: personReferenceSchema.nullable(),
  /** Set when the vendor began as a starter profile; its facts are a starting point to verify. */
  profile: z.string().nullable(),
  inherentTier: bandSchema.nullable(),
  residual: residualSummarySchema.nullable(),
  counts: z.strictObject({
    tools: z.number().int(),
    assessments: z.number().int(),
    risks: z.number().int(),
    agreements: z.number().int(),
    evidence: z.number().int(),
    openFindings: z.number().int(),
    openRedFlags: z.number().int(),
  }),
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type Vendor = z.infer<typeof vendorSchema>;

export const vendorRowSchema = z.strictObject({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  status: registerStatusSchema,
  owner: personReferenceSchema.nullable(),
  toolCount: z.number().int(),
  inherentTier: bandSchema.nullable(),
  residual: residualSummarySchema.nullable(),
  openRedFlags: z.number().int(),
  nextReviewOn: daySchema.nullable(),
  revision: revisionSchema,
});
export type VendorRow = z.infer<typeof vendorRowSchema>;

/** What the person should do next with a record; the page has a sentence and a button for each. */
export const nextStepSchema = z
  .strictObject({
    kind: z.enum([
      'add_tool',
      'rate_inherent',
      'plan_assessment',
      'answer',
      'review',
      'sign_off',
      'mend_findings',
      'decide_gates',
      'reassess',
    ]),
    /** How many: questions to answer, gates to decide, findings to mend. */
    count: z.number().int().min(0),
    dueOn: daySchema.nullable(),
    /** The record that the button opens. */
    recordId: idSchema.nullable(),
  })
  .nullable();
export type NextStep = z.infer<typeof nextStepSchema>;

export const vendors = {
  /** Fields for filters and sort: name, status, owner, inherentTier, residual, toolCount, nextReviewOn. */
  list: query.input(listInputSchema).output(listOf(vendorRowSchema)),
  get: query
    .input(z.strictObject({ vendorId: idSchema }))
    .output(z.strictObject({ vendor: vendorSchema, nextStep: nextStepSchema })),
  create: mutation('vendors', 'tools').input(newVendorSchema).output(vendorSchema),
  update: mutation('vendors', 'tools', 'agreements', 'findings')
    .input(z.strictObject({ vendorId: idSchema, revision: revisionSchema, changes: vendorChangesSchema }))
    .output(vendorSchema),
  changeStatus: mutation('vendors', 'tools')
    .input(
      z.strictObject({
        vendorId: idSchema,
        revision: revisionSchema,
        status: registerStatusSchema,
        reason: z.string().trim().max(2000),
      }),
    )
    .output(vendorSchema),
};
