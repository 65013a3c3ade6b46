import type { NewTool } from '../../shared/contract/tools.ts';
import type { TestClient } from './workbench.ts';

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
