import { findMistakes } from '../../../../shared/rules/agreements/mistakes.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { syncSourceFindings } from '../findings/findings.ts';
import { getHipaaRole } from '../settings/settings.ts';
import { listVendorTools } from '../tools/tools.ts';
import { getVendor } from '../vendors/vendors.ts';
import { listChecks, listVendorAgreements } from './agreements.ts';
import { selectVendorsWithAgreements } from './agreements-store.ts';

/**
 * Brings the findings on every agreement of a vendor in line with the rules of `domain.md` 1.6. Called after whatever
 * they read has changed: an agreement, its evidence, a tool of the vendor, the vendor itself.
 */
export async function syncAgreementFindings(unit: Unit, vendorId: string): Promise<void> {
  const { transaction, today } = unit;
  const held = await listVendorAgreements(transaction, vendorId, today);
  if (held.length === 0) return;
  const vendor = await getVendor(transaction, vendorId);
  const tools = await listVendorTools(transaction, vendorId);
  const hipaaRole = await getHipaaRole(transaction);
  const others = held.map(({ agreement }) => agreement);
  const checks = await listChecks(
    transaction,
    others.map(({ id }) => id),
  );
  for (const { agreement, hasReturnProof } of held) {
    const facts = {
      agreement,
      others,
      checks: checks.get(agreement.id) ?? [],
      hasReturnProof,
      vendor,
      tools,
      hipaaRole,
    };
    const source = { kind: 'agreement', id: agreement.id, name: `${agreement.code} ${agreement.title}` } as const;
    const raised = findMistakes(facts, today).map((mistake) => ({ ...mistake, ownerId: agreement.owner?.id ?? null }));
    await syncSourceFindings(unit, source, vendorId, raised);
  }
}

/** Does the same for every vendor: what has come due by date alone since the file was last open. */
export async function syncAllAgreementFindings(unit: Unit): Promise<void> {
  for (const vendorId of await selectVendorsWithAgreements(unit.transaction)) {
    await syncAgreementFindings(unit, vendorId);
  }
}
