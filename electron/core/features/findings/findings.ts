import type { Finding, FindingChanges, NewFinding } from '../../../../shared/contract/findings.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { Band } from '../../../../shared/contract/vendors.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { addDays } from '../../../../shared/rules/days.ts';
import {
  findFindingRefusal,
  isFindingOpen,
  isWorkedOn,
  maySetFindingStatus,
} from '../../../../shared/rules/findings.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextCode } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { requireActivePerson } from '../people/people.ts';
import { getTool } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import {
  insertFinding,
  selectAssessmentSubject,
  selectFinding,
  selectFindingPage,
  selectRuleFindings,
  selectSourceFindings,
  selectOpenFlags,
  selectToolRuleFindings,
  updateFinding,
  type OpenFlag,
  type RuleFindingKind,
  type StoredFinding,
} from './findings-store.ts';

/** @throws AssayError NOT_FOUND. */
export async function getFinding(executor: Executor, findingId: string): Promise<Finding> {
  const finding = await selectFinding(executor, findingId);
  if (!finding) throw new AssayError('NOT_FOUND', 'This finding is not in the workspace.');
  return finding;
}

/** A page of the findings, open ones first; for a report the limit may be any. */
export function listFindings(executor: Executor, list: ListInput) {
  return selectFindingPage(executor, list);
}

/** The red flags of a vendor, or of an assessment, that are still to be dealt with, oldest first. */
export function listOpenFlags(
  executor: Executor,
  of: { vendorId: string } | { assessmentId: string },
): Promise<OpenFlag[]> {
  return selectOpenFlags(executor, of);
}

function describeFinding(finding: Finding): Record<string, unknown> {
  const { id: _id, ...facts } = finding;
  return facts;
}

async function recordChange(unit: Unit, before: Finding | null, findingId: string): Promise<Finding> {
  const after = await getFinding(unit.transaction, findingId);
  unit.record({
    kind: 'finding',
    id: after.id,
    name: `${after.code} ${after.title}`,
    before: before && describeFinding(before),
    after: describeFinding(after),
  });
  return after;
}

function toStored({ owner, vendor, tool, assessment, ...finding }: Finding): StoredFinding {
  return {
    ...finding,
    ownerId: owner?.id ?? null,
    vendorId: vendor?.id ?? null,
    toolId: tool?.id ?? null,
    assessmentId: assessment?.id ?? null,
  };
}

async function saveFinding(unit: Unit, before: Finding, changes: Partial<StoredFinding>): Promise<Finding> {
  const changed = { ...toStored(before), ...changes };
  const stillClosed = !isFindingOpen(changed.status);
  const closedAt = stillClosed ? (before.closedAt ?? unit.now) : null;
  await updateFinding(unit.transaction, { ...changed, closedAt, revision: before.revision + 1 });
  return recordChange(unit, before, before.id);
}

/** A finding on an assessment is also one on its tool and its vendor. */
async function findSubject(executor: Executor, fields: Pick<NewFinding, 'assessmentId' | 'toolId' | 'vendorId'>) {
  const { assessmentId, toolId, vendorId } = fields;
  if (assessmentId !== null) {
    const subject = await selectAssessmentSubject(executor, assessmentId);
    if (!subject) throw new AssayError('NOT_FOUND', 'This assessment is not in the workspace.');
    return { assessmentId, ...subject };
  }
  if (toolId !== null) return { assessmentId, toolId, vendorId: (await getTool(executor, toolId)).vendor.id };
  if (vendorId !== null) return { assessmentId, toolId, vendorId: (await getVendor(executor, vendorId)).id };
  throw new AssayError('INVALID_INPUT', 'A finding needs the vendor, tool or assessment that it is about.', {
    field: 'vendorId',
  });
}

/**
 * Raises a finding within a unit of work under the next code F-nnn; what is left out is empty. The tool and vendor of
 * an assessment come from it. Who calls it refreshes the vendor's residual score when it is a red flag.
 *
 * @throws AssayError NOT_FOUND for what it is about; INVALID_INPUT when it is about nothing or the owner is not active.
 */
export async function raiseFinding(
  unit: Unit,
  fields: NewFinding & { kind: Finding['kind']; ruleId?: string; source?: Finding['source'] },
): Promise<Finding> {
  const subject = await findSubject(unit.transaction, fields);
  const given = pickGiven(fields);
  const finding: StoredFinding = {
    id: unit.nextId(),
    code: await takeNextCode(unit.transaction, 'F'),
    ruleId: null,
    source: null,
    condition: '',
    criteria: '',
    cause: '',
    effect: '',
    recommendation: '',
    response: '',
    retest: '',
    ownerId: null,
    dueOn: null,
    ...given,
    ...subject,
    title: fields.title,
    severity: fields.severity,
    kind: fields.kind,
    questionId: fields.questionId,
    status: 'open',
    raisedAt: unit.now,
    closedAt: null,
    revision: 1,
  };
  await requireActivePerson(unit.transaction, finding.ownerId, 'ownerId');
  await insertFinding(unit.transaction, finding);
  return recordChange(unit, null, finding.id);
}

