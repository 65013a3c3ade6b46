import type { NewEvidence } from '../../../shared/contract/evidence.ts';
import type { Company } from './sample-work.ts';

/** What the whole company has, and every adopted tool rests on: by item, with the kind of document. */
const COMPANY_EVIDENCE: Readonly<Record<string, [title: string, kind: NewEvidence['kind']]>> = {
  'A-TEC-1': ['Proxy rules for AI endpoints', 'export'],
  'A-TEC-2': ['Access groups and code classes', 'export'],
  'A-TEC-3': ['Identity provider, enforced sign-on', 'screenshot'],
  'A-TEC-4': ['Sample of the AI activity log', 'export'],
  'A-TEC-5': ['Data-loss rules with test hits', 'test_result'],
  'A-POL-1': ['Acceptable-use policy, version 3', 'policy'],
  'A-POL-2': ['Code classification standard', 'policy'],
  'A-POL-3': ['Prohibited uses and their controls', 'policy'],
  'A-POL-4': ['Incident playbook, leaking prompt', 'policy'],
  'A-POL-5': ['Change procedure for generated code', 'policy'],
  'A-TRN-4': ['Training gate of the access group', 'screenshot'],
  'A-TRN-5': ['Training register against user list', 'export'],
};
/** What one file of each tool holds, with its pages. */
const FILE_PAGES: Readonly<Record<string, string>> = {
  'A-PRE-1': 'p. 1',
  'A-PRE-3': 'p. 4',
  'A-PRE-4': 'p. 9',
  'A-PRE-5': 'p. 12',
  'A-PRE-6': 'p. 15',
  'A-PRE-7': 'p. 17',
  'A-PRE-8': 'p. 18',
};
const REQUIRED = [...Object.keys(FILE_PAGES), ...Object.keys(COMPANY_EVIDENCE)];

async function findEvidence(
  company: Company,
  title: string,
  control: string,
  kind: NewEvidence['kind'],
): Promise<string> {
  const { workbench, clock, as, adoptionEvidence } = company;
  const known = adoptionEvidence.get(title);
  if (known !== undefined) return known;
  const datedOn = clock.now().toISOString().slice(0, 10);
  const text = `${title}\n${datedOn}\n\nAn invented document of the sample workspace.\n`;
  const file = await workbench.files.receive(
    `${title}.txt`,
    (async function* () {
      yield Buffer.from(text);
    })(),
  );
  const { id } = await as.priya.evidence.add({
    title,
    kind,
    state: 'documented',
    datedOn,
    source: 'Centre of Excellence',
    control,
    vendorId: null,
    fileToken: file.token,
  });
  adoptionEvidence.set(title, id);
  return id;
}

async function link(company: Company, toolId: string, part: string, evidenceId: string, page = ''): Promise<void> {
  await company.as.priya.evidence.link({ recordKind: 'adoption_checklist', recordId: toolId, part, evidenceId, page });
}

async function documentItems(company: Company, toolId: string, name: string, itemIds: readonly string[]) {
  for (const itemId of itemIds) {
    const [title, kind] = COMPANY_EVIDENCE[itemId] ?? [`Adoption file, ${name}`, 'report' as const];
    await link(company, toolId, itemId, await findEvidence(company, title, itemId, kind), FILE_PAGES[itemId]);
  }
}

/**
 * Takes a tool of the sample through its checklist, as far as approval asks. Copperline API goes live with one item
 * accepted, whose acceptance is about to end.
 */
export async function adoptSampleTool(company: Company, toolId: string, name: string): Promise<void> {
  const { as, dayIn } = company;
  await as.priya.adoption.start({ toolId });
  const accepted = name === 'Copperline API' ? ['A-TEC-5'] : [];
  const met = REQUIRED.filter((itemId) => !accepted.includes(itemId));
  await documentItems(company, toolId, name, met);
  await as.priya.adoption.updateItems({ toolId, itemIds: met, state: 'met' });
  if (accepted.length === 0) return;
  await as.ruth.adoption.accept({
    toolId,
    itemIds: accepted,
    reason: 'The batch gateway gets its data-loss rules with the winter release; until then only test data is sent.',
    expiresOn: dayIn(12),
  });
}

/** Takes a tool to the point where two required items keep it from approval. */
export async function adoptSampleToolPartly(company: Company, toolId: string, name: string): Promise<void> {
  const { as, personIds, dayIn } = company;
  await as.priya.adoption.start({ toolId });
  const open = ['A-TEC-4', 'A-TRN-5'];
  const met = REQUIRED.filter((itemId) => !open.includes(itemId));
  await documentItems(company, toolId, name, met);
  await as.priya.adoption.updateItems({ toolId, itemIds: met, state: 'met' });
  await as.priya.adoption.updateItems({
    toolId,
    itemIds: open,
    ownerId: personIds.mara,
    dueOn: dayIn(9),
    state: 'in_progress',
  });
  await as.priya.adoption.updateItems({
    toolId,
    itemIds: ['A-TRN-1', 'A-TRN-3'],
    ownerId: personIds.priya,
    dueOn: dayIn(-3),
  });
}

/** The rounds of tools in use: monthly log reviews, the last of which Orbit Inline has missed. */
export async function keepSampleToolsInOrder(company: Company): Promise<void> {
  const { clock, as, toolIds } = company;
  const inUse = ['Forge Assist', 'Copperline API', 'Copperline Batch', 'Bluefin Complete', 'Sable Local'];
  const [missed, rest] = ['Orbit Inline', ['Ironwood Models', 'Tessellate Review']] as const;
  for (const [daysAgo, names] of [
    [40, [...inUse, ...rest, missed]],
    [4, [...inUse, ...rest]],
  ] as const) {
    clock.goTo(daysAgo);
    const doneOn = clock.now().toISOString().slice(0, 10);
    const evidenceId = await findEvidence(company, `Log review of ${doneOn}`, 'A-ONG-3', 'report');
    for (const name of names) {
      const toolId = toolIds.get(name) ?? '';
      const { checklist } = await as.priya.adoption.get({ toolId });
      const revision = checklist?.items.find(({ id }) => id === 'A-ONG-3')?.revision ?? 0;
      await link(company, toolId, 'A-ONG-3', evidenceId);
      await as.mara.adoption.completeRound({ toolId, itemId: 'A-ONG-3', revision, doneOn, note: 'Nothing unusual.' });
    }
  }
}
