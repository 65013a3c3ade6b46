import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReportLanguage } from '../../../electron/core/report/translate.ts';
import { ADOPTION_STANDINGS } from '../../../shared/contract/adoption.ts';
import { AUDITOR_QUESTIONS, type EvidenceNumber } from '../../../shared/contract/auditor-answers.ts';
import { EVIDENCE_FRESHNESS } from '../../../shared/contract/evidence.ts';
import { GAP_RULES, type Gap } from '../../../shared/contract/gaps.ts';
import type { AnsweredTool, AnswerWorld } from '../../../shared/rules/auditor-answers/answer-world.ts';
import { answerQuestions } from '../../../shared/rules/auditor-answers/answers.ts';
import { writeSentence } from '../../../shared/rules/auditor-answers/words.ts';
import { GAP_RULE_FACTS, toGap, toRecord } from '../../../shared/rules/gaps/gap.ts';

const { translate, writeDay } = createReportLanguage();

const PIECE: EvidenceNumber = {
  id: 'ev-1',
  indexNumber: 'EV-2026-TEC4-001',
  title: 'Log sample',
  freshness: 'current',
};

const TOOL: AnsweredTool = {
  id: 'tool-1',
  code: 'TL-001',
  name: 'Forge Assist',
  vendor: { id: 'vendor-1', name: 'Lumen Forge' },
  status: 'approved',
  plan: 'Enterprise',
  versionRange: '4.x',
  users: 140,
  justification: 'Faster reviews.',
  approvedOn: '2026-09-21',
  approvedBy: 'Ruth Adeyemi',
  evidence: [],
  map: {
    state: 'confirmed',
    classes: ['source_code', 'prompts'],
    places: ['Forge tenant'],
    version: 2,
    confirmedBy: 'Mara Ellison',
    confirmedOn: '2026-10-01',
  },
  regions: ['Germany'],
  agreements: [
    { id: 'ag-1', code: 'AG-0001', kind: 'dpa', effectiveOn: '2026-07-18', expiresOn: '2027-07-18', evidence: [PIECE] },
  ],
  items: [{ id: 'A-TEC-4', label: 'Audit logging', standing: 'met', evidence: [PIECE], acceptedUntil: null }],
  assessment: {
    id: 'as-1',
    code: 'AS-2026-001',
    title: 'Vendor checklist',
    decision: 'conditional',
    signedBy: 'Ines Okafor',
    signedOn: '2026-11-08',
    score: 91,
    evidence: [PIECE],
  },
  openFindings: 0,
};

const WORLD: AnswerWorld = {
  today: '2026-11-20',
  tools: [TOOL],
  barred: [],
  design: { id: 'd-1', version: 1, inForceOn: '2026-10-06', approvedBy: 'Ines Okafor' },
  access: { grants: 3, people: 2 },
  exceptions: [],
  training: { people: 4, trained: 4, evidence: [] },
  trail: { checkedOn: '2026-11-19', intact: true },
  gaps: [],
};

function gapOf(rule: Gap['rule'], changes: Gap['changes'] = []): Gap {
  const record = toRecord('tool', TOOL.id, TOOL.name);
  return toGap({ rule, subject: record, tool: TOOL, facts: { tool: TOOL.name, count: 1 }, changes, fix: record });
}

const answer = (world: AnswerWorld, question: (typeof AUDITOR_QUESTIONS)[number]) =>
  answerQuestions(world).get(question) ?? [];
const read = (world: AnswerWorld, question: (typeof AUDITOR_QUESTIONS)[number]) =>
  answer(world, question).map((one) => writeSentence(one, translate, writeDay));
const statesOf = (world: AnswerWorld, question: (typeof AUDITOR_QUESTIONS)[number]) =>
  answer(world, question).map(({ rule, state }) => `${rule} ${state}`);

