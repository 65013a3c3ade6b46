import { z } from 'zod';
import { bandSchema } from './vendors.ts';

/** The format of `resources/packs/adoption/*.yaml`: the adoption checklist of a tool (`domain.md` 6.3). */

export const ADOPTION_PHASES = ['pre', 'technical', 'policy', 'training', 'ongoing'] as const;
export const adoptionPhaseSchema = z.enum(ADOPTION_PHASES);
export type AdoptionPhaseId = z.infer<typeof adoptionPhaseSchema>;

/** Records of the workspace that can stand for an item. */
export const ADOPTION_PROOFS = ['signed_assessment', 'agreements', 'accepted_risk', 'training_completions'] as const;
export const adoptionProofSchema = z.enum(ADOPTION_PROOFS);
export type AdoptionProofKind = z.infer<typeof adoptionProofSchema>;

export const adoptionItemIdSchema = z.string().regex(/^A-[A-Z]{3}-[1-9]\d?$/);

const sentence = z.string().trim().min(1).max(600);
const months = z.number().int().min(1).max(120);

/** How long evidence stays fresh: so many months, by the tool's tier, as long as an agreement runs, or until a change. */
const freshSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('months'), months, orChange: z.boolean().default(false) }),
  z.strictObject({ by: z.literal('tier') }),
  z.strictObject({ by: z.literal('expiry') }),
  z.strictObject({ by: z.literal('change') }),
]);
/** When an item of the phase "ongoing" comes back. */
const cadenceSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('months'), months }),
  z.strictObject({ by: z.literal('tier') }),
]);
export type AdoptionCadence = z.infer<typeof cadenceSchema>;

const packItemSchema = z.strictObject({
  id: adoptionItemIdSchema,
  label: z.string().trim().min(1).max(60),
  /** What is true when the item is met. */
  text: sentence,
  guidance: z.string().trim().min(1).max(1200),
  /** What proves it. */
  artefact: z.string().trim().min(1).max(300),
  fresh: freshSchema,
  /** When it comes back; only in the phase "ongoing". */
  cadence: cadenceSchema.optional(),
  weight: z.number().int().min(1).max(5),
  /** A gate is required whatever its weight, and cannot be set aside as not applicable while it is called for. */
  gate: z.boolean().default(false),
  /** False where no acceptance of risk can stand for it. */
  waivable: z.boolean().default(true),
  proof: adoptionProofSchema.optional(),
  clauses: z
    .array(z.strictObject({ framework: z.string().regex(/^[A-Z]{1,4}$/), clause: z.string().trim().min(1).max(60) }))
    .min(1)
    .max(12),
  redFlag: z.strictObject({
    title: sentence,
    effect: sentence,
    recommendation: sentence,
    severity: bandSchema,
    /** Days until the finding is due, counted from the day it was raised. */
    dueDays: z.number().int().min(1).max(365),
  }),
});
export type AdoptionPackItem = z.infer<typeof packItemSchema>;

export const adoptionPackSchema = z.strictObject({
  format: z.literal('assay-adoption/1'),
  id: z.literal('adoption-checklist'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string().trim().min(1).max(120),
  purpose: z.string().trim().min(1).max(600),
  /** The day on which its facts were checked. */
  asOf: z.iso.date(),
  sources: z.array(z.strictObject({ id: z.string().max(12), name: sentence, note: sentence })).max(20),
  frameworks: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z]{1,4}$/),
        name: z.string().trim().min(1).max(120),
        version: z.string().trim().min(1).max(120),
      }),
    )
    .max(20),
  phases: z
    .array(
      z.strictObject({
        id: adoptionPhaseSchema,
        title: z.string().trim().min(1).max(60),
        purpose: sentence,
        items: z.array(packItemSchema).min(1).max(40),
      }),
    )
    .length(ADOPTION_PHASES.length),
});
export type AdoptionPack = z.infer<typeof adoptionPackSchema>;
