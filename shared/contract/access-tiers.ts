import { z } from 'zod';
import { accessTierPackSchema } from './access-tier-pack.ts';
import {
  accessCellSchema,
  accessCheckSchema,
  accessClassSchema,
  accessDesignRowSchema,
  accessDesignSchema,
  accessDutySchema,
  accessExceptionSchema,
  accessFactsSchema,
  accessGrantSchema,
  accessOutcomeSchema,
  accessRoleSchema,
  identityFieldsSchema,
  identitySchema,
  newExceptionSchema,
  recordedExceptionSchema,
  repositoryFieldsSchema,
  repositorySchema,
} from './access-tier-records.ts';
import {
  daySchema,
  fileTokenSchema,
  idSchema,
  listInputSchema,
  listOf,
  mutation,
  nameSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';

/** The rules that are asked about one person, tool and place, in this order. */
export const ACCESS_RULES = [
  'tool',
  'class',
  'matrix',
  'exception',
  'training',
  'review',
  'approval',
  'agreements',
  'residency',
  'identity',
  'owner',
] as const;
export type AccessRule = (typeof ACCESS_RULES)[number];

/** What has to come about for the answer to become yes. */
export const ACCESS_REMEDIES = [
  'approve_tool',
  'classify_repository',
  'set_cell',
  'change_design',
  'exception',
  'training',
  'review',
  'approval',
  'agreement',
  'residency',
  'identity',
  'human_owner',
] as const;

/** One rule of the chain. Its sentence is `accessTiers.rule.<rule>.<says>` with these facts. */
export const ruleStepSchema = z.strictObject({
  rule: z.enum(ACCESS_RULES),
  number: z.number().int().min(1),
  /** Within the rule, what it found: "approved", "no_live_exception". */
  says: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  facts: accessFactsSchema,
  /** `missing` can still be met by the person; `not_asked` means that the cell does not ask for it. */
  outcome: z.enum(['pass', 'missing', 'deny', 'not_asked']),
  deciding: z.boolean(),
});

/** The answer to "may this person use this tool here?" with everything that it rests on. */
export const accessDecisionSchema = z.strictObject({
  outcome: accessOutcomeSchema,
  steps: z.array(ruleStepSchema).min(1).max(ACCESS_RULES.length),
  /** Number of the deciding step. */
  decidedBy: z.number().int().min(1),
  missing: z.array(z.enum([...ACCESS_REMEDIES])).max(ACCESS_REMEDIES.length),
  /** The smallest set of things after which the answer is allow; empty when it is. `owner` asks it of the human owner. */
  remedies: z
    .array(z.strictObject({ remedy: z.enum(ACCESS_REMEDIES), facts: accessFactsSchema, ofOwner: z.boolean() }))
    .max(30),
  design: z.strictObject({ id: idSchema, version: z.number().int(), inForceOn: daySchema.nullable() }).nullable(),
  /** What the draft says of the same cell; null without a draft. */
  draft: z
    .strictObject({ version: z.number().int(), outcome: z.enum(['allow', 'conditional', 'deny', 'not_set']) })
    .nullable(),
  askedOn: daySchema,
});
export type AccessDecision = z.infer<typeof accessDecisionSchema>;

/** A repository, or a class without one; a region as the region pack names it. */
const questionSchema = z.strictObject({
  identityId: idSchema,
  toolId: idSchema,
  repositoryId: idSchema.nullable(),
  classId: accessClassSchema.nullable(),
  region: z.string().trim().min(1).max(40).nullable(),
});
export type AccessQuestion = z.infer<typeof questionSchema>;

const accessCaseSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  identity: recordReferenceSchema,
  tool: recordReferenceSchema,
  repository: recordReferenceSchema.nullable(),
  classId: accessClassSchema.nullable(),
  region: z.string().nullable(),
  expected: accessOutcomeSchema,
  /** What the design in force answers today. */
  answered: accessOutcomeSchema,
  revision: revisionSchema,
});
export type AccessCase = z.infer<typeof accessCaseSchema>;

const designDetailSchema = z.strictObject({
  design: accessDesignSchema,
  checks: z.array(accessCheckSchema).max(2000),
  /** Active identities of each role. */
  holders: z.array(z.strictObject({ role: accessRoleSchema, count: z.number().int() })),
});

const byDesign = z.strictObject({ designId: idSchema, revision: revisionSchema });
const byException = z.strictObject({
  exceptionId: idSchema,
  revision: revisionSchema,
  note: z.string().trim().max(2000),
});
const newIdentitySchema = identityFieldsSchema
  .partial()
  .required({ name: true, kind: true, role: true, joinedOn: true });
export type NewIdentity = z.infer<typeof newIdentitySchema>;
const identityChangesSchema = identityFieldsSchema.partial();
export type IdentityChanges = z.infer<typeof identityChangesSchema>;
const newRepositorySchema = repositoryFieldsSchema.partial().required({ name: true });
const repositoryChangesSchema = repositoryFieldsSchema.partial();
export type RepositoryChanges = z.infer<typeof repositoryChangesSchema>;
export type NewRepository = z.infer<typeof newRepositorySchema>;
const newGrantSchema = z.strictObject({
  identityId: idSchema,
  toolId: idSchema,
  classId: accessClassSchema,
  grantedOn: daySchema,
  reviewerId: idSchema.nullable(),
});
export type NewGrant = z.infer<typeof newGrantSchema>;

