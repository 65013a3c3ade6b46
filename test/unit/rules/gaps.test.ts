import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReportLanguage } from '../../../electron/core/report/translate.ts';
import type { AccessCheck } from '../../../shared/contract/access-tier-records.ts';
import { AGREEMENT_GAPS } from '../../../shared/contract/agreements.ts';
import { DATA_FLOW_STATES, type DataFlowContent, type Retention } from '../../../shared/contract/data-flows.ts';
import { GAP_DETECTORS, GAP_RULES, type Gap } from '../../../shared/contract/gaps.ts';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import { TOOL_KINDS, type ToolUse } from '../../../shared/contract/tools.ts';
import { BANDS, REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import { detectAccessGaps, detectTrainingGaps, type AccessFacts } from '../../../shared/rules/gaps/access-gaps.ts';
import { detectAgreementGaps } from '../../../shared/rules/gaps/agreement-gaps.ts';
import {
  detectOtherUse,
  detectOutgrownAcceptances,
  detectStaleApprovals,
  listApprovalChanges,
  type ApprovalBasis,
} from '../../../shared/rules/gaps/approvals.ts';
import {
  detectContradictions,
  detectEntityContradictions,
  type ClaimAnswer,
  type ClaimFacts,
} from '../../../shared/rules/gaps/claims.ts';
import { detectFlowGaps } from '../../../shared/rules/gaps/data-flow-gaps.ts';
import { GAP_RULE_FACTS, toToolGap, toRecord } from '../../../shared/rules/gaps/gap.ts';
import { detectLoggingGaps, findLogRule, type LoggingFacts } from '../../../shared/rules/gaps/logging-gaps.ts';
import { detectShadowGaps, foldToolName, indexToolNames } from '../../../shared/rules/gaps/shadow-gaps.ts';
import { writeChange, writeGap, writeTerm } from '../../../shared/rules/gaps/words.ts';

const TODAY = '2026-11-20';
const NO_USE: ToolUse = {
  personal_data: false,
  phi_possible: false,
  cardholder_data_environment: false,
  mandatory_region: false,
  sox_scope: false,
};
const TOOL = { id: 'tool-1', name: 'Forge Assist', vendor: { id: 'vendor-1', name: 'Lumen Forge' }, use: NO_USE };
const AGENT = { ...TOOL, kind: 'agent' } as const;

const rulesOf = (gaps: readonly Gap[]) => gaps.map(({ rule }) => rule);
const days = (count: number): Retention => ({ kind: 'days', days: count });

/** A workstation that sends some classes to one place of the vendor. */
function draw(dataClasses: DataFlowContent['flows'][number]['dataClasses'], retention: Retention): DataFlowContent {
  const place = { operator: 'Lumen Forge', country: 'IE', location: '', keeps: '', note: '', x: 0, y: 0 };
  return {
    places: [
      {
        ...place,
        id: 'desk',
        kind: 'workstation',
        name: 'Desk',
        operator: '',
        retention: { kind: 'none', days: null },
      },
      { ...place, id: 'cloud', kind: 'service', name: 'Forge cloud', retention },
    ],
    flows: [
      {
        id: 'f',
        from: 'desk',
        to: 'cloud',
        dataClasses,
        direction: 'one_way',
        transit: 'tls_1_3',
        atRest: 'yes',
        note: '',
      },
    ],
  };
}

describe('data flows that are not mapped', () => {
  test.each([
    [null, ['flow_missing']],
    ['draft', ['flow_draft']],
    ['changed', ['flow_changed']],
    ['confirmed', []],
  ] as const)('a map in state %s gives %j', (state, rules) => {
    const content = draw(['context'], days(30));
    const gaps = detectFlowGaps([{ tool: AGENT, map: state && { state, content } }]);
    expect(rulesOf(gaps)).toEqual(rules);
    expect(gaps.every(({ fix }) => fix.kind === 'data_flow_map' && fix.id === TOOL.id)).toBe(true);
  });

  test('context that is collected by itself has to be drawn, save for an API', () => {
    const content = draw(['prompts'], days(30));
    const rules = (kind: (typeof TOOL_KINDS)[number]) =>
      rulesOf(detectFlowGaps([{ tool: { ...TOOL, kind }, map: { state: 'confirmed', content } }]));
    expect(rules('assistant')).toEqual(['flow_without_context']);
    expect(rules('api')).toEqual([]);
  });

  test('one gap of state at most for each tool, and none only when confirmed', () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...DATA_FLOW_STATES)), fc.constantFrom(...TOOL_KINDS), (state, kind) => {
        const map = state && { state, content: draw(['context'], days(1)) };
        const gaps = detectFlowGaps([{ tool: { ...TOOL, kind }, map }]);
        expect(gaps).toHaveLength(state === 'confirmed' ? 0 : 1);
      }),
    );
  });
});

