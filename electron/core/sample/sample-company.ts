import type { CodeChangeFactors } from '../../../shared/contract/scores.ts';
import type { Role } from '../../../shared/contract/people.ts';
import type { Evidence } from '../../../shared/contract/evidence.ts';
import type { Deployment, ToolGate, ToolKind } from '../../../shared/contract/tools.ts';
import type { RegisterStatus } from '../../../shared/contract/vendors.ts';

/**
 * The sample company. Every name in it is invented. Days are counted from the day on which the sample is made, so that
 * what is overdue stays overdue.
 */
export const SAMPLE_ORGANISATION = 'Calder Health Pay';

export const SAMPLE_PEOPLE = {
  ines: { name: 'Ines Okafor', position: 'Head of compliance', role: 'compliance_officer' },
  ruth: { name: 'Ruth Adeyemi', position: 'Legal counsel', role: 'compliance_officer' },
  tomas: { name: 'Tomas Lindqvist', position: 'Application security', role: 'security_reviewer' },
  mara: { name: 'Mara Ellison', position: 'Security engineering', role: 'security_reviewer' },
  priya: { name: 'Priya Raman', position: 'Centre of Excellence lead', role: 'excellence_lead' },
  wen: { name: 'Wen Zhao', position: 'Internal audit', role: 'auditor' },
} as const satisfies Record<string, { name: string; position: string; role: Role }>;
export type SamplePerson = keyof typeof SAMPLE_PEOPLE;

interface SampleTool {
  name: string;
  kind: ToolKind;
  plan: string;
  versionRange: string;
  deployment: Deployment;
  owner: SamplePerson;
  justification: string;
  users: number | null;
  /** The five conditions of use in their order; null is "not asked yet". */
  use: readonly [boolean | null, boolean | null, boolean | null, boolean | null, boolean | null];
  /** The ten inherent factors in their order; null is unknown. Left out: not rated yet. */
  inherent?: readonly (number | null)[];
  /** Gates passed, in their order; the rest stays open. */
  gates: readonly ToolGate[];
  status: RegisterStatus;
  statusReason?: string;
  /** Days from today to the next review. */
  reviewIn: number | null;
}

/** A vendor of the sample with what hangs on it. */
export interface SampleVendor {
  name: string;
  legalName: string;
  domain: string;
  country: string;
  description: string;
  owner: SamplePerson;
  formerNames?: readonly string[];
  aliases?: readonly string[];
  businessCritical: boolean;
  status: RegisterStatus;
  statusReason?: string;
  contact: { name: string; position: string; email: string };
  risks: readonly SampleRisk[];
  tools: readonly SampleTool[];
}

/** A risk of a vendor in the sample. */
export interface SampleRisk {
  title: string;
  likelihood: number;
  impact: number;
  controls: readonly SampleControl[];
}

const ALL_GATES: readonly ToolGate[] = [
  'security_assessment',
  'compliance_review',
  'legal_approval',
  'performance_evaluation',
];

/** A control of the sample, with the state of the evidence that is put behind it. */
interface SampleControl {
  name: string;
  evidence: Evidence['state'];
  stale: boolean;
}

function control(name: string, evidence: Evidence['state'], stale = false): SampleControl {
  return { name, evidence, stale };
}

