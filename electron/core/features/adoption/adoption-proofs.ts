import type { AdoptionProofKind } from '../../../../shared/contract/adoption-pack.ts';
import type { AdoptionRecordProof } from '../../../../shared/contract/adoption.ts';
import { isInForce } from '../../../../shared/rules/agreements/lifecycle.ts';
import { coversTool } from '../../../../shared/rules/agreements/missing-agreements.ts';
import type { Executor } from '../../database/tables.ts';
import { listVendorAgreements, type HeldAgreement } from '../agreements/agreements.ts';
import { listSignedAssessments } from '../assessments/assessments.ts';
import { listRisksOfVendor } from '../risks/risks.ts';
import { getTool } from '../tools/tools.ts';
import type { ChecklistTool } from './adoption-store.ts';

/** The records of a tool that can stand for items, by kind; those that no longer hold among them. */
export type ProofsOfTool = ReadonlyMap<AdoptionProofKind, AdoptionRecordProof[]>;

async function readAssessmentProofs(
  executor: Executor,
  tools: readonly ChecklistTool[],
  today: string,
): Promise<Map<string, AdoptionRecordProof[]>> {
  const byTool = new Map<string, AdoptionRecordProof[]>();
  const signed = await listSignedAssessments(
    executor,
    tools.map(({ id }) => id),
  );
  for (const { id, toolId, code, title, decision, signedAt, nextDueOn } of signed) {
    const current = nextDueOn === null || today <= nextDueOn;
    const proof: AdoptionRecordProof = {
      kind: 'signed_assessment',
      recordKind: 'assessment',
      recordId: id,
      recordName: `${code} ${title}`,
      holds: current && decision !== 'does_not_meet',
      heldOn: signedAt.slice(0, 10),
      endsOn: nextDueOn,
    };
    byTool.set(toolId, [...(byTool.get(toolId) ?? []), proof]);
  }
  return byTool;
}

async function readRiskProofs(executor: Executor, vendorId: string, today: string): Promise<AdoptionRecordProof[]> {
  const risks = await listRisksOfVendor(executor, vendorId);
  return risks.map(({ id, code, title, open, acceptance }) => ({
    kind: 'accepted_risk',
    recordKind: 'risk',
    recordId: id,
    recordName: `${code} ${title}`,
    holds: open && acceptance !== null && today <= acceptance.expiresOn,
    heldOn: null,
    endsOn: acceptance?.expiresOn ?? null,
  }));
}

/** Agreements of the vendor whose scope names this tool and plan; each holds while it is in force. */
async function readAgreementProofs(
  executor: Executor,
  toolId: string,
  agreements: readonly HeldAgreement[],
): Promise<AdoptionRecordProof[]> {
  if (agreements.length === 0) return [];
  const tool = await getTool(executor, toolId);
  return agreements
    .filter(({ agreement }) => agreement.scope.some((item) => coversTool(item, tool)))
    .map(({ agreement: { id, code, title, stateToday, effectiveOn, expiresOn } }) => ({
      kind: 'agreements',
      recordKind: 'agreement',
      recordId: id,
      recordName: `${code} ${title}`,
      holds: isInForce(stateToday),
      heldOn: effectiveOn,
      endsOn: expiresOn,
    }));
}

const RECORD_KINDS = {
  signed_assessment: 'assessment',
  accepted_risk: 'risk',
  agreements: 'agreement',
  training_completions: 'training',
} as const satisfies Record<AdoptionProofKind, AdoptionRecordProof['recordKind']>;

/** A record that was chosen for an item and no longer says anything: a signature that was voided. */
export function writeLostProof({ kind, recordId }: { kind: AdoptionProofKind; recordId: string }): AdoptionRecordProof {
  return { kind, recordKind: RECORD_KINDS[kind], recordId, recordName: '', holds: false, heldOn: null, endsOn: null };
}

/** What the workspace itself can show for the items of these tools, as of today. */
export async function readProofs(
  executor: Executor,
  tools: readonly ChecklistTool[],
  today: string,
): Promise<Map<string, ProofsOfTool>> {
  const assessments = await readAssessmentProofs(executor, tools, today);
  const risks = new Map<string, AdoptionRecordProof[]>();
  const agreements = new Map<string, HeldAgreement[]>();
  const proofs = new Map<string, ProofsOfTool>();
  for (const { id, vendor } of tools) {
    const ofRisks = risks.get(vendor.id) ?? (await readRiskProofs(executor, vendor.id, today));
    const held = agreements.get(vendor.id) ?? (await listVendorAgreements(executor, vendor.id, today));
    risks.set(vendor.id, ofRisks);
    agreements.set(vendor.id, held);
    const ofTool = new Map<AdoptionProofKind, AdoptionRecordProof[]>([
      ['signed_assessment', assessments.get(id) ?? []],
      ['accepted_risk', ofRisks],
      ['agreements', await readAgreementProofs(executor, id, held)],
    ]);
    proofs.set(id, ofTool);
  }
  return proofs;
}
