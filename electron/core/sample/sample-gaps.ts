import type { Company } from './sample-work.ts';

/** What the proxy shows, with how many people; some of it is registered, some is not. */
const PROXY_LOG: readonly (readonly [name: string, people: number])[] = [
  ['Forge Assist', 131],
  ['Copperline API', 12],
  ['Quill Free', 3],
  ['Marlow Complete', 6],
  ['Pinecone Notes AI', 2],
  ['ironwood search', 4],
  ['Clipdeck', 19],
];
/** What an expense list shows a few days later. */
const EXPENSES: readonly (readonly [name: string, people: number])[] = [
  ['Marlow Complete', 8],
  ['Tidewater Agent', 1],
];

function toTools(list: typeof PROXY_LOG) {
  return list.map(([name, people]) => ({ name, people }));
}

/** Tools that people use without asking, one that does not matter, and a version that moved on after its approval. */
export async function addSampleGaps(company: Company): Promise<void> {
  const { clock, as, toolIds, dayIn } = company;
  clock.goTo(6);
  await as.priya.gaps.recordSightings({
    source: 'Proxy log, last week',
    seenOn: dayIn(-7),
    tools: toTools(PROXY_LOG),
  });
  const { rows } = await as.tomas.gaps.sightings({ search: 'Clipdeck', limit: 1 });
  const [clipboard] = rows;
  if (!clipboard) throw new Error('The sample lost what was seen');
  await as.tomas.gaps.settleSighting({
    sightingId: clipboard.id,
    revision: clipboard.revision,
    decision: {
      kind: 'not_relevant',
      reason: 'A clipboard manager without a model; looked at with the vendor’s manual.',
    },
  });
  clock.goTo(3);
  await as.priya.gaps.recordSightings({
    source: 'Expense claims of this month',
    seenOn: dayIn(-4),
    tools: toTools(EXPENSES),
  });
  const toolId = toolIds.get('Bluefin Complete') ?? '';
  const { tool } = await as.priya.tools.get({ toolId });
  await as.priya.tools.update({ toolId, revision: tool.revision, changes: { versionRange: '6.x' } });
}
