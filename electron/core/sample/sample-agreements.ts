import { Readable } from 'node:stream';
import type { Agreement, AgreementKind, NeedRule, ProvisionAnswer } from '../../../shared/contract/agreements.ts';
import type { SamplePerson } from './sample-company.ts';
import { makeSampleDocument } from './sample-documents.ts';
import type { Company } from './sample-work.ts';

/** Days counted from today, negative before it. */
interface SampleSignature {
  signed: number;
  effective: number;
  expires: number | null;
  noticeDays?: number;
  review: number | null;
  theirs: { name: string; position: string };
}

interface SampleAgreement {
  vendor: string;
  kind: AgreementKind;
  title?: string;
  owner: SamplePerson;
  offered: Agreement['offered'];
  offeredNote?: string;
  /** Tools that it covers; plan and product come from the register. */
  tools: readonly string[];
  need: { ruleId: NeedRule | null; reason: string; needed?: false };
  terms?: Partial<
    Pick<
      Agreement,
      | 'breachNoticeDays'
      | 'incidentNoticeDays'
      | 'flowDown'
      | 'offshore'
      | 'deidentification'
      | 'training'
      | 'returnMethod'
      | 'returnDays'
      | 'excludedFeatures'
      | 'templateOwner'
      | 'subcontractors'
    >
  >;
  signature?: SampleSignature;
  /** Replaces the agreement of the same vendor and kind that comes before it in this list. */
  replaces?: true;
  /** Answers to the provisions; those left out were not looked at. */
  checks?: Readonly<Record<string, readonly [ProvisionAnswer, clause: string, note?: string]>>;
  /** What has happened since, by the day on which it did. */
  later?: readonly { on: number; deed: 'request' | 'negotiate' | 'decline' | 'terminate'; text: string }[];
}

const present = (clause: string) => ['present', clause] as const;

const WHOLE_DPA = {
  'DPA-00': present('Annex I'),
  'DPA-01': present('§ 2.1'),
  'DPA-02': present('§ 3'),
  'DPA-03': present('Annex II'),
  'DPA-04': present('§ 6'),
  'DPA-05': present('§ 7.1'),
  'DPA-06': present('§ 7.2'),
  'DPA-07': present('§ 10'),
  'DPA-08': present('§ 9'),
  'DPA-09': present('Cover'),
  'DPA-10': present('§ 8'),
};

const WHOLE_BAA = {
  'BAA-01': present('§ 2.1'),
  'BAA-02': present('§ 2.2'),
  'BAA-03': present('§ 3.1'),
  'BAA-04': present('§ 4'),
  'BAA-05': present('§ 3.4'),
  'BAA-06': ['not_applicable', '', 'The service holds no designated record set.'] as const,
  'BAA-07': ['not_applicable', '', 'The service holds no designated record set.'] as const,
  'BAA-08': present('§ 5.3'),
  'BAA-09': ['not_applicable', '', 'Nothing is delegated to the vendor.'] as const,
  'BAA-10': present('§ 5.5'),
  'BAA-11': present('§ 7.3'),
  'BAA-12': present('§ 7.2'),
  'BAA-13': present('Cover'),
  'BAA-14': present('§ 3.4'),
};

const JORIS = { name: 'Joris Vermeer', position: 'Customer security' };
const NOAH = { name: 'Noah Tremblay', position: 'Compliance' };
const USE_WITH_PHI = { ruleId: 'H-NEED-2', reason: 'PHI can reach the tool through prompts and files.' } as const;
const PERSONAL_DATA = { ruleId: null, reason: 'Personal data reaches the tool.' } as const;

