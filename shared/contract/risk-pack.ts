import { z } from 'zod';
import { RISK_CATEGORIES } from './risks.ts';

/**
 * The format of `resources/packs/risks/*.yaml`: risks that a register can begin with. Likelihood and impact are
 * suggestions; nothing of a pack enters a register unless a person chooses it.
 */

const levelSchema = z.number().int().min(1).max(5);
const sentence = z.string().trim().min(1).max(400);

export const riskPackSchema = z.strictObject({
  format: z.literal('assay-risk-pack/1'),
  id: z
    .string()
    .regex(/^[a-z][a-z-]*$/)
    .max(40),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string().trim().min(1).max(80),
  purpose: sentence,
  asOf: z.iso.date(),
  sources: z.array(sentence).min(1).max(10),
  risks: z
    .array(
      z.strictObject({
        id: z.string().regex(/^RK-[A-Z]{2,4}-\d+$/),
        title: z.string().trim().min(1).max(200),
        category: z.enum(RISK_CATEGORIES),
        description: sentence,
        likelihood: levelSchema,
        impact: levelSchema,
        /** Why the suggestion is what it is, and what to look at before judging. */
        rationale: sentence,
        controls: z
          .array(z.strictObject({ name: z.string().trim().min(1).max(200), reduces: z.enum(['likelihood', 'impact']) }))
          .min(1)
          .max(20),
      }),
    )
    .min(1)
    .max(50)
    .refine((risks) => new Set(risks.map(({ id }) => id)).size === risks.length, 'Each id stands once.'),
});
export type RiskPack = z.infer<typeof riskPackSchema>;