export const SAMPLE_VENDORS: readonly SampleVendor[] = [
  {
    name: 'Lumen Forge',
    legalName: 'Lumen Forge Ltd',
    domain: 'lumenforge.example',
    country: 'IE',
    description: 'Code assistant and chat for the claims and payments teams.',
    owner: 'tomas',
    businessCritical: true,
    status: 'approved',
    statusReason: 'Vendor checklist signed off with no condition of use refused.',
    contact: { name: 'Aoife Brennan', position: 'Trust desk', email: 'trust@lumenforge.example' },
    risks: [
      {
        title: 'Code kept longer than agreed',
        likelihood: 3,
        impact: 4,
        controls: [control('Retention terms', 'verified')],
      },
      {
        title: 'Unsafe suggestions merged',
        likelihood: 4,
        impact: 3,
        controls: [control('Review before merge', 'tested')],
      },
      { title: 'Vendor outage', likelihood: 2, impact: 3, controls: [control('Work without the tool', 'documented')] },
    ],
    tools: [
      {
        name: 'Forge Assist',
        kind: 'assistant',
        plan: 'Enterprise',
        versionRange: '4.x',
        deployment: 'single_tenant',
        owner: 'tomas',
        justification: 'Faster reviews and fewer defects in the claims team.',
        users: 140,
        use: [true, false, false, true, false],
        inherent: [2, 2, 3, 2, 2, 2, 1, 3, 2, 2],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 53,
      },
      {
        name: 'Forge Review',
        kind: 'ide_plugin',
        plan: 'Enterprise',
        versionRange: '2.x',
        deployment: 'single_tenant',
        owner: 'tomas',
        justification: 'Comments on pull requests before a person reads them.',
        users: 90,
        use: [true, false, false, true, false],
        inherent: [2, 2, 2, 1, 2, 2, 1, 2, 1, 2],
        gates: ['security_assessment', 'compliance_review'],
        status: 'in_review',
        reviewIn: 25,
      },
    ],
  },
  {
    name: 'Harrow AI',
    legalName: 'Harrow AI Inc.',
    domain: 'harrow.example',
    country: 'US',
    formerNames: ['Plough Labs'],
    description: 'Agent that edits whole repositories and runs commands.',
    owner: 'tomas',
    businessCritical: false,
    status: 'in_review',
    contact: { name: 'Dana Whitlock', position: 'Privacy desk', email: 'privacy@harrow.example' },
    risks: [
      {
        title: 'Code leaves the region',
        likelihood: 4,
        impact: 4,
        controls: [control('Region pinning', 'documented')],
      },
      { title: 'Kept too long', likelihood: 4, impact: 3, controls: [control('Data terms', 'documented')] },
      {
        title: 'Health data in prompts',
        likelihood: 3,
        impact: 5,
        controls: [control('Scan before sending', 'verified')],
      },
      { title: 'Unsafe commands', likelihood: 3, impact: 4, controls: [control('Allow-list of commands', 'tested')] },
      { title: 'Vendor outage', likelihood: 3, impact: 2, controls: [control('Fallback tool', 'documented')] },
    ],
    tools: [
      {
        name: 'Harrow Agent',
        kind: 'agent',
        plan: 'Enterprise',
        versionRange: '1.8 to 1.x',
        deployment: 'shared_service',
        owner: 'tomas',
        justification: 'Large refactorings of the payment gateway.',
        users: 46,
        use: [true, true, false, true, false],
        inherent: [3, 3, 4, 4, 3, 3, 4, 2, 1, 3],
        gates: ['performance_evaluation'],
        status: 'in_review',
        reviewIn: 14,
      },
      {
        name: 'Harrow Complete',
        kind: 'ide_plugin',
        plan: 'Team',
        versionRange: '3.x',
        deployment: 'shared_service',
        owner: 'priya',
        justification: 'Completion for teams that do not use the agent.',
        users: null,
        use: [null, null, null, null, null],
        gates: [],
        status: 'proposed',
        reviewIn: null,
      },
    ],
  },
  {
    name: 'Copperline',
    legalName: 'Copperline Computing BV',
    domain: 'copperline.example',
    country: 'NL',
    description: 'Model API behind the document pipeline.',
    owner: 'ines',
    businessCritical: true,
    status: 'approved',
    statusReason: 'Approved for code classes 1 and 2.',
    contact: { name: 'Joris Vermeer', position: 'Customer security', email: 'security@copperline.example' },
    risks: [
      {
        title: 'Prompts logged by the vendor',
        likelihood: 3,
        impact: 4,
        controls: [control('Zero-retention setting', 'documented')],
      },
      {
        title: 'Model replaced without notice',
        likelihood: 3,
        impact: 2,
        controls: [control('Version pin', 'verified')],
      },
    ],
    tools: [
      {
        name: 'Copperline API',
        kind: 'api',
        plan: 'Business',
        versionRange: '2026-06',
        deployment: 'shared_service',
        owner: 'ines',
        justification: 'Summaries of technical documents.',
        users: 12,
        use: [true, true, false, true, false],
        inherent: [3, 2, 3, 1, 3, 2, 2, 1, 2, 3],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 28,
      },
      {
        name: 'Copperline Batch',
        kind: 'api',
        plan: 'Business',
        versionRange: '2026-06',
        deployment: 'shared_service',
        owner: 'ines',
        justification: 'Nightly translation of release notes.',
        users: 4,
        use: [false, false, false, true, false],
        inherent: [1, 1, 1, 1, 3, 2, 1, 0, 1, 3],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 210,
      },
    ],
  },
  {
    name: 'Greyfen',
    legalName: 'Greyfen Software AB',
    domain: 'greyfen.example',
    country: 'SE',
    description: 'Pair-programming assistant under trial.',
    owner: 'tomas',
    businessCritical: false,
    status: 'in_review',
    contact: { name: 'Elin Sandberg', position: 'Security contact', email: 'security@greyfen.example' },
    risks: [
      {
        title: 'Weaknesses in the plugin',
        likelihood: 3,
        impact: 4,
        controls: [control('Vendor penetration test', 'claimed')],
      },
    ],
    tools: [
      {
        name: 'Greyfen Pair',
        kind: 'assistant',
        plan: 'Business',
        versionRange: '0.9 to 1.2',
        deployment: 'shared_service',
        owner: 'tomas',
        justification: 'Trial with the mobile team.',
        users: 18,
        use: [true, false, false, false, false],
        inherent: [2, 2, 2, 2, 3, 3, 2, 1, 1, null],
        gates: ['performance_evaluation'],
        status: 'in_review',
        reviewIn: 19,
      },
    ],
  },
  {
    name: 'Bluefin Labs',
    legalName: 'Bluefin Labs GmbH',
    domain: 'bluefin.example',
    country: 'DE',
    description: 'Completion in the editor, hosted in the EU.',
    owner: 'priya',
    businessCritical: false,
    status: 'approved',
    statusReason: 'Low autonomy, EU hosting, contract on our terms.',
    contact: { name: 'Jan Petersen', position: 'Data protection', email: 'datenschutz@bluefin.example' },
    risks: [
      {
        title: 'Licence of suggestions unclear',
        likelihood: 3,
        impact: 3,
        controls: [control('Licence filter', 'documented')],
      },
    ],
    tools: [
      {
        name: 'Bluefin Complete',
        kind: 'ide_plugin',
        plan: 'Team',
        versionRange: '5.x',
        deployment: 'shared_service',
        owner: 'priya',
        justification: 'Completion for the platform team.',
        users: 60,
        use: [false, false, false, true, false],
        inherent: [1, 2, 1, 0, 3, 1, 1, 2, 1, 2],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 41,
      },
      {
        name: 'Bluefin Chat',
        kind: 'assistant',
        plan: 'Team',
        versionRange: '1.x',
        deployment: 'shared_service',
        owner: 'priya',
        justification: 'Questions about our own libraries.',
        users: null,
        use: [null, null, null, true, null],
        gates: [],
        status: 'proposed',
        reviewIn: null,
      },
    ],
  },
  {
    name: 'Ostler Data',
    legalName: 'Ostler Data Pty Ltd',
    domain: 'ostler.example',
    country: 'AU',
    description: 'Writes and explains SQL against a schema.',
    owner: 'priya',
    businessCritical: false,
    status: 'conditional',
    statusReason: 'Schema only, no rows; read access to production is refused.',
    contact: { name: 'Mia Harding', position: 'Support', email: 'support@ostler.example' },
    risks: [
      {
        title: 'Rows sent with the schema',
        likelihood: 4,
        impact: 5,
        controls: [control('Schema-only export', 'verified')],
      },
    ],
    tools: [
      {
        name: 'Ostler SQL',
        kind: 'assistant',
        plan: 'Pro',
        versionRange: '3.4',
        deployment: 'shared_service',
        owner: 'priya',
        justification: 'Reports for the finance data mart.',
        users: 9,
        use: [true, true, false, false, true],
        inherent: [3, 2, 3, 1, 3, 2, 3, 0, 1, 2],
        gates: ['security_assessment', 'compliance_review', 'performance_evaluation'],
        status: 'conditional',
        statusReason: 'Only with the schema export; legal approval is open.',
        reviewIn: 56,
      },
    ],
  },
  {
    name: 'Sable & Finch',
    legalName: 'Sable & Finch LLP',
    domain: 'sablefinch.example',
    country: 'GB',
    description: 'Model that runs on our own machines without a network.',
    owner: 'priya',
    businessCritical: false,
    status: 'approved',
    statusReason: 'No data leaves our network.',
    contact: { name: 'Hugh Finch', position: 'Partner', email: 'office@sablefinch.example' },
    risks: [
      {
        title: 'Model updates arrive on disk',
        likelihood: 2,
        impact: 2,
        controls: [control('Sum of each update checked', 'tested')],
      },
    ],
    tools: [
      {
        name: 'Sable Local',
        kind: 'assistant',
        plan: 'Site',
        versionRange: '7.1',
        deployment: 'air_gapped',
        owner: 'priya',
        justification: 'Work on repositories that may not leave the building.',
        users: 35,
        use: [true, true, true, true, true],
        inherent: [3, 3, 3, 1, 0, 0, 1, 1, 1, 0],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 104,
      },
    ],
  },
  {
    name: 'Northgate Systems',
    legalName: 'Northgate Systems SA',
    domain: 'northgate.example',
    country: 'FR',
    description: 'Broker that gives agents access to internal services.',
    owner: 'tomas',
    businessCritical: true,
    status: 'in_review',
    contact: { name: 'Claire Aubert', position: 'Security', email: 'securite@northgate.example' },
    risks: [
      {
        title: 'Agent reaches production secrets',
        likelihood: 4,
        impact: 5,
        controls: [control('Scoped tokens', 'claimed')],
      },
      {
        title: 'Prompt injection through a ticket',
        likelihood: 4,
        impact: 4,
        controls: [control('Input filter', 'documented')],
      },
    ],
    tools: [
      {
        name: 'Northgate Broker',
        kind: 'mcp_server',
        plan: 'Standard',
        versionRange: '0.6',
        deployment: 'own_cloud',
        owner: 'tomas',
        justification: 'One controlled way for agents to reach the ticket system.',
        users: 5,
        use: [true, null, true, false, false],
        inherent: [3, 3, 3, 4, 1, 2, 4, 0, 3, 2],
        gates: [],
        status: 'in_review',
        reviewIn: 7,
      },
    ],
  },
  {
    name: 'Ironwood Cloud',
    legalName: 'Ironwood Cloud Corp.',
    domain: 'ironwood.example',
    country: 'CA',
    description: 'Hosts models of several makers in our own tenant.',
    owner: 'ines',
    businessCritical: true,
    status: 'approved',
    statusReason: 'Own tenant with our keys; region pinned.',
    contact: { name: 'Noah Tremblay', position: 'Compliance', email: 'compliance@ironwood.example' },
    risks: [
      {
        title: 'Failover outside the region',
        likelihood: 3,
        impact: 4,
        controls: [control('Pinned region', 'verified')],
      },
    ],
    tools: [
      {
        name: 'Ironwood Models',
        kind: 'api',
        plan: 'Enterprise',
        versionRange: '2026',
        deployment: 'own_cloud',
        owner: 'ines',
        justification: 'One place for all model calls of our products.',
        users: 70,
        use: [true, true, false, true, false],
        inherent: [3, 2, 3, 1, 1, 2, 2, 2, 3, 2],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 74,
      },
      {
        name: 'Ironwood Search',
        kind: 'mcp_server',
        plan: 'Enterprise',
        versionRange: '1.x',
        deployment: 'own_cloud',
        owner: 'priya',
        justification: 'Code search for agents.',
        users: 22,
        use: [true, false, false, true, false],
        inherent: [2, 2, 2, 2, 1, 1, 2, 1, 2, 2],
        gates: ['security_assessment', 'performance_evaluation'],
        status: 'in_review',
        reviewIn: 33,
      },
    ],
  },
  {
    name: 'Tessellate',
    legalName: 'Tessellate Tools Oy',
    domain: 'tessellate.example',
    country: 'FI',
    description: 'Reviews changes for style and tests.',
    owner: 'priya',
    businessCritical: false,
    status: 'approved',
    statusReason: 'Reads public repositories only.',
    contact: { name: 'Aino Laine', position: 'Founder', email: 'hello@tessellate.example' },
    risks: [
      {
        title: 'Comments mistaken for review',
        likelihood: 3,
        impact: 3,
        controls: [control('Own label for its comments', 'verified')],
      },
    ],
    tools: [
      {
        name: 'Tessellate Review',
        kind: 'ide_plugin',
        plan: 'Team',
        versionRange: '2.3',
        deployment: 'shared_service',
        owner: 'priya',
        justification: 'Style remarks before people spend time on them.',
        users: 48,
        use: [false, false, false, false, false],
        inherent: [0, 1, 0, 1, 3, 1, 0, 2, 0, 2],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 91,
      },
      {
        name: 'Tessellate Tests',
        kind: 'agent',
        plan: 'Team',
        versionRange: '1.0',
        deployment: 'shared_service',
        owner: 'mara',
        justification: 'Proposes unit tests for legacy modules.',
        users: 10,
        use: [false, false, false, null, false],
        inherent: [1, 2, 1, 2, 3, 2, 1, 1, 0, 2],
        gates: ['performance_evaluation'],
        status: 'in_review',
        reviewIn: 21,
      },
    ],
  },
  {
    name: 'Orbit Compiler',
    legalName: 'Orbit Compiler Kft.',
    domain: 'orbitcompiler.example',
    country: 'HU',
    description: 'Inline hints for two embedded languages.',
    owner: 'mara',
    businessCritical: false,
    status: 'approved',
    statusReason: 'Few users, no regulated data.',
    contact: { name: 'Bence Kovács', position: 'Maintainer', email: 'bence@orbitcompiler.example' },
    risks: [
      { title: 'Single maintainer', likelihood: 3, impact: 2, controls: [control('Source kept by us', 'documented')] },
    ],
    tools: [
      {
        name: 'Orbit Inline',
        kind: 'ide_plugin',
        plan: 'Free',
        versionRange: '0.14',
        deployment: 'own_cloud',
        owner: 'mara',
        justification: 'The only tool for our terminal firmware.',
        users: 6,
        use: [false, false, false, false, false],
        inherent: [0, 1, 0, 0, 1, 1, 0, 0, 2, 1],
        gates: ALL_GATES,
        status: 'approved',
        reviewIn: 167,
      },
    ],
  },
  {
    name: 'Quillcode',
    legalName: 'Quillcode LLC',
    domain: 'quillcode.example',
    country: 'US',
    aliases: ['Quill'],
    description: 'Consumer assistant, found on three laptops.',
    owner: 'tomas',
    businessCritical: false,
    status: 'prohibited',
    statusReason: 'Trains on what it is sent and offers no business terms.',
    contact: { name: 'Support desk', position: 'Support', email: 'help@quillcode.example' },
    risks: [
      {
        title: 'Our code becomes training data',
        likelihood: 5,
        impact: 4,
        controls: [control('Blocked at the proxy', 'verified', true)],
      },
    ],
    tools: [
      {
        name: 'Quill Free',
        kind: 'assistant',
        plan: 'Free',
        versionRange: 'any',
        deployment: 'consumer',
        owner: 'tomas',
        justification: 'None; in use without leave.',
        users: 3,
        use: [true, true, null, true, null],
        inherent: [3, 2, 3, 1, 4, 4, 1, 0, 0, 4],
        gates: [],
        status: 'prohibited',
        statusReason: 'Consumer terms; training cannot be switched off.',
        reviewIn: 192,
      },
    ],
  },
];

