import type {
  Agreement,
  AgreementChanges,
  AgreementDetail,
  AgreementKind,
  NewAgreement,
  ProvisionCheck,
  ProvisionScore,
} from '../../../../shared/contract/agreements.ts';
import type { LinkedEvidence } from '../../../../shared/contract/evidence.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { findAgreementStep } from '../../../../shared/rules/agreements/dates.ts';
import { findClosingRefusal, findDateFault } from '../../../../shared/rules/agreements/deeds.ts';
import {
  AGREEMENT_PARTS,
  findInForceFrom,
  findNoticeOn,
  findStateToday,
  listDeeds,
  listMissing,
} from '../../../../shared/rules/agreements/lifecycle.ts';
import { findCheckRefusal, scoreProvisions } from '../../../../shared/rules/agreements/provisions.ts';
import { pickGiven } from '../../../../shared/rules/changes.ts';
import { AssayError } from '../../assay-error.ts';
import { takeNextNumber } from '../../database/record-codes.ts';
import { refuseStaleRevision } from '../../database/revision.ts';
import type { Executor } from '../../database/tables.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { listLinkedEvidence } from '../evidence/evidence-links.ts';
import { requireActivePerson } from '../people/people.ts';
import { getOrganisation } from '../settings/settings.ts';
import { listVendorTools } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import {
  insertAgreement,
  selectAgreementPage,
  selectAgreements,
  selectAgreementsOnFile,
  selectChecks,
  updateAgreement,
  upsertCheck,
  type ReadAgreement,
  type StoredAgreement,
} from './agreements-store.ts';

/** An agreement with what stands behind it. */
export interface HeldAgreement {
  agreement: Agreement;
  stored: StoredAgreement;
  links: readonly LinkedEvidence[];
  hasReturnProof: boolean;
}

function findFileOnRecord(
  { signedFileId, fileSha256 }: Pick<StoredAgreement, 'signedFileId' | 'fileSha256'>,
  links: readonly LinkedEvidence[],
): string | null {
  const isThere = links.some(
    ({ part, evidence }) =>
      part === AGREEMENT_PARTS.signedFile && evidence.id === signedFileId && evidence.fileSha256 === fileSha256,
  );
  return isThere ? fileSha256 : null;
}

function hold(read: ReadAgreement, links: readonly LinkedEvidence[], today: string): HeldAgreement {
  const { decidedBy, supersededFrom, vendor, owner, parent, supersedes, supersededBy, ...stored } = read;
  const { vendorId: _vendorId, ownerId: _owner, parentId: _parent, supersedesId: _old, ...rest } = stored;
  const { inForceFrom: _inForceFrom, coverage: _coverage, need, ...facts } = rest;
  const { decidedById: _decider, ...decision } = need;
  const signed = { ...facts, fileSha256: findFileOnRecord(stored, links) };
  const life = { ...signed, inForceFrom: findInForceFrom(signed), supersededFrom };
  return {
    stored,
    links,
    hasReturnProof: links.some(
      ({ part, evidence }) => part === AGREEMENT_PARTS.returnProof && evidence.fileSha256 !== null,
    ),
    agreement: {
      ...signed,
      vendor,
      owner,
      parent,
      supersedes,
      supersededBy,
      need: { ...decision, decidedBy },
      missing: listMissing(signed),
      stateToday: findStateToday(life, today),
    },
  };
}

async function readHeld(
  executor: Executor,
  of: Parameters<typeof selectAgreements>[1],
  today: string,
): Promise<HeldAgreement[]> {
  const read = await selectAgreements(executor, of);
  const links = await listLinkedEvidence(
    executor,
    'agreement',
    read.map(({ id }) => id),
    today,
  );
  return read.map((one) => hold(one, links.get(one.id) ?? [], today));
}

/** @throws AssayError NOT_FOUND. */
export async function getHeldAgreement(executor: Executor, agreementId: string, today: string): Promise<HeldAgreement> {
  const [held] = await readHeld(executor, { agreementId }, today);
  if (!held) throw new AssayError('NOT_FOUND', 'This agreement is not in the register.');
  return held;
}

/** Every agreement of a vendor as it stands today, in the order of their codes. */
export function listVendorAgreements(executor: Executor, vendorId: string, today: string): Promise<HeldAgreement[]> {
  return readHeld(executor, { vendorId }, today);
}

