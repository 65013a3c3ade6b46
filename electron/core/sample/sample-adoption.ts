import { Readable } from 'node:stream';
import type { NewEvidence } from '../../../shared/contract/evidence.ts';
import { createDayFormat } from '../../../shared/rules/day-format.ts';
import { makeSampleDocument } from './sample-documents.ts';
import type { Company } from './sample-work.ts';

const formatDay = createDayFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** What adopted tools rest on: documents of the whole company, each behind several items. */
const COMPANY_EVIDENCE: readonly { title: string; kind: NewEvidence['kind']; items: readonly string[] }[] = [
  {
    title: 'Technical controls of AI tools, tested',
    kind: 'test_result',
    items: ['A-TEC-1', 'A-TEC-2', 'A-TEC-3', 'A-TEC-4', 'A-TEC-5'],
  },
  {
    title: 'Policies on AI tools, version 3',
    kind: 'policy',
    items: ['A-POL-1', 'A-POL-2', 'A-POL-3', 'A-POL-4', 'A-POL-5'],
  },
  { title: 'Training gate and register against user list', kind: 'export', items: ['A-TRN-4', 'A-TRN-5'] },
];
/** What one file of each tool holds. */
const FILE_ITEMS = ['A-PRE-1', 'A-PRE-3', 'A-PRE-4', 'A-PRE-5', 'A-PRE-6', 'A-PRE-7', 'A-PRE-8'];
const REQUIRED = [...FILE_ITEMS, ...COMPANY_EVIDENCE.flatMap(({ items }) => items)];

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
  const { name, content } = makeSampleDocument({ title, kind, source: 'Centre of Excellence', datedOn });
  const file = await workbench.files.receive(name, Readable.from([content]));
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

/** Puts documents behind these items and says that they are met. */
async function meetItems(company: Company, toolId: string, name: string, itemIds: readonly string[]): Promise<void> {
  const pieces = [...COMPANY_EVIDENCE, { title: `Adoption file, ${name}`, kind: 'report' as const, items: FILE_ITEMS }];
  for (const { title, kind, items } of pieces) {
    const own = items.filter((itemId) => itemIds.includes(itemId));
    const evidenceId = await findEvidence(company, title, own[0] ?? '', kind);
    const evidence = { evidenceId, page: '' };
    await company.as.priya.adoption.updateItems({ toolId, itemIds: own, state: 'met', evidence });
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
  await meetItems(company, toolId, name, met);
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
  await meetItems(company, toolId, name, met);
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
    const evidenceId = await findEvidence(company, `Log review of ${formatDay(clock.now())}`, 'A-ONG-3', 'report');
    for (const name of names) {
      const toolId = toolIds.get(name) ?? '';
      const { checklist } = await as.priya.adoption.get({ toolId });
      const revision = checklist?.items.find(({ id }) => id === 'A-ONG-3')?.revision ?? 0;
      const evidence = { evidenceId, page: '' };
      await as.priya.adoption.updateItems({ toolId, itemIds: ['A-ONG-3'], evidence });
      await as.mara.adoption.completeRound({ toolId, itemId: 'A-ONG-3', revision, doneOn, note: 'Nothing unusual.' });
    }
  }
}
