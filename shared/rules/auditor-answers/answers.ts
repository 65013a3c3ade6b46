import {
  AUDITOR_QUESTIONS,
  type AuditorQuestion,
  type EvidenceNumber,
  type SentenceRule,
  type SentenceState,
} from '../../contract/auditor-answers.ts';
import type { Gap, GapDetector, GapRecord, GapRule } from '../../contract/gaps.ts';
import { toRecord } from '../gaps/gap.ts';
import type { AnsweredItem, AnsweredTool, AnswerWorld, DraftSentence } from './answer-world.ts';

interface Draft {
  rule: SentenceRule;
  facts?: DraftSentence['facts'];
  records: readonly GapRecord[];
  evidence?: readonly EvidenceNumber[];
  state?: SentenceState;
  /** What the sentence is about, where it is not its first record. */
  mark?: string;
}

/** Evidence that no longer carries its sentence. */
function isOld({ freshness }: EvidenceNumber): boolean {
  return freshness === 'expired' || freshness === 'old';
}

/** A sentence that stands turns stale when all the evidence that it names is old. */
function findState({ state, evidence = [] }: Draft): SentenceState {
  if (state !== undefined && state !== 'stands') return state;
  return evidence.length > 0 && evidence.every(isOld) ? 'stale' : 'stands';
}

function toSentence(question: AuditorQuestion, draft: Draft): DraftSentence {
  const { rule, facts = {}, records, evidence = [], mark } = draft;
  const [first] = records;
  // A sentence about many records is known by its mark, so that it stays itself when one of them leaves.
  const about = mark ?? [first?.id, first?.part].filter(Boolean).join(' ');
  return {
    id: [question, rule, about].filter(Boolean).join(' ').slice(0, 400),
    question,
    rule,
    state: findState(draft),
    facts,
    records: records.slice(0, 50),
    evidence: evidence.slice(0, 100),
    gap: null,
  };
}

const toolRecord = ({ id, name }: Pick<AnsweredTool, 'id' | 'name'>) => toRecord('tool', id, name);

/** Rules of gaps that say that something is too old rather than not there. */
const STALE_RULES: readonly GapRule[] = [
  'flow_changed',
  'log_review_overdue',
  'approval_stale',
  'approval_unrecorded',
  'approval_acceptance_outgrown',
  'approval_signed_for_other_use',
  'claim_current_report',
];

function stateOf({ detector, rule }: Gap): SentenceState {
  if (STALE_RULES.includes(rule)) return 'stale';
  return detector === 'contradiction' ? 'contradicted' : 'missing';
}

/** Which answer states the gaps of which detectors; each gap is stated once. */
const GAP_QUESTIONS: Readonly<Record<GapDetector, AuditorQuestion>> = {
  shadow: 'Q1',
  data_flow: 'Q2',
  agreement: 'Q3',
  access: 'Q4',
  training: 'Q4',
  logging: 'Q5',
  contradiction: 'Q6',
  approval: 'Q7',
};
/** Contradictions that belong to another answer than diligence. */
const CLAIM_QUESTIONS: Readonly<Partial<Record<GapRule, AuditorQuestion>>> = {
  claim_zero_retention: 'Q2',
  claim_shorter_retention: 'Q2',
  claim_region: 'Q2',
  claim_complete_list: 'Q2',
  claim_use: 'Q3',
  claim_no_training: 'Q3',
};

function stateGaps(question: AuditorQuestion, { gaps }: AnswerWorld): DraftSentence[] {
  return gaps
    .filter((gap) => (CLAIM_QUESTIONS[gap.rule] ?? GAP_QUESTIONS[gap.detector]) === question)
    .map((gap) => ({
      id: `${question} gap ${gap.id}`.slice(0, 400),
      question,
      rule: 'gap',
      state: stateOf(gap),
      facts: {},
      records: [gap.fix, ...gap.sources.filter(({ kind, id }) => kind !== gap.fix.kind || id !== gap.fix.id)].slice(
        0,
        50,
      ),
      evidence: [],
      gap,
    }));
}

