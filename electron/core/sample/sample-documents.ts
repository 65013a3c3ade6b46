import type { NewEvidence } from '../../../shared/contract/evidence.ts';
import { writeSamplePdf, type SamplePart } from './sample-pdf.ts';

interface SampleDocument {
  title: string;
  kind: NewEvidence['kind'];
  /** Who it is from. */
  source: string;
  datedOn: string;
}

/** What arrives on paper, or as its picture; the rest comes out of a system as text. */
const ON_PAPER: readonly NewEvidence['kind'][] = ['report', 'certificate', 'contract', 'policy', 'letter'];

/** Parts of an auditor's report on a service, as a reader finds them in order. */
const REPORT_PARTS: readonly SamplePart[] = [
  {
    head: 'Section I. Opinion',
    paragraphs: [
      'We examined how the service organisation describes its system, and whether its controls were suitably designed and worked through the whole period. In our opinion they were, in all material respects, but for what section IV says of the exceptions.',
      'The description counts on controls at the organisation that uses the service. Whoever reads this report should hold them against section III.',
    ],
  },
  {
    head: 'Section II. What the system is',
    paragraphs: [
      'The service takes source code from an editor, sends it to a model that runs in the same region, and returns a proposal. Prompts are kept in memory for as long as the answer takes; logs without content are kept for thirty days.',
      'Three sub-processors take part: one runs the machines, one the model, one the support desk. The report leaves the first two out and names the controls that are expected of them.',
    ],
  },
  {
    head: 'Section III. Controls that the customer must have',
    paragraphs: [
      'Accounts are given and taken away through the customer’s own directory. The customer decides which repositories may be opened, and checks the list once a quarter.',
      'The customer turns on the setting that keeps prompts out of training, and tests it after each change of plan.',
    ],
  },
  {
    head: 'Section IV. Tests and what they found',
    paragraphs: [
      'Of 64 controls that were tested, 62 had no exception. Two people kept access for nine days after they had left; one change of a firewall rule had its approval after the fact.',
      'Management answers that leavers are now removed within one day, by a job that runs each night.',
    ],
  },
];

/** The file behind a piece of evidence of the sample: an auditor's report of several pages, a page, or plain text. */
export function makeSampleDocument({ title, kind, source, datedOn }: SampleDocument): {
  name: string;
  content: Buffer;
} {
  const origin = [source, datedOn].filter((part) => part !== '').join(', ');
  const purpose = 'An invented document of the sample workspace. It stands for what a vendor would send.';
  if (!ON_PAPER.includes(kind)) {
    return { name: `${title}.txt`, content: Buffer.from(`${title}\n${origin}\n\n${purpose}\n`) };
  }
  const first = { head: origin, paragraphs: [purpose] };
  const parts = title.startsWith('SOC 2') ? [first, ...REPORT_PARTS] : [first];
  return { name: `${title}.pdf`, content: writeSamplePdf(title, parts) };
}
