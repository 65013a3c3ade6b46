import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOCATIONS, RESIDENCY_RESULTS, type ResidencyResult } from '../../../shared/contract/region-pack.ts';
import type { LocationFact, Place, RegionUse } from '../../../shared/contract/residency.ts';
import { addWorkingDays, assessBasis, compareResults, worstOf } from '../../../shared/rules/residency/assess-basis.ts';
import {
  assessCell,
  describeTerms,
  findEffectiveResult,
  findOverrideState,
  rateCell,
  type CellFacts,
} from '../../../shared/rules/residency/assess-cell.ts';
import { makesLoop, walkChain } from '../../../shared/rules/residency/chain.ts';
import { readCell, writeCell } from '../../../shared/rules/residency/compact-cell.ts';
import { findContradictions } from '../../../shared/rules/residency/contradictions.ts';
import { isWithin, openGeography } from '../../../shared/rules/residency/geography.ts';
import { listCountries, nameCountry, nameLink, namePlace } from '../../../shared/rules/residency/place-names.ts';
import {
  allIn,
  COMPLETE_LIST,
  dataWith,
  factOf,
  findRegion,
  makeBasis,
  makeOption,
  makeSubProcessor,
  makeUse,
  placeIn,
  shippedGeography,
  shippedRegions,
  TEST_DAY,
  TOOL_USE,
} from '../../support/residency.ts';

function cellOf(regionId: string, locations: LocationFact[], fields: Partial<CellFacts> & { use?: RegionUse } = {}) {
  return assessCell({
    region: findRegion(regionId),
    geography: shippedGeography,
    toolUse: TOOL_USE,
    use: makeUse(regionId),
    option: makeOption(locations),
    chain: [],
    list: COMPLETE_LIST,
    today: TEST_DAY,
    ...fields,
  });
}

const resultIn = (regionId: string, country: string, use: Partial<RegionUse> = {}) =>
  cellOf(regionId, allIn(placeIn(country)), { use: makeUse(regionId, use) }).result;

describe('the geography', () => {
  test('opens groups within groups, and knows parts of countries', () => {
    expect(isWithin(shippedGeography, 'NO', ['eea'])).toBe(true);
    expect(isWithin(shippedGeography, 'DE', ['eea'])).toBe(true);
    expect(isWithin(shippedGeography, 'US', ['eu_adequate'])).toBe(false);
    expect(isWithin(shippedGeography, 'CA-QC', ['eu_adequate'])).toBe(true);
    expect(isWithin(shippedGeography, 'CA', ['CA-QC'])).toBe(false);
    expect(shippedGeography.get('eu')?.size).toBe(27);
  });

  test('refuses a group that is not there, and one that holds itself', () => {
    const table = (groups: Record<string, string[]>) => ({
      id: 'countries' as const,
      asOf: TEST_DAY,
      groups: Object.fromEntries(Object.entries(groups).map(([name, areas]) => [name, { means: name, areas }])),
      sources: {},
    });
    expect(() => openGeography(table({ one: ['two'] }))).toThrow('no group "two"');
    expect(() => openGeography(table({ one: ['two'], two: ['one'] }))).toThrow('holds itself');
  });
});

describe('the shipped pack', () => {
  test('has the 24 regions of the table with their localisation', () => {
    expect(shippedRegions).toHaveLength(24);
    const mandatory = shippedRegions.filter(({ localisation }) => localisation === 'mandatory').map(({ id }) => id);
    expect(mandatory).toEqual(['CN', 'KZ', 'RU']);
    const conditional = shippedRegions.filter(({ localisation }) => localisation === 'conditional').map(({ id }) => id);
    expect(conditional).toEqual(['US', 'DE', 'FR', 'IN', 'AU', 'KR', 'ID', 'VN', 'TR', 'SA', 'AE']);
  });

  test('is met by a tool that stays in the region, whatever the data, once conditions are on record', () => {
    for (const region of shippedRegions) {
      const [home = ''] = region.places;
      const country = home === 'eea' ? 'IE' : home;
      const conditions = region.rules.conditions.map(({ id }) => ({
        conditionId: id,
        state: 'met' as const,
        on: '2026-01-01',
        note: '',
      }));
      expect(
        resultIn(region.id, country, { data: dataWith(...(Object.keys(dataWith()) as 'health'[])), conditions }),
        region.id,
      ).toBe('meets');
    }
  });
});