function refuseStatusRole(unit: Unit, finding: Finding, status: Finding['status']): void {
  const { actor } = unit;
  if (actor === 'assay' || maySetFindingStatus(status, actor.role)) return;
  throw new AssayError('ROLE_REFUSED', `${actor.name} may not give ${finding.code} this status.`, {
    field: 'changes.status',
    remedy:
      status === 'accepted'
        ? 'A compliance officer decides to live with a finding.'
        : 'A reviewer or a compliance officer closes or reopens a finding.',
  });
}

/**
 * Changes a finding; a change of status is judged with the text that comes along. Who calls it refreshes the vendor's
 * residual score when it is a red flag.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT, ROLE_REFUSED, NOT_ALLOWED_NOW.
 */
export async function changeFinding(
  unit: Unit,
  findingId: string,
  revision: number,
  changes: FindingChanges,
): Promise<Finding> {
  const before = await getFinding(unit.transaction, findingId);
  refuseStaleRevision(before, revision, before.code);
  const given = pickGiven(changes);
  if (given.status !== undefined && given.status !== before.status) {
    refuseStatusRole(unit, before, given.status);
    const refusal = findFindingRefusal({ ...before, ...given, status: before.status }, given.status);
    if (refusal) {
      throw new AssayError('NOT_ALLOWED_NOW', refusal.sentence, { field: 'changes.status', remedy: refusal.remedy });
    }
  }
  if (given.ownerId !== undefined && given.ownerId !== (before.owner?.id ?? null)) {
    await requireActivePerson(unit.transaction, given.ownerId, 'changes.ownerId');
  }
  return saveFinding(unit, before, given);
}

/** What a rule says of the present answers. */
export interface RaisedFlagFinding {
  /** "RF-2"; for a gate question and condition, "V-PRV-2 personal_data". */
  flagId: string;
  questionId: string | null;
  title: string;
  condition: string;
  criteria: string;
  effect: string;
  recommendation: string;
  severity: Band;
  dueOn: string | null;
  ownerId: string | null;
}

function noteNoLongerRaised({ retest, ruleId, assessment, source }: Finding, today: string): string {
  const sentence =
    source === null
      ? `The ${assessment ? 'answers' : 'records'} no longer raise ${ruleId}.`
      : `${source.name} no longer raises ${ruleId}.`;
  if (retest.includes(sentence)) return retest;
  return [retest, `${today}: ${sentence}`].filter(Boolean).join('\n');
}

async function matchRaised(
  unit: Unit,
  finding: Finding,
  flag: Omit<RaisedFlagFinding, 'flagId' | 'questionId'>,
): Promise<void> {
  if (isWorkedOn(finding)) return;
  const { title, condition, criteria, effect, recommendation, severity } = flag;
  const texts = { title, condition, criteria, effect, recommendation, severity };
  if (finding.status === 'withdrawn') {
    await saveFinding(unit, finding, { ...texts, dueOn: flag.dueOn, status: 'open' });
  } else if (Object.entries(texts).some(([field, text]) => finding[field as keyof typeof texts] !== text)) {
    await saveFinding(unit, finding, texts);
  }
}

async function matchNotRaised(unit: Unit, finding: Finding): Promise<void> {
  if (!isFindingOpen(finding.status)) return;
  if (!isWorkedOn(finding)) {
    await saveFinding(unit, finding, { status: 'withdrawn' });
    return;
  }
  const retest = noteNoLongerRaised(finding, unit.today);
  if (retest !== finding.retest) await saveFinding(unit, finding, { retest });
}

interface RuleSubject {
  assessmentId: string;
  vendorId: string;
  toolId: string;
}

/** What the rules about a record say of it now; `toolId` null when it is about the record alone. */
export type RaisedSourceFinding = Omit<RaisedFlagFinding, 'flagId' | 'questionId'> & {
  ruleId: string;
  toolId: string | null;
};

/**
 * Brings the findings on a record in line with the rules about it that hold now, one for each rule and tool, as
 * `syncRedFlagFindings` does for the answers of an assessment.
 *
 * @param source the record that mends them.
 */
export async function syncSourceFindings(
  unit: Unit,
  source: NonNullable<Finding['source']>,
  vendorId: string,
  raised: readonly RaisedSourceFinding[],
): Promise<void> {
  const keyOf = (ruleId: string | null, toolId: string | null) => `${ruleId} ${toolId}`;
  const known = new Map(
    (await selectSourceFindings(unit.transaction, source.id)).map((one) => [
      keyOf(one.ruleId, one.tool?.id ?? null),
      one,
    ]),
  );
  for (const { ruleId, toolId, ...texts } of raised) {
    const finding = known.get(keyOf(ruleId, toolId));
    if (finding) {
      await matchRaised(unit, finding, texts);
      continue;
    }
    await raiseFinding(unit, {
      ...texts,
      ruleId,
      toolId,
      vendorId,
      assessmentId: null,
      questionId: null,
      source,
      kind: 'observation',
    });
  }
  const raisedKeys = new Set(raised.map(({ ruleId, toolId }) => keyOf(ruleId, toolId)));
  for (const [key, finding] of known) if (!raisedKeys.has(key)) await matchNotRaised(unit, finding);
}

