import { z } from 'zod';
import {
  fileTokenSchema,
  idSchema,
  instantSchema,
  listInputSchema,
  listOf,
  mutation,
  progressOf,
  query,
  sha256Schema,
} from './operation.ts';

export const auditEntrySchema = z.strictObject({
  sequence: z.number().int().min(1),
  occurredAt: instantSchema,
  /** Minutes east of UTC where it was written. */
  utcOffsetMinutes: z.number().int(),
  actorId: idSchema.nullable(),
  /** "Assay" for what the application did by itself. */
  actorName: z.string(),
  actorRole: z.string(),
  /** "assessments.signOff" */
  operation: z.string(),
  recordKind: z.string(),
  recordId: z.string(),
  recordName: z.string(),
  /** Canonical JSON (RFC 8785) of what changed; null where there was, or is, nothing. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  previousHash: sha256Schema,
  hash: sha256Schema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const verificationSchema = z.strictObject({
  intact: z.boolean(),
  entries: z.number().int(),
  head: z.strictObject({ sequence: z.number().int(), hash: sha256Schema }),
  checkpoints: z.number().int(),
  /** The first entry that is wrong, and why; null when intact. */
  firstBroken: z.strictObject({ sequence: z.number().int(), sentence: z.string() }).nullable(),
  verifiedAt: instantSchema,
});

export const COMPARISON_VERDICTS = [
  /** Every entry up to the carried head is the one that was signed then. */
  'extends',
  /** An entry is not the one that was signed. */
  'differs',
  /** The trail ends before the carried head. */
  'shorter',
  /** The carried head is there, but the trail in itself is broken. */
  'broken',
  /** It was signed with another key than the workspace has now. */
  'other_key',
  /** What the file says is not what its key signed. */
  'not_signed',
  'other_workspace',
] as const;

export const trailComparisonSchema = z.strictObject({
  verdict: z.enum(COMPARISON_VERDICTS),
  carried: z.strictObject({
    sequence: z.number().int(),
    hash: sha256Schema,
    /** Null when what stands there is no key. */
    keyId: sha256Schema.nullable(),
    /** Number of the checkpoint; null for any other export. */
    checkpoint: z.number().int().nullable(),
  }),
  present: z.strictObject({ sequence: z.number().int(), hash: sha256Schema }),
  keyId: sha256Schema,
  /** The first entry that the file names and the trail holds otherwise; the change lies after `after`. */
  firstDifference: z.strictObject({ after: z.number().int(), sequence: z.number().int() }).nullable(),
  firstBroken: verificationSchema.shape.firstBroken,
  comparedAt: instantSchema,
});
export type TrailComparison = z.infer<typeof trailComparisonSchema>;

const checkpointSchema = z.strictObject({
  number: z.number().int(),
  sequence: z.number().int(),
  hash: sha256Schema,
  signedAt: instantSchema,
  /** Empty for a checkpoint of the first version. */
  signedBy: z.string(),
});
const savedFileSchema = z.strictObject({ token: fileTokenSchema, name: z.string() });

export const auditTrail = {
  /**
   * Newest first. Fields: operation, feature, actorId, recordKind, recordId, occurredAt. "#12" asks for one entry.
   * NOT_ALLOWED_NOW for a search while so many entries are new to it that `prepareSearch` has to run first.
   */
  list: query.input(listInputSchema).output(listOf(auditEntrySchema)),
  /**
   * Makes every entry known to the search, oldest first. It changes nothing of the trail. Cancelled, it keeps what it
   * has read, and goes on there the next time.
   */
  prepareSearch: query.output(progressOf(z.strictObject({ indexedTo: z.number().int().min(0) }))),
  /** What the trail can be filtered by. */
  choices: query.output(
    z.strictObject({ operations: z.array(z.string()).max(500), recordKinds: z.array(z.string()).max(200) }),
  ),
  /** Reads every entry again, and names the first broken one. */
  verify: query.output(progressOf(verificationSchema)),
  /** Signs the head with the workspace's key, and gives it as a file for keeping outside. */
  checkpoint: mutation('auditTrail').output(
    checkpointSchema.extend({
      signature: z.string(),
      /** SPKI, PEM. */
      publicKey: z.string(),
      /** SHA-256 of the raw public key. */
      keyId: sha256Schema,
      file: savedFileSchema,
    }),
  ),
  /** The newest first, with the key that signed them. */
  checkpoints: query.output(z.strictObject({ keyId: sha256Schema, checkpoints: z.array(checkpointSchema).max(1000) })),
  /** A checkpoint once more as a file. NOT_FOUND when there is none of this number. */
  exportCheckpoint: mutation('auditTrail')
    .input(z.strictObject({ number: z.number().int().min(1) }))
    .output(savedFileSchema),
  /** Proves that the present trail extends the one from which a checkpoint or an export was made, or says where not. */
  compare: mutation('auditTrail')
    .input(z.strictObject({ fileToken: fileTokenSchema }))
    .output(progressOf(trailComparisonSchema)),
};
