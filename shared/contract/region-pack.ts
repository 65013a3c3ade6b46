import { z } from 'zod';

/**
 * The format of the region pack: what stands in `resources/packs/regions/`, in the workspace's own copy of it, and what
 * the residency rules read (`domain.md` 2.2 and 2.3).
 */

/** The seven locations of a cell, in the order of the squares (`look.md`). */
export const LOCATIONS = [
  'endpoint',
  'inference',
  'storage',
  'telemetry',
  'support_access',
  'sub_processors',
  'failover',
] as const;
export const locationSchema = z.enum(LOCATIONS);
export type Location = z.infer<typeof locationSchema>;

/** Localisation status of a region: no rule, a rule for named data, or data that must stay. */
export const LOCALISATIONS = ['none', 'conditional', 'mandatory'] as const;
export const localisationSchema = z.enum(LOCALISATIONS);

export const REGION_GROUPS = ['europe', 'americas', 'asia_pacific', 'middle_east_africa'] as const;
export const regionGroupSchema = z.enum(REGION_GROUPS);

/**
 * What a rule can depend on. Personal, health and payment data are known from the tool's use; the others are asked for
 * each region that a tool is used in. `any` always holds.
 */
export const DATA_KINDS = [
  'personal',
  'health',
  'payment',
  'public_sector',
  'financial_sector',
  'important',
  'export_controlled',
] as const;
export const dataKindSchema = z.enum(DATA_KINDS);
export type DataKind = z.infer<typeof dataKindSchema>;
const ruleDataSchema = z.enum([...DATA_KINDS, 'any']);
export type RuleData = z.infer<typeof ruleDataSchema>;

/** From best to worst; a cell takes the worst of its seven locations. */
export const RESIDENCY_RESULTS = ['meets', 'partial', 'unknown', 'breach'] as const;
export const residencyResultSchema = z.enum(RESIDENCY_RESULTS);
export type ResidencyResult = z.infer<typeof residencyResultSchema>;

/** What a transfer basis must have before it carries a transfer (`domain.md` 2.2). */
export const BASIS_NEEDS = [
  'listing',
  'data_type',
  'check',
  'signature',
  'module',
  'annexes',
  'assessment',
  'filing',
] as const;
export const basisNeedSchema = z.enum(BASIS_NEEDS);
export type BasisNeed = z.infer<typeof basisNeedSchema>;

export const CONFIDENCES = ['high', 'medium', 'low'] as const;

/** "DE", or "CA-QC" where a part of a country has a law of its own. */
export const placeCodeSchema = z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/);
/** A place, or a group of countries by its name: "eu_adequate". */
const areaSchema = z.string().regex(/^([A-Z]{2}(-[A-Z]{2})?|[a-z][a-z_]{1,39})$/);
export type Area = z.infer<typeof areaSchema>;
const areasSchema = z.array(areaSchema).max(80);
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(40);
const line = z.string().trim().min(1).max(300);
const sentence = z.string().trim().max(1500);

const transferBasisSchema = z.strictObject({
  id: slug,
  name: line,
  /** Places that it can carry a transfer to; none means any. */
  places: areasSchema.default([]),
  needs: z.array(basisNeedSchema).min(1).max(BASIS_NEEDS.length),
  /** The best result that it can give: narrow grounds stay partial. */
  gives: z.enum(['meets', 'partial']).default('meets'),
  /** Months after which a listing has to be looked up again. */
  recheckMonths: z.number().int().min(1).max(60).default(12),
  /** An assessment of before this day was made to an older test. */
  assessmentNotBefore: z.iso.date().nullable().default(null),
  /** Working days after signature within which it has to be filed. */
  fileWithinDays: z.number().int().min(1).max(365).nullable().default(null),
});
export type TransferBasis = z.infer<typeof transferBasisSchema>;

export const regionRulesSchema = z.strictObject({
  /** Transfers abroad; null where no law restricts them. */
  transfer: z
    .strictObject({
      when: ruleDataSchema,
      /** Places that are no transfer at all, beside the region's own. */
      free: areasSchema,
      /** Places recognised as giving equal protection. */
      adequate: areasSchema,
      /** What a place gives for which no basis is on record. */
      withoutBasis: residencyResultSchema,
      bases: z.array(transferBasisSchema).max(12),
    })
    .nullable(),
  /** Data that may only be in these places. */
  local: z
    .array(
      z.strictObject({
        id: slug,
        when: ruleDataSchema,
        allowed: areasSchema.min(1),
        locations: z.array(locationSchema).max(LOCATIONS.length).default([]),
        sentence: line,
      }),
    )
    .max(12),
  /** Places that data may not reach. */
  barred: z
    .array(z.strictObject({ id: slug, when: ruleDataSchema, places: areasSchema.min(1), sentence: line }))
    .max(12),
  /** What must exist beside the places: an assessment, a certificate, a filing. */
  conditions: z
    .array(
      z.strictObject({
        id: slug,
        name: line,
        when: ruleDataSchema,
        /** Asked wherever the data is, or only once it leaves the region. */
        where: z.enum(['anywhere', 'outside']),
        locations: z.array(locationSchema).max(LOCATIONS.length).default([]),
        sentence: line,
        missing: z.enum(['partial', 'unknown', 'breach']),
      }),
    )
    .max(12),
});

const citationSchema = z.strictObject({
  law: line,
  article: z.string().trim().max(200),
  /** Entries of the pack's source list; empty where the fact still has to be verified. */
  sources: z.array(z.string().regex(/^[SV]\d{1,3}[a-z]?$/)).max(10),
});

export const regionSchema = z.strictObject({
  /** "DE", "CA-QC"; short enough for the head of a column. */
  id: z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/),
  name: line,
  group: regionGroupSchema,
  /** Places of the region itself. */
  places: areasSchema.min(1),
  localisation: localisationSchema,
  /** Which data has to stay, in a few words; empty where none does. */
  localisedData: sentence,
  citations: z.array(citationSchema).min(1).max(12),
  routes: sentence,
  implication: sentence,
  dates: sentence,
  confidence: z.enum(CONFIDENCES),
  asOf: z.iso.date(),
  checkBy: z.iso.date(),
  rules: regionRulesSchema,
});
export type Region = z.infer<typeof regionSchema>;

export const regionPackSchema = z.strictObject({
  id: z.literal('regions'),
  /** "2026.11" */
  version: z.string().regex(/^\d{4}\.\d{1,2}$/),
  asOf: z.iso.date(),
  regions: z.array(regionSchema).min(1).max(100),
});

/** The country table: groups of countries that rules name, and where sources can be found. */
export const countryTableSchema = z.strictObject({
  id: z.literal('countries'),
  asOf: z.iso.date(),
  /** A group lists places and other groups. */
  groups: z.record(slug, z.strictObject({ means: line, areas: z.array(areaSchema).min(1).max(300) })),
  /** "S18": what it is, and whether it is a primary source. */
  sources: z.record(z.string().regex(/^[SV]\d{1,3}[a-z]?$/), line),
});
export type CountryTable = z.infer<typeof countryTableSchema>;