describe('agreements that are missing', () => {
  test('each obstacle is a gap that leads to where it is mended', () => {
    const agreement = { id: 'ag-1', code: 'AG-0001', title: 'Business associate agreement' };
    const found = (gap: (typeof AGREEMENT_GAPS)[number], of: typeof agreement | null) =>
      detectAgreementGaps([
        { tool: TOOL, missing: [{ condition: 'phi_possible', kind: 'baa', gap, agreement: of }] },
      ])[0];
    expect(found('ended', agreement)).toMatchObject({
      rule: 'agreement_ended',
      severity: 'critical',
      fix: { kind: 'agreement', id: 'ag-1', label: 'AG-0001 Business associate agreement' },
    });
    expect(found('none', null)?.fix).toMatchObject({ kind: 'vendor_agreements', id: 'vendor-1' });
    expect(found('not_answered', null)?.fix).toMatchObject({ kind: 'tool', id: TOOL.id });
    for (const gap of AGREEMENT_GAPS) expect(GAP_RULES).toContain(found(gap, agreement)?.rule);
  });
});

const CHECK_FACTS = { person: 'Jonas Weber', tool: 'Forge Assist', class: 'payments', role: 'junior' };
const GRANT = { id: 'grant-1', identity: { id: 'jonas', name: 'Jonas Weber' }, tool: { id: TOOL.id, name: TOOL.name } };

function accessOf(checks: AccessFacts['checks']): AccessFacts {
  return { checks, toolsInUse: 3, grants: [GRANT], vendors: new Map([[TOOL.id, TOOL.vendor]]) };
}

function check(id: AccessCheck['id'], facts: AccessCheck['facts'] = {}): AccessCheck {
  return { id, severity: 'look_at', facts: { ...CHECK_FACTS, ...facts }, mendedBy: { kind: 'grant', id: 'grant-1' } };
}

describe('access above tier, and before training', () => {
  test('a check of the access tiers becomes a gap of its person, with the tool and its vendor', () => {
    expect(detectAccessGaps(accessOf([check('access_above_tier')]))).toMatchObject([
      {
        rule: 'access_above_tier',
        subject: { kind: 'identity', id: 'jonas' },
        tool: { id: TOOL.id },
        vendor: { id: 'vendor-1' },
        fix: { kind: 'access_grant', id: 'jonas', part: 'grant-1' },
      },
    ]);
    expect(detectAccessGaps(accessOf([check('training_after_grant')]))).toEqual([]);
  });

  test('no design in force is a gap as soon as a tool is in use', () => {
    expect(rulesOf(detectAccessGaps(accessOf(null)))).toEqual(['access_no_design']);
    expect(detectAccessGaps({ ...accessOf(null), toolsInUse: 0 })).toEqual([]);
    expect(detectTrainingGaps(accessOf(null))).toEqual([]);
  });

  test('training that came late is told from training that never came', () => {
    const late = check('training_after_grant', { completedOn: '2026-11-01' });
    expect(rulesOf(detectTrainingGaps(accessOf([late, check('training_after_grant')])))).toEqual([
      'training_after_access',
      'training_never',
    ]);
  });
});