describe('the seven answers', () => {
  test('read as an auditor reads them', () => {
    expect(read(WORLD, 'Q1')).toEqual([
      '1 tool is in use: 1 approved and 0 approved under conditions.',
      'Forge Assist of Lumen Forge is approved. Plan: Enterprise. Seats in use: 140. Approved on 21 Sep 2026 by Ruth Adeyemi. Reason: Faster reviews.',
      'No piece of evidence stands behind this answer.',
    ]);
    expect(read(WORLD, 'Q2')[0]).toBe(
      'By its map, version 2, confirmed by Mara Ellison on 1 Oct 2026, Forge Assist carries source code and prompts. It reaches Forge tenant.',
    );
    expect(read(WORLD, 'Q3')).toEqual([
      'AG-0001, a data processing agreement with Lumen Forge, is in force and names Forge Assist. In effect since 18 Jul 2026. It ends on 18 Jul 2027.',
    ]);
    expect(read(WORLD, 'Q5')).toEqual([
      'This workspace keeps a chained trail of every change, found intact on 19 Nov 2026.',
      'Audit logging (A-TEC-4): met for Forge Assist.',
    ]);
    expect(read(WORLD, 'Q6')[0]).toBe(
      'AS-2026-001 “Vendor checklist” of Forge Assist was signed by Ines Okafor on 8 Nov 2026: conditional. Score 91 of 100.',
    );
  });

  test('every sentence names its records, and a question without evidence says so', () => {
    for (const question of AUDITOR_QUESTIONS) {
      for (const { rule, records } of answer(WORLD, question)) {
        expect([rule, records.length > 0 || rule === 'no_evidence']).toEqual([rule, true]);
      }
    }
    expect(statesOf(WORLD, 'Q2')).toContain('no_evidence missing');
    expect(statesOf(WORLD, 'Q3')).not.toContain('no_evidence missing');
    expect(statesOf({ ...WORLD, tools: [] }, 'Q1')).toEqual(['no_tool_in_use stands', 'no_evidence missing']);
  });

  test.each([
    ['met', 'item_stands stands'],
    ['not_applicable', 'item_stands stands'],
    ['waived', 'item_waived stands'],
    ['stale', 'item_stale stale'],
    ['claimed', 'item_open missing'],
    ['to_do', 'item_open missing'],
    ['in_progress', 'item_open missing'],
    ['not_met', 'item_open missing'],
  ] as const)('an item that is %s is said as %s', (standing, sentence) => {
    const tools = [{ ...TOOL, items: [{ ...(TOOL.items[0] ?? never()), standing }] }];
    expect(statesOf({ ...WORLD, tools }, 'Q5')).toContain(sentence);
  });

  test('a sentence whose evidence is all old is stale', () => {
    const withEvidence = (freshness: EvidenceNumber['freshness'][]) => {
      const evidence = freshness.map((one, index) => ({ ...PIECE, id: `ev-${index}`, freshness: one }));
      return { ...WORLD, tools: [{ ...TOOL, items: [{ ...(TOOL.items[0] ?? never()), evidence }] }] };
    };
    expect(statesOf(withEvidence(['old', 'expired']), 'Q5')).toContain('item_stands stale');
    expect(statesOf(withEvidence(['old', 'current']), 'Q5')).toContain('item_stands stands');
    expect(statesOf(withEvidence([]), 'Q5')).toContain('item_stands stands');
  });

  test('an approval of another version is stale, and a trail that nobody verified is missing', () => {
    const record = toRecord('tool', TOOL.id, TOOL.name);
    const moved = gapOf('approval_stale', [{ kind: 'version', about: '', before: '3.x', after: '4.x', record }]);
    expect(statesOf({ ...WORLD, gaps: [moved] }, 'Q7')).toContain('version_moved stale');
    expect(statesOf(WORLD, 'Q7')).toContain('version_approved stands');
    expect(statesOf({ ...WORLD, trail: { checkedOn: null, intact: null } }, 'Q5')).toContain(
      'trail_not_verified missing',
    );
    expect(statesOf({ ...WORLD, trail: { checkedOn: '2026-11-19', intact: false } }, 'Q5')).toContain(
      'trail_broken contradicted',
    );
  });

  test('every gap is stated once, in one answer, and never as standing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...GAP_RULES)), (rules) => {
        const gaps = rules.map((rule) => gapOf(rule));
        const said = [...answerQuestions({ ...WORLD, gaps }).values()].flat().filter(({ gap }) => gap !== null);
        expect(said).toHaveLength(rules.length);
        expect(new Set(said.map(({ gap }) => gap?.rule))).toEqual(new Set(rules));
        expect(said.every(({ state }) => state !== 'stands')).toBe(true);
      }),
    );
    for (const rule of GAP_RULES) {
      const state = [...answerQuestions({ ...WORLD, gaps: [gapOf(rule)] }).values()]
        .flat()
        .find(({ gap }) => gap !== null)?.state;
      const expected =
        GAP_RULE_FACTS[rule].detector === 'contradiction' ? ['contradicted', 'stale'] : ['missing', 'stale'];
      expect(expected).toContain(state);
    }
  });

  test('however many tools there are, ids are unique and sentences stay short', () => {
    const standing = fc.constantFrom(...ADOPTION_STANDINGS);
    const freshness = fc.constantFrom(...EVIDENCE_FRESHNESS);
    fc.assert(
      fc.property(fc.array(fc.record({ standing, freshness }), { maxLength: 60 }), (list) => {
        const tools = list.map((one, index) => ({
          ...TOOL,
          id: `tool-${index}`,
          name: `Tool ${index}`,
          assessment: { ...(TOOL.assessment ?? never()), id: `as-${index}` },
          items: [
            {
              ...(TOOL.items[0] ?? never()),
              standing: one.standing,
              evidence: [{ ...PIECE, freshness: one.freshness }],
            },
          ],
        }));
        const all = [...answerQuestions({ ...WORLD, tools }).values()].flat();
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        for (const one of all) expect(writeSentence(one, translate, writeDay).length).toBeLessThan(700);
      }),
    );
  });
});

function never(): never {
  throw new Error('The tool of the test has an item');
}