describe('regions', () => {
  test('Germany: health data stays in Germany, the EEA, Switzerland or an adequate country, with C5 type 2', () => {
    const health = { data: dataWith('personal', 'health') };
    const conditions = ['c5_type_2', 'german_establishment'].map((conditionId) => ({
      conditionId,
      state: 'met' as const,
      on: '2026-03-01',
      note: '',
    }));
    expect(resultIn('DE', 'US', health)).toBe('breach');
    expect(resultIn('DE', 'PH', { ...health, conditions })).toBe('breach');
    expect(resultIn('DE', 'DE', health)).toBe('unknown');
    for (const country of ['DE', 'IE', 'CH', 'JP', 'BR']) {
      expect(resultIn('DE', country, { ...health, conditions }), country).toBe('meets');
    }
    const broken = conditions.map((one) => ({ ...one, state: 'not_met' as const }));
    expect(resultIn('DE', 'DE', { ...health, conditions: broken })).toBe('breach');
    expect(resultIn('DE', 'DE')).toBe('meets');
  });

  test('a breach that rests on data nobody asked about is unknown', () => {
    expect(resultIn('DE', 'US', { data: { ...dataWith('personal'), health: null } })).toBe('unknown');
    expect(resultIn('CN', 'US', { data: { ...dataWith(), important: null } })).toBe('unknown');
    expect(resultIn('CN', 'US', { data: dataWith('important') })).toBe('breach');
    expect(resultIn('CN', 'US', { data: dataWith() })).toBe('meets');
  });

  test("personal, health and payment data are read from the tool's use where the region says nothing", () => {
    const use = makeUse('DE', { data: { ...dataWith('personal'), health: null } });
    const cell = (phi: boolean | null) =>
      cellOf('DE', allIn(placeIn('PH')), { use, toolUse: { ...TOOL_USE, phi_possible: phi } }).result;
    expect(cell(true)).toBe('breach');
    expect(cell(null)).toBe('unknown');
  });

  test('Russia, Kazakhstan and China: personal data that leaves is a breach', () => {
    for (const id of ['RU', 'KZ', 'CN']) {
      expect(resultIn(id, 'DE'), id).toBe('breach');
      expect(resultIn(id, id, { conditions: [] }), id).toBe('meets');
    }
  });

  test('Quebec: blocked until the assessment and the agreement exist, even towards Ontario', () => {
    expect(resultIn('CA-QC', 'CA')).toBe('breach');
    const met = (conditionId: string) => ({ conditionId, state: 'met' as const, on: '2026-05-01', note: '' });
    expect(resultIn('CA-QC', 'CA', { conditions: [met('impact_assessment')] })).toBe('breach');
    expect(resultIn('CA-QC', 'US', { conditions: [met('impact_assessment'), met('written_agreement')] })).toBe('meets');
    expect(resultIn('CA-QC', 'CA-QC')).toBe('meets');
    expect(
      resultIn('CA-QC', 'US', {
        conditions: [met('impact_assessment'), { ...met('written_agreement'), on: '2026-11-21' }],
      }),
    ).toBe('breach');
  });

  test('United States: personal data may not reach countries of concern, not even as system data', () => {
    expect(resultIn('US', 'US')).toBe('meets');
    expect(resultIn('US', 'IN')).toBe('meets');
    for (const country of ['CN', 'HK', 'MO', 'RU', 'IR', 'KP', 'CU', 'VE']) {
      expect(cellOf('US', [factOf('telemetry', placeIn(country, '', 'system'))]).result, country).toBe('breach');
    }
  });

  test('EU: adequate countries need no basis; the United States need a listing or clauses with an assessment', () => {
    for (const country of ['AD', 'AR', 'BR', 'CA', 'CH', 'GB', 'IL', 'JP', 'KR', 'NZ', 'UY', 'NO']) {
      expect(resultIn('EU', country), country).toBe('meets');
    }
    expect(resultIn('EU', 'US')).toBe('unknown');
    const listing = { listed: true, coversData: true, checkedOn: '2026-02-01' };
    const withBasis = (basis: ReturnType<typeof makeBasis>) => resultIn('EU', 'US', { bases: [basis] });
    expect(withBasis(makeBasis('privacy_framework', listing))).toBe('meets');
    expect(withBasis(makeBasis('privacy_framework', { ...listing, checkedOn: '2025-11-19' }))).toBe('partial');
    expect(withBasis(makeBasis('privacy_framework', { ...listing, listed: false }))).toBe('breach');
    expect(resultIn('EU', 'IN', { bases: [makeBasis('privacy_framework', listing)] })).toBe('unknown');
    const clauses = { signedOn: '2026-01-05', module: '2', annexesFilled: true, assessedOn: '2026-01-20' };
    expect(withBasis(makeBasis('standard_clauses', clauses))).toBe('meets');
    expect(withBasis(makeBasis('standard_clauses', { ...clauses, assessedOn: null }))).toBe('partial');
    expect(withBasis(makeBasis('standard_clauses', { ...clauses, module: '' }))).toBe('partial');
    expect(withBasis(makeBasis('standard_clauses', { ...clauses, signedOn: null }))).toBe('unknown');
  });

  test('United Kingdom: a risk note to the old test is partial', () => {
    const signed = { signedOn: '2025-01-05', assessedOn: '2025-02-01' };
    expect(resultIn('UK', 'US', { bases: [makeBasis('idta', signed)] })).toBe('partial');
    expect(resultIn('UK', 'US', { bases: [makeBasis('idta', { ...signed, assessedOn: '2026-02-05' })] })).toBe('meets');
  });

  test('Turkey: a standard contract is notified within five working days', () => {
    const basis = findRegion('TR').rules.transfer?.bases.find(({ id }) => id === 'standard_contract');
    if (!basis) throw new Error('The pack has no Turkish contract');
    // A Friday; five working days end on the next Friday.
    const recorded = makeBasis('standard_contract', { signedOn: '2026-11-13' });
    expect(addWorkingDays('2026-11-13', 5)).toBe('2026-11-20');
    expect(assessBasis(basis, recorded, '2026-11-20')).toEqual({ result: 'partial', missing: ['filing'] });
    expect(assessBasis(basis, recorded, '2026-11-21')).toEqual({ result: 'breach', missing: ['filing'] });
    expect(assessBasis(basis, { ...recorded, filedOn: '2026-11-18' }, '2026-11-21').result).toBe('meets');
  });
});