describe('logging that is not sufficient', () => {
  const FACTS: LoggingFacts = {
    tool: TOOL,
    checklist: { logging: 'met', review: { lateness: 'later', dueOn: '2026-12-01' } },
    map: draw(['logs'], days(400)),
    stated: null,
    regions: [],
  };

  test.each([
    [{}, 'soc2', 395],
    [{ cardholder_data_environment: true }, 'soc2', 395],
    [{ phi_possible: true }, 'hipaa', 2190],
    [{ phi_possible: true, sox_scope: true }, 'sox', 2555],
    [{ phi_possible: null }, 'soc2', 395],
  ] as const)('a use of %j keeps its log by %s, %i days', (use, id, count) => {
    expect(findLogRule(use, ['IN'])).toMatchObject({ id, days: count });
  });

  test('more conditions never shorten the term', () => {
    const use = fc.record(Object.fromEntries(USE_CONDITIONS.map((one) => [one, fc.boolean()])));
    fc.assert(
      fc.property(use, fc.constantFrom(...USE_CONDITIONS), (conditions, added) => {
        expect(findLogRule({ ...conditions, [added]: true }, []).days).toBeGreaterThanOrEqual(
          findLogRule(conditions, []).days,
        );
      }),
    );
  });

  test('a proven log that is read in time and kept long enough is no gap', () => {
    expect(detectLoggingGaps([FACTS])).toEqual([]);
  });

  test.each([
    [{ checklist: null }, ['log_not_checked']],
    [{ checklist: { logging: 'claimed', review: null } }, ['log_not_proven']],
    [{ checklist: { logging: 'waived', review: null } }, []],
    [{ checklist: { logging: 'met', review: { lateness: 'overdue', dueOn: '2026-11-01' } } }, ['log_review_overdue']],
    [{ map: draw(['logs'], days(394)) }, ['log_retention_short']],
    [{ map: draw(['logs'], { kind: 'until_deleted', days: null }) }, []],
    [{ map: draw(['logs'], { kind: 'unknown', days: null }) }, ['log_retention_unknown']],
    [{ map: draw(['prompts'], days(4000)) }, ['log_retention_unknown']],
    [{ map: null, stated: { days: 30, assessmentId: 'as-1', assessmentCode: 'AS-1' } }, ['log_retention_short']],
    [{ map: draw(['logs'], days(30)), stated: { days: 400, assessmentId: 'as-1', assessmentCode: 'AS-1' } }, []],
  ] satisfies [Partial<LoggingFacts>, Gap['rule'][]][])('%j gives %j', (change, rules) => {
    expect(rulesOf(detectLoggingGaps([{ ...FACTS, ...change }]))).toEqual(rules);
  });

  test('a longer term never opens a gap that a shorter one did not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3660 }), fc.integer({ min: 0, max: 3660 }), (short, more) => {
        const count = (kept: number) => detectLoggingGaps([{ ...FACTS, map: draw(['logs'], days(kept)) }]).length;
        expect(count(Math.min(3660, short + more))).toBeLessThanOrEqual(count(short));
      }),
    );
  });
});

describe('tools that were seen', () => {
  const sighting = {
    id: 's-1',
    name: 'Quill Free',
    source: 'Proxy log',
    lastSeenOn: TODAY,
    people: 4,
    isRelevant: true,
  };
  const named = { ...TOOL, aliases: ['FA'], formerNames: ['Forge Pilot'], status: 'approved' as const };

  test.each([
    ['approved', []],
    ['conditional', []],
    ['in_review', ['shadow_not_approved']],
    ['proposed', ['shadow_not_approved']],
    ['prohibited', ['shadow_prohibited']],
    ['retired', ['shadow_prohibited']],
  ] as const)('one that is %s in the register gives %j', (status, rules) => {
    expect(rulesOf(detectShadowGaps([{ sighting, tool: { ...TOOL, status } }]))).toEqual(rules);
  });

  test('one that nobody registered is a gap, until somebody says why it does not matter', () => {
    expect(detectShadowGaps([{ sighting, tool: null }])).toMatchObject([
      { rule: 'shadow_unregistered', fix: { kind: 'tool_sighting', id: 's-1' } },
    ]);
    expect(detectShadowGaps([{ sighting: { ...sighting, isRelevant: false }, tool: null }])).toEqual([]);
  });

  test.each([
    'forge assist',
    'FORGE-ASSIST',
    'Lumen Forge  Assist'.replace('  ', ' Forge '),
    'fa',
    'Lumen Forge FA',
    'forge_pilot',
  ])('finds a tool as “%s”', (name) => {
    expect(indexToolNames([named]).get(foldToolName(name))?.id).toBe(TOOL.id);
  });

  test('prefers the namesake in use, and folding twice changes nothing', () => {
    const other = { ...named, id: 'tool-2', status: 'retired' as const };
    expect(indexToolNames([other, named]).get('forge assist')?.id).toBe(TOOL.id);
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (name) => {
        expect(foldToolName(foldToolName(name))).toBe(foldToolName(name));
      }),
    );
  });
});

