import type { Evidence } from '../../../shared/contract/evidence.ts';
import type { NewRiskControl, RiskCategory, RiskChanges, RiskTreatment } from '../../../shared/contract/risks.ts';
import { SAMPLE_VENDORS, type SamplePerson, type SampleVendor } from './sample-company.ts';
import { addEvidence, type Company } from './sample-work.ts';

/** Evidence behind a control of the organisation's own risks, by the control's name. */
type Proofs = Readonly<Record<string, { title: string; kind: Evidence['kind']; state: Evidence['state'] }>>;

interface OwnRisk {
  /** Id in the pack of usual risks; a risk without one was added by hand. */
  packId?: string;
  title: string;
  description?: string;
  category?: RiskCategory;
  likelihood: number;
  impact: number;
  rationale: string;
  owner: SamplePerson;
  treatment: RiskTreatment;
  plan: string;
  /** Days from today. */
  treatmentDueIn: number | null;
  reviewIn: number;
  /** Controls beside those of the pack. */
  controls?: readonly NewRiskControl[];
  proofs: Proofs;
  /** Vendors and tools that it is about. */
  about?: { vendors?: readonly string[]; tools?: readonly string[] };
  accepted?: { reason: string; endsIn: number };
  closed?: string;
}

/** Nine open risks of the organisation, six of them from the pack, and one that is closed. */
const OWN_RISKS: readonly OwnRisk[] = [
  {
    packId: 'RK-OPS-1',
    title: 'Code quality declines',
    likelihood: 4,
    impact: 3,
    rationale: 'Rework after release rose in both teams that began in spring.',
    owner: 'mara',
    treatment: 'reduce',
    plan: 'Review checklist for generated code in every repository; change failure rate on the monthly board.',
    treatmentDueIn: 60,
    reviewIn: 98,
    proofs: {
      'Every generated change is reviewed by a person': {
        title: 'Branch protection rules, export',
        kind: 'export',
        state: 'documented',
      },
    },
  },
  {
    packId: 'RK-OPS-2',
    title: 'Developer skills fade',
    likelihood: 3,
    impact: 2,
    rationale: 'Nobody has measured it yet; the two outages of this year were handled without the tools.',
    owner: 'priya',
    treatment: 'accept',
    plan: '',
    treatmentDueIn: null,
    reviewIn: 131,
    proofs: {},
    accepted: {
      reason: 'Small, slow and watched by the Centre of Excellence; looked at again in spring.',
      endsIn: 110,
    },
  },
  {
    packId: 'RK-SEC-1',
    title: 'AI-written vulnerabilities',
    likelihood: 4,
    impact: 5,
    rationale: 'Scanners find more in generated changes than in others, and one reached the payments service.',
    owner: 'tomas',
    treatment: 'reduce',
    plan: 'Scan as a blocking check in all payment repositories; rules for the five weaknesses seen most.',
    treatmentDueIn: 30,
    reviewIn: 14,
    controls: [{ name: 'Staged release with a way back', reduces: 'impact', stated: 'documented' }],
    proofs: {
      'Security scan of all generated code': {
        title: 'Scan coverage by repository',
        kind: 'report',
        state: 'documented',
      },
      'Staged release with a way back': { title: 'Release procedure', kind: 'policy', state: 'documented' },
    },
  },
  {
    packId: 'RK-SEC-2',
    title: 'Prompt injection',
    likelihood: 4,
    impact: 4,
    rationale: 'The agent in review reads tickets that customers write.',
    owner: 'tomas',
    treatment: 'reduce',
    plan: 'Allow-list of what agents may run; strip instructions from ticket text before an agent reads it.',
    treatmentDueIn: -5,
    reviewIn: 14,
    proofs: {
      'Security awareness training for users of AI tools': {
        title: 'Training completions, extract',
        kind: 'export',
        state: 'documented',
      },
    },
    about: { tools: ['Harrow Agent'] },
  },
  {
    packId: 'RK-CMP-1',
    title: 'Regulatory breach',
    likelihood: 3,
    impact: 5,
    rationale: 'Health and card data are in scope; no breach so far.',
    owner: 'ines',
    treatment: 'reduce',
    plan: 'Quarterly compliance review with legal; checks of data classes in the pipeline.',
    treatmentDueIn: 75,
    reviewIn: 56,
    proofs: {
      'Compliance assessments and audits by calendar': {
        title: 'Compliance calendar of this year',
        kind: 'policy',
        state: 'documented',
      },
    },
  },
  {
    packId: 'RK-CMP-2',
    title: 'Thin audit trail',
    likelihood: 4,
    impact: 4,
    rationale: 'Two tools keep prompts for thirty days only; the yearly audit asks for twelve months.',
    owner: 'ines',
    treatment: 'reduce',
    plan: 'Forward interaction logs of every approved tool to the log store.',
    treatmentDueIn: 45,
    reviewIn: 70,
    proofs: {
      'All AI-related activity is logged': { title: 'Log forwarding, sampled', kind: 'test_result', state: 'verified' },
    },
  },
  {
    title: 'Code leaves agreed region',
    description: 'A request is served, or support looks in, from a region that the agreement does not name.',
    category: 'privacy',
    likelihood: 4,
    impact: 4,
    rationale: 'One vendor lists a sub-processor outside the region; two others answer “unknown”.',
    owner: 'ines',
    treatment: 'reduce',
    plan: 'Region pinned in contract and settings for every approved tool.',
    treatmentDueIn: 40,
    reviewIn: 14,
    controls: [
      { name: 'Region named in each agreement', reduces: 'likelihood', stated: 'documented' },
      { name: 'Region setting checked each quarter', reduces: 'likelihood', stated: null },
    ],
    proofs: {
      'Region named in each agreement': {
        title: 'Agreements with region clause, list',
        kind: 'report',
        state: 'documented',
      },
    },
    about: { vendors: ['Harrow AI'] },
  },
  {
    title: 'Unregistered tools',
    description: 'People use AI tools that nobody has assessed, with company code or data.',
    category: 'operational',
    likelihood: 3,
    impact: 4,
    rationale: 'The proxy showed nine unknown services in one month.',
    owner: 'priya',
    treatment: 'reduce',
    plan: 'Monthly comparison of proxy logs with the register.',
    treatmentDueIn: 20,
    reviewIn: 98,
    controls: [
      { name: 'Unknown AI services are blocked for code and data', reduces: 'impact', stated: 'verified' },
      { name: 'Amnesty and quick path to register a tool', reduces: 'likelihood', stated: 'claimed' },
    ],
    proofs: {
      'Unknown AI services are blocked for code and data': {
        title: 'Proxy rules, checked',
        kind: 'test_result',
        state: 'verified',
      },
    },
  },
  {
    title: 'Vendor outage',
    description: 'The tool that most teams use is away for days.',
    category: 'third_party',
    likelihood: 2,
    impact: 3,
    rationale: 'Twice in two years, each for some hours.',
    owner: 'priya',
    treatment: 'accept',
    plan: '',
    treatmentDueIn: null,
    reviewIn: 131,
    controls: [{ name: 'Work goes on without the tool', reduces: 'impact', stated: 'documented' }],
    proofs: {
      'Work goes on without the tool': { title: 'Exercise without tools, notes', kind: 'report', state: 'documented' },
    },
    accepted: { reason: 'Teams can work without it; a second tool is approved.', endsIn: 118 },
  },
  {
    title: 'Free accounts in use',
    description: 'Personal accounts of a consumer service, whose terms allow training on what is sent.',
    category: 'privacy',
    likelihood: 4,
    impact: 4,
    rationale: 'Eleven accounts were found in the first survey.',
    owner: 'priya',
    treatment: 'avoid',
    plan: 'Move everybody to the approved plan; block sign-in with personal accounts.',
    treatmentDueIn: null,
    reviewIn: 131,
    proofs: {},
    closed: 'All accounts were moved or deleted; sign-in with personal accounts is blocked at the proxy since summer.',
  },
];

