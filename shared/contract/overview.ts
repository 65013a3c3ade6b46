import { z } from 'zod';
import { auditEntrySchema } from './audit-trail.ts';
import { daySchema, idSchema, query } from './operation.ts';
import { BANDS } from './vendors.ts';

export const WORK_REASONS = ['overdue', 'due', 'red_flag', 'to_sign', 'to_review', 'evidence_expiring'] as const;

const workItemSchema = z.strictObject({
  reason: z.enum(WORK_REASONS),
  /** Negative: days late. Null where no date is involved. */
  daysLeft: z.number().int().nullable(),
  title: z.string(),
  subject: z.string(),
  /** Who has to act; null for nobody yet. */
  owner: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
  record: z.strictObject({
    kind: z.enum(['assessment', 'tool', 'vendor', 'finding', 'evidence', 'follow_up']),
    id: idSchema,
    /** For a follow-up: its assessment. */
    assessmentId: idSchema.nullable(),
    questionId: z.string().nullable(),
  }),
  flagId: z.string().nullable(),
});

const countWithNote = z.strictObject({ count: z.number().int(), note: z.number().int().nullable() });

export const overview = {
  get: query.output(
    z.strictObject({
      today: daySchema,
      figures: z.strictObject({
        /** note: days of the oldest. */
        overdue: countWithNote,
        /** Within 7 days; note: today. */
        dueSoon: countWithNote,
        /** note: on how many tools. */
        openRedFlags: countWithNote,
        /** Within 90 days; note: already expired. */
        evidenceExpiring: countWithNote,
        /** note: how many more than a week ago; negative when fewer. */
        openFindings: countWithNote,
      }),
      work: z.array(workItemSchema).max(200),
      /** Dates of the next 90 days. */
      dates: z
        .array(
          z.strictObject({
            lane: z.enum(['reviews', 'assessments', 'findings', 'evidence']),
            on: daySchema,
            title: z.string(),
            record: workItemSchema.shape.record,
          }),
        )
        .max(500),
      /** Tools by inherent tier (rows) and residual band (columns); null tier or band is "not scored". */
      tiers: z.array(
        z.strictObject({
          tier: z.enum(BANDS).nullable(),
          bands: z.array(z.number().int()).length(BANDS.length),
          notScored: z.number().int(),
          total: z.number().int(),
        }),
      ),
      tools: z.number().int(),
      activity: z.array(auditEntrySchema).max(12),
      chain: z.strictObject({
        sequence: z.number().int(),
        checkedAt: z.string().nullable(),
        intact: z.boolean().nullable(),
      }),
      /** Counts beside the places of the navigation: what needs this person. */
      waiting: z.strictObject({
        overview: z.number().int(),
        assessments: z.number().int(),
        findings: z.number().int(),
        /** Own risks with something due, and, for who judges, suggestions. */
        risks: z.number().int(),
      }),
    }),
  ),
};