describe('a cell', () => {
  test('knows nothing before it was said which option is in use, and calls unseen facts and lists by name', () => {
    const none = cellOf('EU', [], { option: null });
    expect(none.locations.map(({ result }) => result)).toEqual([
      ...Array.from({ length: 5 }, () => 'unknown'),
      'meets',
      'unknown',
    ]);
    expect(none.deciding[0]?.kind).toBe('no_option');
    const unseen = cellOf('EU', allIn(placeIn('IE')), { list: { ...COMPLETE_LIST, seenOn: null } });
    expect(unseen.deciding).toMatchObject([{ kind: 'no_list', result: 'unknown' }]);
    const kinds = (facts: Partial<LocationFact>, list = COMPLETE_LIST) =>
      cellOf('EU', [{ ...factOf('storage', placeIn('IE')), ...facts }], { list }).locations.flatMap(({ causes }) =>
        causes.filter(({ kind }) => kind !== 'unknown_place').map(({ kind }) => kind),
      );
    expect(kinds({ seenOn: '2025-11-19' })).toEqual(['old_fact']);
    expect(kinds({ seenOn: '2025-11-20' })).toEqual([]);
    expect(kinds({ coverage: 'part' })).toEqual(['partial_coverage']);
    expect(kinds({}, { ...COMPLETE_LIST, complete: false })).toEqual(['incomplete_list']);
    expect(kinds({}, { ...COMPLETE_LIST, seenOn: '2025-01-01' })).toEqual(['old_list']);
  });

  test('system data outside, or alone, is partial', () => {
    const telemetry = (...places: Place[]) =>
      cellOf('DE', [factOf('telemetry', ...places)], {
        use: makeUse('DE', { data: dataWith('personal', 'health') }),
      }).locations.find(({ location }) => location === 'telemetry')?.result;
    expect(telemetry(placeIn('IE', 'Dublin', 'system'))).toBe('partial');
    expect(telemetry(placeIn('DE'), placeIn('IE', 'Dublin', 'system'))).toBe('meets');
    expect(telemetry(placeIn('DE'), placeIn('US', '', 'system'))).toBe('partial');
    expect(telemetry(placeIn('DE'), placeIn('US'))).toBe('breach');
  });

  test('names the link that breaks a claim', () => {
    const hosting = makeSubProcessor('hosting', {
      name: 'Ironwood Cloud',
      place: { kind: 'country', country: 'DE', city: 'Frankfurt' },
    });
    const support = makeSubProcessor('support', {
      name: 'Castellan',
      parentId: 'hosting',
      place: { kind: 'country', country: 'PH', city: 'Manila' },
    });
    const chain = walkChain('Harrow AI', [hosting, support], 'tool', TEST_DAY);
    const option = makeOption(allIn(placeIn('DE', 'Frankfurt')), {
      claim: { text: 'EU only', areas: ['eea'], statedOn: '2026-03-03', sourceUrl: '' },
    });
    const found = findContradictions(option, chain, shippedGeography);
    expect(found.map(({ links }) => links.map(nameLink).join(' → '))).toEqual([
      'Harrow AI → Ironwood Cloud, Frankfurt → Castellan, Manila',
    ]);
    const cell = cellOf('DE', [], {
      option,
      chain,
      use: makeUse('DE', { data: dataWith('personal', 'health') }),
    });
    expect(cell.locations.find(({ location }) => location === 'sub_processors')).toMatchObject({
      result: 'breach',
      note: 'Castellan',
    });
    expect(cell.deciding[0]?.chain.at(-1)?.name).toBe('Castellan');
    const blind = walkChain('Harrow AI', [hosting, { ...support, sees: 'nothing' }], 'tool', TEST_DAY);
    expect(findContradictions(option, blind, shippedGeography)).toEqual([]);
    expect(findContradictions({ ...option, claim: { ...option.claim, areas: [] } }, chain, shippedGeography)).toEqual(
      [],
    );
  });
});

