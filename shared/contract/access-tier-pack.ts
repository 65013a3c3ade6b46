import { z } from 'zod';
import {
  ACCESS_CLASSES,
  ACCESS_DUTIES,
  ACCESS_REQUIREMENTS,
  ACCESS_ROLES,
  accessClassSchema,
  accessDutySchema,
  accessOutcomeSchema,
  accessRequirementSchema,
  accessRoleSchema,
  pciClassSchema,
} from './access-tier-records.ts';
import { daySchema } from './operation.ts';

const sentence = z.string().trim().min(1).max(600);
const title = z.string().trim().min(1).max(80);
const sources = z.array(z.string().trim().min(1).max(60)).max(10);

/** The format of `resources/packs/access-tiers/*.yaml` (`domain.md` 3 and 6.7). */
export const accessTierPackSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  asOf: daySchema,
  sources,
  roles: z
    .array(
      z.strictObject({
        id: accessRoleSchema,
        name: title,
        description: sentence,
        duties: z.array(accessDutySchema).max(ACCESS_DUTIES.length),
        /** May an exception be given to it? Not to a role that only reads. */
        exceptions: z.boolean(),
      }),
    )
    .length(ACCESS_ROLES.length),
  classes: z
    .array(
      z.strictObject({
        id: accessClassSchema,
        name: title,
        /** Tier of the seed for code classes; null on the PCI axis. */
        tier: z.number().int().min(1).max(3).nullable(),
        description: sentence,
        policy: sentence,
        sources,
      }),
    )
    .length(ACCESS_CLASSES.length),
  /** Questions that find the PCI class; the first that is answered yes gives its class. */
  classifier: z
    .array(
      z.strictObject({
        id: z.string().regex(/^PCI-C[1-9]$/),
        question: sentence,
        guidance: sentence,
        /** The class that a yes leads to; null for the proof that a no to all others needs. */
        leadsTo: pciClassSchema.nullable(),
        sources,
      }),
    )
    .min(2)
    .max(9),
  requirements: z
    .array(z.strictObject({ id: accessRequirementSchema, name: title, description: sentence }))
    .length(ACCESS_REQUIREMENTS.length),
  matrix: z
    .array(
      z.strictObject({
        role: accessRoleSchema,
        class: accessClassSchema,
        outcome: accessOutcomeSchema,
        requires: z.array(accessRequirementSchema).max(ACCESS_REQUIREMENTS.length).default([]),
      }),
    )
    .max(ACCESS_ROLES.length * ACCESS_CLASSES.length),
});
export type AccessTierPack = z.infer<typeof accessTierPackSchema>;
