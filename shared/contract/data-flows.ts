import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  listInputSchema,
  listOf,
  mutation,
  personReferenceSchema,
  query,
  recordReferenceSchema,
  revisionSchema,
} from './operation.ts';
import { toolUseSchema } from './tools.ts';
import { registerStatusSchema } from './vendors.ts';

/** What a place on a map can be, in the order in which data usually meets them. */
export const PLACE_KINDS = [
  'workstation',
  'own_system',
  'service',
  'model_host',
  'sub_processor',
  'retention',
  'store',
] as const;
export const placeKindSchema = z.enum(PLACE_KINDS);
export type PlaceKind = z.infer<typeof placeKindSchema>;

/** What can travel on a flow (`domain.md` 2.2 and 2.3: content, telemetry, logs and embeddings are told apart). */
export const DATA_CLASSES = [
  'source_code',
  'context',
  'prompts',
  'responses',
  'embeddings',
  'telemetry',
  'logs',
  'credentials',
  'personal_data',
  'phi',
  'cardholder_data',
] as const;
export const dataClassSchema = z.enum(DATA_CLASSES);
export type DataClass = z.infer<typeof dataClassSchema>;

/** How data is protected on its way; `local` never leaves the machine or the process. */
export const TRANSIT_PROTECTIONS = ['tls_1_3', 'tls_1_2', 'tls_older', 'tunnel', 'local', 'none', 'unknown'] as const;
export const transitProtectionSchema = z.enum(TRANSIT_PROTECTIONS);
export type TransitProtection = z.infer<typeof transitProtectionSchema>;

/** Whether what arrives is encrypted where it is kept. */
export const REST_PROTECTIONS = ['yes', 'no', 'not_kept', 'unknown'] as const;
export const restProtectionSchema = z.enum(REST_PROTECTIONS);

/** How long a place keeps what reaches it. `days` goes with a number of days, the others with null. */
export const RETENTION_KINDS = ['none', 'days', 'until_deleted', 'unknown'] as const;
export const retentionSchema = z
  .strictObject({
    kind: z.enum(RETENTION_KINDS),
    /** Whole days, 1 to 10 years. */
    days: z.number().int().min(1).max(3660).nullable(),
  })
  .refine(({ kind, days }) => (kind === 'days') === (days !== null), {
    message: 'A number of days goes with the kind "days" and with no other.',
    path: ['days'],
  });
export type Retention = z.infer<typeof retentionSchema>;

/** The sheet on which a map is drawn, in pixels of 1/96 inch: 642 of them are the 170 mm of a page's text. */
export const SHEET_WIDTH = 642;
export const SHEET_HEIGHT = 4000;
export const PLACE_LIMIT = 40;
export const FLOW_LIMIT = 120;

/** Ids within a map; made by whoever adds the place or flow, and kept. */
const partIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

export const dataFlowPlaceSchema = z.strictObject({
  id: partIdSchema,
  kind: placeKindSchema,
  name: z.string().trim().min(1).max(80),
  /** Who runs it; empty while it is not known. */
  operator: z.string().trim().max(80),
  /** ISO 3166 code of the country; empty while it is not known. */
  country: z.string().regex(/^([A-Z]{2})?$/),
  /** Town, region of a cloud, or whatever tells more than the country. */
  location: z.string().trim().max(80),
  /** What it keeps, in words. */
  keeps: z.string().trim().max(500),
  retention: retentionSchema,
  note: z.string().max(2000),
  /** Top left corner on the sheet. */
  x: z.number().int().min(0).max(SHEET_WIDTH),
  y: z.number().int().min(0).max(SHEET_HEIGHT),
});
export type DataFlowPlace = z.infer<typeof dataFlowPlaceSchema>;

export const dataFlowSchema = z.strictObject({
  id: partIdSchema,
  from: partIdSchema,
  to: partIdSchema,
  /** Each class once. */
  dataClasses: z.array(dataClassSchema).max(DATA_CLASSES.length),
  direction: z.enum(['one_way', 'both_ways']),
  transit: transitProtectionSchema,
  atRest: restProtectionSchema,
  note: z.string().max(2000),
});
export type DataFlow = z.infer<typeof dataFlowSchema>;