/** Every agreement of a vendor with a tool in use or in review as it stands today, by the vendor's id. */
export async function listAgreementsAtWork(executor: Executor, today: string): Promise<Map<string, Agreement[]>> {
  const held = await listHeldAtWork(executor, today);
  return new Map([...held].map(([vendorId, own]) => [vendorId, own.map(({ agreement }) => agreement)]));
}

/** The same with what stands behind each. */
export async function listHeldAtWork(executor: Executor, today: string): Promise<Map<string, HeldAgreement[]>> {
  return Map.groupBy(await readHeld(executor, 'at_work', today), ({ agreement }) => agreement.vendor.id);
}

/** Every agreement of a kind as it stands today, in the order of their codes. */
export function listAgreementsOfKind(executor: Executor, kind: AgreementKind, today: string): Promise<HeldAgreement[]> {
  return readHeld(executor, { kind }, today);
}

/** A page of the register of agreements; for a report the limit may be any. */
export function listAgreements(executor: Executor, list: ListInput, today: string) {
  return selectAgreementPage(executor, list, today);
}

/** Agreements of this person that wait: to decide, to ask for, ending or ended, or whose data must come back. */
export async function countWaitingAgreements(executor: Executor, personId: string, today: string): Promise<number> {
  const waiting = ['not_assessed', 'required', 'expiring', 'expired', 'terminated'];
  const { total } = await selectAgreementPage(
    executor,
    {
      offset: 0,
      limit: 1,
      search: '',
      sort: [],
      filters: [
        { field: 'owner', operator: 'is', values: [personId] },
        { field: 'state', operator: 'is', values: waiting },
      ],
    },
    today,
  );
  return total;
}

/** What was found of the provisions of several agreements, by agreement; one that nobody looked at has no entry. */
export function listChecks(
  executor: Executor,
  agreementIds: readonly string[],
): Promise<Map<string, ProvisionCheck[]>> {
  return selectChecks(executor, agreementIds);
}

/** The share that a register shows; null for a kind without a checklist, and while nobody has looked at any provision. */
function findCoverage(score: ProvisionScore | null): number | null {
  return score === null || score.checked === 0 ? null : score.coverage;
}

/** How much of its checklist an agreement holds; null for a kind without one. */
export function scoreAgreement(
  { provisionPacks }: Pick<Workspace, 'provisionPacks'>,
  kind: Agreement['kind'],
  checks: readonly ProvisionCheck[],
): ProvisionScore | null {
  const pack = provisionPacks.get(kind);
  return pack ? scoreProvisions(pack, checks) : null;
}

/**
 * An agreement with its checklist, what may be done to it, and what is next.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function describeAgreement(
  workspace: Workspace,
  executor: Executor,
  agreementId: string,
): Promise<AgreementDetail> {
  const today = workspace.today();
  const { agreement, hasReturnProof } = await getHeldAgreement(executor, agreementId, today);
  const checks = (await selectChecks(executor, [agreementId])).get(agreementId) ?? [];
  const score = scoreAgreement(workspace, agreement.kind, checks);
  return {
    agreement,
    checks,
    score,
    pack: workspace.provisionPacks.get(agreement.kind) ?? null,
    nextStep: findAgreementStep(agreement, score?.toCheck ?? 0, hasReturnProof, today),
    deeds: listDeeds(agreement.stateToday).map((deed) => ({
      deed,
      refusal: deed === 'close' ? (findClosingRefusal(agreement, hasReturnProof)?.sentence ?? null) : null,
    })),
  };
}

/** What the trail keeps: everything that stands in the agreement's own record. */
function describe({ id: _id, inForceFrom: _force, coverage: _coverage, ...facts }: StoredAgreement) {
  return facts;
}

/**
 * Writes an agreement with what follows from it, and puts the change into the trail. Who calls it brings the findings
 * on it in line.
 */
export async function saveAgreement(unit: Unit, before: HeldAgreement, changed: StoredAgreement): Promise<Agreement> {
  const checks = (await selectChecks(unit.transaction, [changed.id])).get(changed.id) ?? [];
  const after: StoredAgreement = {
    ...changed,
    noticeOn: findNoticeOn(changed.expiresOn, changed.noticeDays),
    inForceFrom: findInForceFrom({ ...changed, fileSha256: findFileOnRecord(changed, before.links) }),
    coverage: findCoverage(scoreAgreement(unit.workspace, changed.kind, checks)),
    revision: changed.revision + 1,
  };
  await updateAgreement(unit.transaction, after);
  unit.record({
    kind: 'agreement',
    id: after.id,
    name: `${after.code} ${after.title}`,
    before: describe(before.stored),
    after: describe(after),
  });
  return (await getHeldAgreement(unit.transaction, after.id, unit.today)).agreement;
}