async function findRiskId({ as }: Company, title: string): Promise<{ riskId: string; revision: number }> {
  const risk = (await as.tomas.risks.list({})).find((one) => one.title === title);
  if (!risk) throw new Error(`The sample has no risk "${title}"`);
  return { riskId: risk.id, revision: risk.revision };
}

/** The register of risks as it began: the six usual ones from the pack, judged, and what was added to them. */
export async function startRiskRegister(company: Company): Promise<void> {
  const { as, personIds, dayIn } = company;
  await as.priya.risks.addStarting({ ids: OWN_RISKS.flatMap(({ packId }) => packId ?? []) });
  for (const own of OWN_RISKS) {
    const { title, likelihood, impact, rationale, treatment, plan, controls = [] } = own;
    const judged = {
      likelihood,
      impact,
      rationale,
      treatment: own.accepted ? ('reduce' as const) : treatment,
      plan,
      ownerId: personIds[own.owner],
      treatmentDueOn: own.treatmentDueIn === null ? null : dayIn(own.treatmentDueIn),
      reviewOn: dayIn(own.reviewIn),
    } satisfies RiskChanges;
    if (own.packId === undefined) {
      const { description = '', category = 'operational' } = own;
      await as.tomas.risks.create({ ...judged, title, description, category, controls: [...controls] });
      continue;
    }
    const place = await findRiskId(company, title);
    const present = await as.tomas.risks.get({ riskId: place.riskId });
    await as.tomas.risks.update({
      ...place,
      changes: { ...judged, controls: [...present.controls.map(({ id, name }) => ({ id, name })), ...controls] },
    });
  }
}

