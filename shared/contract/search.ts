import { z } from 'zod';
import { idSchema, query } from './operation.ts';
import { regionIdSchema } from './residency.ts';

export const SEARCH_KINDS = [
  'vendor',
  'tool',
  'assessment',
  'question',
  'evidence',
  'finding',
  'agreement',
  'risk',
  'data_flow_map',
  'questionnaire',
  'person',
  'identity',
  'repository',
  'access_exception',
  'training_course',
  'tool_sighting',
  'region',
  'sub_processor',
  'audit_package',
] as const;

export const search = {
  /** Records whose names, codes or aliases hold every word of the text, best first. */
  find: query
    .input(z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(20) }))
    .output(
      z
        .array(
          z.strictObject({
            kind: z.enum(SEARCH_KINDS),
            /** A region has its short code: "DE". */
            id: z.union([idSchema, regionIdSchema]),
            /** The record on whose page it is shown; null for what has a place of its own. */
            underId: idSchema.nullable(),
            title: z.string(),
            detail: z.string(),
            /** A status word of that kind of record: "approved", "in_review", "open". */
            status: z.string().nullable(),
          }),
        )
        .max(50),
    ),
};
