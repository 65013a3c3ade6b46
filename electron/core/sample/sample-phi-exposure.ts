import { PHI_FACTORS, type PhiFactor, type UseLimit } from '../../../shared/contract/phi-exposure.ts';
import { writePhiPart } from '../../../shared/rules/phi-exposure.ts';
import { addEvidence, type Company } from './sample-work.ts';

interface SampleExposure {
  tool: string;
  vendor: string;
  /** F1 to F7; null is not known yet, and what is left out at the end nobody has rated. */
  levels: readonly (number | null)[];
  /** What is particular to this tool; the rest is said as for every tool. */
  reasons?: Partial<Readonly<Record<PhiFactor, string>>>;
  limit?: { to: UseLimit; reason: string };
  /** Documents behind its factors. */
  evidence?: Partial<Readonly<Record<PhiFactor, string>>>;
}

/** What a level rests on, from 0 to 2, and what is said of an unknown one. */
const REASONS: Readonly<Record<PhiFactor, readonly [string, string, string, string]>> = {
  reachable_data: [
    'Only repositories without health data; checked with the owners.',
    'Test databases are masked; nobody has verified the masking.',
    'Patient services and their logs lie in the same workspace.',
    'The owners of the repositories have not answered.',
  ],
  open_vectors: [
    'Fixtures are generated, logs and traces are scrubbed before they can be pasted.',
    'Stack traces can still be pasted.',
    'Fixtures, pasted logs and SQL examples are open.',
    'Nobody has gone through the five leaks yet.',
  ],
  context_capture: [
    'Sends the selection and nothing else.',
    'Takes along the files that are open.',
    'Reads the whole workspace and the terminal.',
    'The vendor has not said what is taken along.',
  ],
  preventive_controls: [
    'Scan, block, clean and log all work at the proxy.',
    'Scan and log work at the proxy; blocking is in a trial.',
    'Nothing stands between the editor and the vendor.',
    'Not known whether the proxy sees this tool.',
  ],
  retention: [
    'Zero retention, in the agreement.',
    'Thirty days, by the terms.',
    'Kept as long as needed, by the terms.',
    'The vendor has not said how long.',
  ],
  training_review: [
    'Training and human review are excluded by contract.',
    'Switched off in the settings of the organisation.',
    'The terms allow both.',
    'The terms do not say.',
  ],
  sub_processors: [
    'A dated list, with the terms passed on.',
    'A list without proof of the terms.',
    'There is no list.',
    'The list has been asked for.',
  ],
};

const EXPOSURES: readonly SampleExposure[] = [
  {
    tool: 'Copperline API',
    vendor: 'Copperline',
    levels: [1, 0, 0, 0, 0, 0, 1],
    limit: { to: 'non_phi_only', reason: 'The masking of the test databases is not verified yet.' },
    evidence: { retention: 'Zero-retention addendum', preventive_controls: 'Proxy rules with test hits' },
  },
  { tool: 'Ironwood Models', vendor: 'Ironwood Cloud', levels: [1, 1, 0, 1, 1, 0, 0] },
  { tool: 'Sable Local', vendor: 'Sable & Finch', levels: [0, 0, 1, 1, 0, 0, 0] },
  {
    tool: 'Ostler SQL',
    vendor: 'Ostler Data',
    levels: [2, 2, 2, 2, 1, 1, 1],
    reasons: { reachable_data: 'Connects to the reporting database, which holds patient identifiers.' },
  },
  {
    tool: 'Harrow Agent',
    vendor: 'Harrow AI',
    levels: [1, 1, 2, 1, null, 1, 0],
    reasons: { retention: 'Answered with "as long as needed"; asked again.' },
  },
  { tool: 'Harrow Complete', vendor: 'Harrow AI', levels: [0, 1, 1, 0, 0] },
  { tool: 'Quill Free', vendor: 'Quillcode', levels: [1, 2, 2, 2, 2, 2, 2] },
  { tool: 'Forge Assist', vendor: 'Lumen Forge', levels: [0, 0, 1, 0, 0, 0, 1] },
];

/** Rates the tools of the sample that may meet health data, and limits one of them. */
export async function rateSampleExposures(company: Company): Promise<void> {
  for (const exposure of EXPOSURES) await rateExposure(company, exposure);
}

async function rateExposure(company: Company, { tool, vendor, levels, reasons, limit, evidence }: SampleExposure) {
  const { as, toolIds } = company;
  const toolId = toolIds.get(tool) ?? '';
  let revision = 1;
  for (const [index, level] of levels.entries()) {
    const factor = PHI_FACTORS[index];
    if (!factor) continue;
    const reason = reasons?.[factor] ?? REASONS[factor][level ?? 3];
    if (reason === undefined) continue;
    ({ revision } = await as.mara.phiExposure.rateFactor({ toolId, revision, factor, level, reason }));
  }
  for (const factor of PHI_FACTORS) {
    const title = evidence?.[factor];
    if (title === undefined) continue;
    const evidenceId = await addEvidence(company, vendor, 'PHI-6', {
      title,
      kind: 'contract',
      state: 'verified',
      datedAgo: 40,
    });
    await as.mara.evidence.link({
      recordKind: 'tool',
      recordId: toolId,
      part: writePhiPart(factor),
      evidenceId,
      page: '',
    });
  }
  if (limit) await as.ines.phiExposure.limitUse({ toolId, revision, limit: limit.to, reason: limit.reason });
}
