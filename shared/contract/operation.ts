import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

/** The features whose queries a mutation can make stale; a query's key starts with its feature's name. */
export const FEATURES = [
  'workspace',
  'people',
  'vendors',
  'tools',
  'questionnaires',
  'assessments',
  'scores',
  'risks',
  'residency',
  'evidence',
  'findings',
  'agreements',
  'auditTrail',
  'exchange',
  'reports',
  'search',
  'settings',
  'overview',
  'dataFlows',
  'adoption',
  'profiles',
  'accessTiers',
  'phiExposure',
  'training',
  'gaps',
  'auditorAnswers',
  'auditPackage',
] as const;
export type Feature = (typeof FEATURES)[number];

export interface OperationMeta {
  /** Features whose queries the page must read again after this operation. Queries have none. */
  stale?: readonly Feature[];
}

/** Facts that an error carries beside its sentence; never SQL, a path or a stack. */
const errorFactsSchema = z.object({
  /** The input field to mend, as a dotted path. */
  field: z.string().max(200).optional(),
  /** What to do about it, one sentence. */
  remedy: z.string().max(600).optional(),
});
export type ErrorFacts = z.infer<typeof errorFactsSchema>;

/** Every error that an operation can give. The message is a sentence that a compliance officer understands. */
const errors = {
  NO_WORKSPACE: { status: 409, data: errorFactsSchema },
  NO_PERSON: { status: 401, data: errorFactsSchema },
  ROLE_REFUSED: { status: 403, data: errorFactsSchema },
  FOUR_EYES: { status: 403, data: errorFactsSchema },
  NOT_FOUND: { status: 404, data: errorFactsSchema },
  CHANGED_MEANWHILE: { status: 409, data: errorFactsSchema },
  INVALID_INPUT: { status: 422, data: errorFactsSchema },
  NOT_ALLOWED_NOW: { status: 409, data: errorFactsSchema },
  WORKSPACE_IN_USE: { status: 423, data: errorFactsSchema },
  WORKSPACE_NEWER: { status: 409, data: errorFactsSchema },
  WORKSPACE_DAMAGED: { status: 422, data: errorFactsSchema },
  WORKSPACE_FOREIGN: { status: 422, data: errorFactsSchema },
  WORKSPACE_READ_ONLY: { status: 403, data: errorFactsSchema },
  WORKSPACE_EXISTS: { status: 409, data: errorFactsSchema },
  DISK_FULL: { status: 507, data: errorFactsSchema },
  FILE_REFUSED: { status: 422, data: errorFactsSchema },
  FILE_GONE: { status: 410, data: errorFactsSchema },
  CANCELLED: { status: 499, data: errorFactsSchema },
  INTERNAL: { status: 500, data: errorFactsSchema },
} as const;
export type ErrorCode = keyof typeof errors;
export const ERROR_STATUS: Readonly<Record<ErrorCode, number>> = Object.fromEntries(
  Object.entries(errors).map(([code, entry]) => [code, entry.status]),
) as Record<ErrorCode, number>;

/** A reading operation. */
export const query = oc.$meta<OperationMeta>({}).errors(errors);

/** A writing operation; `stale` names the features whose queries it makes stale. The trail is always among them, and what is worked out from all records. */
export function mutation(...stale: Feature[]) {
  return query.meta({ stale: [...stale, 'auditTrail', 'overview', 'search', 'gaps', 'auditorAnswers'] });
}

export const idSchema = z.uuid();
export const revisionSchema = z.number().int().min(1);
/** `YYYY-MM-DD`, a day in the local calendar. */
export const daySchema = z.iso.date();
/** ISO 8601 instant in UTC, with milliseconds. */
export const instantSchema = z.iso.datetime({ offset: true });
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const nameSchema = z.string().trim().min(1).max(200);
export const noteSchema = z.string().max(20_000);
export const lineSchema = z.string().trim().max(500);
export const fileTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

/** A reference to a record as a page shows it. */
export const recordReferenceSchema = z.strictObject({ id: idSchema, name: z.string() });
export const personReferenceSchema = z.strictObject({ id: idSchema, name: z.string(), initials: z.string() });
export type PersonReference = z.infer<typeof personReferenceSchema>;

export const LIST_LIMIT = 100;
export const FILTER_OPERATORS = ['is', 'is_not', 'on_or_before', 'on_or_after', 'contains'] as const;

/** One page of a register. Filters are joined by "and"; the values of one filter by "or". `null` means "not set". */
export const listInputSchema = z.strictObject({
  offset: z.number().int().min(0).max(10_000_000).default(0),
  limit: z.number().int().min(1).max(LIST_LIMIT).default(50),
  search: z.string().max(200).default(''),
  filters: z
    .array(
      z.strictObject({
        field: z
          .string()
          .regex(/^[a-z][A-Za-z]*$/)
          .max(40),
        operator: z.enum(FILTER_OPERATORS),
        values: z.array(z.string().max(200).nullable()).min(1).max(50),
      }),
    )
    .max(20)
    .default([]),
  sort: z
    .array(
      z.strictObject({
        field: z
          .string()
          .regex(/^[a-z][A-Za-z]*$/)
          .max(40),
        direction: z.enum(['ascending', 'descending']),
      }),
    )
    .max(3)
    .default([]),
});
export type ListInput = z.infer<typeof listInputSchema>;
export type ListFilter = ListInput['filters'][number];

/** A page of rows; `total` counts what the filters let through, `hidden` what they hold back. */
export function listOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    rows: z.array(row).max(LIST_LIMIT),
    total: z.number().int().min(0),
    hidden: z.number().int().min(0),
  });
}

/** Long work: progress events, then one result. `total` is null while it is not known. */
export function progressOf<Result extends z.ZodType>(result: Result) {
  return eventIterator(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('progress'),
        /** Message key of what is being done: "exchange.progress.reading". */
        step: z.string().max(80),
        done: z.number().int().min(0),
        total: z.number().int().min(0).nullable(),
      }),
      z.strictObject({ kind: z.literal('result'), result }),
    ]),
  );
}
