import type { AdoptionProofKind } from '../../../../shared/contract/adoption-pack.ts';
import type { AdoptionRecordProof } from '../../../../shared/contract/adoption.ts';
import type { Executor } from '../../database/tables.ts';
import { listSignedAssessments } from '../assessments/assessments.ts';
import { listRisksOfVendor } from '../risks/risks.ts';
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
  for (const { vendor } of tools) {
    if (!risks.has(vendor.id)) risks.set(vendor.id, await readRiskProofs(executor, vendor.id, today));
  }
  return new Map(
    tools.map(({ id, vendor }) => [
      id,
      new Map<AdoptionProofKind, AdoptionRecordProof[]>([
        ['signed_assessment', assessments.get(id) ?? []],
        ['accepted_risk', risks.get(vendor.id) ?? []],
      ]),
    ]),
  );
}
