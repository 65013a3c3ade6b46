import { z } from 'zod';
import {
  daySchema,
  idSchema,
  instantSchema,
  lineSchema,
  mutation,
  nameSchema,
  query,
  sha256Schema,
} from './operation.ts';
import { evidenceStateSchema } from './questionnaire-pack.ts';

/** The recommendation of the questionnaire score (`scoring.md`); also the signer's decision. */
export const RECOMMENDATIONS = ['meets', 'conditional', 'does_not_meet'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

export const CODE_CHANGE_LEVELS = {
  dataSensitivity: ['low', 'medium', 'high', 'critical'],
  systemCriticality: ['low', 'medium', 'high', 'critical'],
  regulatoryImpact: ['none', 'low', 'medium', 'high'],
  complexity: ['simple', 'moderate', 'complex', 'advanced'],
} as const;
export const YES_NO_UNKNOWN = ['yes', 'no', 'unknown'] as const;

/** The six factors of the seed's matrix; null is a level that is missing. */
export const codeChangeFactorsSchema = z.strictObject({
  dataSensitivity: z.enum(CODE_CHANGE_LEVELS.dataSensitivity).nullable(),
  systemCriticality: z.enum(CODE_CHANGE_LEVELS.systemCriticality).nullable(),
  regulatoryImpact: z.enum(CODE_CHANGE_LEVELS.regulatoryImpact).nullable(),
  complexity: z.enum(CODE_CHANGE_LEVELS.complexity).nullable(),
  aiGenerated: z.enum(YES_NO_UNKNOWN),
  humanReviewed: z.enum(YES_NO_UNKNOWN),
});
export type CodeChangeFactors = z.infer<typeof codeChangeFactorsSchema>;

export const SCORE_KINDS = ['questionnaire', 'inherent', 'residual', 'risk', 'code_change', 'phi_exposure'] as const;
export const scoreKindSchema = z.enum(SCORE_KINDS);
export type ScoreKind = z.infer<typeof scoreKindSchema>;

const bandNameSchema = z.enum(['low', 'medium', 'high', 'critical']);
/** A message key of the locale files with its parameters; the page and the report translate it. */
const messageSchema = z.strictObject({
  key: z.string().max(120),
  parameters: z.record(z.string().max(40), z.union([z.string().max(500), z.number()])),
});
const sourceSchema = z
  .strictObject({
    kind: z.enum(['question', 'evidence', 'risk', 'factor', 'finding', 'model']),
    id: z.string().max(60),
    label: z.string().max(300),
  })
  .nullable();

/** A figure of a result; `value` is exact as a decimal text, `shown` the whole number on the page. */
const figureSchema = z.strictObject({
  shown: z.number().nullable(),
  value: z.string().max(40),
  outOf: z.number().nullable(),
  band: bandNameSchema.nullable(),
});

/** Everything the explain drawer and the report show of one number. Recomputing the steps gives the result. */
export const explanationSchema = z.strictObject({
  kind: scoreKindSchema,
  subject: z.string(),
  model: z.strictObject({ id: z.string(), version: z.string(), sha256: sha256Schema }),
  computedAt: instantSchema,
  result: figureSchema,
  complete: z.boolean(),
  /** Ratios, 0 to 1; null where the model has none. */
  completeness: z.number().nullable(),
  confidence: z.number().nullable(),
  /** What it can become once the unknowns are known. */
  range: z.strictObject({ low: figureSchema, high: figureSchema }).nullable(),
  formula: z.array(z.string().max(300)).max(20),
  /** Inputs as a table; the head cells are message keys. `strong` marks the row that decides. */
  inputs: z.strictObject({
    columns: z.array(z.strictObject({ key: z.string().max(120), align: z.enum(['left', 'right']) })).max(10),
    rows: z
      .array(z.strictObject({ cells: z.array(messageSchema).max(10), strong: z.boolean(), source: sourceSchema }))
      .max(2000),
  }),
  steps: z
    .array(
      z.strictObject({
        label: messageSchema,
        /** With this result's numbers: "100 × 91 ÷ 144". */
        worked: z.string().max(2000),
        result: z.string().max(60),
        source: sourceSchema,
      }),
    )
    .max(2000),
  gates: z
    .array(
      z.strictObject({
        state: z.enum(['passed', 'failed', 'open', 'not_met']),
        text: messageSchema,
      }),
    )
    .max(100),
  /** The band scale, in order; bounds inclusive. */
  bands: z.array(z.strictObject({ band: bandNameSchema, from: z.number(), to: z.number() })).max(4),
  /** The smallest change that moves the band for the better; null when nothing of one or two changes does. */
  whatIf: z
    .strictObject({
      changes: z
        .array(z.strictObject({ source: sourceSchema, text: messageSchema }))
        .min(1)
        .max(2),
      worked: z.string().max(1000),
      result: figureSchema,
    })
    .nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const codeChangeSchema = z.strictObject({
  id: idSchema,
  /** "CC-007" */
  code: z.string(),
  title: nameSchema,
  /** A pull request, ticket or commit. */
  reference: lineSchema,
  tool: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
  factors: codeChangeFactorsSchema,
  sum: z.number().int().nullable(),
  total: z.number().nullable(),
  band: bandNameSchema.nullable(),
  complete: z.boolean(),
  model: z.strictObject({ id: z.string(), version: z.string() }),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type CodeChange = z.infer<typeof codeChangeSchema>;

const residualLevelSchema = z.strictObject({ label: z.string(), anchor: z.string(), example: z.string() });

export const scores = {
  /** subjectId: an assessment for questionnaire, a tool for inherent and phi_exposure, a vendor for residual, one risk, a saved change for code_change. */
  explain: query.input(z.strictObject({ kind: scoreKindSchema, subjectId: idSchema })).output(explanationSchema),
  /** How often a tool, or a vendor by its tools, is looked at again, and when next. */
  reviewDates: query.input(z.strictObject({ kind: z.enum(['vendor', 'tool']), subjectId: idSchema })).output(
    z.strictObject({
      tier: bandNameSchema.nullable(),
      fullReviewMonths: z.number().int(),
      lightCheckMonths: z.number().int(),
      signedOn: daySchema.nullable(),
      fullReviewOn: daySchema.nullable(),
      lightCheckOn: daySchema.nullable(),
      /** Tools of which no assessment was signed. */
      unsigned: z.number().int(),
    }),
  ),
  /** Scores a code change without saving it. */
  rateCodeChange: query
    .input(z.strictObject({ factors: codeChangeFactorsSchema }))
    .output(z.strictObject({ explanation: explanationSchema, controls: z.array(z.string().max(300)).max(20) })),
  saveCodeChange: mutation('scores')
    .input(
      z.strictObject({
        title: nameSchema,
        reference: lineSchema,
        toolId: idSchema.nullable(),
        factors: codeChangeFactorsSchema,
      }),
    )
    .output(codeChangeSchema),
  listCodeChanges: query.output(z.array(codeChangeSchema).max(5000)),
  /** The models in force with their levels, anchors and bands, for forms and help. */
  models: query.output(
    z.strictObject({
      inherent: z.array(
        z.strictObject({
          factor: z.string(),
          title: z.string(),
          /** Anchors for 0 to 4. */
          anchors: z.array(z.string()).length(5),
        }),
      ),
      codeChange: z.array(
        z.strictObject({
          factor: z.string(),
          title: z.string(),
          levels: z.array(z.strictObject({ level: z.string(), points: z.number().int(), anchor: z.string() })),
        }),
      ),
      /** Likelihood and impact 1 to 5, bands with their inclusive bounds, and what a control takes off. */
      residual: z.strictObject({
        likelihood: z.array(residualLevelSchema).length(5),
        impact: z.array(residualLevelSchema).length(5),
        bands: z.array(
          z.strictObject({
            band: bandNameSchema,
            from: z.number().int(),
            to: z.number().int(),
            action: z.string(),
            acceptedBy: z.string(),
          }),
        ),
        controls: z.record(
          evidenceStateSchema,
          z.strictObject({ label: z.string(), anchor: z.string(), steps: z.number().int() }),
        ),
        maximumSteps: z.number().int(),
      }),
      /** What answers and evidence are worth, in parts of `fullCredit`; a question counts as the weaker of both. */
      questionnaire: z.strictObject({
        fullCredit: z.number().int(),
        answers: z.strictObject({
          yes: z.number().int(),
          partial: z.number().int(),
          no: z.number().int(),
          unknown: z.number().int(),
        }),
        evidence: z.record(evidenceStateSchema, z.number().int()),
      }),
    }),
  ),
};
