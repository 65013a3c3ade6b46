import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  nameSchema,
  personReferenceSchema,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import { YES_NO_UNKNOWN } from './scores.ts';

/** The role axis of `domain.md` 6.7. A person or an agent who uses tools has exactly one. */
export const ACCESS_ROLES = ['junior', 'senior', 'lead', 'security', 'platform_admin', 'auditor', 'service'] as const;
export const accessRoleSchema = z.enum(ACCESS_ROLES);
export type AccessRole = z.infer<typeof accessRoleSchema>;

/** Code by what it handles; `CLASS_TIERS` says in which of the seed's three tiers each stands. */
export const CODE_CLASSES = ['public_docs', 'internal', 'phi_services', 'payments', 'secrets'] as const;
/** Code by its place in PCI DSS scope, most restricted first (`domain.md` 3). */
export const PCI_CLASSES = ['cde', 'connected', 'security_impacting', 'out_of_scope'] as const;
export const ACCESS_CLASSES = [...CODE_CLASSES, ...PCI_CLASSES] as const;
export const accessClassSchema = z.enum(ACCESS_CLASSES);
export type AccessClass = z.infer<typeof accessClassSchema>;
export const codeClassSchema = z.enum(CODE_CLASSES);
export type CodeClass = z.infer<typeof codeClassSchema>;
export const pciClassSchema = z.enum(PCI_CLASSES);
export type PciClass = z.infer<typeof pciClassSchema>;

export const ACCESS_OUTCOMES = ['allow', 'conditional', 'deny'] as const;
export const accessOutcomeSchema = z.enum(ACCESS_OUTCOMES);
export type AccessOutcome = z.infer<typeof accessOutcomeSchema>;

/** What a conditional cell can ask for. */
export const ACCESS_REQUIREMENTS = ['training', 'review', 'exception', 'approval', 'human_owner'] as const;
export const accessRequirementSchema = z.enum(ACCESS_REQUIREMENTS);
export type AccessRequirement = z.infer<typeof accessRequirementSchema>;

/** What a role may do around the tools, beside using them on code. */
export const ACCESS_DUTIES = [
  'deploy_production',
  'review_changes',
  'approve_exceptions',
  'edit_policy',
  'read_team_logs',
  'read_all_logs',
  'alter_logs',
  'delete_logs',
] as const;
export const accessDutySchema = z.enum(ACCESS_DUTIES);
export type AccessDuty = z.infer<typeof accessDutySchema>;

/** One cell of the matrix; `not_set` denies until somebody decides. */
export const accessCellSchema = z.strictObject({
  role: accessRoleSchema,
  classId: accessClassSchema,
  outcome: z.enum([...ACCESS_OUTCOMES, 'not_set']),
  requirements: z.array(accessRequirementSchema).max(ACCESS_REQUIREMENTS.length),
});
export type AccessCell = z.infer<typeof accessCellSchema>;

export const roleDutiesSchema = z.strictObject({
  role: accessRoleSchema,
  duties: z.array(accessDutySchema).max(ACCESS_DUTIES.length),
});
export type RoleDuties = z.infer<typeof roleDutiesSchema>;

export const DESIGN_STATES = ['draft', 'awaiting_approval', 'in_force', 'superseded'] as const;

const designFactsSchema = z.strictObject({
  id: idSchema,
  version: z.number().int().min(1),
  state: z.enum(DESIGN_STATES),
  createdAt: instantSchema,
  sentBy: personReferenceSchema.nullable(),
  sentOn: daySchema.nullable(),
  /** Who approved it, or sent it back last. */
  decidedBy: personReferenceSchema.nullable(),
  decidedOn: daySchema.nullable(),
  decisionNote: z.string(),
  inForceOn: daySchema.nullable(),
  supersededOn: daySchema.nullable(),
  lastReviewedOn: daySchema.nullable(),
  /** A quarter after it came into force or was last looked over; null while not in force. */
  nextReviewOn: daySchema.nullable(),
  revision: revisionSchema,
});
export const accessDesignRowSchema = designFactsSchema;
export type AccessDesignRow = z.infer<typeof accessDesignRowSchema>;