/** What is drawn: the order of flows is their numbering. */
export const dataFlowContentSchema = z.strictObject({
  places: z.array(dataFlowPlaceSchema).max(PLACE_LIMIT),
  flows: z.array(dataFlowSchema).max(FLOW_LIMIT),
});
export type DataFlowContent = z.infer<typeof dataFlowContentSchema>;

/** `changed`: something other than the drawing's arrangement differs from what was confirmed. */
export const DATA_FLOW_STATES = ['draft', 'confirmed', 'changed'] as const;
export const dataFlowStateSchema = z.enum(DATA_FLOW_STATES);
export type DataFlowState = z.infer<typeof dataFlowStateSchema>;

/** What the places of a first map are taken from. */
export const DATA_FLOW_STARTS = ['tool', 'empty'] as const;
export const dataFlowStartSchema = z.enum(DATA_FLOW_STARTS);
export type DataFlowStart = z.infer<typeof dataFlowStartSchema>;

const confirmationSchema = z.strictObject({
  /** 1, 2, … */
  version: z.number().int().min(1),
  confirmedBy: personReferenceSchema,
  confirmedAt: instantSchema,
});

export const dataFlowMapSchema = z.strictObject({
  id: idSchema,
  content: dataFlowContentSchema,
  state: dataFlowStateSchema,
  startedFrom: dataFlowStartSchema,
  /** The newest confirmed version, with what was confirmed. */
  confirmed: confirmationSchema.extend({ content: dataFlowContentSchema }).nullable(),
  /** All confirmed versions, newest first. */
  versions: z.array(confirmationSchema).max(1000),
  /** Who last changed more than the arrangement; that person may not confirm it. */
  changedBy: personReferenceSchema.nullable(),
  changedAt: instantSchema,
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type DataFlowMap = z.infer<typeof dataFlowMapSchema>;

/** A tool and its map, if it has one. The rules read the tool's vendor and what its use is said to hold. */
export const toolDataFlowSchema = z.strictObject({
  tool: z.strictObject({
    id: idSchema,
    code: z.string(),
    name: z.string(),
    plan: z.string(),
    status: registerStatusSchema,
    vendor: recordReferenceSchema,
    use: toolUseSchema,
  }),
  map: dataFlowMapSchema.nullable(),
});
export type ToolDataFlow = z.infer<typeof toolDataFlowSchema>;

export const dataFlowRowSchema = z.strictObject({
  /** The tool's. */
  id: idSchema,
  code: z.string(),
  toolName: z.string(),
  plan: z.string(),
  vendorId: idSchema,
  vendorName: z.string(),
  status: registerStatusSchema,
  /** Null while the tool has no map. */
  state: dataFlowStateSchema.nullable(),
  places: z.number().int(),
  flows: z.number().int(),
  /** What the rules find: gaps that keep the map from being confirmed, breaches, and doubts. */
  points: z.strictObject({ gap: z.number().int(), breach: z.number().int(), doubt: z.number().int() }),
  confirmedBy: personReferenceSchema.nullable(),
  confirmedAt: instantSchema.nullable(),
  changedAt: instantSchema.nullable(),
});
export type DataFlowRow = z.infer<typeof dataFlowRowSchema>;

const toolInput = z.strictObject({ toolId: idSchema });

export const dataFlows = {
  /** One row for each tool. Fields: toolName, vendorName, vendorId, status, state, confirmedAt, changedAt. */
  list: query.input(listInputSchema).output(listOf(dataFlowRowSchema)),
  get: query.input(toolInput).output(toolDataFlowSchema),
  /** Makes the first map of a tool. NOT_ALLOWED_NOW when it has one. */
  start: mutation('dataFlows', 'tools')
    .input(toolInput.extend({ from: dataFlowStartSchema }))
    .output(toolDataFlowSchema),
  /** Replaces what is drawn. INVALID_INPUT for a flow between places that are not there. */
  save: mutation('dataFlows', 'tools')
    .input(toolInput.extend({ revision: revisionSchema, content: dataFlowContentSchema }))
    .output(toolDataFlowSchema),
  /** Keeps the present content as the next version. FOUR_EYES for who drew it, NOT_ALLOWED_NOW while it has gaps. */
  confirm: mutation('dataFlows', 'tools')
    .input(toolInput.extend({ revision: revisionSchema }))
    .output(toolDataFlowSchema),
};