describe('claims that other records contradict', () => {
  const FACTS: ClaimFacts = {
    tool: TOOL,
    answers: [],
    phi: { retention: null, trainingReview: null },
    map: null,
    regions: [],
    agreements: [],
    subProcessors: null,
    reachedClasses: [],
  };
  const answer = (questionId: string, fields: Partial<ClaimAnswer>): ClaimAnswer => ({
    questionId,
    state: null,
    value: null,
    assessmentId: 'as-1',
    assessmentCode: 'AS-2026-001',
    evidence: [],
    ...fields,
  });
  const detect = (change: Partial<ClaimFacts>) => detectContradictions([{ ...FACTS, ...change }], TODAY);
  const zero = answer('X-ZDR-1', { value: { choices: ['active-by-contract'] } });

  test('zero retention against a log of 30 days', () => {
    const [gap, ...more] = detect({ answers: [zero], map: draw(['logs'], days(30)) });
    expect(more).toEqual([]);
    expect(gap).toMatchObject({
      rule: 'claim_zero_retention',
      facts: { claim: 'AS-2026-001 X-ZDR-1', place: 'Forge cloud', kept: 30 },
      fix: { kind: 'data_flow_map' },
    });
    expect(gap?.sources.map(({ kind }) => kind)).toEqual(['answer', 'data_flow_map']);
  });

  test('zero retention holds where nothing is kept, where only usage counts are, and where it is not claimed', () => {
    expect(detect({ answers: [zero], map: draw(['prompts'], { kind: 'none', days: null }) })).toEqual([]);
    expect(detect({ answers: [zero], map: draw(['telemetry'], days(30)) })).toEqual([]);
    const offered = answer('X-ZDR-1', { value: { choices: ['offered'] } });
    expect(detect({ answers: [offered], map: draw(['prompts'], days(30)) })).toEqual([]);
    expect(rulesOf(detect({ phi: { retention: 0, trainingReview: null }, map: draw(['prompts'], days(1)) }))).toEqual([
      'claim_zero_retention',
    ]);
  });

  test('a stated number of days is contradicted exactly by a longer one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (stated, kept) => {
        const answers = [answer('KD-2', { value: { number: stated } })];
        const gaps = detect({ answers, map: draw(['prompts'], days(kept)) });
        expect(rulesOf(gaps)).toEqual(kept > stated ? ['claim_shorter_retention'] : []);
      }),
    );
  });

  test('EU only against a sub-processor elsewhere names the link that breaks it', () => {
    const place = { kind: 'country' as const, country: 'US', city: 'Ashburn' };
    const found = [
      {
        location: 'sub_processors' as const,
        place,
        links: [
          { name: 'Lumen Forge', place: null },
          { name: 'Castellan', place },
        ],
        sees: 'content' as const,
        seenOn: TODAY,
      },
    ];
    expect(detect({ regions: [{ option: 'EU', claim: 'EU only', found }] })).toMatchObject([
      {
        rule: 'claim_region',
        facts: { claim: 'EU only', name: 'Castellan', place: 'Ashburn, United States' },
        fix: { kind: 'sub_processors', id: 'vendor-1', label: 'Castellan' },
      },
    ]);
    expect(detect({ regions: [{ option: 'EU', claim: 'EU only', found: [] }] })).toEqual([]);
  });

  test('no training against an agreement that allows it', () => {
    const answers = [answer('V-PRV-5', { state: 'yes' })];
    const agreement = { id: 'ag-1', code: 'AG-0001', training: 'allowed' as const };
    expect(detect({ answers, agreements: [agreement] })).toMatchObject([
      { rule: 'claim_no_training', fix: { kind: 'agreement', id: 'ag-1' } },
    ]);
    expect(detect({ answers, agreements: [{ ...agreement, training: 'forbidden' }] })).toEqual([]);
    expect(detect({ answers: [answer('V-PRV-5', { state: 'no' })], agreements: [agreement] })).toEqual([]);
  });

  test('a use without health data against a map or an access that shows it', () => {
    expect(detect({ map: draw(['phi'], { kind: 'none', days: null }) })).toMatchObject([
      { rule: 'claim_use', facts: { condition: 'phi_possible', seenIn: 'data_flow_map' } },
    ]);
    expect(detect({ reachedClasses: ['phi_services'] })).toMatchObject([
      { rule: 'claim_use', facts: { condition: 'phi_possible', seenIn: 'access_design' } },
    ]);
    const told = { ...TOOL, use: { ...NO_USE, phi_possible: true } };
    expect(detectContradictions([{ ...FACTS, tool: told, reachedClasses: ['phi_services'] }], TODAY)).toEqual([]);
  });

  test('a complete list against a company on the map', () => {
    const map = draw(['prompts'], { kind: 'none', days: null });
    const [desk, cloud] = map.places;
    if (!desk || !cloud) throw new Error('no places');
    const hosted = { ...map, places: [desk, { ...cloud, kind: 'model_host' as const, operator: 'Nordwolke' }] };
    expect(detect({ map: hosted, subProcessors: { complete: true, names: ['Castellan'] } })).toMatchObject([
      { rule: 'claim_complete_list', facts: { name: 'Nordwolke', more: 0 }, fix: { kind: 'sub_processors' } },
    ]);
    expect(detect({ map: hosted, subProcessors: { complete: true, names: ['nordwolke '] } })).toEqual([]);
    expect(detect({ map: hosted, subProcessors: { complete: false, names: [] } })).toEqual([]);
  });

  test.each([
    [[{ kind: 'report', datedOn: null, periodEnd: '2025-11-19' }], ['claim_current_report']],
    [[{ kind: 'report', datedOn: null, periodEnd: '2025-11-20' }], []],
    [
      [
        { kind: 'report', datedOn: null, periodEnd: '2025-09-30' },
        { kind: 'letter', datedOn: '2026-09-01', periodEnd: null },
      ],
      [],
    ],
    [
      [
        { kind: 'report', datedOn: null, periodEnd: '2025-09-30' },
        { kind: 'letter', datedOn: '2026-08-01', periodEnd: null },
      ],
      ['claim_current_report'],
    ],
  ] as const)('a report accepted with %j gives %j', (evidence, rules) => {
    expect(rulesOf(detect({ answers: [answer('V-SEC-1', { state: 'yes', evidence })] }))).toEqual(rules);
  });

  test('an agreement signed with another legal entity', () => {
    const vendor = { ...TOOL.vendor, legalName: 'Lumen Forge Ltd', otherNames: ['Forge Labs'] };
    const detectEntity = (theirEntity: string) =>
      detectEntityContradictions([{ agreement: { id: 'ag-1', code: 'AG-0001', theirEntity }, vendor }]);
    expect(detectEntity('Lumen Holdings Inc')).toMatchObject([
      { rule: 'claim_entity', subject: { kind: 'vendor' }, fix: { kind: 'agreement', id: 'ag-1' } },
    ]);
    for (const same of ['lumen forge ltd.', 'Lumen Forge', 'Forge Labs', '']) expect(detectEntity(same)).toEqual([]);
  });
});

