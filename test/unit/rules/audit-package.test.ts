import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PACKAGE_ITEMS, PACKAGE_SECTIONS, type PackageItem } from '../../../shared/contract/audit-package.ts';
import type { PackageFacts, PieceFacts, ToolFacts } from '../../../shared/rules/audit-package/facts.ts';
import { ITEM_SOURCES, nameItemFolder, numberItem } from '../../../shared/rules/audit-package/items.ts';
import { findUncoveredMonths, listMonths } from '../../../shared/rules/audit-package/log-coverage.ts';
import { writeManifest, writeSums, type PackageManifest } from '../../../shared/rules/audit-package/manifest.ts';
import { countReadiness, readReadiness } from '../../../shared/rules/audit-package/readiness.ts';
import { changeTexts, createRedaction } from '../../../shared/rules/audit-package/redaction.ts';
import {
  drawSample,
  findSampleSize,
  rateFrequency,
  writePopulation,
  writeRankedText,
} from '../../../shared/rules/audit-package/sampling.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the items', () => {
  test('are seventeen in six sections, 3 + 3 + 3 + 3 + 3 + 2, numbered in order', () => {
    const sizes = PACKAGE_SECTIONS.map(
      (section) => PACKAGE_ITEMS.filter((item) => ITEM_SOURCES[item].section === section).length,
    );
    expect(sizes).toEqual([3, 3, 3, 3, 3, 2]);
    expect(PACKAGE_ITEMS.map(numberItem)).toEqual(
      sizes.flatMap((size, section) => Array.from({ length: size }, (_, index) => `${section + 1}.${index + 1}`)),
    );
    expect(nameItemFolder('network_control')).toBe('3-technical-controls/3.2-network-control');
  });
});

describe('sampling', () => {
  test('takes the common sizes of domain.md 9.2, or all when there are fewer', () => {
    const sizes = (['annual', 'quarterly', 'monthly', 'weekly', 'daily', 'many_per_day'] as const).map((frequency) =>
      findSampleSize(10_000, frequency),
    );
    expect(sizes).toEqual([1, 2, 3, 5, 25, 40]);
    expect(findSampleSize(7, 'daily')).toBe(7);
    expect(findSampleSize(0, 'many_per_day')).toBe(0);
  });

  test('rates a frequency by occurrences a year', () => {
    expect([1, 4, 12, 52, 250, 500].map((count) => rateFrequency(count, 365))).toEqual([
      'annual',
      'quarterly',
      'monthly',
      'weekly',
      'daily',
      'many_per_day',
    ]);
    expect([rateFrequency(3, 91), rateFrequency(1, 28), rateFrequency(92, 92)]).toEqual([
      'monthly',
      'monthly',
      'daily',
    ]);
  });

  test('can be worked out again by hand', () => {
    expect(writeRankedText('audit-2026', 'trail', '17')).toBe('assay-sample/1 audit-2026 trail 17');
    const ids = ['1', '2', '3', '4', '5'];
    const byHand = ids.toSorted((left, right) =>
      hash(`assay-sample/1 s33d trail ${left}`) < hash(`assay-sample/1 s33d trail ${right}`) ? -1 : 1,
    );
    expect(drawSample(ids, 2, { seed: 's33d', population: 'trail', hash })).toEqual(byHand.slice(0, 2));
  });

  test('draws members of the population only, each once, the same whatever the order, and more with a larger size', () => {
    const population = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 60 });
    fc.assert(
      fc.property(population, fc.nat(30), fc.string({ minLength: 4 }), (ids, size, seed) => {
        const draw = (from: readonly string[], many: number) => drawSample(from, many, { seed, population: 'p', hash });
        const drawn = draw(ids, size);
        expect(drawn).toHaveLength(Math.min(size, ids.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((id) => ids.includes(id))).toBe(true);
        expect(draw(ids.toReversed(), size)).toEqual(drawn);
        expect(draw(ids, size + 1).slice(0, drawn.length)).toEqual(drawn);
        expect(writePopulation(ids)).toBe(writePopulation(ids.toReversed()));
      }),
    );
  });
});

describe('coverage by logs', () => {
  test('lists the months that nothing speaks for', () => {
    const period = { from: '2026-01-15', to: '2026-06-03' };
    expect(listMonths(period)).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
    const pieces = [
      { periodStart: '2025-12-01', periodEnd: '2026-02-02', datedOn: null },
      { periodStart: null, periodEnd: null, datedOn: '2026-04-30' },
      { periodStart: null, periodEnd: null, datedOn: null },
    ];
    expect(findUncoveredMonths(period, pieces)).toEqual(['2026-03', '2026-05', '2026-06']);
    expect(findUncoveredMonths(period, [])).toHaveLength(6);
  });
});

