import { sql, type RawBuilder, type Selectable } from 'kysely';
import {
  AGREEMENT_KINDS,
  AGREEMENT_STATES,
  type Agreement,
  type AgreementKind,
  type AgreementRow,
  type AgreementState,
  type ProvisionCheck,
  type ScopeItem,
} from '../../../../shared/contract/agreements.ts';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import { addDays } from '../../../../shared/rules/days.ts';
import { EXPIRING_DAYS, findStateToday } from '../../../../shared/rules/agreements/lifecycle.ts';
import { rankWords } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { readRegister, readRows, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** An agreement as its own table keeps it: without what is worked out from dates, evidence and other records. */
export type StoredAgreement = Omit<
  Agreement,
  'vendor' | 'owner' | 'need' | 'parent' | 'supersedes' | 'supersededBy' | 'stateToday' | 'missing'
> & {
  vendorId: string;
  ownerId: string | null;
  parentId: string | null;
  supersedesId: string | null;
  need: Omit<Agreement['need'], 'decidedBy'> & { decidedById: string | null };
  /** The day from which it counts, complete as it is; null while something is missing. */
  inForceFrom: string | null;
  coverage: number | null;
};

/** An agreement with the names of what it refers to, before evidence and dates are looked at. */
export type ReadAgreement = StoredAgreement &
  Pick<Agreement, 'vendor' | 'owner' | 'parent' | 'supersedes' | 'supersededBy'> & {
    decidedBy: Agreement['need']['decidedBy'];
    supersededFrom: string | null;
  };

type Columns = Selectable<Tables['agreements']>;

/** The terms that are only read and written whole. */
type Terms = Pick<
  Agreement,
  | 'ourEntity'
  | 'theirEntity'
  | 'ourRole'
  | 'theirRole'
  | 'templateOwner'
  | 'templateVersion'
  | 'breachNoticeDays'
  | 'incidentNoticeDays'
  | 'flowDown'
  | 'subcontractors'
  | 'offshore'
  | 'deidentification'
  | 'training'
  | 'returnMethod'
  | 'returnDays'
  | 'insurance'
  | 'notes'
>;

const VENDOR_NAME = '(select name from vendors where vendors.id = agreements.vendor_id)';
const SUPERSEDED_FROM = `(select min(newer.in_force_from) from agreements as newer
  where newer.supersedes_id = agreements.id and newer.state in ('signed', 'terminated'))`;

/** The state of a day in SQL: the twin of `findStateToday`, with which a test compares it. */
function writeStateToday(today: string): RawBuilder<AgreementState> {
  const soon = addDays(today, EXPIRING_DAYS);
  return sql.raw(`(case
    when agreements.state = 'terminated' and agreements.terminated_on > '${today}'
      and agreements.in_force_from <= '${today}' and coalesce(${SUPERSEDED_FROM} > '${today}', 1)
      and coalesce(agreements.expires_on >= '${today}', 1) then 'expiring'
    when agreements.state = 'terminated' and agreements.terminated_on > '${today}'
      and agreements.in_force_from > '${today}' then 'signed'
    when agreements.state <> 'signed' then agreements.state
    when agreements.in_force_from is null or agreements.in_force_from > '${today}' then 'signed'
    when ${SUPERSEDED_FROM} <= '${today}' then 'superseded'
    when agreements.expires_on < '${today}' then 'expired'
    when agreements.expires_on <= '${soon}' or agreements.notice_on <= '${soon}' then 'expiring'
    else 'active' end)`);
}

interface RowColumns extends Pick<
  Columns,
  | 'id'
  | 'code'
  | 'title'
  | 'kind'
  | 'vendor_id'
  | 'needed'
  | 'offered'
  | 'state'
  | 'state_since'
  | 'scope'
  | 'in_force_from'
  | 'effective_on'
  | 'expires_on'
  | 'notice_on'
  | 'review_on'
  | 'terminated_on'
  | 'coverage'
  | 'owner_id'
  | 'revision'
> {
  vendor_name: string;
  owner_name: string | null;
  owner_initials: string | null;
  superseded_from: string | null;
}

function writeScope({ product, plan }: ScopeItem): string {
  return [product, plan].filter(Boolean).join(', ');
}

function toRow(row: RowColumns, today: string): AgreementRow {
  const dates = { effectiveOn: row.effective_on, expiresOn: row.expires_on, noticeOn: row.notice_on };
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    kind: row.kind,
    vendorId: row.vendor_id,
    vendorName: row.vendor_name,
    needed: row.needed === null ? null : row.needed === 1,
    offered: row.offered,
    stateToday: findStateToday(
      {
        state: row.state,
        inForceFrom: row.in_force_from,
        terminatedOn: row.terminated_on,
        supersededFrom: row.superseded_from,
        ...dates,
      },
      today,
    ),
    stateSince: row.state_since,
    scope: (JSON.parse(row.scope) as ScopeItem[]).map(writeScope),
    ...dates,
    reviewOn: row.review_on,
    coverage: row.coverage,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    revision: row.revision,
  };
}

