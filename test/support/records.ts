import type { Evidence } from '../../shared/contract/evidence.ts';
import { USE_CONDITIONS } from '../../shared/contract/questionnaire-pack.ts';
import type { NewTool, Tool, ToolUse } from '../../shared/contract/tools.ts';
import { addDays } from '../../shared/rules/days.ts';
import type { createTestWorkbench, TestClient } from './workbench.ts';

/** A vendor of this name, and one tool of it. */
export async function addVendorWithTool(
  client: TestClient,
  name = 'Lumen Forge',
  tool: Partial<Omit<NewTool, 'vendorId'>> = {},
) {
  const vendor = await client.vendors.create({ name });
  const created = await client.tools.create({
    vendorId: vendor.id,
    name: `${name} Assist`,
    kind: 'assistant',
    ...tool,
  });
  return { vendor, tool: created };
}

/**
 * Answers the conditions of use that nobody has answered: none of them holds, so that the use needs no agreement for
 * them. Gives the tool.
 */
export async function answerUse(client: TestClient, toolId: string): Promise<Tool> {
  const { tool } = await client.tools.get({ toolId });
  const use = Object.fromEntries(
    USE_CONDITIONS.map((condition) => [condition, tool.use[condition] ?? false]),
  ) as ToolUse;
  return client.tools.update({ toolId, revision: tool.revision, changes: { use } });
}

/** Who works in this window. */
export async function whoWorks(client: TestClient): Promise<string> {
  const { person } = await client.workspace.status();
  if (!person) throw new Error('Nobody works in this window');
  return person.id;
}

/** The trail's entries of one record, oldest first, with what changed. */
export async function readHistory(client: TestClient, recordId: string) {
  const page = await client.auditTrail.list({
    filters: [{ field: 'recordId', operator: 'is', values: [recordId] }],
    limit: 100,
  });
  return page.rows
    .map(({ operation, actorName, before, after }) => ({
      operation,
      actorName,
      before: before === null ? null : (JSON.parse(before) as Record<string, unknown>),
      after: after === null ? null : (JSON.parse(after) as Record<string, unknown>),
    }))
    .reverse();
}

/** How many entries the trail has: to show that something refused left no trace. */
export async function countEntries(client: TestClient): Promise<number> {
  return (await client.auditTrail.list({ limit: 1 })).total;
}

/**
 * Covers everything that stands between a tool and its approval, beside its own four gates: what nobody has said of
 * its use is answered, and the required items of its adoption checklist are accepted for half a year. The officer must not own the tool.
 */
export async function makeApprovable(officer: TestClient, toolId: string): Promise<void> {
  await answerUse(officer, toolId);
  const { items, startedOn } = await officer.adoption.start({ toolId });
  const open = items.filter(({ required, covered }) => required && !covered);
  for (const { id: itemId, revision } of open.filter(({ waivable }) => !waivable)) {
    const changes = { state: 'not_applicable', reason: 'This use needs no agreement.' } as const;
    await officer.adoption.updateItem({ toolId, itemId, revision, changes });
  }
  const itemIds = open.filter(({ waivable }) => waivable).map(({ id }) => id);
  await officer.adoption.accept({ toolId, itemIds, reason: 'For the trial', expiresOn: addDays(startedOn, 180) });
}

/** Puts a piece of evidence with a file behind a control of a risk. */
export async function proveControl(
  bench: Pick<Awaited<ReturnType<typeof createTestWorkbench>>, 'workbench' | 'reviewer'>,
  riskId: string,
  controlId: string,
  state: Exclude<Evidence['state'], 'claimed'>,
  datedOn = '2026-11-01',
): Promise<Evidence> {
  const { token } = await bench.workbench.files.receive(
    'proof.txt',
    (async function* () {
      yield Buffer.from(`${riskId} ${controlId} ${state}`);
    })(),
  );
  const added = await bench.reviewer.evidence.add({
    title: 'Proof',
    kind: 'report',
    state,
    datedOn,
    control: 'R-1',
    vendorId: null,
    fileToken: token,
  });
  const target = { recordKind: 'risk', recordId: riskId, part: controlId } as const;
  await bench.reviewer.evidence.link({ ...target, evidenceId: added.id, page: '' });
  return added;
}
