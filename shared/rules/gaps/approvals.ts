import { z } from 'zod';
import type { Gap, GapChange, GapRecord } from '../../contract/gaps.ts';
import {
  answerStateSchema,
  answerValueSchema,
  USE_CONDITIONS,
  type AnswerState,
} from '../../contract/questionnaire-pack.ts';
import { RECOMMENDATIONS } from '../../contract/scores.ts';
import { deploymentSchema, toolKindSchema, toolUseSchema, type ToolUse } from '../../contract/tools.ts';
import { bandSchema, registerStatusSchema } from '../../contract/vendors.ts';
import { bandLevel } from '../scores/bands.ts';
import { toGap, toRecord, toToolGap, type GapTool } from './gap.ts';

/** What an approval rests on, kept as it was on the day of the approval. */
export const approvalBasisSchema = z.strictObject({
  tool: z.strictObject({
    status: registerStatusSchema,
    plan: z.string(),
    versionRange: z.string(),
    kind: toolKindSchema,
    deployment: deploymentSchema,
    use: toolUseSchema,
  }),
  inherentTier: bandSchema.nullable(),
  residualBand: bandSchema.nullable(),
  /** Agreements in force that name the tool on its plan. */
  agreements: z.array(z.strictObject({ id: z.string(), code: z.string(), fileSha256: z.string().nullable() })),
  /** The newest of each questionnaire that was handed in. */
  assessments: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      packId: z.string(),
      revision: z.number().int(),
      decision: z.enum(RECOMMENDATIONS).nullable(),
      failedGates: z.array(z.string()),
      answers: z.record(z.string(), z.strictObject({ state: answerStateSchema.nullable(), value: answerValueSchema })),
    }),
  ),
});
export type ApprovalBasis = z.infer<typeof approvalBasisSchema>;
type BasisAssessment = ApprovalBasis['assessments'][number];

/** What an approval rests on and what there is today; null where nobody kept the first. */
export interface ApprovalFacts {
  tool: Pick<GapTool, 'id' | 'name' | 'vendor'>;
  approvedOn: string | null;
  basis: ApprovalBasis | null;
  present: ApprovalBasis;
}

function change(
  kind: GapChange['kind'],
  before: string | null,
  after: string | null,
  record: GapRecord,
  about = '',
): GapChange {
  const cut = (text: string | null) => (text === null || text === '' ? null : text.slice(0, 500));
  return { kind, about, before: cut(before), after: cut(after), record };
}

function writeYesNo(value: boolean | null): string {
  return value === null ? 'not_answered' : value ? 'yes' : 'no';
}

function compareTool(facts: ApprovalFacts, basis: ApprovalBasis): GapChange[] {
  const record = toRecord('tool', facts.tool.id, facts.tool.name);
  const [before, after] = [basis.tool, facts.present.tool];
  const fields = [
    ['plan', before.plan, after.plan],
    ['version', before.versionRange, after.versionRange],
    ['kind', before.kind, after.kind],
    ['deployment', before.deployment, after.deployment],
  ] as const;
  return [
    ...fields.flatMap(([kind, was, is]) => (was === is ? [] : [change(kind, was, is, record)])),
    ...listUseChanges(before.use, after.use, record),
  ];
}

function listUseChanges(before: ToolUse, after: ToolUse, record: GapRecord): GapChange[] {
  return USE_CONDITIONS.flatMap((condition) =>
    before[condition] === after[condition]
      ? []
      : [change('use', writeYesNo(before[condition]), writeYesNo(after[condition]), record, condition)],
  );
}

/** A band that rose, or was lost; a better one takes nothing away from what was approved. */
function compareBands({ tool, present }: ApprovalFacts, basis: ApprovalBasis): GapChange[] {
  const isWorse = (before: ApprovalBasis['inherentTier'], after: ApprovalBasis['inherentTier']) =>
    before !== after && (after === null || before === null || bandLevel(after) > bandLevel(before));
  return [
    ...(isWorse(basis.inherentTier, present.inherentTier)
      ? [change('inherent_tier', basis.inherentTier, present.inherentTier, toRecord('tool', tool.id, tool.name))]
      : []),
    ...(isWorse(basis.residualBand, present.residualBand)
      ? [
          change(
            'residual_band',
            basis.residualBand,
            present.residualBand,
            toRecord('vendor', tool.vendor.id, tool.vendor.name),
          ),
        ]
      : []),
  ];
}

function compareAgreements({ present }: ApprovalFacts, basis: ApprovalBasis): GapChange[] {
  return basis.agreements.flatMap(({ id, code, fileSha256 }) => {
    const now = present.agreements.find((one) => one.id === id);
    const record = toRecord('agreement', id, code);
    if (!now) return [change('agreement_ended', 'in_force', 'not_in_force', record, code)];
    if (now.fileSha256 === fileSha256) return [];
    return [
      change('agreement_file', fileSha256?.slice(0, 12) ?? null, now.fileSha256?.slice(0, 12) ?? null, record, code),
    ];
  });
}

const STATE_RANK: Readonly<Partial<Record<AnswerState, number>>> = { yes: 3, partial: 2, no: 1, unknown: 0 };

