import { z } from 'zod';
import { provisionPackSchema } from './agreement-packs.ts';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  listInputSchema,
  listOf,
  mutation,
  nameSchema,
  noteSchema,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
  sha256Schema,
} from './operation.ts';
import { USE_CONDITIONS } from './questionnaire-pack.ts';

/** What is agreed with a vendor (`mission.md` A6). */
export const AGREEMENT_KINDS = ['baa', 'dpa', 'scc', 'nda', 'pci_responsibility', 'main_agreement', 'other'] as const;
export const agreementKindSchema = z.enum(AGREEMENT_KINDS);
export type AgreementKind = z.infer<typeof agreementKindSchema>;

/**
 * The thirteen states of `domain.md` 1.4, in the order of a life. People bring nine of them about; active, expiring,
 * expired and superseded follow from dates, and are worked out anew on every reading.
 */
export const AGREEMENT_STATES = [
  'not_assessed',
  'not_needed',
  'required',
  'requested',
  'declined',
  'in_negotiation',
  'signed',
  'active',
  'expiring',
  'expired',
  'superseded',
  'terminated',
  'closed',
] as const;
export const agreementStateSchema = z.enum(AGREEMENT_STATES);
export type AgreementState = z.infer<typeof agreementStateSchema>;

/** The states that are written down: each came about by a person's deed. */
export const STORED_STATES = [
  'not_assessed',
  'not_needed',
  'required',
  'requested',
  'declined',
  'in_negotiation',
  'signed',
  'terminated',
  'closed',
] as const satisfies readonly AgreementState[];
export type StoredAgreementState = (typeof STORED_STATES)[number];

/** What a person can do to an agreement's life. */
export const AGREEMENT_DEEDS = [
  'require',
  'waive',
  'request',
  'decline',
  'negotiate',
  'sign',
  'renew',
  'terminate',
  'close',
] as const;
export const agreementDeedSchema = z.enum(AGREEMENT_DEEDS);
export type AgreementDeed = z.infer<typeof agreementDeedSchema>;

/** Is one on offer? Kept apart from whether it is needed and from its state (`domain.md` 0.4). */
export const OFFERED = ['unknown', 'yes', 'other_plan', 'no'] as const;

/** The tests by which a business associate agreement is, or is not, needed (`domain.md` 1.1). */
export const NEED_RULES = [
  'H-NEED-1',
  'H-NEED-2',
  'H-NEED-3',
  'H-NEED-4',
  'H-NEED-5',
  'H-NEED-6',
  'H-NEED-7',
  'H-NEED-8',
] as const;

export type NeedRule = (typeof NEED_RULES)[number];

export const HIPAA_ROLES = ['not_set', 'covered_entity', 'business_associate', 'neither'] as const;
export const hipaaRoleSchema = z.enum(HIPAA_ROLES);
export type HipaaRole = z.infer<typeof hipaaRoleSchema>;

/** Roles of the two parties under the law that the agreement serves. */
export const PARTY_ROLES = [
  'not_set',
  'covered_entity',
  'business_associate',
  'subcontractor',
  'controller',
  'processor',
  'sub_processor',
  'customer',
  'provider',
] as const;
const PERMISSIONS = ['unknown', 'allowed', 'with_consent', 'forbidden'] as const;
export const permissionSchema = z.enum(PERMISSIONS);
const FLOW_DOWN = ['unknown', 'proven', 'promised', 'absent'] as const;

/** One thing that the agreement covers; without product and plan it covers nothing. */
export const scopeItemSchema = z.strictObject({
  /** A tool of the register; null when the product is only named. */
  toolId: idSchema.nullable(),
  product: lineSchema,
  plan: lineSchema,
  features: z.array(nameSchema).max(50),
  regions: z.array(nameSchema).max(50),
  /** Organisation or tenant id at the vendor. */
  tenant: lineSchema,
  /** Who really processes the data, when it is not the party that signs: the cloud that hosts the model. */
  processor: lineSchema,
});
export type ScopeItem = z.infer<typeof scopeItemSchema>;

/** A feature that the agreement leaves out, and whether it is switched on here (`domain.md` 1.6, M3). */
export const excludedFeatureSchema = z.strictObject({ name: nameSchema, inUse: z.boolean().nullable() });

