import { sql, type Selectable } from 'kysely';
import type { ListInput } from '../../../../shared/contract/operation.ts';
import {
  BANDS,
  REGISTER_STATUSES,
  type Band,
  type Vendor,
  type VendorRow,
} from '../../../../shared/contract/vendors.ts';
import { rankWords, writeBandRank } from '../../database/bands-sql.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import { insertOtherNames, replaceOtherNames, selectOtherNames } from '../../database/other-names-store.ts';
import { readRegister, type Register } from '../../database/register-query.ts';
import type { Executor, Tables } from '../../database/tables.ts';

/** A vendor as its own table keeps it: without what is counted or computed from other records. */
export type StoredVendor = Omit<Vendor, 'owner' | 'inherentTier' | 'residual' | 'counts'> & { ownerId: string | null };

/** The worst inherent tier among a vendor's tools that are not retired, as a rank. */
const TIER_RANK = `(select max(${writeBandRank('scores.band')}) from tools
  join current_scores as scores on scores.kind = 'inherent' and scores.subject_id = tools.id
  where tools.vendor_id = vendors.id and tools.status <> 'retired')`;
const TOOL_COUNT = '(select count(*) from tools where tools.vendor_id = vendors.id)';
const OPEN_RED_FLAGS = `(select count(*) from findings where findings.vendor_id = vendors.id
  and findings.status in ('open', 'in_progress') and findings.kind = 'red_flag')`;
const RESIDUAL = (column: 'band' | 'value') =>
  sql.raw(`(select ${column} from current_scores where kind = 'residual' and subject_id = vendors.id)`);

const JOINED = `left join people on people.id = vendors.owner_id
  left join current_scores as residual on residual.kind = 'residual' and residual.subject_id = vendors.id`;
const JOINED_COLUMNS = `people.name as owner_name, people.initials as owner_initials, ${TIER_RANK} as tier_rank,
  residual.value as residual_value, residual.band as residual_band, ${TOOL_COUNT} as tool_count,
  ${OPEN_RED_FLAGS} as open_red_flags`;

interface JoinedColumns {
  owner_name: string | null;
  owner_initials: string | null;
  tier_rank: number | null;
  residual_value: number | null;
  residual_band: Band | null;
  tool_count: number;
  open_red_flags: number;
}

interface CountColumns {
  assessment_count: number;
  risk_count: number;
  agreement_count: number;
  evidence_count: number;
  finding_count: number;
}

type StoredRow = JoinedColumns &
  Pick<Selectable<Tables['vendors']>, 'id' | 'code' | 'name' | 'status' | 'owner_id' | 'next_review_on' | 'revision'>;

function toTier(rank: number | null): Band | null {
  return rank === null ? null : (BANDS[rank - 1] ?? null);
}

function toOwner(row: JoinedColumns & { owner_id: string | null }) {
  return toPersonReference(row.owner_id, row.owner_name, row.owner_initials);
}

function toResidual({ residual_value: score, residual_band: band }: JoinedColumns) {
  return score === null || band === null ? null : { score, band };
}

const REGISTER: Register<StoredRow, VendorRow> = {
  table: 'vendors',
  filters: {
    name: sql.ref('vendors.name'),
    status: sql.ref('vendors.status'),
    owner: sql.ref('vendors.owner_id'),
    inherentTier: sql.raw(
      `(case ${TIER_RANK} ${BANDS.map((band, index) => `when ${index + 1} then '${band}'`).join(' ')} end)`,
    ),
    residual: RESIDUAL('band'),
    toolCount: sql.raw(TOOL_COUNT),
    nextReviewOn: sql.ref('vendors.next_review_on'),
  },
  sorts: {
    status: rankWords('vendors.status', REGISTER_STATUSES),
    owner: sql.raw('(select name from people where people.id = vendors.owner_id)'),
    inherentTier: sql.raw(TIER_RANK),
    residual: RESIDUAL('value'),
  },
  searched: [
    sql.ref('vendors.name'),
    sql.ref('vendors.code'),
    sql.ref('vendors.legal_name'),
    sql.ref('vendors.domain'),
    sql.raw("(select group_concat(name, ' | ') from other_names where other_names.record_id = vendors.id)"),
  ],
  usual: sql`vendors.name collate nocase`,
  rowsSql: `select vendors.id, vendors.code, vendors.name, vendors.status, vendors.owner_id, vendors.next_review_on,
      vendors.revision, ${JOINED_COLUMNS}
    from json_each(?) as page join vendors on vendors.id = page.value ${JOINED} order by page.key`,
  toRow: (row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    status: row.status,
    owner: toOwner(row),
    toolCount: row.tool_count,
    inherentTier: toTier(row.tier_rank),
    residual: toResidual(row),
    openRedFlags: row.open_red_flags,
    nextReviewOn: row.next_review_on,
    revision: row.revision,
  }),
};