/** An answer that no longer carries what it did: another choice or value, or a state that is not better. */
function isWeaker(before: BasisAssessment['answers'][string], after: BasisAssessment['answers'][string]): boolean {
  if (before.state === after.state) return JSON.stringify(before.value) !== JSON.stringify(after.value);
  const was = before.state === null ? undefined : STATE_RANK[before.state];
  const is = after.state === null ? undefined : STATE_RANK[after.state];
  return was === undefined || is === undefined || is < was;
}

function writeAnswer({ state, value }: BasisAssessment['answers'][string]): string | null {
  if (value !== null && 'choices' in value) return value.choices.join(', ');
  if (value !== null && 'number' in value) return String(value.number);
  if (value !== null && 'regions' in value) return value.regions.join(', ');
  if (value !== null && 'date' in value) return value.date;
  if (state !== null) return state;
  return value === null ? null : value.text;
}

const DECISION_RANK: readonly string[] = ['does_not_meet', 'conditional', 'meets'];

function compareAssessments({ present }: ApprovalFacts, basis: ApprovalBasis): GapChange[] {
  return present.assessments.flatMap((now) => {
    const { id, code, packId } = now;
    const record = toRecord('assessment', id, code);
    const was = basis.assessments.find((one) => one.packId === packId);
    const answers = Object.entries(now.answers).flatMap(([questionId, after]) => {
      const before = was?.answers[questionId];
      if (before === undefined || !isWeaker(before, after)) return [];
      const place = toRecord('answer', id, `${code} ${questionId}`, questionId);
      return [change('answer', writeAnswer(before), writeAnswer(after), place, questionId)];
    });
    const gates = now.failedGates.filter((gate) => !was?.failedGates.includes(gate));
    const promised = was?.decision ?? (basis.tool.status === 'approved' ? 'meets' : 'conditional');
    const isWorse = now.decision !== null && DECISION_RANK.indexOf(now.decision) < DECISION_RANK.indexOf(promised);
    return [
      ...answers,
      ...(gates.length === 0
        ? []
        : [change('failed_gates', was?.failedGates.join(', ') ?? null, gates.join(', '), record, code)]),
      ...(isWorse ? [change('signed_decision', was?.decision ?? null, now.decision, record, code)] : []),
    ];
  });
}

/** Everything that is no longer as it was on the day of the approval, and takes something away from it. */
export function listApprovalChanges(facts: ApprovalFacts): GapChange[] {
  const { basis } = facts;
  if (basis === null) return [];
  return [
    ...compareTool(facts, basis),
    ...compareBands(facts, basis),
    ...compareAgreements(facts, basis),
    ...compareAssessments(facts, basis),
  ].slice(0, 200);
}

/**
 * Approvals that are older than a material change of answer, score, agreement or version: each turns stale by itself,
 * and back again when the change is undone. One that was given before bases were kept is named too.
 */
export function detectStaleApprovals(approvals: readonly ApprovalFacts[]): Gap[] {
  return approvals.flatMap((facts) => {
    const { tool, approvedOn, basis, present } = facts;
    const fix = toRecord('tool_approval', tool.id, tool.name);
    if (basis === null) {
      return [toToolGap(tool, { rule: 'approval_unrecorded', facts: { status: present.tool.status }, fix })];
    }
    const changes = listApprovalChanges(facts);
    if (changes.length === 0) return [];
    return [
      toToolGap(tool, {
        rule: 'approval_stale',
        facts: { status: present.tool.status, count: changes.length, ...(approvedOn === null ? {} : { approvedOn }) },
        changes,
        sources: changes.map(({ record }) => record),
        fix,
      }),
    ];
  });
}

/** An accepted risk that has since grown above the score at which it was accepted. */
export interface AcceptedRisk {
  id: string;
  code: string;
  title: string;
  acceptedScore: number;
  score: number;
  vendor: { id: string; name: string } | null;
}

/** Acceptances whose risk is no longer the one that was accepted. */
export function detectOutgrownAcceptances(risks: readonly AcceptedRisk[]): Gap[] {
  return risks
    .filter(({ acceptedScore, score }) => score > acceptedScore)
    .map(({ id, code, title, acceptedScore, score, vendor }) => {
      const record = toRecord('risk', id, `${code} ${title}`);
      return toGap({
        rule: 'approval_acceptance_outgrown',
        subject: record,
        vendor,
        facts: { risk: code, title, acceptedScore, score },
        sources: [record],
        fix: record,
      });
    });
}

/** The newest signed assessment of a tool in use, with the use that it was signed for. */
export interface SignedUse {
  tool: GapTool;
  assessment: { id: string; code: string; use: ToolUse };
}

/** Sign-offs that were given for another use than the tool has now. */
export function detectOtherUse(signed: readonly SignedUse[]): Gap[] {
  return signed.flatMap(({ tool, assessment }) => {
    const record = toRecord('assessment', assessment.id, assessment.code);
    const changes = listUseChanges(assessment.use, tool.use, toRecord('tool', tool.id, tool.name)).filter(
      // What is no longer so needs less than was signed for.
      ({ after }) => after !== 'no',
    );
    if (changes.length === 0) return [];
    return [
      toToolGap(tool, {
        rule: 'approval_signed_for_other_use',
        mark: assessment.id,
        facts: { assessment: assessment.code, count: changes.length },
        changes,
        sources: [record],
        fix: record,
      }),
    ];
  });
}
