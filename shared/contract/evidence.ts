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
import { RETENTION_FORCES, retentionPackSchema, retentionRuleIdSchema } from './retention-pack.ts';
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

/** How a piece came into the index. */
export const COLLECTION_METHODS = [
  'not_recorded',
  'given_by_vendor',
  'exported',
  'downloaded',
  'screenshot',
  'scanned',
  'written_here',
  'other',
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
  'tool_sighting',
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
  /** What was asked of the source: a query, a filter, the parameters of an export. */
  sourceQuery: z.string().trim().max(2000),
  collectedHow: z.enum(COLLECTION_METHODS),
  /** Where the original lies; empty when the file here is all there is. */
  originalPlace: lineSchema,
  /** What was taken out of this copy, and why. */
  redactions: z.string().trim().max(2000),
  /** The day that stands on the document; freshness counts from the period's end, else from this day. */
  datedOn: daySchema.nullable(),
  periodStart: daySchema.nullable(),
  periodEnd: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
  confidentiality: z.enum(CLASSIFICATIONS),
  ownerId: idSchema.nullable(),
  /** Rules that somebody chose; those that follow from its use come beside them. */
  retentionRules: z.array(retentionRuleIdSchema).max(10),
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
    /** The piece of which this is a copy with parts taken out. */
    redactedFromId: idSchema.nullable().optional(),
  });
export type NewEvidence = z.infer<typeof newEvidenceSchema>;
const evidenceChangesSchema = evidenceFieldsSchema.partial();
export type EvidenceChanges = z.infer<typeof evidenceChangesSchema>;

const fileFactsSchema = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: sha256Schema,
});

/** An order to keep a piece for a matter; it counts until it is lifted. */
const holdSchema = z.strictObject({
  id: idSchema,
  matter: z.string(),
  reason: z.string(),
  placedBy: personReferenceSchema.nullable(),
  placedAt: instantSchema,
  liftedBy: personReferenceSchema.nullable(),
  liftedAt: instantSchema.nullable(),
  liftReason: z.string(),
});
export type EvidenceHold = z.infer<typeof holdSchema>;

/** What remains of a file that was destroyed. */
const disposalSchema = z.strictObject({
  /** "DC-2026-001" */
  number: z.string(),
  disposedBy: personReferenceSchema.nullable(),
  disposedAt: instantSchema,
  reason: z.string(),
  /** The last day on which it had to be kept; null when no rule named one. */
  retainedUntil: daySchema.nullable(),
  file: fileFactsSchema,
  /** False when another piece rests on the same bytes, so that they stay for it. */
  bytesRemoved: z.boolean(),
});
export type EvidenceDisposal = z.infer<typeof disposalSchema>;

/** One rule that applies to a piece, and until when it wants it kept. */
const appliedRuleSchema = z.strictObject({
  id: retentionRuleIdSchema,
  title: z.string(),
  basis: z.string(),
  force: z.enum(RETENTION_FORCES),
  /** Null when it names no minimum. */
  until: daySchema.nullable(),
  /** Why it applies: somebody chose it, a use of an assessment, or the agreement behind which it stands. */
  because: z.enum(['chosen', 'use', 'agreement']),
  /** The one that ends last. */
  decides: z.boolean(),
});
export type AppliedRule = z.infer<typeof appliedRuleSchema>;

const pieceReferenceSchema = z.strictObject({ id: idSchema, indexNumber: z.string(), title: z.string() });

export const evidenceSchema = evidenceFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "EV-2026-PRV3-002"; never reused. */
  indexNumber: z.string(),
  owner: personReferenceSchema.nullable(),
  vendor: recordReferenceSchema.nullable(),
  collectedBy: personReferenceSchema.nullable(),
  collectedAt: instantSchema,
  /** Minutes east of UTC where it was collected. */
  collectedUtcOffset: z.number().int(),
  /** Null for a claim without a file, and once it was disposed of. */
  file: fileFactsSchema.nullable(),
  /** The earlier piece that this one replaces. */
  supersedesId: idSchema.nullable(),
  /** The piece of which this is a copy with parts taken out. */
  redactedFromId: idSchema.nullable(),
  related: z.strictObject({
    supersedes: pieceReferenceSchema.nullable(),
    supersededBy: z.array(pieceReferenceSchema).max(100),
    redactedFrom: pieceReferenceSchema.nullable(),
    redactedAs: z.array(pieceReferenceSchema).max(100),
  }),
  /** Is any hold in force? */
  legalHold: z.boolean(),
  holds: z.array(holdSchema).max(200),
  /** The last day on which it must be kept: the latest of `retention`; null when no rule names a minimum. */
  retainUntil: daySchema.nullable(),
  /** The day from which the minimum is counted: when it was last in effect. */
  retainedFrom: daySchema,
  retention: z.array(appliedRuleSchema).max(100),
  freshness: z.enum(EVIDENCE_FRESHNESS),
  /** When its file was destroyed; the record stays. */
  disposedAt: instantSchema.nullable(),
  /** The certificate; null for what was disposed of before certificates were kept. */
  disposal: disposalSchema.nullable(),
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
  disposed: z.boolean(),
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