export const signatorySchema = z.strictObject({
  side: z.enum(['ours', 'theirs']),
  name: nameSchema,
  position: lineSchema,
  signedOn: daySchema,
});
export type Signatory = z.infer<typeof signatorySchema>;

const daysSchema = z.number().int().min(0).max(3650).nullable();

/** What an agreement says; everything that is tracked of it (`domain.md` 1.4). */
const agreementTermsSchema = z.strictObject({
  ourEntity: lineSchema,
  theirEntity: lineSchema,
  ourRole: z.enum(PARTY_ROLES),
  theirRole: z.enum(PARTY_ROLES),
  templateOwner: z.enum(['unknown', 'ours', 'theirs']),
  templateVersion: lineSchema,
  /** Calendar days from their discovery of a breach to their notice. */
  breachNoticeDays: daysSchema,
  /** The same for a security incident. */
  incidentNoticeDays: daysSchema,
  flowDown: z.enum(FLOW_DOWN),
  subcontractors: noteSchema,
  offshore: permissionSchema,
  deidentification: permissionSchema,
  training: permissionSchema,
  /** How data comes back or is destroyed at the end, and within how many days. */
  returnMethod: lineSchema,
  returnDays: daysSchema,
  insurance: lineSchema,
  notes: noteSchema,
});

const agreementFieldsSchema = agreementTermsSchema.extend({
  title: nameSchema,
  offered: z.enum(OFFERED),
  offeredNote: lineSchema,
  scope: z.array(scopeItemSchema).max(50),
  excludedFeatures: z.array(excludedFeatureSchema).max(50),
  signatories: z.array(signatorySchema).max(10),
  parentId: idSchema.nullable(),
  /** The version that this one replaces from the day on which it takes effect. */
  supersedesId: idSchema.nullable(),
  effectiveOn: daySchema.nullable(),
  /** Last day in force; null for one that runs with its main agreement. */
  expiresOn: daySchema.nullable(),
  /** Days before the end by which notice must be given; null when there is none. */
  noticeDays: daysSchema,
  /** Needed when there is no end. */
  reviewOn: daySchema.nullable(),
  ownerId: idSchema.nullable(),
  /** The piece among the linked `signed_file` evidence that is the signed document. */
  signedFileId: idSchema.nullable(),
});
const agreementChangesSchema = agreementFieldsSchema.partial();
export type AgreementChanges = z.infer<typeof agreementChangesSchema>;

const newAgreementSchema = agreementFieldsSchema
  .omit({ signedFileId: true })
  .partial()
  .extend({ vendorId: idSchema, kind: agreementKindSchema });
export type NewAgreement = z.infer<typeof newAgreementSchema>;

const agreementReferenceSchema = z.strictObject({ id: idSchema, code: z.string(), title: z.string() });

/** Why a tool may not be approved, and what would mend it. */
export const AGREEMENT_GAPS = [
  'not_answered',
  'none',
  'declined',
  'under_way',
  'not_yet_in_force',
  'incomplete',
  'ended',
  'other_product',
  'other_plan',
  'plan_not_recorded',
] as const;

export const agreementObstacleSchema = z.strictObject({
  /** Which condition of the use asks for it. */
  condition: z.enum(USE_CONDITIONS),
  kind: agreementKindSchema,
  gap: z.enum(AGREEMENT_GAPS),
  sentence: z.string(),
  remedy: z.string(),
  /** The agreement that comes nearest and would be mended; null when there is none, or the tool itself is to mend. */
  agreement: agreementReferenceSchema.nullable(),
});

