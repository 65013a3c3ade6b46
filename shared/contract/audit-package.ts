import { z } from 'zod';
import { GAP_RECORD_KINDS } from './gaps.ts';
import {
  daySchema,
  fileTokenSchema,
  idSchema,
  instantSchema,
  mutation,
  nameSchema,
  personReferenceSchema,
  progressOf,
  query,
  recordReferenceSchema,
  sha256Schema,
} from './operation.ts';

/** The six parts of the documentation that auditors ask for (`domain.md` 6.6), in order. */
export const PACKAGE_SECTIONS = [
  'tool_inventory',
  'policies',
  'technical_controls',
  'vendor_documents',
  'audit_trails',
  'training_records',
] as const;
export type PackageSection = (typeof PACKAGE_SECTIONS)[number];

/** The seventeen items in them, in order. */
export const PACKAGE_ITEMS = [
  'approved_tools',
  'business_justification',
  'risk_per_tool',
  'acceptable_use',
  'data_classification',
  'prohibited_uses',
  'access_control',
  'network_control',
  'monitoring',
  'soc2_reports',
  'signed_agreements',
  'questionnaire_answers',
  'access_logs',
  'usage_logs',
  'configuration_changes',
  'security_awareness',
  'tool_training',
] as const;
export const packageItemSchema = z.enum(PACKAGE_ITEMS);
export type PackageItem = z.infer<typeof packageItemSchema>;

/** What can be wrong with an item, the worst first. */
export const PACKAGE_PROBLEM_STATES = ['contradictory', 'missing', 'unsigned', 'stale'] as const;
export const packageProblemStateSchema = z.enum(PACKAGE_PROBLEM_STATES);
export type PackageProblemState = z.infer<typeof packageProblemStateSchema>;
export const packageStateSchema = z.enum([...PACKAGE_PROBLEM_STATES, 'ready']);
export type PackageState = z.infer<typeof packageStateSchema>;

/** `redacted`: no names of people, no comments, and no evidence files, of which only the sums go out. */
export const PACKAGE_PROFILES = ['full', 'redacted'] as const;

/** Where a problem is mended: a record as a gap names it, or one of two lists. */
const placeSchema = z.enum([...GAP_RECORD_KINDS, 'tool_register', 'evidence_library']);

/** What a sentence about a problem says; the words are messages. Days are `YYYY-MM-DD`. */
export const packageProblemSchema = z.strictObject({
  item: packageItemSchema,
  state: packageProblemStateSchema,
  /** Message of `auditPackage.problem`. */
  says: z.string().max(40),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The record that mends it. */
  record: z.strictObject({
    kind: placeSchema,
    /** Empty for what the workspace has once. */
    id: z.union([idSchema, z.literal('')]),
    /** A checklist's item, an answer's question; empty for the whole record. */
    part: z.string().max(80),
    name: z.string(),
  }),
});
export type PackageProblem = z.infer<typeof packageProblemSchema>;

export const itemReadinessSchema = z.strictObject({
  item: packageItemSchema,
  /** "3.2" */
  number: z.string(),
  state: packageStateSchema,
  /** Message of `auditPackage.source`: what fills the item. */
  source: z.strictObject({ says: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) }),
  /** Pieces of evidence behind it, by index number. */
  evidence: z.array(z.string()).max(5000),
  /** The newest day of what is behind it; null when nothing has a day. */
  asOf: daySchema.nullable(),
  problems: z.array(packageProblemSchema).max(200),
  /** Problems beyond those listed. */
  moreProblems: z.number().int().min(0),
});
export type ItemReadiness = z.infer<typeof itemReadinessSchema>;

/** What a package is about. */
export const packageScopeSchema = z
  .strictObject({
    /** "Audit package 2026" */
    title: nameSchema,
    /** Days, inclusive. */
    period: z.strictObject({ from: daySchema, to: daySchema }),
    /** The vendors whose tools it covers; null for every tool in use. */
    vendorIds: z.array(idSchema).min(1).max(500).nullable(),
    profile: z.enum(PACKAGE_PROFILES),
    /** The auditor's own seed for the samples; null takes the hash of the trail's head. */
    seed: z
      .string()
      .regex(/^[\w.-]{4,64}$/)
      .nullable(),
  })
  .refine(({ period }) => period.from <= period.to, {
    path: ['period', 'to'],
    message: 'the period ends before it starts',
  });
export type PackageScope = z.infer<typeof packageScopeSchema>;

export const chainHeadSchema = z.strictObject({ sequence: z.number().int().min(0), hash: sha256Schema });

export const madePackageSchema = z.strictObject({
  id: idSchema,
  /** "CHP-AP-20261120-4f1c22" */
  name: z.string(),
  title: z.string(),
  status: z.enum(['draft', 'final']),
  profile: z.enum(PACKAGE_PROFILES),
  period: z.strictObject({ from: daySchema, to: daySchema }),
  vendorIds: z.array(idSchema).max(500).nullable(),
  asOf: daySchema,
  madeAt: instantSchema,
  madeBy: personReferenceSchema.nullable(),
  /** What the samples were drawn with. */
  seed: z.string(),
  files: z.number().int(),
  /** Bytes of all files together. */
  bytes: z.number().int(),
  /** Items without a problem, of seventeen. */
  ready: z.number().int(),
  manifestSha256: sha256Schema,
  keySha256: sha256Schema,
  head: chainHeadSchema,
});
export type MadePackage = z.infer<typeof madePackageSchema>;