async function matchFindings(
  unit: Unit,
  kind: Finding['kind'],
  subject: Pick<NewFinding, 'assessmentId' | 'vendorId' | 'toolId'>,
  present: readonly Finding[],
  raised: readonly RaisedFlagFinding[],
): Promise<void> {
  const known = new Map(present.map((one) => [one.ruleId, one]));
  for (const flag of raised) {
    const finding = known.get(flag.flagId);
    if (finding) {
      await matchRaised(unit, finding, flag);
    } else {
      const { flagId: ruleId, ...texts } = flag;
      await raiseFinding(unit, { ...subject, ...texts, ruleId, kind });
    }
  }
  const raisedIds = new Set(raised.map(({ flagId }) => flagId));
  for (const [ruleId, finding] of known) {
    if (ruleId === null || !raisedIds.has(ruleId)) await matchNotRaised(unit, finding);
  }
}

async function syncRuleFindings(
  unit: Unit,
  kind: RuleFindingKind,
  subject: RuleSubject,
  raised: readonly RaisedFlagFinding[],
): Promise<void> {
  const present = await selectRuleFindings(unit.transaction, subject.assessmentId, kind);
  await matchFindings(unit, kind, subject, present, raised);
}

/** What a rule says of the records of a tool, outside any assessment. */
export interface RaisedToolFinding extends Pick<
  RaisedFlagFinding,
  'title' | 'condition' | 'criteria' | 'effect' | 'recommendation' | 'severity'
> {
  /** "RES-CLAIM-1" */
  ruleId: string;
  /** Calendar days from the day on which it is raised. */
  dueInDays: number;
}

/**
 * Does the same for what rules find in the records of a tool. `rulePrefix` names the rules of the feature that calls;
 * findings of other rules are left alone. A finding takes the tool's owner.
 */
export async function syncToolFindings(
  unit: Unit,
  subject: { toolId: string; vendorId: string },
  rulePrefix: string,
  raised: readonly RaisedToolFinding[],
): Promise<void> {
  const present = await selectToolRuleFindings(unit.transaction, subject.toolId, rulePrefix);
  if (present.length === 0 && raised.length === 0) return;
  const ownerId = (await getTool(unit.transaction, subject.toolId)).owner?.id ?? null;
  const found = raised.map(({ ruleId, dueInDays, ...texts }) => ({
    ...texts,
    flagId: ruleId,
    questionId: null,
    dueOn: addDays(unit.today, dueInDays),
    ownerId,
  }));
  await matchFindings(unit, 'observation', { ...subject, assessmentId: null }, present, found);
}

/** The finding that a rule has raised about a tool and that is still open, if any; by rule id. */
export async function findOpenToolFindings(
  executor: Executor,
  toolId: string,
  rulePrefix: string,
): Promise<Map<string, { id: string; code: string }>> {
  const found = await selectToolRuleFindings(executor, toolId, rulePrefix);
  return new Map(
    found
      .filter(({ status }) => isFindingOpen(status))
      .map(({ id, code, ruleId }) => [ruleId ?? '', { id, code }] as const),
  );
}

/**
 * Brings the red-flag findings of an assessment in line with the rules that hold now (`domain.md` 6.2). A flag without
 * a finding gets one; one whose rule no longer holds is withdrawn, and opened again when it holds once more. A finding
 * that a person has worked on stays as that person left it, with a line in its retest when its rule no longer holds.
 */
export function syncRedFlagFindings(
  unit: Unit,
  subject: RuleSubject,
  raised: readonly RaisedFlagFinding[],
): Promise<void> {
  return syncRuleFindings(unit, 'red_flag', subject, raised);
}

/** Does the same for the gates of an assessment that fail (`scoring.md`, "questionnaire"). */
export function syncGateFindings(
  unit: Unit,
  subject: RuleSubject,
  raised: readonly RaisedFlagFinding[],
): Promise<void> {
  return syncRuleFindings(unit, 'gate', subject, raised);
}

/**
 * Does the same for one red flag that a person ticks on the tool itself. Who calls it refreshes the vendor's residual
 * score.
 */
export async function syncToolFlag(
  unit: Unit,
  subject: { toolId: string; vendorId: string },
  flag: RaisedFlagFinding,
  seen: boolean,
): Promise<void> {
  const present = await selectToolRuleFindings(unit.transaction, subject.toolId, flag.flagId);
  await matchFindings(unit, 'red_flag', { ...subject, assessmentId: null }, present, seen ? [flag] : []);
}
