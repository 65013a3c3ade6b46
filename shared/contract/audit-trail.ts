import { z } from 'zod';
import {
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

export const auditTrail = {
  /** Newest first. Fields: operation, feature, actorId, recordKind, recordId, occurredAt. */
  list: query.input(listInputSchema).output(listOf(auditEntrySchema)),
  /** Reads every entry again, and names the first broken one. */
  verify: query.output(progressOf(verificationSchema)),
  /** Signs the head with the workspace's key, for keeping outside. */
  checkpoint: mutation('auditTrail').output(
    z.strictObject({
      number: z.number().int(),
      sequence: z.number().int(),
      hash: sha256Schema,
      signature: z.string(),
      /** SPKI, PEM. */
      publicKey: z.string(),
      /** SHA-256 of the raw public key. */
      keyId: sha256Schema,
      signedAt: instantSchema,
      signedBy: z.string(),
    }),
  ),
};
