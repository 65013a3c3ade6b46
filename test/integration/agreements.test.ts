import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectAgreementPage } from '../../electron/core/features/agreements/agreements-store.ts';
import { addVendor } from '../../electron/core/features/vendors/vendors.ts';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import { AGREEMENT_STATES, STORED_STATES } from '../../shared/contract/agreements.ts';
import { listInputSchema } from '../../shared/contract/operation.ts';
import { findStateToday, type LifeFacts } from '../../shared/rules/agreements/lifecycle.ts';
import { addDays } from '../../shared/rules/days.ts';
import { openTestFile } from '../support/open-file.ts';

const START = '2026-01-01';
let opened: Awaited<ReturnType<typeof openTestFile>>;
let vendorId = '';

beforeAll(async () => {
  opened = await openTestFile();
  const vendor = await writeUnit(opened.workspace, 'assay', 'vendors.create', (unit) =>
    addVendor(unit, { name: 'Lumen Forge' }),
  );
  vendorId = vendor.id;
});
afterAll(() => opened[Symbol.asyncDispose]());

const maybeDay = fc.option(fc.integer({ min: -200, max: 400 }).map((days) => addDays(START, days)));
const life = fc.record({
  state: fc.oneof(fc.constantFrom(...STORED_STATES), fc.constantFrom('signed', 'terminated')),
  inForceFrom: maybeDay,
  expiresOn: maybeDay,
  noticeOn: maybeDay,
  terminatedOn: maybeDay,
  supersededFrom: maybeDay,
});

function insert(id: string, code: string, facts: Partial<LifeFacts>, supersedes: string | null): void {
  opened.workspace.file
    .prepare(
      `insert into agreements values (@id, @code, @vendorId, 'baa', @code, null, null, '', null, null, 'unknown', '',
        @state, '2026-01-01', '', '[]', '[]', '[]', '{}', null, @supersedes, null, '', '', @inForceFrom, @expiresOn, null,
        @noticeOn, null, @terminatedOn, null, null, @inForceFrom, null, null, '2026-01-01T00:00:00.000Z', 1)`,
    )
    .run({
      id,
      code,
      vendorId,
      supersedes,
      state: 'signed',
      inForceFrom: null,
      expiresOn: null,
      noticeOn: null,
      terminatedOn: null,
      ...facts,
    });
}

describe('the state of an agreement in the register', () => {
  it('is filtered in SQL as the rule works it out, whatever the dates', async () => {
    const { file, queries } = opened.workspace;
    await fc.assert(
      fc.asyncProperty(
        fc.array(life, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 0, max: 250 }),
        async (lives, days) => {
          const today = addDays(START, days);
          file.exec('delete from agreements');
          const expected = new Map<string, string>();
          for (const [index, { supersededFrom, ...facts }] of lives.entries()) {
            const id = `old-${index}`;
            insert(id, id, facts, null);
            if (supersededFrom !== null) insert(`new-${index}`, `new-${index}`, { inForceFrom: supersededFrom }, id);
            expected.set(id, findStateToday({ ...facts, supersededFrom }, today));
          }
          for (const state of AGREEMENT_STATES) {
            const { rows } = await selectAgreementPage(
              queries,
              listInputSchema.parse({ limit: 100, filters: [{ field: 'state', operator: 'is', values: [state] }] }),
              today,
            );
            const found = rows.filter(({ id }) => id.startsWith('old-'));
            expect(found.every(({ stateToday }) => stateToday === state)).toBe(true);
            expect(found.map(({ id }) => id).sort()).toEqual(
              [...expected]
                .filter(([, one]) => one === state)
                .map(([id]) => id)
                .sort(),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
