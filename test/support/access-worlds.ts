import * as fc from 'fast-check';
import {
  ACCESS_CLASSES,
  ACCESS_DUTIES,
  ACCESS_REQUIREMENTS,
  ACCESS_ROLES,
  CODE_CLASSES,
  EXCEPTION_STATES,
  PCI_CLASSES,
} from '../../shared/contract/access-tier-records.ts';
import { REGISTER_STATUSES } from '../../shared/contract/vendors.ts';
import type { AccessWorld, PolicyInput } from '../../shared/rules/access-tiers/policy-data.ts';
import { addDays } from '../../shared/rules/days.ts';

/** The day on which every question of these worlds is asked. */
export const TODAY = '2026-11-20';

const day = fc.integer({ min: -200, max: 200 }).map((days) => addDays(TODAY, days));
const dayOrNone = fc.option(day, { nil: null });
/** Few of each, so that records meet. */
const PEOPLE = ['ada', 'ben', 'cleo'];
const AGENTS = ['bot', 'runner'];
const TOOLS = ['forge', 'harrow'];
const REPOSITORIES = ['claims', 'gateway', 'site'];
const REGIONS = ['EU', 'US'];

const person = fc.constantFrom(...PEOPLE);
const anybody = fc.constantFrom(...PEOPLE, ...AGENTS);
const tool = fc.constantFrom(...TOOLS);
const classId = fc.constantFrom(...ACCESS_CLASSES);
const party = fc.record({ id: fc.constant(null), name: fc.constantFrom('Ines', 'Tomas', 'ines ') });

const cells = fc
  .array(
    fc.record({
      outcome: fc.constantFrom('allow', 'allow', 'conditional', 'conditional', 'deny', 'not_set'),
      requirements: fc.subarray([...ACCESS_REQUIREMENTS]),
    }),
    { minLength: 63, maxLength: 63 },
  )
  .map((drawn) =>
    ACCESS_ROLES.flatMap((role, row) =>
      ACCESS_CLASSES.map((one, column) => {
        const { outcome, requirements } = drawn[row * ACCESS_CLASSES.length + column] ?? {
          outcome: 'deny' as const,
          requirements: [],
        };
        const asks = outcome === 'allow' || outcome === 'conditional' ? requirements : [];
        return { role, classId: one, outcome, requirements: asks };
      }),
    ),
  );

const identity = (id: string, kind: 'person' | 'agent') =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    kind: fc.constant(kind),
    role: fc.constantFrom(...ACCESS_ROLES),
    joinedOn: fc.oneof({ weight: 4, arbitrary: fc.constant('2026-01-01') }, { weight: 1, arbitrary: day }),
    leftOn: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: dayOrNone }),
    ownerId: kind === 'agent' ? fc.option(fc.constantFrom(...PEOPLE), { nil: null, freq: 4 }) : fc.constant(null),
  });
const identities = fc.tuple(
  ...PEOPLE.map((id) => identity(id, 'person')),
  ...AGENTS.map((id) => identity(id, 'agent')),
);

const exception = fc
  .record({
    holder: fc.oneof(anybody, fc.constantFrom(...ACCESS_ROLES)),
    toolId: tool,
    classId,
    repositoryId: fc.option(fc.constantFrom(...REPOSITORIES), { nil: null }),
    state: fc.constantFrom(...EXCEPTION_STATES, 'approved' as const, 'approved' as const),
    startsOn: day,
    days: fc.integer({ min: 0, max: 200 }),
    requestedBy: party,
    decidedBy: fc.option(party, { nil: null }),
  })
  .map(({ holder, days, ...facts }) => {
    const role = ACCESS_ROLES.find((one) => one === holder) ?? null;
    return {
      ...facts,
      code: `EX of ${holder}`,
      identityId: role === null ? holder : null,
      role,
      expiresOn: addDays(facts.startsOn, days),
    };
  });

/** A whole world with few records that meet often. */
export const accessWorld: fc.Arbitrary<AccessWorld> = identities.chain((known) =>
  fc.record({
    design: fc.record({
      id: fc.constant('design'),
      version: fc.constant(7),
      inForceOn: fc.constant('2026-09-01'),
      cells,
      duties: fc.constant(
        ACCESS_ROLES.map((role) => ({ role, duties: role === 'junior' ? [] : [...ACCESS_DUTIES].slice(0, 2) })),
      ),
    }),
    withoutExceptions: fc.constant(['auditor' as const]),
    identities: fc.constant(known),
    tools: fc.tuple(
      ...TOOLS.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constant(id),
          status: fc.oneof(
            { weight: 4, arbitrary: fc.constant('approved' as const) },
            { weight: 1, arbitrary: fc.constantFrom(...REGISTER_STATUSES) },
          ),
          gatesPassed: fc.constant(4),
        }),
      ),
    ),
    repositories: fc.tuple(
      ...REPOSITORIES.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constant(id),
          codeClass: fc.option(fc.constantFrom(...CODE_CLASSES), { nil: null, freq: 6 }),
          pciClass: fc.option(fc.constantFrom(...PCI_CLASSES), { nil: null, freq: 2 }),
          regions: fc.subarray(REGIONS, { maxLength: 1 }),
        }),
      ),
    ),
    exceptions: fc.array(exception, { maxLength: 12 }),
    grants: fc.array(
      fc.record({
        identityId: anybody,
        toolId: tool,
        classId,
        grantedOn: day,
        removedOn: fc.option(day, { nil: null, freq: 2 }),
        reviewer: fc.option(fc.constantFrom(...known), { nil: null }),
        approvedBy: fc.option(fc.constant('Ines'), { nil: null }),
      }),
      { maxLength: 20 },
    ),
    training: fc.array(
      fc.record(
        {
          identityId: person,
          classId,
          course: fc.constant('Foundations'),
          completedOn: day,
          expiresOn: dayOrNone,
        },
        { requiredKeys: ['identityId', 'course', 'completedOn', 'expiresOn'] },
      ),
      { maxLength: 9 },
    ),
    agreements: fc.array(
      fc.record({
        toolId: tool,
        classId,
        obstacles: fc.constantFrom([], ['business associate agreement']),
      }),
      { maxLength: 2 },
    ),
    residency: fc.uniqueArray(
      fc.record({
        toolId: tool,
        region: fc.constantFrom(...REGIONS),
        verdict: fc.constantFrom('inside' as const, 'inside' as const, 'breach' as const, 'unknown' as const),
      }),
      { maxLength: 4, selector: ({ toolId, region }) => `${toolId} ${region}` },
    ),
  }),
);

/** A question about what such a world holds. */
export const policyInput: fc.Arbitrary<PolicyInput> = fc
  .record({
    person: anybody,
    tool,
    place: fc.oneof(fc.constantFrom(...REPOSITORIES), classId),
    region: fc.option(fc.constantFrom(...REGIONS), { nil: null, freq: 1 }),
  })
  .map(({ place, ...asked }) => {
    const repository = REPOSITORIES.find((one) => one === place) ?? null;
    return {
      person: asked.person,
      tool: asked.tool,
      repository,
      class: repository === null ? (ACCESS_CLASSES.find((one) => one === place) ?? null) : null,
      region: asked.region,
      today: TODAY,
    };
  });