/** In the order in which they were registered, so that their codes are the same in every sample. */
const SAMPLE_AGREEMENTS: readonly SampleAgreement[] = [
  {
    vendor: 'Lumen Forge',
    kind: 'dpa',
    owner: 'tomas',
    offered: 'yes',
    tools: ['Forge Assist', 'Forge Review'],
    need: PERSONAL_DATA,
    terms: { breachNoticeDays: 2, flowDown: 'proven', offshore: 'forbidden', training: 'forbidden', returnDays: 30 },
    signature: {
      signed: -128,
      effective: -125,
      expires: 240,
      noticeDays: 60,
      review: null,
      theirs: { name: 'Aoife Brennan', position: 'Trust desk' },
    },
    checks: WHOLE_DPA,
  },
  {
    vendor: 'Lumen Forge',
    kind: 'nda',
    owner: 'tomas',
    offered: 'yes',
    tools: ['Forge Assist'],
    need: { ruleId: null, reason: 'Their SOC 2 report is given only under a non-disclosure agreement.' },
    signature: {
      signed: -200,
      effective: -200,
      expires: null,
      review: 165,
      theirs: { name: 'Aoife Brennan', position: 'Trust desk' },
    },
  },
  {
    vendor: 'Copperline',
    kind: 'baa',
    title: 'Business associate agreement, 2024',
    owner: 'ines',
    offered: 'yes',
    tools: ['Copperline API'],
    need: USE_WITH_PHI,
    signature: { signed: -706, effective: -700, expires: -335, review: null, theirs: JORIS },
  },
  {
    vendor: 'Copperline',
    kind: 'baa',
    title: 'Business associate agreement, 2025',
    owner: 'ines',
    offered: 'yes',
    offeredNote: 'On Business and Enterprise',
    tools: ['Copperline API'],
    need: USE_WITH_PHI,
    replaces: true,
    terms: {
      breachNoticeDays: 10,
      incidentNoticeDays: 10,
      flowDown: 'promised',
      subcontractors: 'Two hosting regions in the EU, listed in annex B.',
      offshore: 'with_consent',
      deidentification: 'forbidden',
      training: 'forbidden',
      returnMethod: 'Destruction with certificate',
      returnDays: 60,
      templateOwner: 'theirs',
      excludedFeatures: [{ name: 'Batch preview', inUse: false }],
    },
    signature: { signed: -345, effective: -337, expires: 28, noticeDays: 60, review: null, theirs: JORIS },
    checks: {
      ...WHOLE_BAA,
      'BAA-05': ['partial', '§ 3.4', 'Names subcontractors, not that the same terms bind them.'],
      'BAA-10': ['absent', '', 'No word on the Secretary of HHS.'],
    },
  },
  {
    vendor: 'Copperline',
    kind: 'dpa',
    owner: 'ines',
    offered: 'yes',
    tools: ['Copperline API', 'Copperline Batch'],
    need: PERSONAL_DATA,
    terms: { breachNoticeDays: 2, flowDown: 'proven' },
    signature: { signed: -345, effective: -337, expires: null, review: 74, theirs: JORIS },
    checks: { ...WHOLE_DPA, 'DPA-08': ['partial', '§ 9', 'Reports only; no inspection on site.'] },
  },
  {
    vendor: 'Ironwood Cloud',
    kind: 'baa',
    owner: 'ines',
    offered: 'yes',
    tools: ['Ironwood Models'],
    need: USE_WITH_PHI,
    terms: {
      breachNoticeDays: 30,
      flowDown: 'proven',
      offshore: 'forbidden',
      training: 'forbidden',
      deidentification: 'forbidden',
      returnMethod: 'Deletion of the tenant',
      returnDays: 30,
      excludedFeatures: [
        { name: 'Web search grounding', inUse: false },
        { name: 'Preview models', inUse: null },
      ],
    },
    signature: { signed: -160, effective: -155, expires: null, review: 205, theirs: NOAH },
    checks: WHOLE_BAA,
  },
  {
    vendor: 'Ironwood Cloud',
    kind: 'dpa',
    owner: 'ines',
    offered: 'yes',
    tools: ['Ironwood Models', 'Ironwood Search'],
    need: PERSONAL_DATA,
    signature: { signed: -160, effective: -155, expires: 205, noticeDays: 30, review: null, theirs: NOAH },
    checks: { 'DPA-00': present('Annex 1'), 'DPA-01': present('§ 3'), 'DPA-09': present('Cover') },
  },
  {
    vendor: 'Sable & Finch',
    kind: 'baa',
    owner: 'priya',
    offered: 'no',
    offeredNote: 'They never receive data',
    tools: ['Sable Local'],
    need: {
      needed: false,
      ruleId: 'H-NEED-2',
      reason: 'Runs on our own machines without a network; the vendor receives nothing.',
    },
  },
  {
    vendor: 'Sable & Finch',
    kind: 'dpa',
    owner: 'priya',
    offered: 'no',
    tools: ['Sable Local'],
    need: { needed: false, ruleId: null, reason: 'No personal data leaves our network; the vendor processes none.' },
  },
  {
    vendor: 'Sable & Finch',
    kind: 'pci_responsibility',
    owner: 'priya',
    offered: 'no',
    tools: ['Sable Local'],
    need: {
      needed: false,
      ruleId: null,
      reason: 'The vendor neither handles account data nor can affect its security.',
    },
  },
  {
    vendor: 'Ostler Data',
    kind: 'baa',
    owner: 'priya',
    offered: 'other_plan',
    offeredNote: 'On the Team plan only',
    tools: ['Ostler SQL'],
    need: {
      needed: false,
      ruleId: 'H-NEED-2',
      reason: 'Only the schema is sent; the export was checked and holds no rows.',
    },
  },
  {
    vendor: 'Ostler Data',
    kind: 'dpa',
    owner: 'priya',
    offered: 'yes',
    tools: ['Ostler SQL'],
    need: PERSONAL_DATA,
    signature: {
      signed: -380,
      effective: -377,
      expires: -12,
      review: null,
      theirs: { name: 'Mia Harding', position: 'Support' },
    },
    checks: {
      'DPA-01': present('§ 2'),
      'DPA-04': ['absent', '', 'No list of sub-processors.'],
      'DPA-09': present('Cover'),
    },
  },
  {
    vendor: 'Tessellate',
    kind: 'dpa',
    title: 'Data processing agreement of the trial',
    owner: 'priya',
    offered: 'yes',
    tools: ['Tessellate Tests'],
    need: { ruleId: null, reason: 'The trial of spring read private repositories.' },
    terms: { returnMethod: 'Deletion with certificate', returnDays: 30 },
    signature: {
      signed: -300,
      effective: -298,
      expires: null,
      review: 60,
      theirs: { name: 'Aino Laine', position: 'Founder' },
    },
    later: [{ on: -24, deed: 'terminate', text: 'The trial is over; only public repositories are read now.' }],
  },
  {
    vendor: 'Harrow AI',
    kind: 'baa',
    owner: 'tomas',
    offered: 'yes',
    offeredNote: 'On Enterprise, without previews',
    tools: ['Harrow Agent'],
    need: USE_WITH_PHI,
    terms: { breachNoticeDays: 60, templateOwner: 'theirs', training: 'unknown' },
    checks: {
      'BAA-01': present('§ 2'),
      'BAA-02': ['partial', '§ 2.4', 'Keeps a right to improve the service.'],
      'BAA-03': present('§ 3'),
      'BAA-04': ['partial', '§ 5', 'Sixty days, and no word on security incidents.'],
      'BAA-05': ['absent', ''],
      'BAA-11': ['partial', '§ 9', 'Return is not mentioned.'],
      'BAA-13': present('Draft of October'),
    },
    later: [
      { on: -41, deed: 'request', text: 'E-mail to the privacy desk' },
      { on: -17, deed: 'negotiate', text: 'They sent their form; our redlines went back.' },
    ],
  },
  {
    vendor: 'Harrow AI',
    kind: 'dpa',
    owner: 'tomas',
    offered: 'yes',
    tools: ['Harrow Agent'],
    need: PERSONAL_DATA,
    later: [{ on: -17, deed: 'request', text: 'Vendor portal' }],
  },
  {
    vendor: 'Northgate Systems',
    kind: 'pci_responsibility',
    owner: 'tomas',
    offered: 'unknown',
    tools: ['Northgate Broker'],
    need: { ruleId: null, reason: 'The broker holds secrets of services in the cardholder data environment.' },
  },
  {
    vendor: 'Greyfen',
    kind: 'dpa',
    owner: 'tomas',
    offered: 'yes',
    tools: ['Greyfen Pair'],
    need: PERSONAL_DATA,
    signature: {
      signed: -62,
      effective: 10,
      expires: 375,
      noticeDays: 30,
      review: null,
      theirs: { name: 'Elin Sandberg', position: 'Security contact' },
    },
  },
  {
    vendor: 'Quillcode',
    kind: 'baa',
    owner: 'tomas',
    offered: 'no',
    offeredNote: 'Consumer terms only',
    tools: ['Quill Free'],
    need: USE_WITH_PHI,
    later: [
      { on: -40, deed: 'request', text: 'Support form' },
      { on: -33, deed: 'decline', text: 'The vendor answers that it signs no such agreement.' },
    ],
  },
];

