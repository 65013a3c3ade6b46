import { z } from 'zod';
import { auditEntrySchema } from './audit-trail.ts';
import { GAP_DETECTORS, gapDetectorSchema } from './gaps.ts';
import { daySchema, fileTokenSchema, idSchema, mutation, query, sha256Schema } from './operation.ts';
import { regionIdSchema } from './residency.ts';
import { BANDS } from './vendors.ts';

/** Days before an end on which notice is given of it. */
export const NOTICE_DAYS = [90, 60, 30, 0] as const;

/** Why something is on the list of work, most urgent first. */
export const WORK_REASONS = [
  'overdue',
  'ended',
  'due',
  'red_flag',
  'to_sign',
  'to_decide',
  'to_review',
  'ending',
  'evidence_expiring',
] as const;

/** The lanes of the timeline, from top to bottom. */
export const LANES = [
  'agreements',
  'reviews',
  'exceptions',
  'assessments',
  'adoption',
  'training',
  'findings',
  'evidence',
] as const;

/**
 * What its day is to a matter: work is due, a record is looked at again, notice must have been given, something ends
 * (an agreement, an exception, an acceptance, an override), or a proof expires (evidence, a completed training).
 */
export const DATE_EVENTS = ['due', 'review', 'notice', 'end', 'expiry'] as const;

/** Kinds of records that can have a day. */
export const DATED_KINDS = [
  'agreement',
  'tool',
  'vendor',
  'assessment',
  'follow_up',
  'finding',
  'risk',
  'residency_override',
  'region',
  'access_exception',
  'access_design',
  'adoption_item',
  'training_course',
  'evidence',
] as const;

const datedRecordSchema = z.strictObject({
  kind: z.enum(DATED_KINDS),
  /** A region has its short code: "DE". */
  id: z.union([idSchema, regionIdSchema]),
  /** For a follow-up and a finding: the assessment. */
  assessmentId: idSchema.nullable(),
  questionId: z.string().nullable(),
  /** For what is kept on a tool's page: the tool. */
  toolId: idSchema.nullable(),
  /** Which part of the record it is: "A-PRE-5" of an adoption checklist, the region of an override to be decided. */
  part: z.string().max(40).nullable(),
});

const workItemSchema = z.strictObject({
  reason: z.enum(WORK_REASONS),
  event: z.enum(DATE_EVENTS),
  /** Negative: days late. Null where no date is involved. */
  daysLeft: z.number().int().nullable(),
  title: z.string(),
  subject: z.string(),
  /** Who has to act; null for nobody yet. */
  owner: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
  record: datedRecordSchema,
  flagId: z.string().nullable(),
  /** Which notice before an end has been reached: 90, 60, 30 or 0 days; null for work that is simply due. */
  notice: z.literal(NOTICE_DAYS).nullable(),
  /** For the end of an agreement: the last day to give notice. */
  noticeOn: daySchema.nullable(),
});

/** How far off a day is, for the list of what is due. */
export const DUE_GROUPS = ['late', 'today', 'week', 'month', 'two_months', 'quarter'] as const;

const dueItemSchema = workItemSchema
  .omit({ reason: true })
  .extend({ on: daySchema, daysLeft: z.number().int(), group: z.enum(DUE_GROUPS) });

/** What of it: kinds of records, all when empty, and only what this person has to do. */
const dueInputSchema = z.strictObject({
  kinds: z.array(z.enum(DATED_KINDS)).max(DATED_KINDS.length).default([]),
  mine: z.boolean().default(false),
});

const countWithNote = z.strictObject({ count: z.number().int(), note: z.number().int().nullable() });

export const overview = {
  /** Everything late or ended, and what comes in the next 90 days, by day. `counts` are by kind, whatever `kinds` says. */
  due: query.input(dueInputSchema).output(
    z.strictObject({
      today: daySchema,
      items: z.array(dueItemSchema).max(2000),
      total: z.number().int(),
      counts: z.array(z.strictObject({ kind: z.enum(DATED_KINDS), count: z.number().int() })).max(DATED_KINDS.length),
    }),
  ),
  /** A calendar file (RFC 5545) of every day from today on, with reminders. The same records give the same bytes. */
  exportCalendar: mutation()
    .input(dueInputSchema)
    .output(
      z.strictObject({ token: fileTokenSchema, name: z.string(), events: z.number().int(), sha256: sha256Schema }),
    ),
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
        /** Within 90 days; note: whose last day to give notice has passed. */
        agreementsEnding: countWithNote,
        /** note: how many more than a week ago; negative when fewer. */
        openFindings: countWithNote,
        /** note: how many of them are critical. */
        openGaps: countWithNote,
      }),
      /** What each detector found; detectors that found nothing are left out. */
      gaps: z
        .array(
          z.strictObject({
            detector: gapDetectorSchema,
            count: z.number().int(),
            /** Whom or what the first is about, and how many others are there. */
            first: z.string(),
            others: z.number().int(),
          }),
        )
        .max(GAP_DETECTORS.length),
      work: z.array(workItemSchema).max(200),
      /** Dates of the next 90 days. */
      dates: z
        .array(
          z.strictObject({
            lane: z.enum(LANES),
            event: z.enum(DATE_EVENTS),
            on: daySchema,
            title: z.string(),
            subject: z.string(),
            record: datedRecordSchema,
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
        /** Own agreements to decide, to ask for, that end, or whose data must come back. */
        agreements: z.number().int(),
        gaps: z.number().int(),
        /** Cells in breach that no live override carries. */
        residency: z.number().int(),
        /** Versions and exceptions to decide, to look over, or that end: this person's, and nobody's. */
        accessTiers: z.number().int(),
        /** Items of checklists that are due: this person's, and nobody's. */
        adoption: z.number().int(),
      }),
    }),
  ),
};