/** Works the derived columns of an agreement out anew after its evidence changed; its revision stays. */
export async function refreshAgreement(unit: Unit, agreementId: string): Promise<Agreement> {
  const { agreement, stored } = await getHeldAgreement(unit.transaction, agreementId, unit.today);
  const inForceFrom = findInForceFrom(agreement);
  if (inForceFrom !== stored.inForceFrom) await updateAgreement(unit.transaction, { ...stored, inForceFrom });
  return agreement;
}

/** Agreements whose signed document is this piece of evidence. */
export function listAgreementsOnFile(executor: Executor, evidenceId: string): Promise<string[]> {
  return selectAgreementsOnFile(executor, evidenceId);
}

/** The title of an agreement that was given none. */
const USUAL_TITLES: Readonly<Record<Agreement['kind'], string>> = {
  baa: 'Business associate agreement',
  dpa: 'Data processing agreement',
  scc: 'Standard contractual clauses',
  nda: 'Non-disclosure agreement',
  pci_responsibility: 'PCI responsibility matrix',
  main_agreement: 'Main agreement',
  other: 'Agreement',
};

async function findUsualRoles(
  executor: Executor,
  kind: Agreement['kind'],
): Promise<Pick<Agreement, 'ourEntity' | 'ourRole' | 'theirRole'>> {
  const { organisation: ourEntity, hipaaRole } = await getOrganisation(executor);
  if (kind === 'baa') {
    const isAssociate = hipaaRole === 'business_associate';
    return {
      ourEntity,
      ourRole: hipaaRole === 'neither' ? 'not_set' : hipaaRole,
      theirRole: isAssociate ? 'subcontractor' : 'business_associate',
    };
  }
  if (kind === 'dpa' || kind === 'scc') return { ourEntity, ourRole: 'controller', theirRole: 'processor' };
  return { ourEntity, ourRole: 'customer', theirRole: 'provider' };
}

async function refuseForeignScope(executor: Executor, agreement: StoredAgreement): Promise<void> {
  const named = agreement.scope.flatMap(({ toolId }) => (toolId === null ? [] : [toolId]));
  if (named.length === 0) return;
  const known = new Set((await listVendorTools(executor, agreement.vendorId)).map(({ id }) => id));
  if (named.every((toolId) => known.has(toolId))) return;
  throw new AssayError('INVALID_INPUT', 'The scope names a tool that is not of this vendor.', {
    field: 'changes.scope',
    remedy: "Choose one of the vendor's tools, or name the product without one.",
  });
}

/** The version that an agreement replaces is an older one of the same vendor and kind; none replaces itself by a detour. */
async function refuseForeignRelatives(executor: Executor, agreement: StoredAgreement): Promise<void> {
  const { id, parentId, supersedesId, vendorId, kind } = agreement;
  if (parentId === null && supersedesId === null) return;
  const present = new Map((await selectAgreements(executor, { vendorId })).map((one) => [one.id, one]));
  if (parentId !== null && (parentId === id || !present.has(parentId))) {
    throw new AssayError('INVALID_INPUT', 'The main agreement must be another agreement with this vendor.', {
      field: 'changes.parentId',
    });
  }
  const seen = new Set([id]);
  for (let older = supersedesId; older !== null; older = present.get(older)?.supersedesId ?? null) {
    if (!seen.has(older) && present.get(older)?.kind === kind) {
      seen.add(older);
      continue;
    }
    throw new AssayError('INVALID_INPUT', 'An agreement replaces an older one of the same vendor and kind.', {
      field: 'changes.supersedesId',
      remedy: 'Choose the version that came before.',
    });
  }
}

async function refuseUnfit(unit: Unit, agreement: StoredAgreement, ownerChanged: boolean): Promise<void> {
  const { transaction } = unit;
  if (ownerChanged) await requireActivePerson(transaction, agreement.ownerId, 'changes.ownerId');
  await refuseForeignScope(transaction, agreement);
  await refuseForeignRelatives(transaction, agreement);
}