const ITEM_RULES: Readonly<Record<AnsweredItem['standing'], { rule: SentenceRule; state: SentenceState }>> = {
  met: { rule: 'item_stands', state: 'stands' },
  waived: { rule: 'item_waived', state: 'stands' },
  stale: { rule: 'item_stale', state: 'stale' },
  claimed: { rule: 'item_open', state: 'missing' },
  to_do: { rule: 'item_open', state: 'missing' },
  in_progress: { rule: 'item_open', state: 'missing' },
  not_met: { rule: 'item_open', state: 'missing' },
  not_applicable: { rule: 'item_stands', state: 'stands' },
};

/** Names that a sentence carries before it says how many more there are. */
const NAMED = 12;

/** What adoption checklists say of some items: one sentence for each item and what it amounts to, with its tools. */
function stateItems({ tools }: AnswerWorld, wanted: readonly string[]): Draft[] {
  const found = tools.flatMap((tool) => tool.items.map((item) => ({ tool, item })));
  return wanted.flatMap((itemId) => {
    const ofItem = found.filter(({ item }) => item.id === itemId);
    const byStanding = Map.groupBy(ofItem, ({ item }) => item.standing);
    return [...byStanding].map(([standing, group]): Draft => {
      const ends = group.flatMap(({ item }) => (item.acceptedUntil === null ? [] : [item.acceptedUntil])).sort();
      const [firstEnd] = ends;
      return {
        ...ITEM_RULES[standing],
        mark: `${itemId} ${standing}`,
        facts: {
          item: group[0]?.item.label ?? itemId,
          itemId,
          standing,
          ...nameTools(group.map(({ tool }) => tool.name)),
          ...(firstEnd === undefined ? {} : { acceptedUntilOn: firstEnd }),
        },
        records: group.map(({ tool }) => toRecord('adoption_item', tool.id, tool.name, itemId)),
        evidence: joinEvidence(group.map(({ item }) => item.evidence)),
      };
    });
  });
}

/** The first names, and how many more there are. */
function nameTools(names: readonly string[]): { tools: readonly string[]; more: number } {
  return { tools: names.slice(0, NAMED), more: Math.max(0, names.length - NAMED) };
}

/** Every piece once, by index number. */
function joinEvidence(lists: readonly (readonly EvidenceNumber[])[]): EvidenceNumber[] {
  const pieces = new Map(lists.flat().map((piece) => [piece.id, piece]));
  return [...pieces.values()].toSorted((one, other) => (one.indexNumber < other.indexNumber ? -1 : 1));
}

/** Q1: which tools are in use, for whom and why, and which may not be. */
function answerTools({ tools, barred }: AnswerWorld): Draft[] {
  if (tools.length === 0) return [{ rule: 'no_tool_in_use', records: [] }];
  const approved = tools.filter(({ status }) => status === 'approved').length;
  return [
    {
      rule: 'tools_in_use',
      mark: 'all',
      facts: { count: tools.length, approved, conditional: tools.length - approved },
      records: tools.map(toolRecord),
    },
    ...tools.flatMap((tool): Draft[] => [
      {
        rule: 'tool_in_use',
        facts: {
          tool: tool.name,
          vendor: tool.vendor.name,
          plan: tool.plan,
          status: tool.status,
          users: tool.users ?? -1,
          justification: tool.justification,
          approvedBy: tool.approvedBy,
          ...(tool.approvedOn === null ? {} : { approvedOn: tool.approvedOn }),
        },
        records: [toolRecord(tool)],
        evidence: tool.items.find(({ id }) => id === 'A-PRE-1')?.evidence ?? [],
      },
      ...(tool.justification.trim() === ''
        ? [
            {
              rule: 'tool_without_reason',
              facts: { tool: tool.name },
              records: [toolRecord(tool)],
              state: 'missing',
            } as const,
          ]
        : []),
    ]),
    ...(barred.length === 0
      ? []
      : [
          {
            rule: 'tools_barred',
            mark: 'all',
            facts: { count: barred.length, names: barred.map(({ name }) => name).slice(0, 20) },
            records: barred.map(toolRecord),
          } as const,
        ]),
  ];
}