async function attachSigned(company: Company, agreement: Agreement, sample: SampleAgreement): Promise<string> {
  const { workbench, as, dayIn } = company;
  const signedOn = dayIn(sample.signature?.signed ?? 0);
  const title = `${agreement.title}, ${sample.vendor}, signed`;
  const document = makeSampleDocument({ title, kind: 'contract', source: sample.vendor, datedOn: signedOn });
  const file = await workbench.files.receive(`${agreement.code}-signed.pdf`, Readable.from([document.content]));
  const evidence = await as.mara.evidence.add({
    title,
    kind: 'contract',
    state: 'documented',
    datedOn: signedOn,
    expiresOn: sample.signature?.expires == null ? null : dayIn(sample.signature.expires),
    source: sample.vendor,
    control: 'A-PRE-7',
    vendorId: agreement.vendor.id,
    retentionRules: sample.kind === 'baa' ? ['hipaa_documentation'] : [],
    fileToken: file.token,
  });
  const target = { recordKind: 'agreement', recordId: agreement.id, part: 'signed_file' } as const;
  await as.ines.evidence.link({ ...target, evidenceId: evidence.id, page: '' });
  return evidence.id;
}

async function sign(company: Company, agreement: Agreement, sample: SampleAgreement): Promise<Agreement> {
  const { as, dayIn } = company;
  const { signature } = sample;
  if (!signature) return agreement;
  const signedFileId = await attachSigned(company, agreement, sample);
  const dayOrNull = (days: number | null) => (days === null ? null : dayIn(days));
  const signedOn = dayIn(signature.signed);
  return as.ines.agreements.move({
    agreementId: agreement.id,
    revision: agreement.revision,
    deed: 'sign',
    signatories: [
      { side: 'ours', name: 'Ines Okafor', position: 'Head of compliance', signedOn },
      { side: 'theirs', ...signature.theirs, signedOn },
    ],
    effectiveOn: dayIn(signature.effective),
    expiresOn: dayOrNull(signature.expires),
    noticeDays: signature.noticeDays ?? null,
    reviewOn: dayOrNull(signature.review),
    signedFileId,
  });
}

