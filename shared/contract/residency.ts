import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  mutation,
  nameSchema,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import {
  basisNeedSchema,
  DATA_KINDS,
  locationSchema,
  LOCATIONS,
  localisationSchema,
  placeCodeSchema,
  regionGroupSchema,
  regionSchema,
  residencyResultSchema,
} from './region-pack.ts';
import { registerStatusSchema } from './vendors.ts';

export const regionIdSchema = z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/);
const textSchema = z.string().trim().max(2000);
const addressSchema = z.string().trim().max(1000);

/** Where something is: a country, the organisation's own rooms or own cloud, nowhere at all, or not known. */
export const PLACE_KINDS = ['country', 'own_cloud', 'own_premises', 'nowhere', 'unknown'] as const;
/** `system` is usage and error data without what people typed or what a model answered. */
export const PLACE_DATA = ['all', 'system'] as const;
export const placeSchema = z.strictObject({
  kind: z.enum(PLACE_KINDS),
  /** For a country and an own cloud; empty otherwise. */
  country: z.union([z.literal(''), placeCodeSchema]),
  city: lineSchema,
  data: z.enum(PLACE_DATA),
});
export type Place = z.infer<typeof placeSchema>;

/** The six locations that are entered; sub-processors are walked from the vendor's list. */
export const ENTERED_LOCATIONS = LOCATIONS.filter((location) => location !== 'sub_processors');
export const locationFactSchema = z.strictObject({
  location: locationSchema.exclude(['sub_processors']),
  places: z.array(placeSchema).max(12),
  /** `part` when the statement leaves features, models or kinds of data out. */
  coverage: z.enum(['all', 'part']),
  note: textSchema,
  sourceUrl: addressSchema,
  /** Day on which the source was looked at; the core sets today when a place comes without one. */
  seenOn: daySchema.nullable(),
});
export type LocationFact = z.infer<typeof locationFactSchema>;

/** What a vendor says about places as a whole: "EU only". */
export const claimSchema = z.strictObject({
  text: lineSchema,
  /** Places and groups of the country table; empty when nothing is claimed. */
  areas: z.array(z.string().regex(/^([A-Z]{2}(-[A-Z]{2})?|[a-z][a-z_]{1,39})$/)).max(40),
  statedOn: daySchema.nullable(),
  sourceUrl: addressSchema,
});
export type Claim = z.infer<typeof claimSchema>;

const optionFieldsSchema = z.strictObject({
  /** "EU data residency" */
  name: nameSchema,
  claim: claimSchema,
  locations: z.array(locationFactSchema).max(ENTERED_LOCATIONS.length),
  note: textSchema,
});
export const optionSchema = optionFieldsSchema.extend({
  id: idSchema,
  toolId: idSchema,
  /** 1, 2, 3 within the tool. */
  number: z.number().int().min(1),
  revision: revisionSchema,
});
export type DeploymentOption = z.infer<typeof optionSchema>;
const optionChangesSchema = optionFieldsSchema.partial();
export type OptionChanges = z.infer<typeof optionChangesSchema>;
const newOptionSchema = optionChangesSchema.required({ name: true }).extend({ toolId: idSchema });
export type NewOption = z.infer<typeof newOptionSchema>;

/** A transfer basis as it is on record for one tool in one region; which facts count depends on the basis. */
export const recordedBasisSchema = z.strictObject({
  /** Of the region's rules. */
  basisId: z.string().max(40),
  /** The importer that is listed or that signed. */
  party: lineSchema,
  listed: z.boolean().nullable(),
  coversData: z.boolean().nullable(),
  checkedOn: daySchema.nullable(),
  signedOn: daySchema.nullable(),
  module: z.string().trim().max(40),
  annexesFilled: z.boolean().nullable(),
  assessedOn: daySchema.nullable(),
  filedOn: daySchema.nullable(),
  note: textSchema,
});
export type RecordedBasis = z.infer<typeof recordedBasisSchema>;

export const CONDITION_STATES = ['met', 'not_met'] as const;
export const recordedConditionSchema = z.strictObject({
  conditionId: z.string().max(40),
  state: z.enum(CONDITION_STATES),
  on: daySchema.nullable(),
  note: textSchema,
});
export type RecordedCondition = z.infer<typeof recordedConditionSchema>;