/** What happened to a piece from the day it came, as the trail has it (chain of custody). */
export const CUSTODY_ACTS = [
  'received',
  'changed',
  'previewed',
  'handed_over',
  'held',
  'lifted',
  'disposed',
  'other',
] as const;
const custodySchema = z.strictObject({
  sequence: z.number().int(),
  at: instantSchema,
  utcOffsetMinutes: z.number().int(),
  actorName: z.string(),
  actorRole: z.string(),
  act: z.enum(CUSTODY_ACTS),
  /** The operation of the trail, for what has no word of its own. */
  operation: z.string(),
  /** Names of the fields that changed, the matter of a hold, the name of a file. */
  details: z.array(z.string()).max(100),
  /** The sum of the file as it was then; null when no file passed. */
  sha256: sha256Schema.nullable(),
});
export type CustodyEvent = z.infer<typeof custodySchema>;

/** What of a file can be shown in the page without opening it elsewhere. */
export const evidencePreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('picture'),
    mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    /** Base64. */
    content: z.string(),
  }),
  z.strictObject({
    kind: z.literal('text'),
    text: z.string(),
    /** True when the file goes on. */
    cut: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('pdf'),
    /** Names this look to `readPreview`. */
    look: fileTokenSchema,
    /** Bytes. */
    size: z.number().int().positive(),
  }),
  z.strictObject({ kind: z.literal('none'), sentence: z.string() }),
]);
export type EvidencePreview = z.infer<typeof evidencePreviewSchema>;

/** Most bytes of one range of a file, so that a large one is never in memory whole. */
export const PREVIEW_RANGE_LIMIT = 1024 * 1024;

const reasonSchema = z.string().trim().min(1).max(2000);
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
  /** A picture, the text or a PDF to look at here; the trail records who looked. */
  preview: mutation('evidence').input(byId).output(evidencePreviewSchema),
  /**
   * Bytes `begin` to before `end` of what a look shows, as base64; the look stands in the trail once, however much of
   * the file is read. FILE_GONE when the look was another person's or has ended, NOT_ALLOWED_NOW once the file was
   * destroyed, INVALID_INPUT beyond its end.
   */
  readPreview: query
    .input(
      z
        .strictObject({
          look: fileTokenSchema,
          begin: z.number().int().min(0),
          end: z.number().int().positive(),
        })
        .refine(({ begin, end }) => begin < end && end - begin <= PREVIEW_RANGE_LIMIT, {
          message: `a range has 1 to ${PREVIEW_RANGE_LIMIT} bytes`,
          path: ['end'],
        }),
    )
    .output(z.strictObject({ content: z.base64() })),
  /** Every rule of retention that can be chosen. */
  retentionRules: query.output(retentionPackSchema),
  /** Who had a piece in hand, when and how, the oldest first. */
  custody: query.input(byId).output(z.array(custodySchema).max(1000)),
  /** Orders pieces to be kept for a matter, whatever their retention says; a piece can be held for several. */
  placeHold: mutation('evidence')
    .input(
      z.strictObject({
        evidenceIds: z.array(idSchema).min(1).max(200),
        matter: nameSchema,
        reason: reasonSchema,
      }),
    )
    .output(z.strictObject({ held: z.number().int() })),
  /** NOT_ALLOWED_NOW when it was lifted already. */
  liftHold: mutation('evidence')
    .input(z.strictObject({ holdId: idSchema, reason: reasonSchema }))
    .output(evidenceSchema),
  /**
   * Destroys the file and keeps the record with a certificate. Refused while on hold, before the day after its
   * retention, or as part of something signed.
   */
  dispose: mutation('evidence', 'risks', 'scores', 'vendors', 'tools', 'agreements', 'findings')
    .input(byId.extend({ revision: revisionSchema, reason: reasonSchema }))
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
