import { z } from 'zod';
import { AGREEMENT_KINDS } from './agreements.ts';
import { USE_CONDITIONS } from './questionnaire-pack.ts';

/** The format of `resources/packs/retention/*.yaml`: how long evidence must be kept at least (`domain.md` 9.1). */

export const retentionRuleIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(40);
const sentence = z.string().trim().min(1).max(300);

/** Where a minimum comes from, the most binding first. */
export const RETENTION_FORCES = ['law', 'standard', 'practice', 'policy'] as const;

/** Exactly one of the three. */
const keepSchema = z.union([
  z.strictObject({ years: z.number().int().min(1).max(50) }),
  z.strictObject({ months: z.number().int().min(1).max(600) }),
  z.strictObject({ days: z.number().int().min(1).max(20_000) }),
]);

const ruleSchema = z.strictObject({
  id: retentionRuleIdSchema,
  title: z.string().trim().min(1).max(80),
  covers: sentence,
  /** Clause or practice that it follows from. */
  basis: sentence,
  /** Null when it names no minimum, only that nothing is kept longer than needed. */
  keep: keepSchema.nullable(),
  from: z.literal('last_in_effect'),
  force: z.enum(RETENTION_FORCES),
  /** Without it the rule counts only where somebody chose it. */
  appliesTo: z
    .strictObject({
      /** Uses of the assessments that rest on the piece. */
      conditions: z.array(z.enum(USE_CONDITIONS)).max(USE_CONDITIONS.length).default([]),
      /** Kinds of the agreements that it stands behind. */
      agreements: z.array(z.enum(AGREEMENT_KINDS)).max(AGREEMENT_KINDS.length).default([]),
    })
    .optional(),
});
export type RetentionRule = z.infer<typeof ruleSchema>;

export const retentionPackSchema = z
  .strictObject({
    format: z.literal('assay-retention-pack/1'),
    id: z.string().regex(/^[a-z][a-z-]*$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: z.string().trim().min(1).max(80),
    purpose: sentence,
    asOf: z.iso.date(),
    sources: z.array(sentence).min(1).max(20),
    rules: z.array(ruleSchema).min(1).max(100),
  })
  .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, 'A rule stands there twice.');
export type RetentionPack = z.infer<typeof retentionPackSchema>;
