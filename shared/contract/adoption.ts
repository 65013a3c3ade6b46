import { z } from 'zod';
import { ADOPTION_PHASES, adoptionItemIdSchema, adoptionPhaseSchema, adoptionProofSchema } from './adoption-pack.ts';
import { linkedEvidenceSchema } from './evidence.ts';
import {
  daySchema,
  idSchema,
  lineSchema,
  listInputSchema,
  listOf,
  mutation,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';
import { bandSchema, registerStatusSchema } from './vendors.ts';

/** What a person says of an item. An ongoing item becomes met by a round of it, see `completeRound`. */
export const ADOPTION_STATES = ['to_do', 'in_progress', 'met', 'not_met', 'not_applicable'] as const;
export const adoptionStateSchema = z.enum(ADOPTION_STATES);
export type AdoptionState = z.infer<typeof adoptionStateSchema>;

/**
 * What an item amounts to today. `claimed`: said to be met, with nothing documented behind it; `stale`: what stands
 * behind it is too old; `waived`: an acceptance of risk covers it.
 */
export const ADOPTION_STANDINGS = [
  'to_do',
  'in_progress',
  'claimed',
  'stale',
  'not_met',
  'waived',
  'met',
  'not_applicable',
] as const;
export const adoptionStandingSchema = z.enum(ADOPTION_STANDINGS);
export type AdoptionStanding = z.infer<typeof adoptionStandingSchema>;

export const ADOPTION_LATENESS = ['later', 'soon', 'overdue'] as const;
const latenessSchema = z.enum(ADOPTION_LATENESS);
export type AdoptionLateness = z.infer<typeof latenessSchema>;

/** A record that can stand for an item, and whether it does today. */
export const adoptionRecordProofSchema = z.strictObject({
  kind: adoptionProofSchema,
  recordKind: z.enum(['assessment', 'risk', 'agreement', 'training']),
  recordId: idSchema,
  recordName: z.string(),
  holds: z.boolean(),
  /** The day it was signed, accepted or completed. */
  heldOn: daySchema.nullable(),
  /** The day it ends; null when it runs on. */
  endsOn: daySchema.nullable(),
});
export type AdoptionRecordProof = z.infer<typeof adoptionRecordProofSchema>;

const acceptanceSchema = z.strictObject({
  approver: personReferenceSchema.nullable(),
  reason: z.string(),
  acceptedOn: daySchema,
  /** The last day on which it covers the item. */
  expiresOn: daySchema,
  expired: z.boolean(),
});

export const adoptionItemSchema = z.strictObject({
  id: adoptionItemIdSchema,
  phase: adoptionPhaseSchema,
  label: z.string(),
  text: z.string(),
  guidance: z.string(),
  artefact: z.string(),
  clauses: z.array(z.strictObject({ framework: z.string(), clause: z.string() })),
  weight: z.number().int().min(1).max(5),
  gate: z.boolean(),
  /** Must be covered before the tool can be approved. */
  required: z.boolean(),
  waivable: z.boolean(),
  /** Months for which evidence counts, for this tool; null where it does not age by itself. */
  freshMonths: z.number().int().nullable(),
  /** Months between two rounds, for this tool; null for what is done once. */
  cadenceMonths: z.number().int().nullable(),
  flag: z.strictObject({ title: z.string(), effect: z.string(), severity: bandSchema }),

  state: adoptionStateSchema,
  /** Who said so, and when. */
  statedBy: personReferenceSchema.nullable(),
  statedOn: daySchema.nullable(),
  /** Why it is not met, or does not apply. */
  reason: z.string(),
  note: z.string(),
  owner: personReferenceSchema.nullable(),
  dueOn: daySchema.nullable(),
  flagSeen: z.boolean(),
  /** The finding that the red flag raised. */
  finding: recordReferenceSchema.nullable(),
  revision: revisionSchema,

  standing: adoptionStandingSchema,
  /** Met, waived or not applicable. */
  covered: z.boolean(),
  /** What stands behind it, at what it is worth today. */
  evidence: evidenceStateSchema,
  links: z.array(linkedEvidenceSchema),
  /** The record chosen to stand for it. */
  proof: adoptionRecordProofSchema.nullable(),
  /** Records that could stand for it; never chosen by themselves. */
  offers: z.array(adoptionRecordProofSchema).max(20),
  /** Why it cannot be met or waived, whatever is said of it: an agreement that is missing. */
  hindrance: z.strictObject({ sentence: z.string(), remedy: z.string() }).nullable(),
  acceptance: acceptanceSchema.nullable(),
  rounds: z
    .array(
      z.strictObject({
        id: idSchema,
        doneOn: daySchema,
        doneBy: personReferenceSchema.nullable(),
        note: z.string(),
      }),
    )
    .max(60),
  /** The next day on which it needs somebody: its due day, its next round, or the end of its acceptance. */
  nextOn: daySchema.nullable(),
  lateness: latenessSchema.nullable(),
});
export type AdoptionItem = z.infer<typeof adoptionItemSchema>;

const phaseProgressSchema = z.strictObject({
  phase: adoptionPhaseSchema,
  items: z.number().int(),
  covered: z.number().int(),
  required: z.number().int(),
  requiredCovered: z.number().int(),
  /** All its required items are covered; a phase that requires nothing passes when nothing in it is late. */
  passed: z.boolean(),
});
export type AdoptionPhaseProgress = z.infer<typeof phaseProgressSchema>;

const toolFactsSchema = z.strictObject({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  vendor: recordReferenceSchema,
  status: registerStatusSchema,
  owner: personReferenceSchema.nullable(),
  inherentTier: bandSchema.nullable(),
});

export const adoptionChecklistSchema = z.strictObject({
  tool: toolFactsSchema,
  packVersion: z.string(),
  packAsOf: daySchema,
  frameworks: z.array(z.strictObject({ code: z.string(), name: z.string(), version: z.string() })),
  /** The first of the phases, in their order; titles come from the pack. */
  phases: z
    .array(phaseProgressSchema.extend({ title: z.string(), purpose: z.string() }))
    .length(ADOPTION_PHASES.length),
  items: z.array(adoptionItemSchema).max(200),
  startedOn: daySchema,
  /** The day from which rounds are counted; null while the tool is not in use. */
  inUseOn: daySchema.nullable(),
});
export type AdoptionChecklist = z.infer<typeof adoptionChecklistSchema>;

export const adoptionRowSchema = z.strictObject({
  tool: toolFactsSchema,
  /** Null while its checklist has not been started. */
  checklist: z
    .strictObject({
      phases: z.array(phaseProgressSchema).length(ADOPTION_PHASES.length),
      covered: z.number().int(),
      items: z.number().int(),
      /** Required items that are not covered. */
      blocking: z.number().int(),
      overdue: z.number().int(),
      /** Live acceptances, and the first day on which one ends. */
      waived: z.number().int(),
      waiverEndsOn: daySchema.nullable(),
      nextOn: daySchema.nullable(),
      nextItemId: z.string().nullable(),
      startedOn: daySchema,
    })
    .nullable(),
});
export type AdoptionRow = z.infer<typeof adoptionRowSchema>;

const itemTarget = z.strictObject({ toolId: idSchema, itemId: adoptionItemIdSchema });
const itemChangesSchema = z
  .strictObject({
    state: adoptionStateSchema,
    reason: z.string().trim().max(2000),
    note: z.string().max(20_000),
    ownerId: idSchema.nullable(),
    dueOn: daySchema.nullable(),
    flagSeen: z.boolean(),
  })
  .partial();
export type AdoptionItemChanges = z.infer<typeof itemChangesSchema>;

const stale = ['adoption', 'tools', 'vendors', 'findings', 'scores', 'evidence'] as const;
const itemIds = z.array(adoptionItemIdSchema).min(1).max(60);

export const adoption = {
  /** Fields: toolName, vendorName, vendorId, status, started, inherentTier, owner. */
  list: query.input(listInputSchema).output(listOf(adoptionRowSchema)),
  /** The checklist of a tool; null while it has not been started. */
  get: query
    .input(z.strictObject({ toolId: idSchema }))
    .output(z.strictObject({ tool: toolFactsSchema, checklist: adoptionChecklistSchema.nullable() })),
  /** Why this tool cannot be approved as to adoption; empty when it can. */
  obstacles: query.input(z.strictObject({ toolId: idSchema })).output(
    z.strictObject({
      started: z.boolean(),
      items: z.array(adoptionItemSchema.pick({ id: true, label: true, standing: true, hindrance: true })).max(200),
      covered: z.number().int(),
      total: z.number().int(),
    }),
  ),
  start: mutation(...stale)
    .input(z.strictObject({ toolId: idSchema }))
    .output(adoptionChecklistSchema),
  /** NOT_ALLOWED_NOW for "not applicable" on a gate that is called for, and for "met" on an ongoing item. */
  updateItem: mutation(...stale)
    .input(itemTarget.extend({ revision: revisionSchema, changes: itemChangesSchema }))
    .output(adoptionChecklistSchema),
  /**
   * One owner, due day, state or piece of evidence for many items, all or none; a state that needs a reason is given
   * item by item.
   */
  updateItems: mutation(...stale)
    .input(
      z.strictObject({
        toolId: idSchema,
        itemIds,
        ownerId: idSchema.nullable().optional(),
        dueOn: daySchema.nullable().optional(),
        state: adoptionStateSchema.extract(['to_do', 'in_progress', 'met']).optional(),
        evidence: z.strictObject({ evidenceId: idSchema, page: lineSchema.max(60) }).optional(),
      }),
    )
    .output(adoptionChecklistSchema),
  /** Lets a record of the workspace stand for the item; null takes it away. NOT_ALLOWED_NOW when it does not hold. */
  chooseProof: mutation(...stale)
    .input(
      itemTarget.extend({
        revision: revisionSchema,
        proof: z.strictObject({ kind: adoptionProofSchema, recordId: idSchema }).nullable(),
      }),
    )
    .output(adoptionChecklistSchema),
  /** Records a round of an ongoing item; the next one is due a cadence later. */
  completeRound: mutation(...stale)
    .input(itemTarget.extend({ revision: revisionSchema, doneOn: daySchema, note: lineSchema }))
    .output(adoptionChecklistSchema),
  /** Accepts the residual risk of items that are not met, until a day at most twelve months away. Four eyes. */
  accept: mutation(...stale)
    .input(
      z.strictObject({ toolId: idSchema, itemIds, reason: z.string().trim().min(1).max(2000), expiresOn: daySchema }),
    )
    .output(adoptionChecklistSchema),
  endAcceptance: mutation(...stale)
    .input(itemTarget.extend({ reason: z.string().trim().min(1).max(2000) }))
    .output(adoptionChecklistSchema),
};