const BASIS: ApprovalBasis = {
  tool: {
    status: 'approved',
    plan: 'Enterprise',
    versionRange: '4.x',
    kind: 'assistant',
    deployment: 'single_tenant',
    use: NO_USE,
  },
  inherentTier: 'medium',
  residualBand: 'medium',
  agreements: [{ id: 'ag-1', code: 'AG-0001', fileSha256: 'a'.repeat(64) }],
  assessments: [
    {
      id: 'as-1',
      code: 'AS-2026-001',
      packId: 'vendor-checklist',
      revision: 4,
      decision: 'meets',
      failedGates: [],
      answers: {
        'V-PRV-3': { state: 'yes', value: null },
        'X-ZDR-1': { state: null, value: { choices: ['active-by-contract'] } },
      },
    },
  ],
};

/** The basis with another answer in a newer assessment of the same questionnaire. */
function answerAnew(questionId: string, state: 'yes' | 'partial' | 'no' | 'unknown'): ApprovalBasis {
  const [assessment] = BASIS.assessments;
  if (!assessment) throw new Error('no assessment');
  const answers = { ...assessment.answers, [questionId]: { state, value: null } };
  return { ...BASIS, assessments: [{ ...assessment, id: 'as-2', code: 'AS-2026-009', answers }] };
}

