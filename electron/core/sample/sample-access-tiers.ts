import type { AccessClass, AccessRole, CodeClass } from '../../../shared/contract/access-tier-records.ts';
import type { SamplePerson } from './sample-company.ts';
import type { Company } from './sample-work.ts';

/** Who writes code at the company, by role; the first of each is named in what follows. */
const PEOPLE: Readonly<Partial<Record<AccessRole, string>>> = {
  junior:
    'Jonas Weber, Amira Haddad, Felix Brandt, Nora Lind, Samir Patel, Lea Fontaine, Milan Horvat, Zoe Marsh, Ravi Menon, Clara Neumann, Idris Bello, Hana Sato',
  senior:
    'Elena Petrova, David Osei, Marta Silva, Owen Clarke, Yuki Tanaka, Lukas Meyer, Farah Aziz, Tom Becker, Ingrid Solberg, Paulo Mendes, Grace Adeyi, Viktor Novak, Anna Kowalska, Hassan Rahimi, Julia Schmitt, Ben Archer, Sofia Rossi, Daniel Kim, Katya Volkova, Matteo Conti, Rosa Alvarez, Erik Dahl, Priti Shah, Simon Laurent, Olga Ivanova, Kofi Mensah, Nina Berger, Liam Doyle, Chiara Greco, Aron Feld, Maya Cohen',
  lead: 'Karin Holm, Peter Vance, Leila Farouk, Stefan Kruger, Joanna Reid, Andre Dubois, Mei Lin, Carlos Ortega',
  security: 'Tomas Lindqvist, Mara Ellison, Jakob Frey, Irina Popov, Noel Baptiste',
  platform_admin: 'Greta Olsen, Hugo Marin, Bea Winter',
};
/** Agents, each with the person who answers for it. */
const AGENTS: readonly (readonly [name: string, account: string, owner: string])[] = [
  ['Dependency bot', 'svc-dependencies', 'Karin Holm'],
  ['Release notes writer', 'svc-release-notes', 'Peter Vance'],
  ['Test generator', 'svc-test-generator', 'Elena Petrova'],
  ['Migration agent', 'svc-migrations', 'Leila Farouk'],
  ['Review assistant', 'svc-review', 'David Osei'],
  ['Docs gardener', 'svc-docs', 'Marta Silva'],
  ['Build fixer', 'svc-build', 'Greta Olsen'],
  ['Lint pilot', 'svc-lint', 'Owen Clarke'],
  ['Incident summariser', 'svc-incidents', 'Jakob Frey'],
];

const NO_TO_ALL = { 'PCI-C1': 'no', 'PCI-C2': 'no', 'PCI-C3': 'no', 'PCI-C4': 'no', 'PCI-C5': 'no' } as const;

const REPOSITORIES: readonly {
  name: string;
  description: string;
  codeClass: CodeClass | null;
  pciAnswers?: Readonly<Record<string, 'yes' | 'no' | 'unknown'>>;
  regions?: readonly string[];
}[] = [
  { name: 'claims-engine', description: 'Decides on claims; reads medical records.', codeClass: 'phi_services' },
  {
    name: 'card-gateway',
    description: 'Takes card payments.',
    codeClass: 'payments',
    pciAnswers: { ...NO_TO_ALL, 'PCI-C1': 'yes', 'PCI-C2': 'yes', 'PCI-C6': 'no' },
  },
  {
    name: 'ledger-batch',
    description: 'Settles payouts every night.',
    codeClass: 'payments',
    pciAnswers: { ...NO_TO_ALL, 'PCI-C3': 'yes', 'PCI-C6': 'yes' },
  },
  {
    name: 'build-templates',
    description: 'Pipelines that every service is built with.',
    codeClass: 'internal',
    pciAnswers: { ...NO_TO_ALL, 'PCI-C5': 'yes', 'PCI-C6': 'yes' },
  },
  {
    name: 'member-portal',
    description: 'What members see of their own contract.',
    codeClass: 'internal',
    pciAnswers: { ...NO_TO_ALL, 'PCI-C6': 'yes' },
    regions: ['EU'],
  },
  { name: 'vault-broker', description: 'Hands out short-lived credentials.', codeClass: 'secrets' },
  { name: 'help-site', description: 'Public help pages.', codeClass: 'public_docs' },
  { name: 'intake-sandbox', description: 'Trial of the new intake form.', codeClass: null },
];