describe('a chain', () => {
  const members = [
    makeSubProcessor('a'),
    makeSubProcessor('b', { parentId: 'a' }),
    makeSubProcessor('c', { parentId: 'b', toolIds: ['x'] }),
    makeSubProcessor('gone', { endedOn: '2026-11-20' }),
    makeSubProcessor('below', { parentId: 'gone' }),
    makeSubProcessor('coming', { since: '2026-11-21' }),
  ];
  test('holds who is engaged today for the tool, and leaves out whoever stands below one that is not', () => {
    const names = (toolId: string, day = TEST_DAY) =>
      walkChain('V', members, toolId, day).map(({ subProcessor }) => subProcessor.id);
    expect(names('x')).toEqual(['a', 'b', 'c']);
    expect(names('y')).toEqual(['a', 'b']);
    expect(names('y', '2026-11-19')).toEqual(['a', 'b', 'gone', 'below']);
    expect(names('y', '2026-11-21')).toEqual(['a', 'b', 'coming']);
  });

  test('ends even where a list runs in a circle, and sees the circle', () => {
    const circle = [makeSubProcessor('a', { parentId: 'b' }), makeSubProcessor('b', { parentId: 'a' })];
    expect(walkChain('V', circle, 'x', TEST_DAY)).toHaveLength(2);
    expect(makesLoop(members, 'a', 'c')).toBe(true);
    expect(makesLoop(members, 'c', 'a')).toBe(false);
  });
});

