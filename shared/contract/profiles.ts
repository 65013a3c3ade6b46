import { z } from 'zod';
import { daySchema, idSchema, lineSchema, mutation, nameSchema, query, revisionSchema } from './operation.ts';
import { toolKindSchema } from './tools.ts';
import { vendorSchema } from './vendors.ts';

/** What a fact about a vendor is about (`domain.md` 8). */
export const FACT_TOPICS = [
  'certifications',
  'baa',
  'residency',
  'retention',
  'training',
  'audit_log',
  'notes',
] as const;
export const factTopicSchema = z.enum(FACT_TOPICS);
export type FactTopic = z.infer<typeof factTopicSchema>;

/** High: a primary document was read; medium: secondary or in part; low: thin, or sources disagree. */
export const FACT_CONFIDENCES = ['high', 'medium', 'low'] as const;
const confidenceSchema = z.enum(FACT_CONFIDENCES);
export type FactConfidence = z.infer<typeof confidenceSchema>;

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60);
const value = z.string().trim().min(1).max(2000);

const packFactSchema = z.strictObject({
  id: slug,
  topic: factTopicSchema,
  /** The plan that it holds for; consumer plans differ. */
  plan: lineSchema,
  value,
  /** Ids of the sources of this profile. */
  sources: z.array(z.string().max(12)).min(1).max(10),
  seenOn: daySchema,
  confidence: confidenceSchema,
});

/** The format of `resources/packs/profiles/*.yaml`: what is known of a vendor, as a starting point to verify. */
export const profilePackSchema = z.strictObject({
  format: z.literal('assay-profile/1'),
  id: slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: nameSchema,
  asOf: daySchema,
  vendor: vendorSchema.pick({ name: true, aliases: true, formerNames: true, domain: true }),
  tools: z
    .array(
      z.strictObject({
        name: nameSchema,
        kind: toolKindSchema,
        plan: lineSchema,
        aliases: z.array(nameSchema).max(30),
        formerNames: z.array(nameSchema).max(30),
      }),
    )
    .min(1)
    .max(10),
  sources: z
    .array(z.strictObject({ id: z.string().max(12), name: lineSchema.min(1), primary: z.boolean() }))
    .min(1)
    .max(20),
  facts: z.array(packFactSchema).min(1).max(60),
});
export type ProfilePack = z.infer<typeof profilePackSchema>;

const factFieldsSchema = z.strictObject({
  topic: factTopicSchema,
  plan: lineSchema,
  value,
  /** Where it was read, in words. */
  source: z.string().trim().max(1000),
  seenOn: daySchema,
  confidence: confidenceSchema,
});
export type FactFields = z.infer<typeof factFieldsSchema>;

/** Something known of a vendor that nobody has verified here. It answers no question and passes no gate. */
export const vendorFactSchema = factFieldsSchema.extend({
  id: idSchema,
  /** The profile that it came from; null for one's own. */
  profileId: z.string().nullable(),
  /** Seen too long ago to lean on: 90 days, for certificates and notes 180. */
  old: z.boolean(),
  revision: revisionSchema,
});
export type VendorFact = z.infer<typeof vendorFactSchema>;

/** A fact that the newest profile gives otherwise than the one that was taken. */
const factDifferenceSchema = z.strictObject({
  profileFactId: slug,
  /** What stands on the vendor now; null when the fact is new, or was removed here. */
  present: vendorFactSchema.nullable(),
  offered: factFieldsSchema,
});
export type FactDifference = z.infer<typeof factDifferenceSchema>;

const byFact = z.strictObject({ factId: idSchema, revision: revisionSchema });
const stale = ['profiles', 'vendors'] as const;

export const profiles = {
  /** The profiles that come with Assay. `vendorId` is set where the register has the vendor already. */
  list: query.output(
    z
      .array(
        z.strictObject({
          id: slug,
          title: z.string(),
          version: z.string(),
          asOf: daySchema,
          vendorName: z.string(),
          vendorId: idSchema.nullable(),
          tools: profilePackSchema.shape.tools,
          facts: z.number().int(),
        }),
      )
      .max(200),
  ),
  /** Adds the vendor with the chosen tools (their places in the profile) and its facts. Nothing is answered or approved by it. */
  begin: mutation('profiles', 'vendors', 'tools', 'adoption')
    .input(
      z.strictObject({
        profileId: slug,
        tools: z.array(z.number().int().min(0).max(9)).max(10),
        ownerId: idSchema.nullable(),
      }),
    )
    .output(z.strictObject({ vendorId: idSchema, toolIds: z.array(idSchema).max(10) })),
  /** What is known of a vendor, and what its profile gives otherwise by now. */
  facts: query.input(z.strictObject({ vendorId: idSchema })).output(
    z.strictObject({
      profile: z.strictObject({ id: z.string(), title: z.string(), version: z.string(), asOf: daySchema }).nullable(),
      facts: z.array(vendorFactSchema).max(200),
      differences: z.array(factDifferenceSchema).max(60),
    }),
  ),
  addFact: mutation(...stale)
    .input(z.strictObject({ vendorId: idSchema, fact: factFieldsSchema }))
    .output(vendorFactSchema),
  changeFact: mutation(...stale)
    .input(byFact.extend({ changes: factFieldsSchema.partial() }))
    .output(vendorFactSchema),
  removeFact: mutation(...stale)
    .input(byFact)
    .output(z.strictObject({ removed: z.literal(true) })),
  /** Takes the chosen facts of the newest profile; what is not chosen stays as it is and is not offered again. */
  refresh: mutation(...stale)
    .input(z.strictObject({ vendorId: idSchema, profileFactIds: z.array(slug).max(60) }))
    .output(z.strictObject({ taken: z.number().int(), kept: z.number().int() })),
};