describe('redaction', () => {
  const words = { person: (number: number) => `Person ${number}`, withheld: '[comment withheld]' };
  const people = [
    { id: 'b', names: ['Ines Okafor', 'ines@calder.example'] },
    { id: 'a', names: ['Ines Okafor-Lind'] },
  ];

  test('names people by the same number everywhere, the longest name first, and leaves parts of words', () => {
    const redact = createRedaction(people, [], words);
    expect(redact('Ines  Okafor (INES@calder.example) and Ines Okafor-Lind')).toBe('Person 2 (Person 2) and Person 1');
    expect(redact('The Ines Okaforian way')).toBe('The Ines Okaforian way');
  });

  test('takes comments out, alone or within a sentence, and no word of the report itself', () => {
    const redact = createRedaction([], ['Asked\ntwice, no reply yet', 'ok', 'not yet'], words);
    expect(redact('Partly. Note: Asked twice, no reply yet.')).toBe('Partly. Note: [comment withheld].');
    expect(redact('not yet')).toBe('[comment withheld]');
    expect(redact('It is not yet there')).toBe('It is not yet there');
    expect(redact('ok')).toBe('ok');
  });

  test('changes every text of a value at any depth, and nothing else', () => {
    const bytes = new Uint8Array([1]);
    const value = { rows: [{ text: 'a', count: 1, none: null }], cells: new Map([['0,0', { value: 'a' }]]), bytes };
    expect(changeTexts(value, (text) => text.toUpperCase())).toEqual({
      rows: [{ text: 'A', count: 1, none: null }],
      cells: new Map([['0,0', { value: 'A' }]]),
      bytes,
    });
  });

  test('leaves no known name in any text', () => {
    const name = fc
      .string({ unit: fc.constantFrom('a', 'B', 'é', ' ', '.', '('), minLength: 1, maxLength: 6 })
      .filter((text) => /\S/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.array(name, { maxLength: 6 }), (names, parts) => {
        const redact = createRedaction(
          names.map((one, index) => ({ id: String(index), names: [one] })),
          [],
          {
            person: () => '#',
            withheld: '',
          },
        );
        const text = redact(parts.flatMap((part) => [part, names[0]]).join(' | '));
        const known = new Set(names.map((one) => one.replaceAll(/\s+/g, ' ').trim().toLowerCase()));
        for (const part of text.split(' | '))
          expect(known.has(part.replaceAll(/\s+/g, ' ').trim().toLowerCase())).toBe(false);
      }),
    );
  });
});