async function register(company: Company, sample: SampleAgreement, replaced: string | null): Promise<string> {
  const { as, vendorIds, toolIds, personIds } = company;
  const scope = await Promise.all(
    sample.tools.map(async (name) => {
      const { tool } = await as.ines.tools.get({ toolId: toolIds.get(name) ?? '' });
      return { toolId: tool.id, product: name, plan: tool.plan, features: [], regions: [], tenant: '', processor: '' };
    }),
  );
  let agreement = await as.ines.agreements.create({
    vendorId: vendorIds.get(sample.vendor) ?? '',
    kind: sample.kind,
    ...(sample.title !== undefined && { title: sample.title }),
    ownerId: personIds[sample.owner],
    offered: sample.offered,
    offeredNote: sample.offeredNote ?? '',
    scope,
    supersedesId: replaced,
    ...sample.terms,
  });
  const { ruleId, reason, needed } = sample.need;
  const decision = { agreementId: agreement.id, revision: agreement.revision, ruleId, reason };
  agreement = await as.ines.agreements.move({ ...decision, deed: needed === false ? 'waive' : 'require' });
  agreement = await sign(company, agreement, sample);
  for (const [provisionId, [answer, clause, note = '']] of Object.entries(sample.checks ?? {})) {
    const { id: agreementId, revision } = agreement;
    agreement = await as.tomas.agreements.checkProvision({ agreementId, revision, provisionId, answer, clause, note });
  }
  return agreement.id;
}

/** Agreements of the sample by vendor and kind; of several the newest. */
function keyOf({ vendor, kind }: Pick<SampleAgreement, 'vendor' | 'kind'>): string {
  return `${vendor} ${kind}`;
}

/** Registers the agreements of a vendor, which its tools need before they can be approved. */
export async function addSampleAgreements(company: Company, vendorName: string): Promise<void> {
  const { agreementIds } = company;
  for (const sample of SAMPLE_AGREEMENTS.filter(({ vendor }) => vendor === vendorName)) {
    const replaced = sample.replaces ? (agreementIds.get(keyOf(sample)) ?? null) : null;
    agreementIds.set(keyOf(sample), await register(company, sample, replaced));
  }
}

/** What has happened to agreements since they were registered, each on its day. */
export async function continueSampleAgreements({ as, clock, dayIn, agreementIds }: Company): Promise<void> {
  const events = SAMPLE_AGREEMENTS.flatMap((sample) => (sample.later ?? []).map((event) => ({ sample, ...event })));
  for (const { sample, on, deed, text } of events.toSorted((one, other) => one.on - other.on)) {
    clock.goTo(-on);
    const agreementId = agreementIds.get(keyOf(sample)) ?? '';
    const { agreement } = await as.ines.agreements.get({ agreementId });
    const move = { agreementId, revision: agreement.revision };
    if (deed === 'request') {
      const from = `${sample.vendor}, contract desk`;
      await as.tomas.agreements.move({ ...move, deed, on: dayIn(on), from, channel: text });
    } else if (deed === 'terminate') {
      await as.ines.agreements.move({ ...move, deed, on: dayIn(on), reason: text });
    } else {
      await as.tomas.agreements.move({ ...move, deed, reason: text });
    }
  }
}
