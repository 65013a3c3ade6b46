import type { LinkedRecordKind } from '../../../../shared/contract/evidence.ts';
import { describeCustody } from '../../../../shared/rules/evidence-custody.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { runJob } from '../../jobs.ts';
import { personOperations } from '../../operations.ts';
import { syncAgreementFindings } from '../agreements/agreement-findings.ts';
import { listAgreementsOnFile, refreshAgreement } from '../agreements/agreements.ts';
import { refreshAssessment } from '../assessments/assessments.ts';
import { listEntriesOf } from '../audit-trail/audit-trail.ts';
import {
  addEvidence,
  changeEvidence,
  getEvidence,
  listEvidence,
  listOpenAssessmentsOn,
  openEvidence,
  verifyEvidenceFiles,
} from './evidence.ts';
import { disposeOfEvidence, liftHold, placeHold } from './evidence-disposal.ts';
import { receiveFile } from './evidence-files.ts';
import { previewEvidence, readPreview } from './evidence-preview.ts';
import { listVendorsOfRisk } from '../risks/risks.ts';
import { refreshResidual, refreshResidualsOn } from '../scores/scores.ts';
import { linkEvidence, listLinkedEvidence, unlinkEvidence } from './evidence-links.ts';

interface LinkedRecord {
  recordKind: LinkedRecordKind;
  recordId: string;
}

async function refreshOpenAssessments(unit: Unit, evidenceId: string): Promise<void> {
  for (const assessmentId of await listOpenAssessmentsOn(unit.transaction, evidenceId)) {
    await refreshAssessment(unit, assessmentId);
  }
}

/**
 * What is worked out from the evidence behind a record: the controls of a risk decide what remains for its vendors, the
 * signed file whether an agreement counts.
 */
async function refreshLinkedRecord(unit: Unit, { recordKind, recordId }: LinkedRecord): Promise<void> {
  if (recordKind === 'risk') {
    for (const vendorId of await listVendorsOfRisk(unit.transaction, recordId)) await refreshResidual(unit, vendorId);
  } else if (recordKind === 'agreement') {
    const { vendor } = await refreshAgreement(unit, recordId);
    await syncAgreementFindings(unit, vendor.id);
  }
}

export const evidenceOperations = {
  list: personOperations.evidence.list.handler(({ context, input }) =>
    listEvidence(context.queries, input, context.workspace.today()),
  ),

  get: personOperations.evidence.get.handler(({ context, input }) =>
    getEvidence(context.workspace, context.queries, input.evidenceId, context.workspace.today()),
  ),

  add: personOperations.evidence.add.handler(async ({ context, input }) => {
    const { fileToken, ...fields } = input;
    if (fileToken === null) return context.write((unit) => addEvidence(unit, fields, null));
    const { path, name } = context.files.find(fileToken);
    const file = await receiveFile(path, name);
    const evidence = await context.write((unit) => addEvidence(unit, fields, file));
    await context.files.discard(fileToken);
    return evidence;
  }),

  update: personOperations.evidence.update.handler(({ context, input }) =>
    context.write(async (unit) => {
      const changed = await changeEvidence(unit, input.evidenceId, input.revision, input.changes);
      await refreshOpenAssessments(unit, input.evidenceId);
      await refreshResidualsOn(unit, input.evidenceId);
      return changed;
    }),
  ),

  open: personOperations.evidence.open.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { token, name } = await openEvidence(unit, context.files, input.evidenceId);
      return { token, name };
    }),
  ),

  preview: personOperations.evidence.preview.handler(({ context, input }) =>
    context.write((unit) => previewEvidence(unit, context.session, input.evidenceId)),
  ),

  readPreview: personOperations.evidence.readPreview.handler(async ({ context, input }) => ({
    content: (await readPreview(context.workspace, context.session, input)).toString('base64'),
  })),

  retentionRules: personOperations.evidence.retentionRules.handler(({ context }) => context.workspace.retentionPack),

  custody: personOperations.evidence.custody.handler(async ({ context, input }) => {
    const { workspace, queries } = context;
    await getEvidence(workspace, queries, input.evidenceId, workspace.today());
    // The newest are what is asked for; a piece with more than a thousand entries keeps them all in the trail.
    return describeCustody((await listEntriesOf(queries, [input.evidenceId])).slice(-1000));
  }),

  placeHold: personOperations.evidence.placeHold.handler(({ context, input }) =>
    context.write(async (unit) => ({ held: await placeHold(unit, input) })),
  ),

  liftHold: personOperations.evidence.liftHold.handler(({ context, input }) =>
    context.write((unit) => liftHold(unit, input.holdId, input.reason)),
  ),

  dispose: personOperations.evidence.dispose.handler(({ context, input }) =>
    context.write(async (unit) => {
      const disposed = await disposeOfEvidence(unit, input.evidenceId, input.revision, input.reason);
      await refreshResidualsOn(unit, input.evidenceId);
      for (const recordId of await listAgreementsOnFile(unit.transaction, disposed.id)) {
        await refreshLinkedRecord(unit, { recordKind: 'agreement', recordId });
      }
      return disposed;
    }),
  ),

  linked: personOperations.evidence.linked.handler(async ({ context, input }) => {
    const { recordKind, recordId } = input;
    const links = await listLinkedEvidence(context.queries, recordKind, [recordId], context.workspace.today());
    return links.get(recordId) ?? [];
  }),

  link: personOperations.evidence.link.handler(({ context, input }) =>
    context.write(async (unit) => {
      const links = await linkEvidence(unit, input, input.evidenceId, input.page);
      await refreshLinkedRecord(unit, input);
      return links;
    }),
  ),

  unlink: personOperations.evidence.unlink.handler(({ context, input }) =>
    context.write(async (unit) => {
      const links = await unlinkEvidence(unit, input, input.evidenceId);
      await refreshLinkedRecord(unit, input);
      return links;
    }),
  ),

  verify: personOperations.evidence.verify.handler(({ context, signal }) =>
    runJob(signal, (report) => verifyEvidenceFiles(context.workspace, report)),
  ),
};