/** Access that was given, by the day; the reviewer looks at what comes out of it. */
const GRANTS: readonly (readonly [
  person: string,
  tool: string,
  classId: AccessClass,
  on: number,
  reviewer?: string,
])[] = [
  ['Jonas Weber', 'Forge Assist', 'internal', -40, 'Elena Petrova'],
  ['Amira Haddad', 'Forge Assist', 'internal', -40, 'David Osei'],
  ['Felix Brandt', 'Bluefin Complete', 'public_docs', -38],
  ['Elena Petrova', 'Forge Assist', 'internal', -40],
  ['David Osei', 'Forge Assist', 'internal', -39],
  ['Marta Silva', 'Tessellate Review', 'public_docs', -35],
  ['Karin Holm', 'Forge Assist', 'internal', -40],
  ['Karin Holm', 'Copperline API', 'phi_services', -28, 'Peter Vance'],
  ['Peter Vance', 'Forge Assist', 'payments', -20, 'Karin Holm'],
  ['Leila Farouk', 'Greyfen Pair', 'phi_services', -12, 'Karin Holm'],
  ['Greta Olsen', 'Forge Assist', 'internal', -33],
  ['Dependency bot', 'Forge Assist', 'internal', -30, 'Elena Petrova'],
  ['Docs gardener', 'Forge Assist', 'public_docs', -30],
  ['Test generator', 'Forge Assist', 'internal', -26, 'David Osei'],
  ['Owen Clarke', 'Forge Assist', 'internal', -37],
  ['Felix Brandt', 'Forge Assist', 'secrets', -9],
];

interface Ids {
  identities: Map<string, string>;
  repositories: Map<string, string>;
}

async function addIdentities({ as, dayIn }: Company): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let count = 0;
  for (const [role, names] of Object.entries(PEOPLE) as [AccessRole, string][]) {
    for (const name of names.split(', ')) {
      count += 1;
      const account = `${name.toLowerCase().replaceAll(' ', '.')}@calder.example`;
      const joinedOn = dayIn(-120 - ((count * 97) % 1400));
      const { id } = await as.priya.accessTiers.addIdentity({ name, kind: 'person', account, role, joinedOn });
      ids.set(name, id);
    }
  }
  for (const [name, account, owner] of AGENTS) {
    const { id } = await as.priya.accessTiers.addIdentity({
      name,
      kind: 'agent',
      account,
      role: 'service',
      ownerId: ids.get(owner) ?? null,
      joinedOn: dayIn(-110),
    });
    ids.set(name, id);
  }
  return ids;
}

async function addRepositories({ as }: Company): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { regions, pciAnswers, ...facts } of REPOSITORIES) {
    const { id } = await as.priya.accessTiers.addRepository({
      ...facts,
      pciAnswers: { ...pciAnswers },
      regions: [...(regions ?? [])],
    });
    ids.set(facts.name, id);
  }
  return ids;
}

async function addGrants({ as, toolIds, dayIn }: Company, { identities }: Ids): Promise<void> {
  for (const [person, tool, classId, on, reviewer] of GRANTS) {
    const grant = await as.priya.accessTiers.addGrant({
      identityId: identities.get(person) ?? '',
      toolId: toolIds.get(tool) ?? '',
      classId,
      grantedOn: dayIn(on),
      reviewerId: reviewer === undefined ? null : (identities.get(reviewer) ?? null),
    });
    await as.tomas.accessTiers.approveGrant({ grantId: grant.id, revision: grant.revision });
  }
}

interface SampleException {
  by: SamplePerson;
  person: string;
  tool: string;
  classId: AccessClass;
  repository: string;
  reason: string;
  starts: number;
  expires: number;
  decidedBy: 'tomas' | 'mara' | null;
}

async function addException({ as, toolIds, dayIn }: Company, ids: Ids, sample: SampleException): Promise<void> {
  const asked = await as[sample.by].accessTiers.requestException({
    identityId: ids.identities.get(sample.person) ?? '',
    role: null,
    toolId: toolIds.get(sample.tool) ?? '',
    classId: sample.classId,
    repositoryId: ids.repositories.get(sample.repository) ?? null,
    reason: sample.reason,
    consulted: '',
    startsOn: dayIn(sample.starts),
    expiresOn: dayIn(sample.expires),
  });
  if (sample.decidedBy === null) return;
  await as[sample.decidedBy].accessTiers.approveException({
    exceptionId: asked.id,
    revision: asked.revision,
    note: 'For this work alone; every change is reviewed.',
  });
}