/** Days until a vendor's risks are looked at again. */
const REVIEW_DAYS = 84;

/** The risks of a vendor of the sample, each with its controls as they are stated. */
export async function addVendorRisks(
  { as, personIds, vendorIds, dayIn }: Company,
  vendor: SampleVendor,
): Promise<void> {
  const vendorId = vendorIds.get(vendor.name) ?? '';
  for (const { title, likelihood, impact, controls } of vendor.risks) {
    await as.tomas.risks.create({
      title,
      likelihood,
      impact,
      category: 'third_party',
      controls: controls.map(({ name, evidence }) => ({ name, stated: evidence })),
      links: [{ kind: 'vendor', id: vendorId }],
      ownerId: personIds[vendor.owner],
      reviewOn: dayIn(REVIEW_DAYS),
    });
  }
}

const STALE_DAYS = 400;
const FRESH_DAYS = 30;

/** Puts evidence behind the controls of every risk of a vendor that claims more than a word. */
export async function proveVendorRisks(company: Company): Promise<void> {
  const { as, vendorIds } = company;
  for (const vendor of SAMPLE_VENDORS) {
    const risks = await as.tomas.risks.list({ vendorId: vendorIds.get(vendor.name) ?? '' });
    for (const sample of vendor.risks) {
      const risk = risks.find(({ title }) => title === sample.title);
      for (const { name, evidence: state, stale } of sample.controls) {
        const control = risk?.controls.find((one) => one.name === name);
        if (!risk || !control || state === 'claimed') continue;
        const kind = state === 'tested' ? 'test_result' : state === 'verified' ? 'report' : 'policy';
        const proof = { title: `${name}, as shown`, kind, state, datedAgo: stale ? STALE_DAYS : FRESH_DAYS } as const;
        const evidenceId = await addEvidence(company, vendor.name, risk.code, proof);
        await as.mara.evidence.link({ recordKind: 'risk', recordId: risk.id, part: control.id, evidenceId, page: '' });
      }
    }
  }
}

/** Later in the year: evidence behind the organisation's own risks, what they are about, what is accepted and closed. */
export async function settleRiskRegister(company: Company): Promise<void> {
  const { as, vendorIds, toolIds, dayIn } = company;
  for (const own of OWN_RISKS) {
    const { riskId } = await findRiskId(company, own.title);
    const risk = await as.tomas.risks.get({ riskId });
    for (const control of risk.controls) {
      const proof = own.proofs[control.name];
      if (!proof) continue;
      const evidenceId = await addEvidence(company, '', risk.code, { ...proof, datedAgo: FRESH_DAYS });
      await as.mara.evidence.link({ recordKind: 'risk', recordId: riskId, part: control.id, evidenceId, page: '' });
    }
    const links = [
      ...(own.about?.vendors ?? []).map((name) => ({ kind: 'vendor' as const, id: vendorIds.get(name) ?? '' })),
      ...(own.about?.tools ?? []).map((name) => ({ kind: 'tool' as const, id: toolIds.get(name) ?? '' })),
    ];
    if (links.length > 0) await as.tomas.risks.update({ riskId, revision: risk.revision, changes: { links } });
    if (own.accepted) {
      const { reason, endsIn } = own.accepted;
      await as.ruth.risks.accept({ riskId, revision: risk.revision, reason, expiresOn: dayIn(endsIn) });
    }
    if (own.closed !== undefined) await as.tomas.risks.close({ riskId, revision: risk.revision, reason: own.closed });
  }
}