/** Q2: what goes where, by the confirmed maps. */
function answerFlows({ tools }: AnswerWorld): Draft[] {
  return tools.flatMap((tool): Draft[] => {
    const { map, regions } = tool;
    const facts = { tool: tool.name, classes: map?.classes ?? [], places: (map?.places ?? []).slice(0, 12) };
    const records = [toRecord('data_flow_map', tool.id, tool.name)];
    return [
      ...(map === null
        ? []
        : map.state === 'confirmed' && map.confirmedOn !== null
          ? [
              {
                rule: 'flow_confirmed',
                facts: { ...facts, version: map.version ?? 1, person: map.confirmedBy, confirmedOn: map.confirmedOn },
                records,
              } as const,
            ]
          : [{ rule: 'flow_not_confirmed', facts, records, state: 'missing' } as const]),
      ...(regions.length === 0
        ? []
        : [
            {
              rule: 'residency_used',
              facts: { tool: tool.name, regions: regions.slice(0, 20) },
              records: [toRecord('residency', tool.id, tool.name)],
            } as const,
          ]),
    ];
  });
}

/** Q3: agreements, and the controls that keep sensitive data away. */
function answerProtection(world: AnswerWorld): Draft[] {
  return [
    ...world.tools.flatMap((tool) =>
      tool.agreements.map((agreement): Draft => ({
        rule: 'agreement_in_force',
        mark: `${agreement.id} ${tool.id}`,
        facts: {
          tool: tool.name,
          vendor: tool.vendor.name,
          agreement: agreement.code,
          kindOfAgreement: agreement.kind,
          ...(agreement.effectiveOn === null ? {} : { effectiveOn: agreement.effectiveOn }),
          ...(agreement.expiresOn === null ? {} : { expiresOn: agreement.expiresOn }),
        },
        records: [toRecord('agreement', agreement.id, agreement.code), toolRecord(tool)],
        evidence: agreement.evidence,
      })),
    ),
    ...stateItems(world, ['A-PRE-4', 'A-TEC-1', 'A-TEC-5', 'A-POL-2', 'A-POL-3']),
  ];
}

/** Q4: who may use what on which code. */
function answerAccess(world: AnswerWorld): Draft[] {
  const { design, access, exceptions, training } = world;
  const record = toRecord('access_design', '', '');
  return [
    ...(design === null
      ? []
      : [
          {
            rule: 'design_in_force',
            facts: { version: design.version, inForceOn: design.inForceOn, person: design.approvedBy },
            records: [record],
          } as const,
          { rule: 'access_given', facts: { count: access.grants, people: access.people }, records: [record] } as const,
        ]),
    ...exceptions.map((one): Draft => ({
      rule: 'exception_live',
      facts: {
        exception: one.code,
        who: one.who,
        role: one.role,
        tool: one.tool,
        class: one.classId,
        expiresOn: one.expiresOn,
      },
      records: [toRecord('access_exception', one.id, one.code)],
    })),
    ...(training.people === 0
      ? []
      : [
          {
            rule: 'trained',
            facts: { people: training.people, count: training.trained },
            records: [toRecord('training', '', '')],
            evidence: training.evidence,
            state: training.trained < training.people ? 'missing' : 'stands',
          } as const,
        ]),
    ...stateItems(world, ['A-TEC-2', 'A-TEC-3', 'A-ONG-1']),
  ];
}