/** Changes of code, rated with the seed's matrix (`domain.md` 7). */
export const SAMPLE_CODE_CHANGES: readonly {
  title: string;
  reference: string;
  tool: string;
  factors: CodeChangeFactors;
}[] = [
  {
    title: 'Rounding of partial refunds',
    reference: 'PAY-4411',
    tool: 'Forge Assist',
    factors: {
      dataSensitivity: 'high',
      systemCriticality: 'critical',
      regulatoryImpact: 'medium',
      complexity: 'moderate',
      aiGenerated: 'yes',
      humanReviewed: 'yes',
    },
  },
  {
    title: 'Export of claim letters',
    reference: 'CLM-1207',
    tool: 'Harrow Agent',
    factors: {
      dataSensitivity: 'critical',
      systemCriticality: 'high',
      regulatoryImpact: 'high',
      complexity: 'complex',
      aiGenerated: 'yes',
      humanReviewed: 'no',
    },
  },
  {
    title: 'Colours of the help page',
    reference: 'WEB-388',
    tool: 'Bluefin Complete',
    factors: {
      dataSensitivity: 'low',
      systemCriticality: 'low',
      regulatoryImpact: 'none',
      complexity: 'simple',
      aiGenerated: 'yes',
      humanReviewed: 'yes',
    },
  },
  {
    title: 'Retry of failed payouts',
    reference: 'PAY-4502',
    tool: 'Forge Assist',
    factors: {
      dataSensitivity: 'medium',
      systemCriticality: 'high',
      regulatoryImpact: null,
      complexity: 'moderate',
      aiGenerated: 'unknown',
      humanReviewed: 'yes',
    },
  },
];