export const agreementSchema = agreementFieldsSchema
  .omit({ ownerId: true, parentId: true, supersedesId: true })
  .extend({
    id: idSchema,
    /** "AG-0014" */
    code: z.string(),
    kind: agreementKindSchema,
    vendor: recordReferenceSchema,
    owner: personReferenceSchema.nullable(),
    need: z.strictObject({
      /** Null while nobody has decided. */
      needed: z.boolean().nullable(),
      ruleId: z.enum(NEED_RULES).nullable(),
      reason: z.string(),
      decidedBy: personReferenceSchema.nullable(),
      decidedOn: daySchema.nullable(),
    }),
    state: z.enum(STORED_STATES),
    /** Since when that state is written down. */
    stateSince: daySchema,
    stateReason: z.string(),
    stateToday: agreementStateSchema,
    /** What keeps a signed agreement from being active, one word each. */
    missing: z.array(z.enum(['our_signature', 'their_signature', 'effective_date', 'signed_file', 'scope'])),
    requestedOn: daySchema.nullable(),
    /** Whom we asked, and how. */
    requestedFrom: z.string(),
    requestChannel: z.string(),
    terminatedOn: daySchema.nullable(),
    /** SHA-256 of the signed document, as it was when the signature was recorded. */
    fileSha256: sha256Schema.nullable(),
    /** Last day on which notice can be given. */
    noticeOn: daySchema.nullable(),
    parent: agreementReferenceSchema.nullable(),
    supersedes: agreementReferenceSchema.nullable(),
    supersededBy: agreementReferenceSchema.nullable(),
    createdAt: instantSchema,
    revision: revisionSchema,
  });
export type Agreement = z.infer<typeof agreementSchema>;

export const agreementRowSchema = z.strictObject({
  id: idSchema,
  code: z.string(),
  title: z.string(),
  kind: agreementKindSchema,
  vendorId: idSchema,
  vendorName: z.string(),
  needed: z.boolean().nullable(),
  offered: z.enum(OFFERED),
  stateToday: agreementStateSchema,
  stateSince: daySchema,
  /** "Forge Assist, Enterprise" for each thing that it covers. */
  scope: z.array(z.string()),
  effectiveOn: daySchema.nullable(),
  expiresOn: daySchema.nullable(),
  noticeOn: daySchema.nullable(),
  reviewOn: daySchema.nullable(),
  /** Weighted share of the provisions that are there, 0 to 1; null without a checklist, or while nobody looked at it. */
  coverage: z.number().min(0).max(1).nullable(),
  owner: personReferenceSchema.nullable(),
  revision: revisionSchema,
});
export type AgreementRow = z.infer<typeof agreementRowSchema>;

export const PROVISION_ANSWERS = ['present', 'partial', 'absent', 'not_applicable'] as const;
export const provisionAnswerSchema = z.enum(PROVISION_ANSWERS);
export type ProvisionAnswer = z.infer<typeof provisionAnswerSchema>;
export const provisionCheckSchema = z.strictObject({
  provisionId: z.string(),
  answer: provisionAnswerSchema.nullable(),
  /** Where it stands in the document: "§ 4.2". */
  clause: z.string(),
  note: z.string(),
});
export type ProvisionCheck = z.infer<typeof provisionCheckSchema>;

export const provisionScoreSchema = z.strictObject({
  /** Weights of what is there, a partial one at half; twice the sum, so that it stays whole. */
  halfPoints: z.number().int().min(0),
  /** Sum of the weights that count, those not looked at among them. */
  possible: z.number().int().min(0),
  /** 0 to 1; null when nothing counts. */
  coverage: z.number().min(0).max(1).nullable(),
  checked: z.number().int().min(0),
  toCheck: z.number().int().min(0),
  /** Required form that is not there: the agreement does not stand without it. */
  failedGates: z.array(z.string()),
  /** Provisions that are not there whole, the weightiest first. */
  open: z.array(z.string()),
});
export type ProvisionScore = z.infer<typeof provisionScoreSchema>;

/** What the person should do next; the page has a sentence and a button for each. */
export const AGREEMENT_STEPS = [
  'decide_need',
  'request',
  'remind',
  'negotiate',
  'sign',
  'name_scope',
  'file',
  'wait',
  'check_provisions',
  'give_notice',
  'renew',
  'replace',
  'review',
  'certificate',
  'close',
] as const;
const agreementStepSchema = z
  .strictObject({
    kind: z.enum(AGREEMENT_STEPS),
    count: z.number().int().min(0),
    dueOn: daySchema.nullable(),
  })
  .nullable();
export type AgreementStep = z.infer<typeof agreementStepSchema>;