/** A version of the design, with one cell for every role and class and a list of duties for every role. */
export const accessDesignSchema = designFactsSchema.extend({
  cells: z.array(accessCellSchema).length(ACCESS_ROLES.length * ACCESS_CLASSES.length),
  duties: z.array(roleDutiesSchema).length(ACCESS_ROLES.length),
  /** Who changed it since it was begun; none of them may approve it. */
  editors: z.array(personReferenceSchema).max(1000),
});
export type AccessDesign = z.infer<typeof accessDesignSchema>;

export const accessFactsSchema = z.record(z.string().max(40), z.union([z.string(), z.number()]));
/** Names, codes, days and ids by which a sentence is filled in; `shared/rules/access-tiers/words.ts` words them. */
export type AccessFacts = z.infer<typeof accessFactsSchema>;

export const ACCESS_CHECKS = [
  'cell_missing',
  'conditional_on_nothing',
  'tier_three_without_exception',
  'junior_deploys',
  'junior_without_review',
  'policy_and_log_deletion',
  'lead_alters_logs',
  'security_cannot_see_logs',
  'agent_above_owner',
  'agent_without_owner',
  'phi_without_agreement',
  'same_requester_and_approver',
  'exception_too_long',
  'training_after_grant',
  'access_above_tier',
  'quarterly_review_overdue',
  'leaver_not_removed',
  'repository_not_classified',
] as const;

/** A rule of `domain.md` 6.7 that does not hold. Its sentence is `accessTiers.check.<id>` with these facts. */
export const accessCheckSchema = z.strictObject({
  id: z.enum(ACCESS_CHECKS),
  severity: z.enum(['blocks', 'look_at']),
  facts: accessFactsSchema,
  /** The record that mends it. A cell and a duty are those of the design that was checked. */
  mendedBy: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cell'), role: accessRoleSchema, classId: accessClassSchema }),
    z.strictObject({ kind: z.literal('duty'), role: accessRoleSchema, duty: accessDutySchema }),
    z.strictObject({ kind: z.literal('exception'), id: idSchema }),
    z.strictObject({ kind: z.literal('identity'), id: idSchema }),
    z.strictObject({ kind: z.literal('grant'), id: idSchema }),
    z.strictObject({ kind: z.literal('repository'), id: idSchema }),
    z.strictObject({ kind: z.literal('agreement'), toolId: idSchema }),
    z.strictObject({ kind: z.literal('design'), id: idSchema }),
  ]),
});
export type AccessCheck = z.infer<typeof accessCheckSchema>;

/** Answers to the classifier's questions; a question without an answer counts as unknown. */
export const classifierAnswersSchema = z.partialRecord(z.string().regex(/^PCI-C[1-9]$/), z.enum(YES_NO_UNKNOWN));
export type ClassifierAnswers = z.infer<typeof classifierAnswersSchema>;

export const repositoryFieldsSchema = z.strictObject({
  name: nameSchema,
  description: lineSchema,
  codeClass: codeClassSchema.nullable(),
  pciAnswers: classifierAnswersSchema,
  /** Regions of the region pack in which its code must stay; none when anywhere will do. */
  regions: z.array(z.string().trim().min(1).max(40)).max(40),
  archived: z.boolean(),
});
export const repositorySchema = repositoryFieldsSchema.extend({
  id: idSchema,
  /** "RP-004" */
  code: z.string(),
  /** By the classifier; null while no question is answered. */
  pciClass: pciClassSchema.nullable(),
  /** Some answers are unknown, so the class is the strictest that they leave possible. */
  pciProvisional: z.boolean(),
  taggedBy: personReferenceSchema.nullable(),
  taggedOn: daySchema.nullable(),
  revision: revisionSchema,
});
export type Repository = z.infer<typeof repositorySchema>;

