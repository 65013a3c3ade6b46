import { z } from 'zod';
import {
  daySchema,
  fileTokenSchema,
  idSchema,
  instantSchema,
  lineSchema,
  listInputSchema,
  listOf,
  mutation,
  nameSchema,
  noteSchema,
  personReferenceSchema,
  progressOf,
  query,
  recordReferenceSchema,
  revisionSchema,
  sha256Schema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';
import { CLASSIFICATIONS } from '../report/report.ts';

export const EVIDENCE_KINDS = [
  'report',
  'certificate',
  'contract',
  'policy',
  'letter',
  'message',
  'screenshot',
  'export',
  'test_result',
  'questionnaire',
  'other',
] as const;

/** Retention rules of `domain.md` 9.1; the engine keeps the longest that applies. Months, or null for "set by owner". */
export const RETENTION_RULES = [
  'hipaa_documentation',
  'pci_log',
  'sox_company',
  'soc2_cycle',
  'ai_act_log',
  'owner',
] as const;

/** How fresh a piece is in itself, whatever it is used for: `old` has no end of its own and is over a year old. */
export const EVIDENCE_FRESHNESS = ['current', 'expiring', 'expired', 'old', 'undated'] as const;

/** Records, beside answers, that evidence can stand behind. */
export const LINKED_RECORD_KINDS = [
  'vendor',
  'tool',
  'finding',
  'adoption_checklist',
  'risk',
  'agreement',
  'training_course',
  'training_completion',
] as const;
export type LinkedRecordKind = (typeof LINKED_RECORD_KINDS)[number];

/** A place that evidence stands behind: a record, or a part of it ("signed_file", "A-PRE-5"); '' is all of it. */
const linkTargetSchema = z.strictObject({
  recordKind: z.enum(LINKED_RECORD_KINDS),
  recordId: idSchema,
  part: z.string().regex(/^[\w.-]{0,80}$/),
});

const evidenceFieldsSchema = z.strictObject({
  title: nameSchema,
  kind: z.enum(EVIDENCE_KINDS),
  state: evidenceStateSchema.exclude(['none']),
  /** Where it came from: a system, a person, a web page. */
  source: lineSchema,
  /** The day that stands on the document; freshness counts from the period's end, else from this day. */
  datedOn: daySchema.nullable(),
  periodStart: daySchema.nullable(),
  periodEnd: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
  confidentiality: z.enum(CLASSIFICATIONS),
  ownerId: idSchema.nullable(),
  retentionRule: z.enum(RETENTION_RULES),
  legalHold: z.boolean(),
  note: noteSchema,
});

const newEvidenceSchema = evidenceFieldsSchema
  .partial()
  .required({ title: true, kind: true, state: true })
  .extend({
    vendorId: idSchema.nullable(),
    /** The question or control it first answers: "V-PRV-3". */
    control: z
      .string()
      .regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/)
      .max(24),
    supersedesId: idSchema.nullable().optional(),
  });
export type NewEvidence = z.infer<typeof newEvidenceSchema>;
const evidenceChangesSchema = evidenceFieldsSchema.partial();
export type EvidenceChanges = z.infer<typeof evidenceChangesSchema>;

export const evidenceSchema = evidenceFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "EV-2026-PRV3-002"; never reused. */
  indexNumber: z.string(),
  owner: personReferenceSchema.nullable(),
  vendor: recordReferenceSchema.nullable(),
  collectedBy: personReferenceSchema.nullable(),
  collectedAt: instantSchema,
  /** Null for a claim without a file. */
  file: z
    .strictObject({ name: z.string(), mediaType: z.string(), size: z.number().int(), sha256: sha256Schema })
    .nullable(),
  /** The earlier piece that this one replaces. */
  supersedesId: idSchema.nullable(),
  retainUntil: daySchema.nullable(),
  freshness: z.enum(EVIDENCE_FRESHNESS),
  /** When its file was destroyed; the record stays. */
  disposedAt: instantSchema.nullable(),
  links: z
    .array(
      z.strictObject({
        assessmentId: idSchema,
        assessmentTitle: z.string(),
        questionId: z.string(),
        page: z.string(),
      }),
    )
    .max(500),
  /** Records, beside answers, that it stands behind. */
  linkedRecords: z.array(linkTargetSchema.extend({ recordName: z.string(), page: z.string() })).max(500),
  revision: revisionSchema,
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const evidenceRowSchema = z.strictObject({
  id: idSchema,
  indexNumber: z.string(),
  title: z.string(),
  kind: z.enum(EVIDENCE_KINDS),
  state: evidenceStateSchema,
  vendorName: z.string().nullable(),
  datedOn: daySchema.nullable(),
  periodEnd: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
  owner: personReferenceSchema.nullable(),
  fileName: z.string().nullable(),
  legalHold: z.boolean(),
  freshness: z.enum(EVIDENCE_FRESHNESS),
  links: z.number().int(),
  revision: revisionSchema,
});
export type EvidenceRow = z.infer<typeof evidenceRowSchema>;