describe('approvals out of date', () => {
  const changesOf = (present: ApprovalBasis, basis: ApprovalBasis | null = BASIS) =>
    listApprovalChanges({ tool: TOOL, approvedOn: '2026-09-01', basis, present }).map(
      ({ kind, about, before, after }) => [kind, about, before, after],
    );
  const withTool = (change: Partial<ApprovalBasis['tool']>) => ({ ...BASIS, tool: { ...BASIS.tool, ...change } });

  test.each([
    ['version', withTool({ versionRange: '5.x' }), ['version', '', '4.x', '5.x']],
    ['plan', withTool({ plan: '' }), ['plan', '', 'Enterprise', null]],
    ['deployment', withTool({ deployment: 'consumer' }), ['deployment', '', 'single_tenant', 'consumer']],
    ['use', withTool({ use: { ...NO_USE, phi_possible: true } }), ['use', 'phi_possible', 'no', 'yes']],
    ['score', { ...BASIS, residualBand: 'high' as const }, ['residual_band', '', 'medium', 'high']],
    ['tier', { ...BASIS, inherentTier: 'critical' as const }, ['inherent_tier', '', 'medium', 'critical']],
    ['agreement', { ...BASIS, agreements: [] }, ['agreement_ended', 'AG-0001', 'in_force', 'not_in_force']],
    ['answer', answerAnew('V-PRV-3', 'no'), ['answer', 'V-PRV-3', 'yes', 'no']],
  ] satisfies [string, ApprovalBasis, unknown[]][])(
    'a change of %s makes it stale and is listed',
    (_what, present, change) => {
      expect(changesOf(present)).toEqual([change]);
      expect(rulesOf(detectStaleApprovals([{ tool: TOOL, approvedOn: null, basis: BASIS, present }]))).toEqual([
        'approval_stale',
      ]);
    },
  );

  test('nothing changed, or changed for the better, leaves it current', () => {
    expect(changesOf(BASIS)).toEqual([]);
    expect(changesOf({ ...BASIS, residualBand: 'low' })).toEqual([]);
    expect(changesOf(answerAnew('V-NEW-1', 'no'))).toEqual([]);
    const partly = answerAnew('V-PRV-3', 'partial');
    expect(changesOf(answerAnew('V-PRV-3', 'yes'), partly)).toEqual([]);
  });

  test('a newer assessment that was signed with less than was promised makes it stale', () => {
    const [assessment] = BASIS.assessments;
    if (!assessment) throw new Error('no assessment');
    const signed = {
      ...BASIS,
      assessments: [{ ...assessment, decision: 'conditional' as const, failedGates: ['phi_possible'] }],
    };
    expect(changesOf(signed)).toEqual([
      ['failed_gates', 'AS-2026-001', null, 'phi_possible'],
      ['signed_decision', 'AS-2026-001', 'meets', 'conditional'],
    ]);
    expect(changesOf(signed, { ...BASIS, assessments: [], tool: { ...BASIS.tool, status: 'conditional' } })).toEqual([
      ['failed_gates', 'AS-2026-001', null, 'phi_possible'],
    ]);
  });

  test('what changes and changes back leaves it as it was', () => {
    const field = fc.constantFrom('plan', 'versionRange');
    fc.assert(
      fc.property(field, fc.string({ minLength: 1, maxLength: 20 }), (name, value) => {
        const changed = withTool({ [name]: value });
        expect(changesOf(changed)).toHaveLength(value === BASIS.tool[name as 'plan'] ? 0 : 1);
        expect(changesOf({ ...changed, tool: BASIS.tool })).toEqual([]);
      }),
    );
  });

  test('an approval without a basis says so, an acceptance is outgrown by a higher score alone', () => {
    expect(rulesOf(detectStaleApprovals([{ tool: TOOL, approvedOn: null, basis: null, present: BASIS }]))).toEqual([
      'approval_unrecorded',
    ]);
    const risk = { id: 'r', code: 'R-001', title: 'Drift', acceptedScore: 9, score: 12, vendor: null };
    expect(rulesOf(detectOutgrownAcceptances([risk, { ...risk, score: 9 }]))).toEqual(['approval_acceptance_outgrown']);
  });

  test('a signature for another use is named, one that covers more is not', () => {
    const tool = { ...TOOL, use: { ...NO_USE, personal_data: true } };
    const signed = (use: ToolUse) => detectOtherUse([{ tool, assessment: { id: 'as-1', code: 'AS-1', use } }]);
    expect(signed(NO_USE)).toMatchObject([{ rule: 'approval_signed_for_other_use', facts: { count: 1 } }]);
    expect(signed({ ...NO_USE, personal_data: true, phi_possible: true })).toEqual([]);
  });
});

