import { z } from 'zod';
import { PHI_FACTORS, PHI_MAXIMUM } from './phi-exposure.ts';
import { EVIDENCE_STATES } from './questionnaire-pack.ts';
import { CODE_CHANGE_LEVELS } from './scores.ts';
import { INHERENT_FACTORS } from './tools.ts';
import { BANDS, bandSchema } from './vendors.ts';

/**
 * The format of the scoring models in `resources/packs/models/*.yaml`: every number, anchor and bound that the pure
 * functions in `shared/rules/scores` work with. A changed number makes a new version; a stored result names the id,
 * version and SHA-256 of the model that made it. Each schema refuses a model that would break "better never worsens".
 */

const shortText = z.string().trim().min(1).max(80);
const sentence = z.string().trim().min(1).max(300);
const paragraph = z.string().trim().min(1).max(900);

const modelHead = {
  format: z.literal('assay-score-model/1'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: shortText,
  purpose: paragraph,
  /** Where the numbers come from. */
  source: paragraph,
  /** The day on which the numbers were last checked. */
  asOf: z.iso.date(),
  /** What the result does not say; printed in every report's method chapter. */
  limits: z.array(sentence).min(1).max(10),
};

function isRising(values: readonly number[], strictly: boolean): boolean {
  return values.every((value, index) => {
    const before = values[index - 1];
    return before === undefined || (strictly ? value > before : value >= before);
  });
}

/** Inclusive upper bounds of the first three bands, in the model's own unit; Critical is everything above. */
const bandBoundsSchema = z
  .strictObject({ low: z.number().int().min(0), medium: z.number().int(), high: z.number().int() })
  .refine((bounds) => isRising([bounds.low, bounds.medium, bounds.high], true), 'Bounds must rise from low to high.');
export type BandBounds = z.infer<typeof bandBoundsSchema>;

/** The four factors of a code change that are summed (`domain.md` 7.1). */
export type CodeChangeOrdinal = keyof typeof CODE_CHANGE_LEVELS;
export const CODE_CHANGE_ORDINALS = [
  'dataSensitivity',
  'systemCriticality',
  'regulatoryImpact',
  'complexity',
] as const satisfies readonly CodeChangeOrdinal[];

/** The two facts that multiply the sum. */
export const CODE_CHANGE_UPLIFTS = ['aiGenerated', 'humanReviewed'] as const;

function ordinalSchema<const Level extends string>(levels: readonly Level[]) {
  const level = z.strictObject({
    points: z.number().int().min(0).max(100),
    label: shortText,
    anchor: sentence,
    example: sentence,
  });
  return z.strictObject({
    label: shortText,
    question: sentence,
    levels: z.record(z.enum(levels), level).refine(
      (entries) =>
        isRising(
          levels.map((name) => entries[name].points),
          false,
        ),
      'Points must not fall from one level to the next.',
    ),
  });
}

function upliftSchema(worse: 'yes' | 'no') {
  const better = worse === 'yes' ? 'no' : 'yes';
  return z.strictObject({
    label: shortText,
    question: sentence,
    anchor: sentence,
    /** Per cent of the sum: 100 leaves it, 120 adds a fifth. */
    percent: z
      .strictObject({ yes: z.number().int(), no: z.number().int(), unknown: z.number().int() })
      .refine(
        (percent) => percent[better] >= 100 && percent[worse] >= percent[better],
        'The worse answer must not help.',
      )
      .refine((percent) => percent.unknown === percent[worse], 'Unknown must count as the worse answer.'),
  });
}

export const codeChangeModelSchema = z.strictObject({
  ...modelHead,
  id: z.literal('code-change'),
  factors: z.strictObject({
    dataSensitivity: ordinalSchema(CODE_CHANGE_LEVELS.dataSensitivity),
    systemCriticality: ordinalSchema(CODE_CHANGE_LEVELS.systemCriticality),
    regulatoryImpact: ordinalSchema(CODE_CHANGE_LEVELS.regulatoryImpact),
    complexity: ordinalSchema(CODE_CHANGE_LEVELS.complexity),
  }),
  uplifts: z.strictObject({ aiGenerated: upliftSchema('yes'), humanReviewed: upliftSchema('no') }),
  /** Upper bounds of the total, in hundredths of a point. */
  boundsInHundredths: bandBoundsSchema,
  /** What has to be done in each band. */
  controls: z.record(bandSchema, z.array(sentence).min(1).max(12)),
});
export type CodeChangeModel = z.infer<typeof codeChangeModelSchema>;

const creditSchema = z.number().int().min(0).max(1000);

export const questionnaireModelSchema = z
  .strictObject({
    ...modelHead,
    id: z.literal('questionnaire'),
    /** The credit of a full answer; all credits are whole parts of it (10: credits are tenths). */
    fullCredit: z.number().int().min(1).max(1000),
    answers: z.strictObject({ yes: creditSchema, partial: creditSchema, no: creditSchema, unknown: creditSchema }),
    evidence: z.record(z.enum(EVIDENCE_STATES), creditSchema),
    /** Points that a full answer earns for each unit of weight, for "31 of 38 points". */
    pointsPerWeight: z.number().int().min(1).max(100),
    /** The weakest evidence with which a gate passes. */
    gateEvidence: z.enum(EVIDENCE_STATES),
    recommendation: z.strictObject({
      /** Meets needs at least this score, 0-100. */
      meetsScore: z.number().int().min(0).max(100),
      /** Meets needs at least this completeness, per cent. */
      meetsCompleteness: z.number().int().min(0).max(100),
      /** Below this score, 0-100: does not meet. */
      refuseBelow: z.number().int().min(0).max(100),
    }),
  })
  .refine(
    (model) => isRising([0, model.answers.no, model.answers.partial, model.answers.yes], false),
    'Credits must not fall from no to yes.',
  )
  .refine((model) => model.answers.yes === model.fullCredit && model.answers.no === 0, 'Yes earns all, no nothing.')
  .refine((model) => model.answers.unknown === 0, 'Unknown earns nothing.')
  .refine(
    (model) =>
      isRising(
        EVIDENCE_STATES.map((state) => model.evidence[state]),
        false,
      ) && model.evidence.tested <= model.fullCredit,
    'Credits must not fall from none to tested, nor pass the full credit.',
  )
  .refine(
    (model) => model.recommendation.refuseBelow <= model.recommendation.meetsScore,
    'The refusing score must not pass the meeting score.',
  );
export type QuestionnaireModel = z.infer<typeof questionnaireModelSchema>;

/** The highest level of an inherent factor; unknown counts as this. */
export const INHERENT_MAXIMUM = 4;

export const inherentModelSchema = z.strictObject({
  ...modelHead,
  id: z.literal('inherent'),
  factors: z.record(
    z.enum(INHERENT_FACTORS),
    z.strictObject({
      label: shortText,
      question: sentence,
      /** Levels 0 to 4, in order. */
      levels: z.array(z.strictObject({ label: shortText, anchor: sentence })).length(INHERENT_MAXIMUM + 1),
    }),
  ),
  /** Upper bounds of the sum of all factors. */
  bounds: bandBoundsSchema,
  /** So many factors at the highest level make the tier at least this. */
  maximumRules: z
    .array(z.strictObject({ factorsAtMaximum: z.number().int().min(1).max(10), atLeast: bandSchema }))
    .max(4)
    .refine(
      (rules) =>
        isRising(
          rules.map((rule) => rule.factorsAtMaximum),
          true,
        ) &&
        isRising(
          rules.map((rule) => BANDS.indexOf(rule.atLeast)),
          false,
        ),
      'Rules must rise in count and in tier.',
    ),
  /** Months between reviews, by tier alone. */
  cadence: z.record(
    bandSchema,
    z.strictObject({
      fullReviewMonths: z.number().int().min(1).max(120),
      lightCheckMonths: z.number().int().min(1).max(120),
    }),
  ),
  /** What brings a review forward. */
  extraTriggers: z.array(sentence).max(20),
});
export type InherentModel = z.infer<typeof inherentModelSchema>;

/** The highest likelihood and the highest impact; unknown counts as this. */
export const RESIDUAL_SCALE = 5;

const CONTROL_EFFECTIVENESS = ['none', 'stated', 'partial', 'largely', 'effective'] as const;
export type ControlEffectiveness = (typeof CONTROL_EFFECTIVENESS)[number];

const scaleSchema = z
  .array(z.strictObject({ label: shortText, anchor: sentence, example: sentence }))
  .length(RESIDUAL_SCALE);

export const residualModelSchema = z.strictObject({
  ...modelHead,
  id: z.literal('residual'),
  /** Levels 1 to 5, in order. */
  likelihood: scaleSchema,
  impact: scaleSchema,
  /** What a control with such evidence, fresh, takes off likelihood or impact. */
  controls: z
    .record(
      z.enum(EVIDENCE_STATES),
      z.strictObject({
        effectiveness: z.enum(CONTROL_EFFECTIVENESS),
        label: shortText,
        anchor: sentence,
        steps: z.number().int().min(0).max(RESIDUAL_SCALE),
      }),
    )
    .refine(
      (controls) =>
        isRising(
          EVIDENCE_STATES.map((state) => controls[state].steps),
          false,
        ),
      'Steps must not fall from none to tested.',
    ),
  /** All controls of one risk together take at most so many steps off likelihood, and as many off impact. */
  maximumSteps: z.number().int().min(0).max(RESIDUAL_SCALE),
  /** Upper bounds of likelihood × impact. */
  bounds: bandBoundsSchema,
  /** The vendor's residual risk is at least `value` with so many open red flags or failed gates of approved uses. */
  floor: z.strictObject({
    value: z.number().int().min(1).max(25),
    openRedFlags: z.number().int().min(1).max(50),
    failedGates: z.number().int().min(1).max(50),
  }),
  treatment: z.record(bandSchema, z.strictObject({ action: sentence, acceptedBy: shortText })),
});
export type ResidualModel = z.infer<typeof residualModelSchema>;

export const phiExposureModelSchema = z
  .strictObject({
    ...modelHead,
    id: z.literal('phi-exposure'),
    factors: z.record(
      z.enum(PHI_FACTORS),
      z.strictObject({
        label: shortText,
        question: sentence,
        /** Levels 0 to 2, in order. */
        levels: z.array(z.strictObject({ label: shortText, anchor: sentence })).length(PHI_MAXIMUM + 1),
      }),
    ),
    /** Upper bounds of the sum; there is no critical exposure, so high ends at the highest sum. */
    bounds: bandBoundsSchema.refine(
      ({ high }) => high === PHI_FACTORS.length * PHI_MAXIMUM,
      'High must end at the highest sum.',
    ),
    /** All of these factors at the highest level make the exposure at least this. */
    overrides: z
      .array(
        z.strictObject({
          factorsAtMaximum: z.array(z.enum(PHI_FACTORS)).min(1).max(PHI_FACTORS.length),
          atLeast: bandSchema.exclude(['low', 'critical']),
        }),
      )
      .max(10),
    /** What full confidence in a factor is, and what each state of evidence is worth of it. */
    fullConfidence: z.number().int().min(1).max(1000),
    confidence: z.record(z.enum(EVIDENCE_STATES), creditSchema),
  })
  .refine(
    (model) =>
      isRising([0, ...EVIDENCE_STATES.map((state) => model.confidence[state])], false) &&
      model.confidence.tested <= model.fullConfidence,
    'Credits must not fall from none to tested, nor pass the full credit.',
  );
export type PhiExposureModel = z.infer<typeof phiExposureModelSchema>;

export const scoreModelSchema = z.discriminatedUnion('id', [
  codeChangeModelSchema,
  questionnaireModelSchema,
  inherentModelSchema,
  residualModelSchema,
  phiExposureModelSchema,
]);
export type ScoreModel = z.infer<typeof scoreModelSchema>;
export type ScoreModelId = ScoreModel['id'];