function makeRegister(today: string): Register<RowColumns, AgreementRow> {
  const stateToday = writeStateToday(today);
  return {
    table: 'agreements',
    writtenFor: today,
    filters: {
      code: sql.ref('agreements.code'),
      title: sql.ref('agreements.title'),
      kind: sql.ref('agreements.kind'),
      vendorName: sql.raw(VENDOR_NAME),
      vendorId: sql.ref('agreements.vendor_id'),
      state: stateToday,
      needed: sql.ref('agreements.needed'),
      offered: sql.ref('agreements.offered'),
      effectiveOn: sql.ref('agreements.effective_on'),
      expiresOn: sql.ref('agreements.expires_on'),
      noticeOn: sql.ref('agreements.notice_on'),
      reviewOn: sql.ref('agreements.review_on'),
      coverage: sql.ref('agreements.coverage'),
      owner: sql.ref('agreements.owner_id'),
    },
    sorts: {
      kind: rankWords('agreements.kind', AGREEMENT_KINDS),
      state: sql`(case ${stateToday} ${sql.raw(
        AGREEMENT_STATES.map((state, index) => `when '${state}' then ${index}`).join(' '),
      )} end)`,
      owner: sql.raw('(select name from people where people.id = agreements.owner_id)'),
    },
    searched: [
      sql.ref('agreements.title'),
      sql.ref('agreements.code'),
      sql.raw(VENDOR_NAME),
      sql.raw("(select group_concat(value ->> 'product', ' | ') from json_each(agreements.scope))"),
    ],
    usual: sql`${sql.raw(VENDOR_NAME)} collate nocase, agreements.code`,
    rowsSql: `select agreements.id, agreements.code, agreements.title, agreements.kind, agreements.vendor_id,
        agreements.needed, agreements.offered, agreements.state, agreements.state_since, agreements.scope,
        agreements.in_force_from, agreements.effective_on, agreements.expires_on, agreements.notice_on,
        agreements.review_on, agreements.terminated_on, agreements.coverage, agreements.owner_id, agreements.revision,
        vendors.name as vendor_name, people.name as owner_name, people.initials as owner_initials,
        ${SUPERSEDED_FROM} as superseded_from
      from json_each(?) as page join agreements on agreements.id = page.value
      join vendors on vendors.id = agreements.vendor_id
      left join people on people.id = agreements.owner_id order by page.key`,
    toRow: (row) => toRow(row, today),
  };
}

export function selectAgreementPage(executor: Executor, list: ListInput, today: string) {
  return readRegister(executor, makeRegister(today), list);
}

/** The rows of these agreements, in their order; one that is not there is left out. */
export function selectAgreementRows(executor: Executor, agreementIds: readonly string[], today: string) {
  return readRows(executor, makeRegister(today), agreementIds);
}

interface FullColumns extends Columns {
  vendor_name: string;
  owner_name: string | null;
  owner_initials: string | null;
  decided_name: string | null;
  decided_initials: string | null;
  parent_code: string | null;
  parent_title: string | null;
  old_code: string | null;
  old_title: string | null;
  newer: string | null;
  superseded_from: string | null;
}

function toReference(id: string | null, code: string | null, title: string | null): Agreement['parent'] {
  return id === null ? null : { id, code: code ?? '', title: title ?? '' };
}