/**
 * Registers an agreement with a vendor, with its need still to be decided, under the next code AG-nnnn.
 *
 * @throws AssayError NOT_FOUND for the vendor; INVALID_INPUT for its owner, scope and relatives.
 */
export async function addAgreement(unit: Unit, fields: NewAgreement): Promise<Agreement> {
  const { transaction } = unit;
  const vendor = await getVendor(transaction, fields.vendorId);
  const number = await takeNextNumber(transaction, 'AG');
  const agreement: StoredAgreement = {
    id: unit.nextId(),
    code: `AG-${String(number).padStart(4, '0')}`,
    title: USUAL_TITLES[fields.kind],
    theirEntity: vendor.legalName,
    ...(await findUsualRoles(transaction, fields.kind)),
    templateOwner: 'unknown',
    templateVersion: '',
    breachNoticeDays: null,
    incidentNoticeDays: null,
    flowDown: 'unknown',
    subcontractors: '',
    offshore: 'unknown',
    deidentification: 'unknown',
    training: 'unknown',
    returnMethod: '',
    returnDays: null,
    insurance: '',
    notes: '',
    offered: 'unknown',
    offeredNote: '',
    scope: [],
    excludedFeatures: [],
    signatories: [],
    parentId: null,
    supersedesId: null,
    effectiveOn: null,
    expiresOn: null,
    noticeDays: null,
    reviewOn: null,
    ownerId: null,
    ...pickGiven(fields),
    kind: fields.kind,
    vendorId: vendor.id,
    need: { needed: null, ruleId: null, reason: '', decidedById: null, decidedOn: null },
    state: 'not_assessed',
    stateSince: unit.today,
    stateReason: '',
    requestedOn: null,
    requestedFrom: '',
    requestChannel: '',
    terminatedOn: null,
    signedFileId: null,
    fileSha256: null,
    noticeOn: findNoticeOn(fields.expiresOn ?? null, fields.noticeDays ?? null),
    inForceFrom: null,
    coverage: null,
    createdAt: unit.now,
    revision: 1,
  };
  await refuseUnfit(unit, agreement, true);
  await insertAgreement(transaction, agreement);
  const name = `${agreement.code} ${agreement.title}`;
  unit.record({ kind: 'agreement', id: agreement.id, name, before: null, after: describe(agreement) });
  return (await getHeldAgreement(transaction, agreement.id, unit.today)).agreement;
}

/** What a signature was given on: with it, uses are approved. */
const SIGNED_FIELDS = [
  'scope',
  'signatories',
  'effectiveOn',
  'expiresOn',
  'noticeDays',
  'signedFileId',
  'supersedesId',
] as const;

/** @throws AssayError NOT_FOUND, CHANGED_MEANWHILE; NOT_ALLOWED_NOW for one that is closed. */
export async function getPresentAgreement(unit: Unit, agreementId: string, revision: number): Promise<HeldAgreement> {
  const held = await getHeldAgreement(unit.transaction, agreementId, unit.today);
  const { code, state } = held.agreement;
  refuseStaleRevision(held.agreement, revision, code);
  if (state !== 'closed') return held;
  throw new AssayError('NOT_ALLOWED_NOW', `${code} is closed and kept as it was.`, {
    remedy: 'Register a new agreement.',
  });
}

function refuseSignedChange(unit: Unit, before: HeldAgreement, changes: AgreementChanges): void {
  const { state, code, need } = before.stored;
  const rests = state === 'signed' || state === 'terminated' || need.needed === false;
  const field = SIGNED_FIELDS.find((name) => changes[name] !== undefined);
  if (!rests || !field || unit.actor === 'assay' || unit.actor.role === 'compliance_officer') return;
  throw new AssayError('ROLE_REFUSED', `${code} is decided or signed; ${unit.actor.name} may not change this.`, {
    field: `changes.${field}`,
    remedy: 'A compliance officer corrects scope, dates, signatures and file, because uses are approved on them.',
  });
}

/** The sum of the piece that is chosen as the signed document. */
function takeFileSum(before: HeldAgreement, changed: StoredAgreement, signedFileId: string | null): string | null {
  if (signedFileId === null) return null;
  const link = before.links.find(
    ({ part, evidence }) => part === AGREEMENT_PARTS.signedFile && evidence.id === signedFileId,
  );
  if (link && link.evidence.fileSha256 !== null) return link.evidence.fileSha256;
  throw new AssayError('INVALID_INPUT', `This piece is not a file among the evidence of ${changed.code}.`, {
    field: 'changes.signedFileId',
    remedy: 'Attach the signed document under Evidence first.',
  });
}