/** Is this kind of data there? `null` is "as for the tool" for personal, health and payment data, else "not asked". */
export const useDataSchema = z.strictObject(
  Object.fromEntries(DATA_KINDS.map((kind) => [kind, z.boolean().nullable()])) as Record<
    (typeof DATA_KINDS)[number],
    z.ZodNullable<z.ZodBoolean>
  >,
);
export type UseData = z.infer<typeof useDataSchema>;

const useFieldsSchema = z.strictObject({
  /** The option in use here; null while it has not been said, unless the tool has one only. */
  optionId: idSchema.nullable(),
  data: useDataSchema,
  bases: z.array(recordedBasisSchema).max(12),
  conditions: z.array(recordedConditionSchema).max(12),
  note: textSchema,
});
export const regionUseSchema = useFieldsSchema.extend({
  id: idSchema,
  toolId: idSchema,
  regionId: regionIdSchema,
  revision: revisionSchema,
});
export type RegionUse = z.infer<typeof regionUseSchema>;
const useChangesSchema = useFieldsSchema.partial();
export type UseChanges = z.infer<typeof useChangesSchema>;
const newUseSchema = useChangesSchema.extend({ toolId: idSchema, regionId: regionIdSchema });
export type NewUse = z.infer<typeof newUseSchema>;

/** What a sub-processor gets to see. */
export const SUB_PROCESSOR_SIGHTS = ['content', 'account', 'system', 'nothing', 'unknown'] as const;
const subProcessorFieldsSchema = z.strictObject({
  name: nameSchema,
  /** "Support desk", "Model hosting" */
  role: lineSchema,
  place: placeSchema.omit({ data: true }),
  sees: z.enum(SUB_PROCESSOR_SIGHTS),
  /** Who engages it; null for the vendor itself. */
  parentId: idSchema.nullable(),
  /** The tools of the vendor that it works for; empty means all. */
  toolIds: z.array(idSchema).max(200),
  since: daySchema.nullable(),
  endedOn: daySchema.nullable(),
  sourceUrl: addressSchema,
  seenOn: daySchema.nullable(),
  note: textSchema,
});
const newSubProcessorSchema = subProcessorFieldsSchema
  .partial()
  .required({ name: true, place: true })
  .extend({ vendorId: idSchema });
export type NewSubProcessor = z.infer<typeof newSubProcessorSchema>;
const subProcessorChangesSchema = subProcessorFieldsSchema.partial();
export type SubProcessorChanges = z.infer<typeof subProcessorChangesSchema>;
export const subProcessorSchema = subProcessorFieldsSchema.extend({
  id: idSchema,
  vendorId: idSchema,
  revision: revisionSchema,
});
export type SubProcessor = z.infer<typeof subProcessorSchema>;

/** When a vendor's list was read, and whether it names everybody. */
export const subProcessorListSchema = z.strictObject({
  seenOn: daySchema.nullable(),
  complete: z.boolean(),
  sourceUrl: addressSchema,
  note: textSchema,
  /** 0 before anything was recorded. */
  revision: z.number().int().min(0),
});
export type SubProcessorList = z.infer<typeof subProcessorListSchema>;
const listChangesSchema = subProcessorListSchema.omit({ revision: true }).partial();
export type ListChanges = z.infer<typeof listChangesSchema>;

export const OVERRIDE_STATES = ['proposed', 'live', 'expired', 'withdrawn'] as const;
/** An override stands beside the computed result and never replaces it; once expired it counts nothing. */
export const overrideSchema = z.strictObject({
  id: idSchema,
  toolId: idSchema,
  regionId: regionIdSchema,
  result: residencyResultSchema.exclude(['unknown', 'breach']),
  reason: z.string(),
  expiresOn: daySchema,
  computed: residencyResultSchema,
  proposedBy: personReferenceSchema.nullable(),
  proposedAt: instantSchema,
  approvedBy: personReferenceSchema.nullable(),
  approvedAt: instantSchema.nullable(),
  withdrawnAt: instantSchema.nullable(),
  state: z.enum(OVERRIDE_STATES),
  revision: revisionSchema,
});
export type Override = z.infer<typeof overrideSchema>;

/** One step of a chain: the vendor, then who it engages, and so on. */
const linkSchema = z.strictObject({ name: z.string(), place: placeSchema.omit({ data: true }).nullable() });
export type ChainLink = z.infer<typeof linkSchema>;

