import { z } from 'zod';
import { daySchema } from './operation.ts';

/** A checklist of provisions, as `resources/packs/agreements/*.yaml` holds it (`domain.md` 1.2, 2.1, 2.2, 3). */

const sentence = z.string().trim().min(1).max(800);

/**
 * How a provision counts. `required` by its weight; `gate`: without it the agreement does not stand; `permitted`: may be
 * agreed, and is recorded without counting; `info`: to know, neither counted nor asked for.
 */
export const PROVISION_KINDS = ['required', 'gate', 'permitted', 'info'] as const;

export const provisionSchema = z.strictObject({
  /** "BAA-04" */
  id: z.string().regex(/^[A-Z]{3}-P?\d{1,2}$/),
  kind: z.enum(PROVISION_KINDS),
  /** Where the law has it: "45 CFR 164.504(e)(2)(ii)(C)". */
  clause: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(120),
  /** What must stand in the document. */
  text: sentence,
  /** What to look for, and when it does not apply. */
  guidance: sentence,
  /** 1 to 5 for what is required; 0 for the other kinds. */
  weight: z.number().int().min(0).max(5),
});
export type Provision = z.infer<typeof provisionSchema>;

export const provisionPackSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: z.string().trim().min(1).max(120),
    agreementKind: z.enum(['baa', 'dpa', 'scc', 'pci_responsibility']),
    asOf: daySchema,
    sources: z.array(sentence).min(1).max(20),
    provisions: z.array(provisionSchema).min(1).max(60),
  })
  .refine(({ provisions }) => provisions.every(({ kind, weight }) => (kind === 'required') === weight > 0), {
    message: 'What is required has a weight of 1 to 5, everything else 0.',
  })
  .refine(({ provisions }) => new Set(provisions.map(({ id }) => id)).size === provisions.length, {
    message: 'Two provisions have the same id.',
  });
export type ProvisionPack = z.infer<typeof provisionPackSchema>;