/** Q5: logs, their reading, and the trail of this workspace. */
function answerLogging(world: AnswerWorld): Draft[] {
  const { checkedOn, intact } = world.trail;
  const records = [toRecord('audit_trail', '', '')];
  const trail: Draft =
    checkedOn === null || intact === null
      ? { rule: 'trail_not_verified', records, state: 'missing' }
      : intact
        ? { rule: 'trail_kept', facts: { checkedOn }, records }
        : { rule: 'trail_broken', facts: { checkedOn }, records, state: 'contradicted' };
  return [trail, ...stateItems(world, ['A-TEC-4', 'A-TEC-6', 'A-ONG-3'])];
}

/** Q6: assessments that were signed, what they decided and what is still open. */
function answerDiligence(world: AnswerWorld): Draft[] {
  const without = world.tools.filter(({ assessment }) => assessment === null);
  return [
    ...world.tools.flatMap((tool): Draft[] => {
      const { assessment, openFindings } = tool;
      return [
        ...(assessment === null
          ? []
          : [
              {
                rule: 'assessment_signed',
                facts: {
                  tool: tool.name,
                  assessment: assessment.code,
                  title: assessment.title,
                  decision: assessment.decision,
                  person: assessment.signedBy,
                  signedOn: assessment.signedOn,
                  score: assessment.score ?? -1,
                },
                records: [toRecord('assessment', assessment.id, assessment.code), toolRecord(tool)],
                evidence: assessment.evidence,
              } as const,
            ]),
        ...(openFindings === 0
          ? []
          : [
              {
                rule: 'findings_open',
                facts: { tool: tool.name, count: openFindings },
                records: [toolRecord(tool)],
              } as const,
            ]),
      ];
    }),
    ...(without.length === 0
      ? []
      : [
          {
            rule: 'assessment_missing',
            mark: 'all',
            facts: nameTools(without.map(({ name }) => name)),
            records: without.map(toolRecord),
            state: 'missing',
          } as const,
        ]),
    ...stateItems(world, ['A-PRE-3', 'A-PRE-6', 'A-ONG-2']),
  ];
}

/** Q7: which version was approved, and how settings and changes are kept in hand. */
function answerConfiguration(world: AnswerWorld): Draft[] {
  const moved = new Set(
    world.gaps
      .filter(({ changes }) => changes.some(({ kind }) => kind === 'version'))
      .flatMap(({ tool }) => (tool ? [tool.id] : [])),
  );
  return [
    ...world.tools
      .filter(({ versionRange, approvedOn }) => versionRange !== '' && approvedOn !== null)
      .map((tool): Draft => ({
        rule: moved.has(tool.id) ? 'version_moved' : 'version_approved',
        state: moved.has(tool.id) ? 'stale' : 'stands',
        facts: {
          tool: tool.name,
          version: tool.versionRange,
          approvedOn: tool.approvedOn ?? '',
          approvedBy: tool.approvedBy,
        },
        records: [toolRecord(tool)],
      })),
    ...stateItems(world, ['A-POL-5', 'A-TEC-7']),
  ];
}

const ANSWERS: Readonly<Record<AuditorQuestion, (world: AnswerWorld) => Draft[]>> = {
  Q1: answerTools,
  Q2: answerFlows,
  Q3: answerProtection,
  Q4: answerAccess,
  Q5: answerLogging,
  Q6: answerDiligence,
  Q7: answerConfiguration,
};

/**
 * The seven answers by rule (`domain.md` 6.6): what stands first, then every gap that belongs to the question, none
 * dropped; an answer without a piece of evidence says so.
 */
export function answerQuestions(world: AnswerWorld): ReadonlyMap<AuditorQuestion, readonly DraftSentence[]> {
  return new Map(
    AUDITOR_QUESTIONS.map((question) => {
      const said = ANSWERS[question](world).map((draft) => toSentence(question, draft));
      const all = [...said, ...stateGaps(question, world)];
      const hasEvidence = all.some(({ evidence }) => evidence.length > 0);
      const bare = toSentence(question, { rule: 'no_evidence', records: [], state: 'missing' });
      return [question, hasEvidence ? all : [...all, bare]] as const;
    }),
  );
}
