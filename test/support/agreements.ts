import type { Agreement, AgreementKind } from '../../shared/contract/agreements.ts';
import type { TestClient } from './workbench.ts';

/** An agreement about which nothing is known yet. */
export const BLANK_AGREEMENT: Agreement = {
  id: '00000000-0000-4000-8000-00000000a001',
  code: 'AG-0001',
  title: 'Business associate agreement',
  kind: 'baa',
  vendor: { id: '00000000-0000-4000-8000-00000000b001', name: 'Lumen Forge' },
  owner: null,
  ourEntity: '',
  theirEntity: '',
  ourRole: 'not_set',
  theirRole: 'not_set',
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
  effectiveOn: null,
  expiresOn: null,
  noticeDays: null,
  noticeOn: null,
  reviewOn: null,
  signedFileId: null,
  fileSha256: null,
  need: { needed: null, ruleId: null, reason: '', decidedBy: null, decidedOn: null },
  state: 'not_assessed',
  stateSince: '2026-01-01',
  stateReason: '',
  stateToday: 'not_assessed',
  missing: [],
  requestedOn: null,
  requestedFrom: '',
  requestChannel: '',
  terminatedOn: null,
  parent: null,
  supersedes: null,
  supersededBy: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  revision: 1,
};

/** A signed document in the evidence of an agreement. */
export async function attachSignedFile(
  officer: TestClient,
  files: { receive: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<{ token: string }> },
  agreement: { id: string; vendor: { id: string } },
  part = 'signed_file',
): Promise<string> {
  const file = await files.receive(
    'agreement.txt',
    (async function* () {
      yield Buffer.from(`Signed agreement ${agreement.id} ${part}`);
    })(),
  );
  const evidence = await officer.evidence.add({
    title: 'Signed agreement',
    kind: 'contract',
    state: 'documented',
    datedOn: '2026-11-01',
    source: 'Vendor',
    control: 'PHI-5',
    vendorId: agreement.vendor.id,
    fileToken: file.token,
  });
  const target = { recordKind: 'agreement', recordId: agreement.id, part } as const;
  await officer.evidence.link({ ...target, evidenceId: evidence.id, page: '' });
  return evidence.id;
}

/** Registers an agreement of a vendor and has it needed. */
export async function requireAgreement(officer: TestClient, vendorId: string, kind: AgreementKind = 'baa') {
  const { id, revision } = await officer.agreements.create({ vendorId, kind });
  return officer.agreements.move({
    agreementId: id,
    revision,
    deed: 'require',
    ruleId: kind === 'baa' ? 'H-NEED-2' : null,
    reason: 'Its use asks for it',
  });
}

/** An agreement of this kind in force since 1 November 2026 for a tool on its plan, signed by both. */
export async function signAgreement(
  officer: TestClient,
  files: Parameters<typeof attachSignedFile>[1],
  tool: { id: string; name: string; plan: string; vendor: { id: string } },
  { kind = 'baa', expiresOn = null }: { kind?: AgreementKind; expiresOn?: string | null } = {},
) {
  const required = await requireAgreement(officer, tool.vendor.id, kind);
  const signedFileId = await attachSignedFile(officer, files, required);
  const scoped = await officer.agreements.update({
    agreementId: required.id,
    revision: required.revision,
    changes: {
      scope: [
        { toolId: tool.id, product: tool.name, plan: tool.plan, features: [], regions: [], tenant: '', processor: '' },
      ],
    },
  });
  return officer.agreements.move({
    agreementId: required.id,
    revision: scoped.revision,
    deed: 'sign',
    signatories: [
      { side: 'ours', name: 'Ines Okafor', position: 'Head of compliance', signedOn: '2026-10-28' },
      { side: 'theirs', name: 'Aoife Brennan', position: 'Counsel', signedOn: '2026-10-30' },
    ],
    effectiveOn: '2026-11-01',
    expiresOn,
    noticeDays: null,
    reviewOn: '2027-11-01',
    signedFileId,
  });
}