export const CAUSE_KINDS = [
  'no_option',
  'unknown_place',
  'no_list',
  'incomplete_list',
  'old_list',
  'old_fact',
  'partial_coverage',
  'system_data',
  'claim',
  'barred',
  'local',
  'condition',
  'no_basis',
  'basis',
] as const;
/** Why a location is not met. The words stand in `shared/locales`, with the rule's own sentence where there is one. */
export const causeSchema = z.strictObject({
  kind: z.enum(CAUSE_KINDS),
  result: residencyResultSchema,
  /** Where; null when it is not about one place. */
  place: placeSchema.omit({ data: true }).nullable(),
  /** From the vendor to the sub-processor that it is about; empty for the tool itself. */
  chain: z.array(linkSchema).max(20),
  /** The region's own sentence, the name of a basis, or the claim. */
  sentence: z.string(),
  /** Kind of data on which it rests. */
  data: z.enum([...DATA_KINDS, 'any']).nullable(),
  /** It has not been said whether this kind of data is there. */
  notAsked: z.boolean(),
  /** What a basis still needs. */
  missing: z.array(basisNeedSchema),
  /** Day that the cause is about: when a list was seen, a listing checked. */
  on: daySchema.nullable(),
});
export type Cause = z.infer<typeof causeSchema>;

export const locationResultSchema = z.strictObject({
  location: locationSchema,
  result: residencyResultSchema,
  places: z.array(placeSchema).max(300),
  /** The sub-processor that decides, or how many there are. */
  note: z.string(),
  seenOn: daySchema.nullable(),
  sourceUrl: z.string(),
  causes: z.array(causeSchema).max(600),
});
export type LocationResult = z.infer<typeof locationResultSchema>;

const toolHeadSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  plan: z.string(),
  vendor: recordReferenceSchema,
  status: registerStatusSchema,
});

export const residencyCellSchema = z.strictObject({
  tool: toolHeadSchema,
  region: regionSchema.omit({ rules: true }),
  use: regionUseSchema.nullable(),
  option: recordReferenceSchema.nullable(),
  claim: claimSchema.nullable(),
  /** Null where the tool is not used. */
  result: residencyResultSchema.nullable(),
  locations: z.array(locationResultSchema).max(LOCATIONS.length),
  /** The causes that decide, the one that a person should read first at the head. */
  deciding: z.array(causeSchema).max(20),
  override: overrideSchema.nullable(),
  finding: z.strictObject({ id: idSchema, code: z.string() }).nullable(),
});
export type ResidencyCell = z.infer<typeof residencyCellSchema>;

const regionHeadSchema = z.strictObject({
  id: regionIdSchema,
  name: z.string(),
  group: regionGroupSchema,
  localisation: localisationSchema,
  /** Something must exist before any data leaves. */
  assessFirst: z.boolean(),
  /** Its day of "check again by" has passed. */
  stale: z.boolean(),
});
export type RegionHead = z.infer<typeof regionHeadSchema>;

/**
 * A cell in few letters: '' where the tool is not used, else m, p, u, b for each of the seven locations, then nothing,
 * `~` for a proposed override, or `+` and the letter of a live one.
 */
export const compactCellSchema = z.string().regex(/^([mpub]{7}(~|\+[mp])?)?$/);

export const regionRecordSchema = z.strictObject({
  region: regionSchema,
  /** As it came with Assay; null for none. */
  shipped: regionSchema,
  packVersion: z.string(),
  edited: z.boolean(),
  stale: z.boolean(),
  /** Tools in use there. */
  tools: z.number().int(),
  revision: revisionSchema,
});
export type RegionRecord = z.infer<typeof regionRecordSchema>;

const regionChangesSchema = regionSchema.omit({ id: true }).partial();
export type RegionChanges = z.infer<typeof regionChangesSchema>;

const vendorChainSchema = z.strictObject({
  vendor: recordReferenceSchema,
  list: subProcessorListSchema,
  subProcessors: z.array(subProcessorSchema).max(300),
  tools: z.array(recordReferenceSchema).max(500),
});
export type VendorChain = z.infer<typeof vendorChainSchema>;

const toolResidencySchema = z.strictObject({
  tool: toolHeadSchema,
  options: z.array(optionSchema).max(20),
  uses: z
    .array(
      z.strictObject({
        use: regionUseSchema,
        result: residencyResultSchema,
        compact: compactCellSchema,
      }),
    )
    .max(100),
});

export type ToolResidency = z.infer<typeof toolResidencySchema>;

const stale = ['residency', 'findings', 'vendors', 'tools'] as const;
const toolAndRegion = { toolId: idSchema, regionId: regionIdSchema };