/** The first version of the access tiers, with who uses the tools, on what, and the first exceptions. */
export async function startAccessTiers(company: Company): Promise<Ids> {
  const { clock, as, toolIds, dayIn } = company;
  clock.goTo(45);
  const draft = await as.priya.accessTiers.startDraft();
  const sent = await as.priya.accessTiers.sendForApproval({ designId: draft.id, revision: draft.revision });
  await as.ines.accessTiers.approve({ designId: sent.id, revision: sent.revision, note: 'As agreed with security.' });
  const ids = { identities: await addIdentities(company), repositories: await addRepositories(company) };
  await addException(company, ids, {
    by: 'priya',
    person: 'Jonas Weber',
    tool: 'Copperline API',
    classId: 'phi_services',
    repository: 'claims-engine',
    reason: 'Moves the claims engine to the new rules format, beside a senior.',
    starts: -45,
    expires: -8,
    decidedBy: 'tomas',
  });
  await as.ines.accessTiers.recordException({
    identityId: ids.identities.get('Stefan Kruger') ?? '',
    role: null,
    toolId: toolIds.get('Forge Assist') ?? '',
    classId: 'secrets',
    repositoryId: ids.repositories.get('vault-broker') ?? null,
    reason: 'Rotation of the signing keys.',
    consulted: '',
    startsOn: dayIn(-60),
    expiresOn: dayIn(20),
    requesterName: 'Stefan Kruger',
    approverName: 'Stefan Kruger',
    approvedOn: dayIn(-61),
  });
  return ids;
}

/** What has happened since: access, exceptions, a leaver, saved questions, and the draft of the next version. */
export async function continueAccessTiers(company: Company, ids: Ids): Promise<void> {
  const { clock, as, toolIds, dayIn } = company;
  clock.goTo(28);
  await addGrants(company, ids);
  const karin = { person: 'Karin Holm', tool: 'Copperline API', classId: 'phi_services' } as const;
  await addException(company, ids, {
    by: 'priya',
    ...karin,
    repository: 'claims-engine',
    reason: 'Leads the change of the claims engine to the new rules format.',
    starts: -28,
    expires: 54,
    decidedBy: 'tomas',
  });
  await addException(company, ids, {
    by: 'priya',
    person: 'Peter Vance',
    tool: 'Forge Assist',
    classId: 'payments',
    repository: 'ledger-batch',
    reason: 'Rewrites the settlement of failed payouts.',
    starts: -20,
    expires: 6,
    decidedBy: 'mara',
  });
  clock.goTo(6);
  const { rows } = await as.priya.accessTiers.listIdentities({ limit: 1, search: 'Owen Clarke' });
  const [owen] = rows;
  if (owen) {
    const changes = { leftOn: dayIn(-6) };
    await as.priya.accessTiers.updateIdentity({ identityId: owen.id, revision: owen.revision, changes });
  }
  clock.goTo(2);
  await addException(company, ids, {
    by: 'priya',
    person: 'Leila Farouk',
    tool: 'Forge Assist',
    classId: 'payments',
    repository: 'ledger-batch',
    reason: 'Takes over the settlement while a colleague is away.',
    starts: 0,
    expires: 60,
    decidedBy: null,
  });
  const cases = [
    ['A junior never reaches PHI services', 'Jonas Weber', 'Copperline API', 'claims-engine', 'deny'],
    ['A lead with an exception reaches the claims engine', 'Karin Holm', 'Copperline API', 'claims-engine', 'allow'],
    ['A bot stays away from secrets', 'Dependency bot', 'Forge Assist', 'vault-broker', 'deny'],
  ] as const;
  for (const [name, person, tool, repository, expected] of cases) {
    await as.priya.accessTiers.saveCase({
      name,
      identityId: ids.identities.get(person) ?? '',
      toolId: toolIds.get(tool) ?? '',
      repositoryId: ids.repositories.get(repository) ?? null,
      classId: null,
      region: null,
      expected,
    });
  }
  await draftNextVersion(company);
}

/** The next version asks more of the service identities and lets platform admins read docs after training alone. */
async function draftNextVersion({ as }: Company): Promise<void> {
  const draft = await as.priya.accessTiers.startDraft();
  const service = await as.priya.accessTiers.setCell({
    designId: draft.id,
    revision: draft.revision,
    cell: { role: 'service', classId: 'internal', outcome: 'conditional', requirements: ['review', 'human_owner'] },
  });
  await as.tomas.accessTiers.setCell({
    designId: draft.id,
    revision: service.revision,
    cell: { role: 'service', classId: 'secrets', outcome: 'not_set', requirements: [] },
  });
}