function toAgreement(row: FullColumns): ReadAgreement {
  return {
    ...(JSON.parse(row.terms) as Terms),
    id: row.id,
    code: row.code,
    vendorId: row.vendor_id,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    kind: row.kind,
    title: row.title,
    need: {
      needed: row.needed === null ? null : row.needed === 1,
      ruleId: row.need_rule,
      reason: row.need_reason,
      decidedById: row.need_decided_by,
      decidedOn: row.need_decided_on,
    },
    decidedBy: toPersonReference(row.need_decided_by, row.decided_name, row.decided_initials),
    offered: row.offered,
    offeredNote: row.offered_note,
    state: row.state,
    stateSince: row.state_since,
    stateReason: row.state_reason,
    scope: JSON.parse(row.scope) as Agreement['scope'],
    excludedFeatures: JSON.parse(row.excluded_features) as Agreement['excludedFeatures'],
    signatories: JSON.parse(row.signatories) as Agreement['signatories'],
    parentId: row.parent_id,
    parent: toReference(row.parent_id, row.parent_code, row.parent_title),
    supersedesId: row.supersedes_id,
    supersedes: toReference(row.supersedes_id, row.old_code, row.old_title),
    supersededBy: row.newer === null ? null : (JSON.parse(row.newer) as Agreement['supersededBy']),
    supersededFrom: row.superseded_from,
    requestedOn: row.requested_on,
    requestedFrom: row.requested_from,
    requestChannel: row.request_channel,
    effectiveOn: row.effective_on,
    expiresOn: row.expires_on,
    noticeDays: row.notice_days,
    noticeOn: row.notice_on,
    reviewOn: row.review_on,
    terminatedOn: row.terminated_on,
    signedFileId: row.signed_file_id,
    fileSha256: row.file_sha256,
    inForceFrom: row.in_force_from,
    coverage: row.coverage,
    ownerId: row.owner_id,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    createdAt: row.created_at,
    revision: row.revision,
  };
}

/** Which agreements: one, those of a vendor, of a kind, or of every vendor with a tool in use or in review. */
type WhichAgreements = { agreementId: string } | { vendorId: string } | { kind: AgreementKind } | 'at_work';

function writeWhich(of: WhichAgreements): RawBuilder<boolean> {
  if (of === 'at_work') {
    return sql`agreements.vendor_id in (select vendor_id from tools where status in ('in_review', 'approved', 'conditional'))`;
  }
  if ('agreementId' in of) return sql`agreements.id = ${of.agreementId}`;
  return 'kind' in of ? sql`agreements.kind = ${of.kind}` : sql`agreements.vendor_id = ${of.vendorId}`;
}

/** Agreements in the order of their codes. */
export async function selectAgreements(executor: Executor, of: WhichAgreements): Promise<ReadAgreement[]> {
  const where = writeWhich(of);
  const { rows } = await sql<FullColumns>`
    select agreements.*, vendors.name as vendor_name, people.name as owner_name, people.initials as owner_initials,
      decider.name as decided_name, decider.initials as decided_initials,
      parent.code as parent_code, parent.title as parent_title, old.code as old_code, old.title as old_title,
      (select json_object('id', newer.id, 'code', newer.code, 'title', newer.title) from agreements as newer
        where newer.supersedes_id = agreements.id order by newer.code desc limit 1) as newer,
      ${sql.raw(SUPERSEDED_FROM)} as superseded_from
    from agreements join vendors on vendors.id = agreements.vendor_id
    left join people on people.id = agreements.owner_id
    left join people as decider on decider.id = agreements.need_decided_by
    left join agreements as parent on parent.id = agreements.parent_id
    left join agreements as old on old.id = agreements.supersedes_id
    where ${where} order by agreements.code`.execute(executor);
  return rows.map(toAgreement);
}

/** Vendors that have an agreement at all. */
export async function selectVendorsWithAgreements(executor: Executor): Promise<string[]> {
  const rows = await executor.selectFrom('agreements').select('vendor_id').distinct().orderBy('vendor_id').execute();
  return rows.map(({ vendor_id: id }) => id);
}