export const residency = {
  /** Every tool that is not retired, every region, and every cell worked out anew. */
  matrix: query.output(
    z.strictObject({
      packVersion: z.string(),
      regions: z.array(regionHeadSchema).max(100),
      tools: z.array(toolHeadSchema.extend({ cells: z.array(compactCellSchema).max(100) })).max(5000),
    }),
  ),
  cell: query.input(z.strictObject(toolAndRegion)).output(residencyCellSchema),
  tool: query.input(z.strictObject({ toolId: idSchema })).output(toolResidencySchema),
  /** The worst results of a tool or of a vendor's tools, worst first: for its page. */
  standing: query.input(z.strictObject({ toolId: idSchema.nullable(), vendorId: idSchema.nullable() })).output(
    z
      .array(
        z.strictObject({
          tool: recordReferenceSchema,
          regionId: regionIdSchema,
          regionName: z.string(),
          result: residencyResultSchema,
          override: residencyResultSchema.nullable(),
        }),
      )
      .max(5000),
  ),
  addOption: mutation(...stale)
    .input(newOptionSchema)
    .output(optionSchema),
  changeOption: mutation(...stale)
    .input(z.strictObject({ optionId: idSchema, revision: revisionSchema, changes: optionChangesSchema }))
    .output(optionSchema),
  /** NOT_ALLOWED_NOW while a region uses it. */
  removeOption: mutation(...stale)
    .input(z.strictObject({ optionId: idSchema, revision: revisionSchema }))
    .output(z.null()),
  startUse: mutation(...stale)
    .input(newUseSchema)
    .output(regionUseSchema),
  changeUse: mutation(...stale)
    .input(z.strictObject({ useId: idSchema, revision: revisionSchema, changes: useChangesSchema }))
    .output(regionUseSchema),
  endUse: mutation(...stale)
    .input(z.strictObject({ useId: idSchema, revision: revisionSchema }))
    .output(z.null()),
  proposeOverride: mutation(...stale)
    .input(
      z.strictObject({
        ...toolAndRegion,
        result: residencyResultSchema.exclude(['unknown', 'breach']),
        reason: z.string().trim().min(1).max(2000),
        expiresOn: daySchema,
      }),
    )
    .output(overrideSchema),
  /** FOUR_EYES for whoever proposed it. */
  approveOverride: mutation(...stale)
    .input(z.strictObject({ overrideId: idSchema, revision: revisionSchema }))
    .output(overrideSchema),
  withdrawOverride: mutation(...stale)
    .input(z.strictObject({ overrideId: idSchema, revision: revisionSchema }))
    .output(overrideSchema),
  regions: query.output(
    z.strictObject({
      packVersion: z.string(),
      regions: z.array(regionRecordSchema).max(100),
      /** Groups of countries that a rule or a claim can name. */
      areas: z
        .array(z.strictObject({ id: z.string(), means: z.string(), places: z.array(placeCodeSchema).max(300) }))
        .max(100),
      /** What the source ids of citations stand for. */
      sources: z.record(z.string(), z.string()),
    }),
  ),
  changeRegion: mutation(...stale)
    .input(z.strictObject({ regionId: regionIdSchema, revision: revisionSchema, changes: regionChangesSchema }))
    .output(regionRecordSchema),
  /** Puts back what came with Assay. */
  restoreRegion: mutation(...stale)
    .input(z.strictObject({ regionId: regionIdSchema, revision: revisionSchema }))
    .output(regionRecordSchema),
  chain: query.input(z.strictObject({ vendorId: idSchema })).output(vendorChainSchema),
  saveList: mutation(...stale)
    .input(
      z.strictObject({
        vendorId: idSchema,
        revision: z.number().int().min(0),
        changes: listChangesSchema,
      }),
    )
    .output(subProcessorListSchema),
  addSubProcessor: mutation(...stale)
    .input(newSubProcessorSchema)
    .output(subProcessorSchema),
  changeSubProcessor: mutation(...stale)
    .input(z.strictObject({ subProcessorId: idSchema, revision: revisionSchema, changes: subProcessorChangesSchema }))
    .output(subProcessorSchema),
  /** NOT_ALLOWED_NOW while others are engaged by it. */
  removeSubProcessor: mutation(...stale)
    .input(z.strictObject({ subProcessorId: idSchema, revision: revisionSchema }))
    .output(z.null()),
};
