import { describe, expect, it } from 'vitest';
import { LOCATIONS } from '../../shared/contract/region-pack.ts';
import type { NewUse } from '../../shared/contract/residency.ts';
import { allIn, dataWith, placeIn } from '../support/residency.ts';
import { createTestWorkbench, type TestClient } from '../support/workbench.ts';

const TOOLS = 200;
const TOOLS_OF_VENDOR = 10;
const MEMBERS_OF_VENDOR = 8;
const COUNTRIES = ['DE', 'US', 'IE', 'IN', 'CN', 'PH', 'CA', 'JP'];

/** A register of 20 vendors with 10 tools and 8 sub-processors each, every tool in use in every region. */
async function fillRegister(client: TestClient): Promise<string[]> {
  const regions = (await client.residency.matrix()).regions.map(({ id }) => id);
  for (let number = 0; number < TOOLS / TOOLS_OF_VENDOR; number += 1) {
    const vendor = await client.vendors.create({ name: `Vendor ${number}` });
    for (let member = 0; member < MEMBERS_OF_VENDOR; member += 1) {
      const country = COUNTRIES[(number + member) % COUNTRIES.length] ?? 'DE';
      await client.residency.addSubProcessor({
        vendorId: vendor.id,
        name: `Member ${member}`,
        sees: 'content',
        place: { kind: 'country', country, city: '' },
      });
    }
    for (let index = 0; index < TOOLS_OF_VENDOR; index += 1) {
      await fillTool(client, vendor.id, `Tool ${number}-${index}`, regions, index);
    }
  }
  return regions;
}

async function fillTool(client: TestClient, vendorId: string, name: string, regions: string[], index: number) {
  const tool = await client.tools.create({ vendorId, name, kind: 'assistant' });
  const locations = allIn(placeIn(COUNTRIES[index % COUNTRIES.length] ?? 'DE'));
  const option = await client.residency.addOption({ toolId: tool.id, name: 'Default', locations });
  for (const regionId of regions) {
    const use: NewUse = { toolId: tool.id, regionId, optionId: option.id, data: dataWith('personal', 'health') };
    await client.residency.startUse(use);
  }
}

async function timeMatrix(client: TestClient): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    await client.residency.matrix();
    times.push(performance.now() - start);
  }
  return times.toSorted((left, right) => left - right)[2] ?? 0;
}

describe('the matrix of a large register', () => {
  it('works out 200 tools in 24 regions in one go', { timeout: 240_000 }, async () => {
    await using bench = await createTestWorkbench();
    const regions = await fillRegister(bench.lead);
    const matrix = await bench.auditor.residency.matrix();
    expect(matrix.tools).toHaveLength(TOOLS);
    expect(regions).toHaveLength(24);
    const cells = matrix.tools.flatMap((tool) => tool.cells);
    expect(cells).toHaveLength(TOOLS * regions.length);
    expect(cells.every((cell) => cell.length === LOCATIONS.length)).toBe(true);
    const median = await timeMatrix(bench.auditor);
    const size = JSON.stringify(matrix).length;
    console.info(`matrix of ${TOOLS} × ${regions.length}: median ${median.toFixed(0)} ms, ${size} characters`);
  });
});