/** Agreements whose signed document is this piece. */
export async function selectAgreementsOnFile(executor: Executor, evidenceId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('agreements')
    .select('id')
    .where('signed_file_id', '=', evidenceId)
    .orderBy('code')
    .execute();
  return rows.map(({ id }) => id);
}

function toColumns(agreement: StoredAgreement) {
  const terms: Terms = {
    ourEntity: agreement.ourEntity,
    theirEntity: agreement.theirEntity,
    ourRole: agreement.ourRole,
    theirRole: agreement.theirRole,
    templateOwner: agreement.templateOwner,
    templateVersion: agreement.templateVersion,
    breachNoticeDays: agreement.breachNoticeDays,
    incidentNoticeDays: agreement.incidentNoticeDays,
    flowDown: agreement.flowDown,
    subcontractors: agreement.subcontractors,
    offshore: agreement.offshore,
    deidentification: agreement.deidentification,
    training: agreement.training,
    returnMethod: agreement.returnMethod,
    returnDays: agreement.returnDays,
    insurance: agreement.insurance,
    notes: agreement.notes,
  };
  return {
    title: agreement.title,
    needed: agreement.need.needed === null ? null : Number(agreement.need.needed),
    need_rule: agreement.need.ruleId,
    need_reason: agreement.need.reason,
    need_decided_by: agreement.need.decidedById,
    need_decided_on: agreement.need.decidedOn,
    offered: agreement.offered,
    offered_note: agreement.offeredNote,
    state: agreement.state,
    state_since: agreement.stateSince,
    state_reason: agreement.stateReason,
    scope: JSON.stringify(agreement.scope),
    excluded_features: JSON.stringify(agreement.excludedFeatures),
    signatories: JSON.stringify(agreement.signatories),
    terms: JSON.stringify(terms),
    parent_id: agreement.parentId,
    supersedes_id: agreement.supersedesId,
    requested_on: agreement.requestedOn,
    requested_from: agreement.requestedFrom,
    request_channel: agreement.requestChannel,
    effective_on: agreement.effectiveOn,
    expires_on: agreement.expiresOn,
    notice_days: agreement.noticeDays,
    notice_on: agreement.noticeOn,
    review_on: agreement.reviewOn,
    terminated_on: agreement.terminatedOn,
    signed_file_id: agreement.signedFileId,
    file_sha256: agreement.fileSha256,
    in_force_from: agreement.inForceFrom,
    coverage: agreement.coverage,
    owner_id: agreement.ownerId,
    revision: agreement.revision,
  };
}

export async function insertAgreement(executor: Executor, agreement: StoredAgreement): Promise<void> {
  const { id, code, vendorId, kind, createdAt } = agreement;
  await executor
    .insertInto('agreements')
    .values({ id, code, vendor_id: vendorId, kind, created_at: createdAt, ...toColumns(agreement) })
    .execute();
}

export async function updateAgreement(executor: Executor, agreement: StoredAgreement): Promise<void> {
  await executor.updateTable('agreements').set(toColumns(agreement)).where('id', '=', agreement.id).execute();
}

/** What was found of each provision, in the order of their ids; one that nobody looked at has no entry. */
export async function selectChecks(
  executor: Executor,
  agreementIds: readonly string[],
): Promise<Map<string, ProvisionCheck[]>> {
  const byAgreement = new Map<string, ProvisionCheck[]>();
  if (agreementIds.length === 0) return byAgreement;
  const rows = await executor
    .selectFrom('agreement_provisions')
    .select(['agreement_id', 'provision_id as provisionId', 'answer', 'clause', 'note'])
    .where('agreement_id', 'in', [...agreementIds])
    .orderBy('agreement_id')
    .orderBy('provision_id')
    .execute();
  for (const { agreement_id: id, ...check } of rows) byAgreement.set(id, [...(byAgreement.get(id) ?? []), check]);
  return byAgreement;
}

export async function upsertCheck(executor: Executor, agreementId: string, check: ProvisionCheck): Promise<void> {
  const { provisionId, ...columns } = check;
  await executor
    .insertInto('agreement_provisions')
    .values({ agreement_id: agreementId, provision_id: provisionId, ...columns })
    .onConflict((conflict) => conflict.columns(['agreement_id', 'provision_id']).doUpdateSet(columns))
    .execute();
}