describe('an override', () => {
  const approved = { approvedAt: '2026-11-01T10:00:00.000Z', withdrawnAt: null, expiresOn: '2026-12-31' };
  test('counts only while it is approved, not withdrawn and not expired', () => {
    expect(findOverrideState(approved, '2026-12-31')).toBe('live');
    expect(findOverrideState(approved, '2027-01-01')).toBe('expired');
    expect(findOverrideState({ ...approved, approvedAt: null }, TEST_DAY)).toBe('proposed');
    expect(findOverrideState({ ...approved, withdrawnAt: '2026-11-02T10:00:00.000Z' }, TEST_DAY)).toBe('withdrawn');
  });

  test('that has expired, is proposed or withdrawn has no effect, and a live one never makes a cell worse', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RESIDENCY_RESULTS),
        fc.constantFrom('meets' as const, 'partial' as const),
        fc.integer({ min: -400, max: 400 }),
        fc.boolean(),
        fc.boolean(),
        (computed, result, days, isApproved, isWithdrawn) => {
          const expiresOn = new Date(Date.parse(TEST_DAY) + days * 86_400_000).toISOString().slice(0, 10);
          const override = {
            result,
            expiresOn,
            approvedAt: isApproved ? approved.approvedAt : null,
            withdrawnAt: isWithdrawn ? approved.approvedAt : null,
          };
          const effective = findEffectiveResult(computed, override, TEST_DAY);
          if (days < 0 || !isApproved || isWithdrawn) expect(effective).toBe(computed);
          expect(compareResults(effective, computed)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});

/** Places from best known to not known at all, for any region. */
const anyPlace: fc.Arbitrary<Place> = fc.record({
  kind: fc.constantFrom('country' as const, 'own_premises' as const, 'own_cloud' as const, 'unknown' as const),
  country: fc.constantFrom('DE', 'IE', 'US', 'CN', 'RU', 'PH', 'CA', 'CA-QC', 'IN', 'AU', 'JP'),
  city: fc.constant(''),
  data: fc.constantFrom('all' as const, 'system' as const),
});
const anyFacts = fc.tuple(
  ...allIn().map(({ location }) =>
    fc
      .record({
        places: fc.array(anyPlace, { maxLength: 3 }),
        coverage: fc.constantFrom('all' as const, 'part' as const),
        seenOn: fc.constantFrom('2026-11-13', '2025-01-01'),
      })
      .map((fact): LocationFact => ({ ...factOf(location), ...fact })),
  ),
);
const anyRegion = fc.constantFrom(...shippedRegions);
const anyData = fc.subarray(Object.keys(dataWith()) as 'health'[]).map((kinds) => dataWith(...kinds));

describe('whatever the facts', () => {
  test('a cell is the worst of its seven, and what is not known is never met', () => {
    fc.assert(
      fc.property(anyRegion, anyFacts, anyData, (region, facts, data) => {
        const cell = cellOf(region.id, facts, { use: makeUse(region.id, { data }) });
        expect(cell.locations.map(({ location }) => location)).toEqual([...LOCATIONS]);
        expect(cell.result).toBe(worstOf(cell.locations.map(({ result }) => result)));
        for (const { result, places, location } of cell.locations) {
          if (location === 'sub_processors') continue;
          if (places.length === 0 || places.some(({ kind }) => kind === 'unknown')) expect(result).not.toBe('meets');
        }
        if (cell.result !== 'meets') expect(cell.deciding.length).toBeGreaterThan(0);
      }),
    );
  });

  test('bringing one location home never makes the cell worse', () => {
    fc.assert(
      fc.property(anyRegion, anyFacts, anyData, fc.nat(5), (region, facts, data, index) => {
        const use = makeUse(region.id, { data });
        const before = cellOf(region.id, facts, { use });
        const better = facts.map((fact, at) =>
          at === index ? factOf(fact.location, { kind: 'own_premises', country: '', city: '', data: 'all' }) : fact,
        );
        const after = cellOf(region.id, better, { use });
        expect(compareResults(after.result, before.result)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('forgetting where a location is never makes it met, and never better than a place that is met', () => {
    fc.assert(
      fc.property(anyRegion, anyFacts, anyData, fc.nat(5), (region, facts, data, index) => {
        const use = makeUse(region.id, { data });
        const before = cellOf(region.id, facts, { use });
        const unknown = facts.map((fact, at) => (at === index ? { ...fact, places: [] } : fact));
        const after = cellOf(region.id, unknown, { use });
        const at = LOCATIONS.indexOf(facts[index]?.location ?? 'endpoint');
        const met: ResidencyResult = before.locations[at]?.result ?? 'unknown';
        expect(after.locations[at]?.result).toBe('unknown');
        if (met === 'meets') expect(compareResults(after.result, before.result)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('the results alone are those of the whole cell', () => {
    const anyMember = fc.record({
      country: fc.constantFrom('DE', 'US', 'CN'),
      sees: fc.constantFrom('content', 'system', 'nothing'),
    });
    fc.assert(
      fc.property(
        anyRegion,
        anyFacts,
        anyData,
        fc.array(anyMember, { maxLength: 4 }),
        fc.boolean(),
        (region, locations, data, members, complete) => {
          const subProcessors = members.map(({ country, sees }, index) =>
            makeSubProcessor(`s${index}`, { sees: sees as 'content', place: { kind: 'country', country, city: '' } }),
          );
          const facts: CellFacts = {
            region,
            geography: shippedGeography,
            toolUse: TOOL_USE,
            use: makeUse(region.id, { data }),
            option: makeOption(locations, {
              claim: { text: 'EU only', areas: ['eea'], statedOn: null, sourceUrl: '' },
            }),
            chain: walkChain('V', subProcessors, 'tool', TEST_DAY),
            list: { ...COMPLETE_LIST, complete },
            today: TEST_DAY,
          };
          const terms = describeTerms(facts);
          const whole = assessCell(facts).locations.map(({ result }) => result);
          expect(rateCell(facts, terms, '2025-11-20')).toEqual(whole);
          // What was worked out before is used again, and gives the same.
          expect(rateCell(facts, terms, '2025-11-20')).toEqual(whole);
        },
      ),
    );
  });

  test('a cell survives its few letters', () => {
    const anyResults = fc.array(fc.constantFrom(...RESIDENCY_RESULTS), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(anyResults, fc.constantFrom(null, 'live', 'proposed', 'expired'), (results, state) => {
        const override = state === null ? null : { state, result: 'partial' as const };
        const cell = readCell(writeCell(results, override));
        expect(cell?.locations.map(({ result }) => result)).toEqual(results);
        expect(cell?.result).toBe(worstOf(results));
        expect(cell?.override).toBe(state === 'live' ? 'partial' : null);
        expect(cell?.proposed).toBe(state === 'proposed');
      }),
    );
    expect(readCell('')).toBeNull();
  });
});

test('places are named as people name them', () => {
  const words = (kind: string) => `(${kind})`;
  expect(namePlace({ kind: 'country', country: 'PH', city: 'Manila' }, words)).toBe('Manila, Philippines');
  expect(namePlace({ kind: 'own_cloud', country: 'DE', city: '' }, words)).toBe('(own_cloud), Germany');
  expect(namePlace({ kind: 'nowhere', country: '', city: '' }, words)).toBe('(nowhere)');
  expect(nameCountry('CA-QC')).toBe('Quebec');
  const countries = listCountries();
  expect(countries.filter(({ code }) => ['DE', 'CA-QC', 'GB', 'US'].includes(code))).toHaveLength(4);
  expect(countries.length).toBeGreaterThan(240);
  expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
});
