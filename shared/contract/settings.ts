import { z } from 'zod';
import { hipaaRoleSchema } from './agreements.ts';
import { CLASSIFICATIONS } from '../report/report.ts';
import {
  fileTokenSchema,
  idSchema,
  listInputSchema,
  mutation,
  nameSchema,
  query,
  revisionSchema,
} from './operation.ts';

export const personalSettingsSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'standard', 'roomy']),
  /** Single-letter keys outside text fields (WCAG 2.1.4). */
  letterKeys: z.boolean(),
});

export type PersonalSettings = z.infer<typeof personalSettingsSchema>;

export const organisationSettingsSchema = z.strictObject({
  organisation: nameSchema,
  /** Begins every document id: "CHP". */
  documentPrefix: z.string().regex(/^[A-Z0-9]{1,8}$/),
  classification: z.enum(CLASSIFICATIONS),
  /** What we are under HIPAA; decides whether PHI asks for a business associate agreement (`domain.md` 1.1, H-NEED-1). */
  hipaaRole: hipaaRoleSchema,
  hasLogo: z.boolean(),
  revision: revisionSchema,
});

export const REGISTERS = [
  'tools',
  'vendors',
  'assessments',
  'findings',
  'evidence',
  'agreements',
  'adoption',
  'auditTrail',
  'dataFlows',
  'accessExceptions',
  'accessIdentities',
  'repositories',
  'trainingCompletions',
] as const;

export const registerViewSchema = z.strictObject({
  id: idSchema,
  register: z.enum(REGISTERS),
  name: z.string().trim().min(1).max(60),
  list: listInputSchema.omit({ offset: true, limit: true }),
  /** Columns in order; empty means the usual ones. */
  columns: z.array(z.string().max(40)).max(40),
});
export type RegisterView = z.infer<typeof registerViewSchema>;

export const settings = {
  personal: query.output(personalSettingsSchema),
  savePersonal: mutation('settings').input(personalSettingsSchema.partial()).output(personalSettingsSchema),
  organisation: query.output(organisationSettingsSchema),
  saveOrganisation: mutation('settings', 'workspace', 'agreements', 'findings', 'phiExposure')
    .input(
      z.strictObject({
        revision: revisionSchema,
        changes: organisationSettingsSchema.omit({ hasLogo: true, revision: true }).partial(),
        /** A PNG of at most 1 MB; null takes the logo away. */
        logoToken: fileTokenSchema.nullable().optional(),
      }),
    )
    .output(organisationSettingsSchema),
  /** One's own saved views of a register. */
  views: query.input(z.strictObject({ register: z.enum(REGISTERS) })).output(z.array(registerViewSchema).max(50)),
  saveView: mutation('settings')
    .input(registerViewSchema.omit({ id: true }).extend({ id: idSchema.nullable() }))
    .output(registerViewSchema),
  removeView: mutation('settings')
    .input(z.strictObject({ viewId: idSchema }))
    .output(z.null()),
};
