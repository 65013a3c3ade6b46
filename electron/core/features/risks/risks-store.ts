import type { Risk } from '../../../../shared/contract/risks.ts';
import type { PersonReference } from '../../../../shared/contract/operation.ts';
import { toPersonReference } from '../../database/joined-records.ts';
import type { Executor } from '../../database/tables.ts';

/** A risk as its own table keeps it: without the score, and without saying whether its acceptance has expired. */
export type StoredRisk = Omit<Risk, 'score' | 'band' | 'acceptance'> & {
  acceptance: { approver: PersonReference; reason: string; expiresOn: string } | null;
};

function selectRisks(executor: Executor) {
  return executor
    .selectFrom('risks')
    .leftJoin('people as owner', 'owner.id', 'risks.owner_id')
    .leftJoin('people as approver', 'approver.id', 'risks.accepted_by')
    .selectAll('risks')
    .select([
      'owner.name as owner_name',
      'owner.initials as owner_initials',
      'approver.name as approver_name',
      'approver.initials as approver_initials',
    ]);
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof selectRisks>['executeTakeFirstOrThrow']>>;

function toRisk(row: StoredRow): StoredRisk {
  const approver = toPersonReference(row.accepted_by, row.approver_name, row.approver_initials);
  return {
    id: row.id,
    code: row.code,
    vendorId: row.vendor_id,
    title: row.title,
    description: row.description,
    likelihood: row.likelihood,
    impact: row.impact,
    controls: JSON.parse(row.controls) as Risk['controls'],
    treatment: row.treatment,
    owner: toPersonReference(row.owner_id, row.owner_name, row.owner_initials),
    open: row.open === 1,
    acceptance:
      approver && row.accepted_until !== null
        ? { approver, reason: row.accepted_reason, expiresOn: row.accepted_until }
        : null,
    revision: row.revision,
  };
}

export async function selectRisksOfVendor(executor: Executor, vendorId: string): Promise<StoredRisk[]> {
  const rows = await selectRisks(executor)
    .where('risks.vendor_id', '=', vendorId)
    .orderBy('risks.code')
    .limit(500)
    .execute();
  return rows.map(toRisk);
}

export async function selectRisk(executor: Executor, riskId: string): Promise<StoredRisk | undefined> {
  const row = await selectRisks(executor).where('risks.id', '=', riskId).executeTakeFirst();
  return row && toRisk(row);
}

function toColumns(risk: StoredRisk) {
  return {
    title: risk.title,
    description: risk.description,
    likelihood: risk.likelihood,
    impact: risk.impact,
    controls: JSON.stringify(risk.controls),
    treatment: risk.treatment,
    owner_id: risk.owner?.id ?? null,
    open: Number(risk.open),
    accepted_by: risk.acceptance?.approver.id ?? null,
    accepted_reason: risk.acceptance?.reason ?? '',
    accepted_until: risk.acceptance?.expiresOn ?? null,
    revision: risk.revision,
  };
}

export async function insertRisk(executor: Executor, risk: StoredRisk): Promise<void> {
  await executor
    .insertInto('risks')
    .values({ id: risk.id, code: risk.code, vendor_id: risk.vendorId, ...toColumns(risk) })
    .execute();
}

export async function updateRisk(executor: Executor, risk: StoredRisk): Promise<void> {
  await executor.updateTable('risks').set(toColumns(risk)).where('id', '=', risk.id).execute();
}