describe('the words of gaps', () => {
  const { translate, writeDay } = createReportLanguage();

  test('every rule has a detector, a sentence and a remedy', () => {
    const named = new Set(Object.values(GAP_RULE_FACTS).map(({ detector }) => detector));
    expect([...named].sort()).toEqual([...GAP_DETECTORS].sort());
    for (const rule of GAP_RULES) {
      expect(translate(`gaps.rule.${rule}`, { count: 1 })).not.toBe('');
      expect(translate(`gaps.remedy.${rule}`)).not.toBe('');
      expect(BANDS).toContain(GAP_RULE_FACTS[rule].severity);
    }
  });

  test('a sentence is filled in whole', () => {
    const write = (gaps: readonly Gap[]) => gaps.map((gap) => writeGap(gap, translate, writeDay));
    expect(
      write(
        detectLoggingGaps([
          {
            tool: { ...TOOL, use: { ...NO_USE, phi_possible: true } },
            checklist: { logging: 'claimed', review: { lateness: 'overdue', dueOn: '2026-11-01' } },
            map: draw(['logs'], days(30)),
            stated: null,
            regions: [],
          },
        ]),
      ),
    ).toEqual([
      'Nobody has shown that each use of Forge Assist is logged: the item is “claimed”.',
      'The log of Forge Assist was to be read by 1 Nov 2026.',
      'The log of Forge Assist is kept for 30 days; HIPAA documentation asks for 6 years.',
    ]);
    for (const status of REGISTER_STATUSES) expect(translate(`gaps.status.${status}`)).not.toBe('');
  });

  test('terms read as people say them', () => {
    expect([1, 30, 365, 395, 2190].map((count) => writeTerm(count, translate))).toEqual([
      '1 day',
      '30 days',
      '365 days',
      '13 months',
      '6 years',
    ]);
  });

  test('a change says what was and what is', () => {
    const record = toRecord('tool', 'tool-1', 'Forge Assist');
    expect(
      writeChange({ kind: 'use', about: 'phi_possible', before: 'no', after: 'not_answered', record }, translate),
    ).toEqual({ what: 'Use: health data can reach it', before: 'no', after: 'not answered' });
    expect(writeChange({ kind: 'version', about: '', before: null, after: '5.x', record }, translate)).toEqual({
      what: 'Version',
      before: 'nothing',
      after: '5.x',
    });
  });

  test('an id stays the same while the gap is open', () => {
    const gap = () => toToolGap(TOOL, { rule: 'flow_missing', fix: toRecord('data_flow_map', TOOL.id, TOOL.name) });
    expect(gap().id).toBe(gap().id);
  });
});