/** One piece behind a record: what it is worth there today. */
export const linkedEvidenceSchema = z.strictObject({
  part: z.string(),
  /** Where to look in it: "p. 9". */
  page: z.string(),
  evidence: z.strictObject({
    id: idSchema,
    indexNumber: z.string(),
    title: z.string(),
    state: evidenceStateSchema,
    /** As it counts: expired or old evidence drops one step (`scoring.md`). */
    effectiveState: evidenceStateSchema,
    freshness: z.enum(EVIDENCE_FRESHNESS),
    datedOn: daySchema.nullable(),
    periodEnd: daySchema.nullable(),
    expiresOn: daySchema.nullable(),
    /** Null for a claim, and for a file that was disposed of. */
    fileSha256: sha256Schema.nullable(),
  }),
});
export type LinkedEvidence = z.infer<typeof linkedEvidenceSchema>;

const byId = z.strictObject({ evidenceId: idSchema });
const linkStale = [
  'evidence',
  'vendors',
  'tools',
  'findings',
  'risks',
  'scores',
  'adoption',
  'agreements',
  'phiExposure',
] as const;

export const evidence = {
  /** Fields: indexNumber, title, kind, state, vendorName, vendorId, datedOn, expiresOn, owner, legalHold. */
  list: query.input(listInputSchema).output(listOf(evidenceRowSchema)),
  get: query.input(byId).output(evidenceSchema),
  /**
   * Stores a file by its SHA-256, or a claim without one, and gives it the next index number for the control.
   * INVALID_INPUT when a state of documented or better has no file.
   */
  add: mutation('evidence', 'vendors')
    .input(newEvidenceSchema.extend({ fileToken: fileTokenSchema.nullable() }))
    .output(evidenceSchema),
  update: mutation('evidence', 'assessments', 'scores', 'vendors', 'tools', 'adoption', 'risks')
    .input(byId.extend({ revision: revisionSchema, changes: evidenceChangesSchema }))
    .output(evidenceSchema),
  /** The file for the page to open; the trail records who looked. */
  open: mutation('evidence')
    .input(byId)
    .output(z.strictObject({ token: fileTokenSchema, name: z.string() })),
  /** Removes the file and keeps the record. Refused while on hold, in its retention period, or part of something signed. */
  dispose: mutation('evidence', 'risks', 'scores', 'vendors', 'tools', 'agreements', 'findings')
    .input(byId.extend({ revision: revisionSchema, reason: z.string().trim().min(1).max(2000) }))
    .output(evidenceSchema),
  /** What stands behind a record, part by part. */
  linked: query.input(linkTargetSchema.omit({ part: true })).output(z.array(linkedEvidenceSchema).max(500)),
  /** Puts a piece behind a record; linked again, it only changes the page. NOT_ALLOWED_NOW after 50 pieces for a part. */
  link: mutation(...linkStale)
    .input(linkTargetSchema.extend({ evidenceId: idSchema, page: lineSchema.max(60) }))
    .output(z.array(linkedEvidenceSchema).max(500)),
  unlink: mutation(...linkStale)
    .input(linkTargetSchema.extend({ evidenceId: idSchema }))
    .output(z.array(linkedEvidenceSchema).max(500)),
  /** Hashes every stored file again. */
  verify: query.output(
    progressOf(
      z.strictObject({
        files: z.number().int(),
        damaged: z.array(z.strictObject({ indexNumber: z.string(), sentence: z.string() })).max(1000),
      }),
    ),
  ),
};