export function selectVendorPage(executor: Executor, list: ListInput) {
  return readRegister(executor, REGISTER, list);
}

/** The vendor with its other names, scores and counts. */
export async function selectVendor(executor: Executor, vendorId: string): Promise<Vendor | undefined> {
  const { rows } = await sql<Selectable<Tables['vendors']> & JoinedColumns & CountColumns>`
    select vendors.*, ${sql.raw(JOINED_COLUMNS)},
      (select count(*) from assessments where vendor_id = vendors.id) as assessment_count,
      (select count(*) from risks where open = 1 and id in (
        select risk_id from risk_links where kind = 'vendor' and record_id = vendors.id
        union select link.risk_id from risk_links as link join tools on tools.id = link.record_id
          where link.kind = 'tool' and tools.vendor_id = vendors.id)) as risk_count,
      (select count(*) from agreements where vendor_id = vendors.id and state <> 'closed') as agreement_count,
      (select count(*) from evidence where vendor_id = vendors.id) as evidence_count,
      (select count(*) from findings where vendor_id = vendors.id and status in ('open', 'in_progress')) as finding_count
    from vendors ${sql.raw(JOINED)} where vendors.id = ${vendorId}`.execute(executor);
  const [row] = rows;
  if (!row) return undefined;
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    legalName: row.legal_name,
    ...(await selectOtherNames(executor, [vendorId]))(vendorId),
    domain: row.domain,
    country: row.country,
    description: row.description,
    owner: toOwner(row),
    businessCritical: row.business_critical === null ? null : row.business_critical === 1,
    nextReviewOn: row.next_review_on,
    contacts: JSON.parse(row.contacts) as Vendor['contacts'],
    profile: row.profile,
    status: row.status,
    statusReason: row.status_reason,
    inherentTier: toTier(row.tier_rank),
    residual: toResidual(row),
    counts: {
      tools: row.tool_count,
      assessments: row.assessment_count,
      risks: row.risk_count,
      agreements: row.agreement_count,
      evidence: row.evidence_count,
      openFindings: row.finding_count,
      openRedFlags: row.open_red_flags,
    },
    createdAt: row.created_at,
    revision: row.revision,
  };
}

function toColumns(vendor: StoredVendor) {
  return {
    name: vendor.name,
    legal_name: vendor.legalName,
    domain: vendor.domain,
    country: vendor.country,
    description: vendor.description,
    owner_id: vendor.ownerId,
    business_critical: vendor.businessCritical === null ? null : Number(vendor.businessCritical),
    next_review_on: vendor.nextReviewOn,
    contacts: JSON.stringify(vendor.contacts),
    profile: vendor.profile,
    status: vendor.status,
    status_reason: vendor.statusReason,
    revision: vendor.revision,
  };
}

export async function insertVendor(executor: Executor, vendor: StoredVendor): Promise<void> {
  const { id, code, createdAt } = vendor;
  await executor
    .insertInto('vendors')
    .values({ id, code, created_at: createdAt, ...toColumns(vendor) })
    .execute();
  await insertOtherNames(executor, 'vendor', vendor);
}

export async function updateVendor(executor: Executor, vendor: StoredVendor): Promise<void> {
  await executor.updateTable('vendors').set(toColumns(vendor)).where('id', '=', vendor.id).execute();
  await replaceOtherNames(executor, 'vendor', vendor);
}

export interface NamesakeVendor {
  id: string;
  code: string;
  name: string;
  /** Which of its names is the same. */
  by: 'name' | 'alias' | 'former' | 'domain';
  matched: string;
}

/** The first other vendor that has one of these names as its own, as an alias or as a former one, or this domain. */
export async function selectNamesake(
  executor: Executor,
  names: readonly string[],
  domain: string,
  exceptId: string | null,
): Promise<NamesakeVendor | undefined> {
  const list = sql.join([...names]);
  const { rows } = await sql<NamesakeVendor>`
    select id, code, name, 'name' as "by", name as matched from vendors
      where name collate nocase in (${list}) and id is not ${exceptId}
    union all
    select vendors.id, vendors.code, vendors.name, other_names.kind, other_names.name
      from other_names join vendors on vendors.id = other_names.record_id
      where other_names.name collate nocase in (${list}) and other_names.record_kind = 'vendor'
        and vendors.id is not ${exceptId}
    union all
    select id, code, name, 'domain', domain from vendors
      where domain = ${domain} and domain <> '' and id is not ${exceptId}
    limit 1`.execute(executor);
  return rows[0];
}

/** Names of the vendor's tools that people use now. */
export async function selectToolsInUse(executor: Executor, vendorId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom('tools')
    .select('name')
    .where('vendor_id', '=', vendorId)
    .where('status', 'in', ['approved', 'conditional'])
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}