export const IDENTITY_KINDS = ['person', 'agent'] as const;
export const identityFieldsSchema = z.strictObject({
  name: nameSchema,
  kind: z.enum(IDENTITY_KINDS),
  /** E-mail address of a person, service id of an agent. */
  account: lineSchema,
  role: accessRoleSchema,
  /** The person who answers for an agent; null for a person. */
  ownerId: idSchema.nullable(),
  joinedOn: daySchema,
  leftOn: daySchema.nullable(),
});
/** Somebody or something that uses the tools; not the people who work in this workspace. */
export const identitySchema = identityFieldsSchema.omit({ ownerId: true }).extend({
  id: idSchema,
  /** "ID-012" */
  code: z.string(),
  owner: recordReferenceSchema.nullable(),
  /** Joined and not left, today. */
  active: z.boolean(),
  revision: revisionSchema,
});
export type Identity = z.infer<typeof identitySchema>;

/** Access that was really given: since when, until when, who reviews what comes out of it. */
export const accessGrantSchema = z.strictObject({
  id: idSchema,
  identity: recordReferenceSchema,
  tool: recordReferenceSchema,
  classId: accessClassSchema,
  grantedOn: daySchema,
  removedOn: daySchema.nullable(),
  /** Who reviews this identity's changes; never the identity itself. */
  reviewer: recordReferenceSchema.nullable(),
  /** Who approved it in this workspace. */
  approvedBy: personReferenceSchema.nullable(),
  revision: revisionSchema,
});
export type AccessGrant = z.infer<typeof accessGrantSchema>;

export const EXCEPTION_STATES = ['requested', 'approved', 'declined', 'revoked'] as const;
/** What an exception is today; only a live one counts. */
export const EXCEPTION_STANDINGS = ['requested', 'upcoming', 'live', 'lapsed', 'declined', 'revoked'] as const;
/** Days from the first to the last of an exception, at most (`domain.md` 6.7). */
export const EXCEPTION_DAYS = 90;

const exceptionFieldsSchema = z.strictObject({
  /** For one person or agent, or for everybody of a role; exactly one of the two. */
  identityId: idSchema.nullable(),
  role: accessRoleSchema.nullable(),
  toolId: idSchema,
  classId: accessClassSchema,
  /** Only this repository; null for every one of the class. */
  repositoryId: idSchema.nullable(),
  reason: z.string().trim().min(1).max(2000),
  /** Who was heard: the QSA for the cardholder data environment. */
  consulted: lineSchema,
  startsOn: daySchema,
  expiresOn: daySchema,
});
export const newExceptionSchema = exceptionFieldsSchema;
export type NewException = z.infer<typeof newExceptionSchema>;
/** One that was decided on paper before this workspace kept them. */
export const recordedExceptionSchema = exceptionFieldsSchema.extend({
  requesterName: nameSchema,
  approverName: nameSchema,
  approvedOn: daySchema,
});
export type RecordedException = z.infer<typeof recordedExceptionSchema>;

const exceptionPartySchema = z.strictObject({
  /** Null for somebody outside this workspace. */
  id: idSchema.nullable(),
  name: z.string(),
});
export const accessExceptionSchema = exceptionFieldsSchema
  .omit({ identityId: true, toolId: true, repositoryId: true })
  .extend({
    id: idSchema,
    /** "EX-031" */
    code: z.string(),
    identity: recordReferenceSchema.nullable(),
    tool: recordReferenceSchema,
    repository: recordReferenceSchema.nullable(),
    origin: z.enum(['requested', 'recorded']),
    requestedBy: exceptionPartySchema,
    requestedOn: daySchema,
    decidedBy: exceptionPartySchema.nullable(),
    decidedOn: daySchema.nullable(),
    decisionNote: z.string(),
    state: z.enum(EXCEPTION_STATES),
    standing: z.enum(EXCEPTION_STANDINGS),
    revokedOn: daySchema.nullable(),
    revision: revisionSchema,
  });
export type AccessException = z.infer<typeof accessExceptionSchema>;