/**
 * Changes what is on record of an agreement; its state changes by deeds only.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW, ROLE_REFUSED, INVALID_INPUT.
 */
export async function changeAgreement(
  unit: Unit,
  agreementId: string,
  revision: number,
  changes: AgreementChanges,
): Promise<Agreement> {
  const before = await getPresentAgreement(unit, agreementId, revision);
  refuseSignedChange(unit, before, changes);
  const given = pickGiven(changes);
  const changed: StoredAgreement = { ...before.stored, ...given };
  if (given.signedFileId !== undefined) changed.fileSha256 = takeFileSum(before, changed, given.signedFileId);
  await refuseUnfit(unit, changed, changed.ownerId !== before.stored.ownerId);
  if (changed.state === 'signed') {
    const fault = findDateFault(changed);
    if (fault) {
      throw new AssayError('INVALID_INPUT', fault.sentence, { field: `changes.${fault.field}`, remedy: fault.remedy });
    }
  }
  return saveAgreement(unit, before, changed);
}

/**
 * Records what was found of one provision.
 *
 * @throws AssayError NOT_FOUND, CHANGED_MEANWHILE, NOT_ALLOWED_NOW; INVALID_INPUT when it does not apply without a reason.
 */
export async function checkAgreementProvision(
  unit: Unit,
  agreementId: string,
  revision: number,
  check: ProvisionCheck,
): Promise<Agreement> {
  const { transaction, workspace } = unit;
  const before = await getPresentAgreement(unit, agreementId, revision);
  const { kind, code, title } = before.stored;
  const provision = workspace.provisionPacks.get(kind)?.provisions.find(({ id }) => id === check.provisionId);
  if (!provision) throw new AssayError('NOT_FOUND', `${code} has no provision ${check.provisionId}.`);
  const refusal = findCheckRefusal(provision, check);
  if (refusal) {
    throw new AssayError('INVALID_INPUT', refusal.sentence, { field: refusal.field, remedy: refusal.remedy });
  }
  const checks = (await selectChecks(transaction, [agreementId])).get(agreementId) ?? [];
  const known = checks.find(({ provisionId }) => provisionId === check.provisionId) ?? null;
  await upsertCheck(transaction, agreementId, check);
  unit.record({
    kind: 'agreement',
    id: agreementId,
    name: `${code} ${title}`,
    before: { provision: known && { ...known }, revision },
    after: { provision: { ...check }, revision: revision + 1 },
  });
  const others = checks.filter(({ provisionId }) => provisionId !== check.provisionId);
  const coverage = findCoverage(scoreAgreement(workspace, kind, [...others, check]));
  await updateAgreement(transaction, { ...before.stored, coverage, revision: revision + 1 });
  return (await getHeldAgreement(transaction, agreementId, unit.today)).agreement;
}

/**
 * Gives many agreements the same owner or day of review, all or none. Counts those that really changed.
 *
 * @throws AssayError NOT_FOUND, NOT_ALLOWED_NOW for a closed one; INVALID_INPUT for an owner who is not active.
 */
export async function changeManyAgreements(
  unit: Unit,
  agreementIds: readonly string[],
  changes: Pick<AgreementChanges, 'ownerId' | 'reviewOn'>,
): Promise<number> {
  const given = pickGiven(changes);
  if (given.ownerId !== undefined) await requireActivePerson(unit.transaction, given.ownerId, 'ownerId');
  let changed = 0;
  for (const agreementId of new Set(agreementIds)) {
    const { stored } = await getHeldAgreement(unit.transaction, agreementId, unit.today);
    const before = await getPresentAgreement(unit, agreementId, stored.revision);
    const after = { ...stored, ...given };
    if (after.ownerId === stored.ownerId && after.reviewOn === stored.reviewOn) continue;
    if (after.state === 'signed') {
      const fault = findDateFault(after);
      if (fault) throw new AssayError('NOT_ALLOWED_NOW', `${stored.code}: ${fault.sentence}`, { remedy: fault.remedy });
    }
    await saveAgreement(unit, before, after);
    changed += 1;
  }
  return changed;
}