const change = { agreementId: idSchema, revision: revisionSchema };
const reasonSchema = z.string().trim().min(1).max(2000);

/** A deed with what it puts on record. */
export const moveInputSchema = z.discriminatedUnion('deed', [
  z.strictObject({
    ...change,
    deed: z.literal('require'),
    ruleId: z.enum(NEED_RULES).nullable(),
    reason: reasonSchema,
  }),
  z.strictObject({ ...change, deed: z.literal('waive'), ruleId: z.enum(NEED_RULES).nullable(), reason: reasonSchema }),
  z.strictObject({
    ...change,
    deed: z.literal('request'),
    on: daySchema,
    from: nameSchema,
    channel: nameSchema,
  }),
  z.strictObject({ ...change, deed: z.literal('decline'), reason: reasonSchema }),
  z.strictObject({ ...change, deed: z.literal('negotiate'), reason: reasonSchema }),
  z.strictObject({
    ...change,
    deed: z.literal('sign'),
    signatories: z.array(signatorySchema).max(10),
    effectiveOn: daySchema.nullable(),
    expiresOn: daySchema.nullable(),
    noticeDays: daysSchema,
    reviewOn: daySchema.nullable(),
    signedFileId: idSchema.nullable(),
  }),
  z.strictObject({
    ...change,
    deed: z.literal('renew'),
    expiresOn: daySchema.nullable(),
    reviewOn: daySchema.nullable(),
    reason: reasonSchema,
  }),
  z.strictObject({ ...change, deed: z.literal('terminate'), on: daySchema, reason: reasonSchema }),
  z.strictObject({ ...change, deed: z.literal('close'), reason: reasonSchema }),
]);
export type MoveInput = z.infer<typeof moveInputSchema>;

/** An agreement with all that its page shows. */
export const agreementDetailSchema = z.strictObject({
  agreement: agreementSchema,
  nextStep: agreementStepSchema,
  /** Every deed that its state allows; `refusal` says what is still missing. */
  deeds: z.array(z.strictObject({ deed: agreementDeedSchema, refusal: z.string().nullable() })),
  /** Null for a kind without a checklist. */
  pack: provisionPackSchema.nullable(),
  checks: z.array(provisionCheckSchema).max(100),
  score: provisionScoreSchema.nullable(),
});
export type AgreementDetail = z.infer<typeof agreementDetailSchema>;

const touched = ['agreements', 'vendors', 'tools', 'findings', 'phiExposure', 'adoption'] as const;

export const agreements = {
  /** Fields: code, title, kind, vendorName, vendorId, state, needed, offered, effectiveOn, expiresOn, noticeOn, reviewOn, coverage, owner. */
  list: query.input(listInputSchema).output(listOf(agreementRowSchema)),
  get: query.input(z.strictObject({ agreementId: idSchema })).output(agreementDetailSchema),
  /** What stands between a tool and its approval on the side of agreements; empty when nothing does. */
  obstacles: query
    .input(z.strictObject({ toolId: idSchema }))
    .output(z.array(agreementObstacleSchema).max(USE_CONDITIONS.length)),
  create: mutation(...touched)
    .input(newAgreementSchema)
    .output(agreementSchema),
  /** Scope, dates, signatures and file of a signed agreement are a compliance officer's to correct. */
  update: mutation(...touched)
    .input(z.strictObject({ ...change, changes: agreementChangesSchema }))
    .output(agreementSchema),
  move: mutation(...touched)
    .input(moveInputSchema)
    .output(agreementSchema),
  checkProvision: mutation(...touched)
    .input(
      z.strictObject({
        ...change,
        provisionId: z.string().max(24),
        answer: provisionAnswerSchema.nullable(),
        clause: lineSchema,
        note: noteSchema,
      }),
    )
    .output(agreementSchema),
  /** One change for many agreements, all or none. */
  updateMany: mutation(...touched)
    .input(
      z.strictObject({
        agreementIds: z.array(idSchema).min(1).max(1000),
        ownerId: idSchema.nullable().optional(),
        reviewOn: daySchema.nullable().optional(),
      }),
    )
    .output(z.strictObject({ changed: z.number().int() })),
};