export const PACKAGE_VERDICTS = ['valid', 'altered', 'incomplete'] as const;
/** What a check says of one file, the worst first. */
export const PACKAGE_FILE_STATES = ['altered', 'added', 'missing', 'unchanged'] as const;
export type PackageFileState = (typeof PACKAGE_FILE_STATES)[number];

/** What a package says of itself. Where the signature does not hold, anybody may have written it. */
const packageStatedSchema = z.strictObject({
  organisation: z.string().max(500),
  title: z.string().max(500),
  status: z.enum(['draft', 'final']).nullable(),
  profile: z.enum(PACKAGE_PROFILES).nullable(),
  asOf: daySchema.nullable(),
  period: z.strictObject({ from: daySchema, to: daySchema }).nullable(),
  preparedBy: z.string().max(500),
  /** In plain words. */
  scope: z.string().max(500),
});
export type PackageStated = z.infer<typeof packageStatedSchema>;

/** Files of a check that are listed, the worst first; the rest are counted. */
export const LISTED_FILES = 5000;

export const packageCheckSchema = z.strictObject({
  verdict: z.enum(PACKAGE_VERDICTS),
  /** The signature fits the manifest and the key in the package. */
  signed: z.boolean(),
  /** SHA-256 of the public key as DER; null when it cannot be read. */
  keySha256: sha256Schema.nullable(),
  /** The key is the one with which this workspace signs. */
  ownKey: z.boolean(),
  name: z.string().max(500).nullable(),
  stated: packageStatedSchema.nullable(),
  /** The record that this workspace keeps of a package with this very manifest. */
  made: z.strictObject({ id: idSchema, madeAt: instantSchema, madeBy: personReferenceSchema.nullable() }).nullable(),
  counts: z.record(z.enum(PACKAGE_FILE_STATES), z.number().int().min(0)),
  /** Bytes as found; null for a file that is not there. */
  files: z
    .array(
      z.strictObject({
        path: z.string(),
        state: z.enum(PACKAGE_FILE_STATES),
        bytes: z.number().int().min(0).nullable(),
      }),
    )
    .max(LISTED_FILES),
  checkedAt: instantSchema,
});
export type PackageCheck = z.infer<typeof packageCheckSchema>;

/** The most files of a folder that are taken at once. */
export const GIVEN_FILES = 10_000;

/** Either one archive, or the files of a folder by their path in it. */
const givenPackageSchema = z.union([
  z.strictObject({ fileToken: fileTokenSchema }),
  z.strictObject({
    /** The folder's name. */
    folder: z.string().trim().min(1).max(255),
    files: z
      .array(z.strictObject({ path: z.string().min(1).max(1000), fileToken: fileTokenSchema }))
      .min(1)
      .max(GIVEN_FILES),
  }),
]);

export const auditPackage = {
  /** The readiness run: the seventeen items with everything that is missing, stale, unsigned or contradictory. */
  readiness: query.input(packageScopeSchema).output(
    z.strictObject({
      asOf: daySchema,
      items: z.array(itemReadinessSchema).length(PACKAGE_ITEMS.length),
      tools: z.number().int(),
      /** Every vendor that has a tool in use, for the choice of scope. */
      vendors: z.array(recordReferenceSchema).max(2000),
      evidence: z.strictObject({ files: z.number().int(), bytes: z.number().int() }),
      head: chainHeadSchema,
      checkpoint: z.strictObject({ number: z.number().int(), signedAt: instantSchema }).nullable(),
      /** SHA-256 of the workspace's public key as DER. */
      keySha256: sha256Schema,
    }),
  ),
  /**
   * Writes the package as one zip and keeps a record of it. NOT_ALLOWED_NOW for a final one with a problem left;
   * ROLE_REFUSED for a final one by anyone but a compliance officer; CHANGED_MEANWHILE when somebody worked on while it
   * was written; WORKSPACE_DAMAGED when a piece of evidence lost its sum.
   */
  make: mutation('auditPackage')
    .input(z.strictObject({ scope: packageScopeSchema, final: z.boolean() }))
    .output(
      progressOf(
        z.strictObject({
          made: madePackageSchema,
          file: z.strictObject({ token: fileTokenSchema, name: z.string(), size: z.number().int() }),
        }),
      ),
    ),
  /**
   * Checks a package that came from anywhere: every file against the manifest, the manifest against its signature, the
   * key against this workspace's own. It changes no record, and the trail says that it was done. FILE_REFUSED when what
   * was given is no package; FILE_GONE; CANCELLED.
   */
  verify: mutation('auditTrail').input(givenPackageSchema).output(progressOf(packageCheckSchema)),
  /** Packages made so far, newest first. */
  list: query.output(z.array(madePackageSchema).max(200)),
};