describe('the manifest', () => {
  const file = (path: string) => ({
    path,
    bytes: 1,
    sha256: hash(path),
    kind: 'document' as const,
    items: [],
    records: null,
    evidence: null,
  });
  const manifest = {
    format: 'assay-package/1',
    name: 'X',
    files: [file('b'), file('a')],
  } as unknown as PackageManifest;

  test('is the same text for the same files in any order, and what sha256sum reads follows it', () => {
    expect(writeManifest(manifest)).toBe(writeManifest({ ...manifest, files: manifest.files.toReversed() }));
    expect(writeManifest(manifest)).toMatch(/^\{"files":\[\{"bytes":1,.*"path":"a"/);
    expect(writeSums(manifest.files)).toBe(`${hash('a')}  a\n${hash('b')}  b\n`);
  });
});

const piece: PieceFacts = {
  id: '1',
  indexNumber: 'EV-2026-SEC1-001',
  title: 'SOC 2 report',
  freshness: 'current',
  datedOn: '2026-05-01',
  periodStart: '2026-01-01',
  periodEnd: '2026-11-30',
  hasFile: true,
};
const tool: ToolFacts = {
  id: 't',
  code: 'TL-001',
  name: 'Harrow Agent',
  status: 'approved',
  businessJustification: 'Saves an hour a day',
  inherentTier: 'high',
  residual: { score: 6, band: 'medium' },
  owner: null,
  vendor: { id: 'v', name: 'Harrow AI', status: 'approved' },
  openGates: [],
};

/** Facts of a workspace in which everything is in order. */
function makeFacts(changes: Partial<PackageFacts> = {}): PackageFacts {
  const steps = [...new Set(PACKAGE_ITEMS.flatMap((item) => ITEM_SOURCES[item].adoption))];
  const items = steps.map((id) => ({
    id,
    label: id,
    standing: 'met',
    covered: true,
    statedOn: '2026-06-01',
    links: [],
  }));
  const evidence = Object.fromEntries(PACKAGE_ITEMS.map((item) => [item, [piece]])) as unknown as Record<
    PackageItem,
    PieceFacts[]
  >;
  const course = { id: 'c', name: 'C', required: 3, missing: 0, expired: 0, newestOn: '2026-06-01' };
  return {
    asOf: '2026-11-20',
    period: { from: '2026-01-01', to: '2026-11-20' },
    tools: [tool],
    checklists: new Map([[tool.id, { items }]]) as unknown as PackageFacts['checklists'],
    assessments: [
      {
        id: 'as',
        code: 'AS-2026-001',
        toolId: tool.id,
        toolName: tool.name,
        state: 'signed_off',
        signedOn: '2026-09-01',
        nextDueOn: '2027-09-01',
        decision: 'meets',
      },
    ],
    agreements: [{ id: 'ag', code: 'AG-0001', title: 'DPA', state: 'active', effectiveOn: '2026-01-01' }],
    obstacles: [],
    evidence,
    auditReports: new Map([['v', [piece]]]),
    design: { version: 2, approvedOn: '2026-02-01' },
    courses: [
      { ...course, part: 'foundational' },
      { ...course, part: 'role_specific' },
    ],
    people: 3,
    entries: { count: 12, lastOn: '2026-11-19' },
    gaps: [],
    ...changes,
  };
}

const stateOf = (facts: PackageFacts, item: PackageItem) => readReadiness(facts).find((one) => one.item === item);

describe('the readiness run', () => {
  test('finds every item ready when everything is in order', () => {
    const items = readReadiness(makeFacts());
    expect(items.filter(({ state }) => state !== 'ready')).toEqual([]);
    expect(countReadiness(items)).toMatchObject({ ready: 17, problems: 0 });
  });

  test('finds nothing ready but what needs no tool when there is none in use', () => {
    const items = readReadiness(makeFacts({ tools: [], checklists: new Map(), assessments: [] }));
    expect(items.filter(({ state }) => state === 'ready').map(({ item }) => item)).toEqual([
      'access_control',
      'security_awareness',
      'tool_training',
    ]);
    expect(items.find(({ item }) => item === 'approved_tools')).toMatchObject({
      state: 'missing',
      problems: [{ says: 'no_tools', record: { kind: 'tool_register' } }],
    });
  });

  test.each([
    ['approved_tools', 'contradictory', 'gates_open', { tools: [{ ...tool, openGates: ['legal_approval'] }] }],
    [
      'approved_tools',
      'contradictory',
      'vendor_prohibited',
      { tools: [{ ...tool, vendor: { ...tool.vendor, status: 'prohibited' } }] },
    ],
    ['business_justification', 'missing', 'no_justification', { tools: [{ ...tool, businessJustification: ' ' }] }],
    ['acceptable_use', 'missing', 'no_checklist', { checklists: new Map() }],
    ['risk_per_tool', 'missing', 'no_assessment', { assessments: [] }],
    [
      'risk_per_tool',
      'unsigned',
      'assessment_unsigned',
      { assessments: [{ ...makeFacts().assessments[0], state: 'in_review', signedOn: null }] },
    ],
    [
      'risk_per_tool',
      'stale',
      'assessment_due',
      { assessments: [{ ...makeFacts().assessments[0], nextDueOn: '2026-11-19' }] },
    ],
    [
      'risk_per_tool',
      'contradictory',
      'decision_against',
      { assessments: [{ ...makeFacts().assessments[0], decision: 'does_not_meet' }] },
    ],
    [
      'questionnaire_answers',
      'contradictory',
      'gap',
      {
        gaps: [{ detector: 'contradiction', sentence: 'Both.', fix: { kind: 'tool', id: 't', part: '', label: 'T' } }],
      },
    ],
    ['access_control', 'missing', 'no_design', { design: null }],
    ['access_control', 'unsigned', 'design_draft', { design: { version: 1, approvedOn: null } }],
    ['soc2_reports', 'missing', 'no_audit_report', { auditReports: new Map() }],
    [
      'soc2_reports',
      'stale',
      'evidence_expired',
      { auditReports: new Map([['v', [{ ...piece, freshness: 'expired' }]]]) },
    ],
    [
      'signed_agreements',
      'stale',
      'agreement_expired',
      { agreements: [{ ...makeFacts().agreements[0], state: 'expired' }] },
    ],
    [
      'signed_agreements',
      'unsigned',
      'agreement_incomplete',
      { agreements: [{ ...makeFacts().agreements[0], state: 'signed' }] },
    ],
    ['access_logs', 'missing', 'months_uncovered', { evidence: { ...makeFacts().evidence, access_logs: [] } }],
    ['configuration_changes', 'missing', 'no_entries', { entries: { count: 0, lastOn: null } }],
    ['security_awareness', 'missing', 'no_courses', { courses: [] }],
    ['tool_training', 'missing', 'training_missing', { courses: [{ ...makeFacts().courses[1], missing: 2 }] }],
    ['tool_training', 'stale', 'training_expired', { courses: [{ ...makeFacts().courses[1], expired: 2 }] }],
  ] as const)('finds %s %s: %s', (item, state, says, changes) => {
    const found = stateOf(makeFacts(changes as unknown as Partial<PackageFacts>), item);
    expect(found).toMatchObject({ state });
    expect(found?.problems.map((problem) => problem.says)).toContain(says);
  });

  test('lists the worst first and counts what it does not list', () => {
    const tools = Array.from({ length: 250 }, (_, index) => ({
      ...tool,
      id: `t${index}`,
      openGates: index === 200 ? (['legal_approval'] as const) : [],
    }));
    const found = stateOf(makeFacts({ tools, checklists: new Map() }), 'acceptable_use');
    expect(found?.problems).toHaveLength(200);
    expect(found?.moreProblems).toBe(50);
    const approved = stateOf(makeFacts({ tools, checklists: new Map() }), 'approved_tools');
    expect(approved?.problems[0]?.state).toBe('contradictory');
  });
});