export const accessTiers = {
  /** Names, classifier questions and starting matrix as they come with Assay. */
  pack: query.output(accessTierPackSchema),
  /** Every version, newest first. */
  designs: query.output(z.array(accessDesignRowSchema).max(1000)),
  /** Without an id: the draft or the version that awaits approval, else the one in force; null when there is none yet. */
  get: query.input(z.strictObject({ designId: idSchema.nullable() })).output(designDetailSchema.nullable()),
  /** From the version in force, or from the pack for the first; NOT_ALLOWED_NOW while another is not yet decided. */
  startDraft: mutation('accessTiers').output(accessDesignSchema),
  setCell: mutation('accessTiers')
    .input(byDesign.extend({ cell: accessCellSchema }))
    .output(accessDesignSchema),
  setDuties: mutation('accessTiers')
    .input(byDesign.extend({ role: accessRoleSchema, duties: z.array(accessDutySchema).max(20) }))
    .output(accessDesignSchema),
  discardDraft: mutation('accessTiers').input(byDesign).output(z.null()),
  /** NOT_ALLOWED_NOW while a check blocks. */
  sendForApproval: mutation('accessTiers').input(byDesign).output(accessDesignSchema),
  /** FOUR_EYES for whoever sent or changed it. The version in force before is superseded and kept. */
  approve: mutation('accessTiers', 'tools')
    .input(byDesign.extend({ note: z.string().trim().max(2000) }))
    .output(accessDesignSchema),
  sendBack: mutation('accessTiers')
    .input(byDesign.extend({ note: z.string().trim().min(1).max(2000) }))
    .output(accessDesignSchema),
  /** The quarterly look at the version in force; who may is no author of it. */
  confirmReview: mutation('accessTiers')
    .input(byDesign.extend({ note: z.string().trim().min(1).max(2000) }))
    .output(accessDesignSchema),
  compare: query.input(z.strictObject({ leftId: idSchema, rightId: idSchema })).output(
    z.strictObject({
      left: accessDesignRowSchema,
      right: accessDesignRowSchema,
      cells: z.array(
        z.strictObject({
          role: accessRoleSchema,
          classId: accessClassSchema,
          left: accessCellSchema,
          right: accessCellSchema,
          /** Does the right side let more through than the left? */
          looser: z.boolean(),
        }),
      ),
      duties: z.array(
        z.strictObject({
          role: accessRoleSchema,
          added: z.array(accessDutySchema),
          removed: z.array(accessDutySchema),
        }),
      ),
    }),
  ),
  /** By the version in force; `designId` asks another version instead. */
  ask: query.input(questionSchema.extend({ designId: idSchema.nullable() })).output(accessDecisionSchema),
  cases: query.output(z.array(accessCaseSchema).max(500)),
  /** The expected outcome is the person's to say, not what was answered. */
  saveCase: mutation('accessTiers')
    .input(questionSchema.extend({ name: nameSchema, expected: accessOutcomeSchema }))
    .output(accessCaseSchema),
  removeCase: mutation('accessTiers')
    .input(z.strictObject({ caseId: idSchema, revision: revisionSchema }))
    .output(z.null()),

  /** Fields: code, name, codeClass, pciClass, taggedOn, archived. */
  listRepositories: query.input(listInputSchema).output(listOf(repositorySchema)),
  addRepository: mutation('accessTiers').input(newRepositorySchema).output(repositorySchema),
  /** Answers to the classifier replace those there were; the PCI class follows from them. */
  updateRepository: mutation('accessTiers')
    .input(
      z.strictObject({
        repositoryId: idSchema,
        revision: revisionSchema,
        changes: repositoryChangesSchema,
      }),
    )
    .output(repositorySchema),

  /** Fields: code, name, kind, account, role, ownerId, joinedOn, leftOn. */
  listIdentities: query.input(listInputSchema).output(listOf(identitySchema)),
  addIdentity: mutation('accessTiers').input(newIdentitySchema).output(identitySchema),
  updateIdentity: mutation('accessTiers')
    .input(z.strictObject({ identityId: idSchema, revision: revisionSchema, changes: identityChangesSchema }))
    .output(identitySchema),

  /** Fields: identityId, toolId, classId, grantedOn, removedOn. */
  listGrants: query.input(listInputSchema).output(listOf(accessGrantSchema)),
  addGrant: mutation('accessTiers').input(newGrantSchema).output(accessGrantSchema),
  updateGrant: mutation('accessTiers')
    .input(
      z.strictObject({
        grantId: idSchema,
        revision: revisionSchema,
        changes: z.strictObject({ removedOn: daySchema.nullable(), reviewerId: idSchema.nullable() }).partial(),
      }),
    )
    .output(accessGrantSchema),
  /** Approves access that was given, in the caller's name; FOUR_EYES when it is the caller's own. */
  approveGrant: mutation('accessTiers')
    .input(z.strictObject({ grantId: idSchema, revision: revisionSchema }))
    .output(accessGrantSchema),

  /** Fields: code, identityId, role, toolId, classId, repositoryId, state, origin, startsOn, expiresOn. */
  listExceptions: query.input(listInputSchema).output(listOf(accessExceptionSchema)),
  requestException: mutation('accessTiers').input(newExceptionSchema).output(accessExceptionSchema),
  /** FOUR_EYES for whoever asked, and for whom it is. */
  approveException: mutation('accessTiers').input(byException).output(accessExceptionSchema),
  declineException: mutation('accessTiers').input(byException).output(accessExceptionSchema),
  revokeException: mutation('accessTiers').input(byException).output(accessExceptionSchema),
  /** One that was decided on paper; it counts only when its approver was not who asked, and for 90 days at most. */
  recordException: mutation('accessTiers').input(recordedExceptionSchema).output(accessExceptionSchema),

  /** The design as YAML, or as a Rego policy with its data and its tests: three files. */
  exportFile: query
    .input(z.strictObject({ designId: idSchema, format: z.enum(['yaml', 'rego']) }))
    .output(z.strictObject({ files: z.array(z.strictObject({ token: fileTokenSchema, name: z.string() })).max(3) })),
};
