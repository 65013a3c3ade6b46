import type {
  AnswerState,
  AnswerValue,
  EvidenceState,
  PackQuestion,
  PackRedFlag,
  PackRule,
  QuestionnairePack,
  UseCondition,
} from '../contract/questionnaire-pack.ts';
import { EVIDENCE_STATES, USE_CONDITIONS } from '../contract/questionnaire-pack.ts';
import type { LintFinding } from '../contract/questionnaires.ts';
import { addMonths } from './days.ts';

/** What is known of one answer when rules are asked. */
export interface AnswerFacts {
  /** `null`: not answered yet. */
  state: AnswerState | null;
  value: AnswerValue;
  /** The level the answer counts with: its weakest piece, after stale pieces have dropped one step. */
  evidence: EvidenceState;
  /** True when at least one attached piece is stale. */
  stale: boolean;
}

/** Everything a rule may look at. `asOf` is a day, `YYYY-MM-DD`. */
export interface RuleContext {
  /** The intended use; a condition that is left out has not been stated. */
  use: Readonly<Partial<Record<UseCondition, boolean>>>;
  /** By question id; a question without an entry has not been answered. */
  answers: ReadonlyMap<string, AnswerFacts>;
  asOf: string;
}

/** A red flag whose rule holds, with the questions its rule reads. */
export interface RaisedFlag {
  flag: PackRedFlag;
  /** The question that the flag stands on in the pack. */
  questionId: string;
  /** Every question that the rule reads, in the rule's order; the one above only if the rule reads it. */
  relatedQuestionIds: string[];
}

type Outcome = 'holds' | 'fails' | 'open';

/** What a question that is not asked looks like to the rules of others. */
const NOT_ASKED: AnswerFacts = { state: 'not_applicable', value: null, evidence: 'none', stale: false };

/** Worst first: the answer of several choices is the first of these that is among them. */
const WORST_FIRST = ['no', 'unknown', 'partial', 'yes'] as const;

/**
 * Whether a rule certainly holds. Rules have three outcomes inside (holds, fails, open), so that "not" of something
 * unknown stays unknown:
 * - a question that is not answered leaves its rule open, so it never raises a red flag;
 * - a choice, number or date whose answer is "unknown" is open; "unknown" itself can be asked for with `answer`;
 * - nothing but `answer: [not_applicable]` holds for an answer that is not applicable;
 * - a condition of use that has not been stated counts as one that applies.
 * @param context `question` is the id of the question the rule stands on, for rules that name none.
 */
export function evaluateRule(rule: PackRule, context: RuleContext & { question?: string }): boolean {
  return weighRule(rule, assumeUse(context), context.question) === 'holds';
}

/**
 * Whether a question is to be asked: always, unless its condition certainly fails. The safe reading: while the use or
 * an earlier answer is open, the question stays, so answering never brings up questions that were not counted before.
 */
export function isApplicable(question: PackQuestion, context: RuleContext): boolean {
  return question.condition === undefined || weighRule(question.condition, context, question.id) !== 'fails';
}

/** All questions of a pack, in its order. */
export function listQuestions(pack: QuestionnairePack): PackQuestion[] {
  return pack.sections.flatMap((section) => section.questions);
}

/** The questions to ask, in the pack's order. An answer to a question that is no longer asked decides nothing. */
export function listApplicableQuestions(pack: QuestionnairePack, context: RuleContext): PackQuestion[] {
  return resolveApplicability(pack, context).questions;
}

/** The red flags of the questions asked whose rule holds now (`domain.md` 6.2), in the pack's order. */
export function listRaisedFlags(pack: QuestionnairePack, context: RuleContext): RaisedFlag[] {
  const { questions, answers } = resolveApplicability(pack, context);
  const assumed = assumeUse({ ...context, answers });
  return questions.flatMap((question) =>
    question.redFlags
      .filter((flag) => weighRule(flag.when, assumed, question.id) === 'holds')
      .map((flag) => ({
        flag,
        questionId: question.id,
        relatedQuestionIds: [...new Set(listSubjects(flag.when, question.id))],
      })),
  );
}

/**
 * What a value amounts to. `null` when it decides nothing: no value, an empty one, or a `yes_no` question.
 * - choice, multi_choice: what the choice counts as, the worst of several ("no" before "unknown" before "partial");
 * - number: inside the `yes` bounds, inside the `partial` bounds, otherwise no; bounds are inclusive;
 * - date: at most `yesMonths` or `partialMonths` calendar months old, otherwise no; a day still to come is unknown;
 * - text, regions: told, therefore yes; whether a region is allowed is decided by the residency matrix.
 * @param asOf the day, `YYYY-MM-DD`, from which ages are counted.
 */
export function stateOfValue(question: PackQuestion, value: AnswerValue, asOf: string): AnswerState | null {
  const { type } = question;
  if (value === null || type === 'yes_no') return null;
  if ('choices' in value) return stateOfChoices(question, value.choices);
  if (type === 'number' && 'number' in value) return stateOfNumber(question, value.number);
  if (type === 'date' && 'date' in value) return stateOfDate(question, value.date, asOf);
  if (type === 'text' && 'text' in value) return value.text.trim() === '' ? null : 'yes';
  return type === 'regions' && 'regions' in value && value.regions.length > 0 ? 'yes' : null;
}

/**
 * Whether evidence is older than a question allows: more than `freshMonths` calendar months before `asOf`, exactly
 * (31 August and six months end on the last day of February). Evidence without a date cannot be shown to be fresh.
 * @param measuredFrom the end of the period the evidence covers, or its own date; `YYYY-MM-DD`.
 * @param freshMonths `null` where evidence does not age (a contract in force): never stale.
 */
export function isEvidenceStale(measuredFrom: string | null, freshMonths: number | null, asOf: string): boolean {
  if (freshMonths === null) return false;
  return measuredFrom === null || isOlderThanMonths(measuredFrom, freshMonths, asOf);
}

/** The level with which one piece counts: stale drops one step, tested → verified → documented → claimed → none. */
export function countEvidence(piece: { state: EvidenceState; stale: boolean }): EvidenceState {
  const step = EVIDENCE_STATES.indexOf(piece.state) - (piece.stale ? 1 : 0);
  return EVIDENCE_STATES[Math.max(step, 0)] ?? 'none';
}

/**
 * The evidence level of an answer with several pieces attached: the weakest of them, each after its own staleness. An
 * answer that rests on a document and an e-mail is no better than the e-mail. Nothing attached is `none`.
 */
export function weakestEvidence(pieces: readonly { state: EvidenceState; stale: boolean }[]): EvidenceState {
  const steps = pieces.map((piece) => EVIDENCE_STATES.indexOf(countEvidence(piece)));
  return EVIDENCE_STATES[steps.length === 0 ? 0 : Math.min(...steps)] ?? 'none';
}

/** The context of red flags: a condition of use that has not been stated counts as one that applies. */
function assumeUse({ use, answers, asOf }: RuleContext): RuleContext {
  const assumed: Partial<Record<UseCondition, boolean>> = {};
  for (const condition of USE_CONDITIONS) assumed[condition] = use[condition] ?? true;
  return { use: assumed, answers, asOf };
}

function resolveApplicability(pack: QuestionnairePack, context: RuleContext) {
  const answers = new Map<string, AnswerFacts>();
  const soFar = { ...context, answers };
  const questions: PackQuestion[] = [];
  for (const question of listQuestions(pack)) {
    const asked = isApplicable(question, soFar);
    const facts = asked ? context.answers.get(question.id) : NOT_ASKED;
    if (facts !== undefined) answers.set(question.id, facts);
    if (asked) questions.push(question);
  }
  return { questions, answers };
}

function weighRule(rule: PackRule, context: RuleContext, standsOn: string | undefined): Outcome {
  if ('all' in rule) return weighAll(rule.all.map((part) => weighRule(part, context, standsOn)));
  if ('any' in rule) return negate(weighAll(rule.any.map((part) => negate(weighRule(part, context, standsOn)))));
  if ('not' in rule) return negate(weighRule(rule.not, context, standsOn));
  if ('use' in rule) {
    const stated = context.use[rule.use];
    return stated === undefined ? 'open' : outcomeOf(stated);
  }
  const subject = rule.question ?? standsOn;
  const facts = subject === undefined ? undefined : context.answers.get(subject);
  return facts === undefined || facts.state === null ? 'open' : weighAnswer(rule, facts, facts.state, context.asOf);
}

type AnswerRule = Exclude<PackRule, { all: PackRule[] } | { any: PackRule[] } | { not: PackRule } | { use: string }>;

function weighAnswer(rule: AnswerRule, facts: AnswerFacts, state: AnswerState, asOf: string): Outcome {
  if ('answer' in rule) return outcomeOf(rule.answer.includes(state));
  if (state === 'not_applicable') return 'fails';
  if ('evidenceBelow' in rule) return outcomeOf(isWeaker(facts.evidence, rule.evidenceBelow));
  if ('stale' in rule) return outcomeOf(facts.stale);
  const { value } = facts;
  if (state === 'unknown' || value === null) return 'open';
  if ('choice' in rule) return outcomeOf('choices' in value && value.choices.some((id) => rule.choice.includes(id)));
  if ('numberBelow' in rule) return outcomeOf('number' in value && value.number < rule.numberBelow);
  if ('numberAbove' in rule) return outcomeOf('number' in value && value.number > rule.numberAbove);
  return outcomeOf('date' in value && isOlderThanMonths(value.date, rule.dateOlderThanMonths, asOf));
}

function weighAll(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('fails')) return 'fails';
  return outcomes.includes('open') ? 'open' : 'holds';
}

function negate(outcome: Outcome): Outcome {
  return outcome === 'open' ? 'open' : outcomeOf(outcome === 'fails');
}

function outcomeOf(holds: boolean): Outcome {
  return holds ? 'holds' : 'fails';
}

function isWeaker(left: EvidenceState, right: EvidenceState): boolean {
  return EVIDENCE_STATES.indexOf(left) < EVIDENCE_STATES.indexOf(right);
}

function stateOfChoices(question: PackQuestion, chosen: readonly string[]): AnswerState | null {
  const counts = new Set(
    question.choices.filter((choice) => chosen.includes(choice.id)).map((choice) => choice.counts),
  );
  return WORST_FIRST.find((state) => counts.has(state)) ?? null;
}

function stateOfNumber(question: PackQuestion, number: number): AnswerState {
  if (question.bounds === undefined || isWithin(number, question.bounds.yes)) return 'yes';
  return question.bounds.partial !== undefined && isWithin(number, question.bounds.partial) ? 'partial' : 'no';
}

type Range = NonNullable<PackQuestion['bounds']>['yes'];

function isWithin(number: number, { min = -Infinity, max = Infinity }: Range): boolean {
  return number >= min && number <= max;
}

function stateOfDate(question: PackQuestion, date: string, asOf: string): AnswerState {
  if (date > asOf) return 'unknown';
  const { recency } = question;
  if (recency === undefined || !isOlderThanMonths(date, recency.yesMonths, asOf)) return 'yes';
  const { partialMonths } = recency;
  return partialMonths !== undefined && !isOlderThanMonths(date, partialMonths, asOf) ? 'partial' : 'no';
}

function isOlderThanMonths(day: string, months: number, asOf: string): boolean {
  return addMonths(day, months) < asOf;
}

/** The questions a rule reads, in its order, with repeats. */
function listSubjects(rule: PackRule, standsOn: string): string[] {
  if ('all' in rule) return rule.all.flatMap((part) => listSubjects(part, standsOn));
  if ('any' in rule) return rule.any.flatMap((part) => listSubjects(part, standsOn));
  if ('not' in rule) return listSubjects(rule.not, standsOn);
  return 'use' in rule ? [] : [rule.question ?? standsOn];
}

/** Findings beyond this number are left out: an author mends the first ones first. */
const LINT_LIMIT = 500;

/**
 * Faults of a pack that its schema cannot see: an error makes it unfit to publish, a warning is worth a look. Findings
 * come in the pack's order, at most 500. Each message says what, where and how to mend it.
 */
export function lintPack(pack: QuestionnairePack): LintFinding[] {
  const places = listPlaces(pack);
  return [
    ...lintFrameworks(pack),
    ...lintSections(pack),
    ...places.flatMap((place) => lintQuestion(place, places, pack)),
  ].slice(0, LINT_LIMIT);
}

interface Place {
  question: PackQuestion;
  path: string;
  position: number;
}

/** A finding before its path is known: severity, code, path below the question, message. */
type Fault = [severity: LintFinding['severity'], code: string, path: string, message: string];

function listPlaces(pack: QuestionnairePack): Place[] {
  return pack.sections
    .flatMap((section, sectionIndex) =>
      section.questions.map((question, index) => ({ question, path: `sections.${sectionIndex}.questions.${index}` })),
    )
    .map((place, position) => ({ ...place, position }));
}

function lintFrameworks(pack: QuestionnairePack): LintFinding[] {
  const cited = new Set(listQuestions(pack).flatMap(({ clauses }) => clauses.map(({ framework }) => framework)));
  const repeats = findRepeats(pack.frameworks.map(({ code }) => code));
  return pack.frameworks.flatMap(({ code }, index): LintFinding[] => {
    const path = `frameworks.${index}`;
    if (repeats.has(index)) {
      const message = `Framework code ${code} is listed twice. Keep one entry, or give this one another code.`;
      return [{ severity: 'error', code: 'duplicate-framework', path, message }];
    }
    if (cited.has(code)) return [];
    const message = `No question cites framework ${code}. Cite it in a clause, or take it off the list.`;
    return [{ severity: 'warning', code: 'unused-framework', path, message }];
  });
}

function lintSections(pack: QuestionnairePack): LintFinding[] {
  const repeats = findRepeats(pack.sections.map(({ id }) => id));
  return pack.sections.flatMap((section, index) => {
    const path = `sections.${index}`;
    const findings: LintFinding[] = [];
    if (repeats.has(index)) {
      const message = `Section id ${section.id} is used twice. Give this section an id of its own.`;
      findings.push({ severity: 'error', code: 'duplicate-section', path: `${path}.id`, message });
    }
    if (section.questions.every(({ weight }) => weight === 0)) {
      const message = `No question of section "${section.title}" has a weight, so it has no score. Give at least one question a weight of 1 to 5.`;
      findings.push({ severity: 'warning', code: 'section-without-weight', path, message });
    }
    return findings;
  });
}

function lintQuestion(place: Place, places: readonly Place[], pack: QuestionnairePack): LintFinding[] {
  const { question } = place;
  const faults: Fault[] = [
    ...lintIdentity(place, places),
    ...lintWording(question),
    ...lintType(question),
    ...lintGate(question),
    ...lintClauses(question, pack),
    ...lintCondition(place, places),
    ...question.redFlags.flatMap((flag, index) => lintRedFlag(flag, index, place, places)),
  ];
  return faults.map(([severity, code, path, message]) => ({
    severity,
    code,
    path: path === '' ? place.path : `${place.path}.${path}`,
    message: `${question.id}: ${message}`,
  }));
}

function lintIdentity({ question, position }: Place, places: readonly Place[]): Fault[] {
  const isRepeat = places.some((other) => other.position < position && other.question.id === question.id);
  if (!isRepeat) return [];
  return [['error', 'duplicate-question', 'id', 'an earlier question has this id. Give this one an id of its own.']];
}

function lintWording(question: PackQuestion): Fault[] {
  const needed = ['label', 'question', 'vendorQuestion', 'guidance'] as const;
  const faults: Fault[] = needed
    .filter((field) => question[field].trim() === '')
    .map((field) => ['error', 'missing-wording', field, `"${field}" is empty. Write it.`]);
  if (question.evidence.needed && question.evidence.expected.trim() === '') {
    const message = 'it does not say which evidence is expected. Name it, or mark the question as needing none.';
    faults.push(['error', 'missing-wording', 'evidence.expected', message]);
  }
  if (question.question.trim() === question.vendorQuestion.trim()) {
    const message = 'both wordings are the same. Ask the reviewer what was seen, and the vendor for the thing itself.';
    faults.push(['warning', 'same-wording', 'vendorQuestion', message]);
  }
  return faults;
}

function lintType(question: PackQuestion): Fault[] {
  const { type } = question;
  const isChoice = type === 'choice' || type === 'multi_choice';
  const faults: Fault[] = isChoice ? lintChoices(question) : [];
  if (type === 'number') faults.push(...lintBounds(question));
  if (type === 'date') faults.push(...lintRecency(question));
  const unused: [field: string, isUnused: boolean][] = [
    ['choices', !isChoice && question.choices.length > 0],
    ['bounds', type !== 'number' && question.bounds !== undefined],
    ['recency', type !== 'date' && question.recency !== undefined],
    ['goodAnswer', type !== 'yes_no' && question.goodAnswer === 'no'],
  ];
  for (const [field] of unused.filter(([, isUnused]) => isUnused)) {
    faults.push(['error', 'setting-without-use', field, `"${field}" means nothing for a ${type} question. Remove it.`]);
  }
  return faults;
}

function lintChoices({ choices }: PackQuestion): Fault[] {
  if (choices.length < 2) {
    return [['error', 'missing-choices', 'choices', 'there is nothing to choose from. List at least two choices.']];
  }
  const repeats = findRepeats(choices.map(({ id }) => id));
  const faults: Fault[] = choices.flatMap(({ id }, index): Fault[] =>
    repeats.has(index)
      ? [['error', 'duplicate-choice', `choices.${index}.id`, `choice ${id} is listed twice. Give it another id.`]]
      : [],
  );
  if (choices.every(({ counts }) => counts !== 'yes')) {
    faults.push(['error', 'no-good-choice', 'choices', 'no choice counts as yes. Add the answer you would accept.']);
  }
  return faults;
}

function lintBounds({ bounds }: PackQuestion): Fault[] {
  if (bounds === undefined) {
    return [['error', 'missing-bounds', 'bounds', 'a number needs bounds, or every number counts as yes. Add them.']];
  }
  const ranges = [['yes', bounds.yes] as const, ...(bounds.partial ? [['partial', bounds.partial] as const] : [])];
  const faults = ranges.flatMap(([name, { min, max }]): Fault[] => {
    const path = `bounds.${name}`;
    if (min === undefined && max === undefined) {
      return [['error', 'open-bounds', path, `the ${name} bounds let every number through. Give a min or a max.`]];
    }
    if (min !== undefined && max !== undefined && min > max) {
      return [['error', 'empty-bounds', path, `the ${name} bounds let no number through. Swap min and max.`]];
    }
    return [];
  });
  if (faults.length === 0 && bounds.partial !== undefined && isInside(bounds.partial, bounds.yes)) {
    const message = 'the partial bounds lie inside the yes bounds and are never used. Widen or remove them.';
    faults.push(['error', 'hidden-bounds', 'bounds.partial', message]);
  }
  return faults;
}

function isInside(inner: Range, outer: Range): boolean {
  return isWithin(inner.min ?? -Infinity, outer) && isWithin(inner.max ?? Infinity, outer);
}

function lintRecency({ recency }: PackQuestion): Fault[] {
  if (recency === undefined) {
    return [['error', 'missing-recency', 'recency', 'a date needs an age that counts as yes. Add "yesMonths".']];
  }
  if (recency.partialMonths === undefined || recency.partialMonths > recency.yesMonths) return [];
  const message = '"partialMonths" is not above "yesMonths" and is never used. Raise or remove it.';
  return [['error', 'hidden-recency', 'recency.partialMonths', message]];
}

function lintGate(question: PackQuestion): Fault[] {
  if (question.gate.length === 0) return [];
  const faults: Fault[] = [];
  if (question.weight === 0) {
    const message = 'a gate without weight refuses a use but leaves no trace in the score. Give it a weight of 1 to 5.';
    faults.push(['error', 'gate-without-weight', 'weight', message]);
  }
  if (question.goodAnswer === 'no') {
    const message = 'a gate opens on yes, but the good answer here is no. Turn the question round.';
    faults.push(['error', 'mirrored-gate', 'goodAnswer', message]);
  }
  if (!question.evidence.needed) {
    const message =
      'a gate wants documented evidence, but the question needs none, so the gate never opens. Ask for it.';
    faults.push(['error', 'gate-without-evidence', 'evidence.needed', message]);
  }
  return faults;
}

function lintClauses(question: PackQuestion, pack: QuestionnairePack): Fault[] {
  const known = new Set(pack.frameworks.map(({ code }) => code));
  return question.clauses.flatMap(({ framework }, index): Fault[] => {
    const message = `framework ${framework} is not listed. Add it to the pack's frameworks, or correct the code.`;
    return known.has(framework) ? [] : [['error', 'unknown-framework', `clauses.${index}.framework`, message]];
  });
}

function lintCondition(place: Place, places: readonly Place[]): Fault[] {
  const { condition } = place.question;
  if (condition === undefined) return [];
  const faults = lintReferences(condition, 'condition', place, places, 'earlier');
  if (faults.length > 0) return faults;
  const reach = tryEveryAnswer(condition, place, places, 'always');
  if (reach === null) return [];
  if (!reach.canHold) {
    const message = 'its condition can never hold, so it is never asked. Remove the part that contradicts.';
    return [['error', 'unreachable-question', 'condition', message]];
  }
  const message = 'its condition always holds. Remove it, or name the case in which the question is left out.';
  return reach.canFail ? [] : [['warning', 'idle-condition', 'condition', message]];
}

function lintRedFlag(flag: PackRedFlag, index: number, place: Place, places: readonly Place[]): Fault[] {
  const path = `redFlags.${index}`;
  const faults = lintReferences(flag.when, `${path}.when`, place, places, 'any');
  const isRepeat = places.some((other) =>
    other.question.redFlags.some(
      (known, knownIndex) =>
        known.id === flag.id &&
        (other.position < place.position || (other.position === place.position && knownIndex < index)),
    ),
  );
  if (isRepeat) {
    const message = `red flag ${flag.id} stands in the pack already. Give this one an id of its own.`;
    faults.push(['error', 'duplicate-red-flag', `${path}.id`, message]);
  }
  if (faults.length > 0) return faults;
  const reach = tryEveryAnswer(flag.when, place, places, 'when_asked');
  if (reach === null) return [];
  if (!reach.canHold) {
    const message = `the rule of red flag ${flag.id} can never hold. Correct or remove it.`;
    return [['error', 'silent-rule', `${path}.when`, message]];
  }
  const message = `the rule of red flag ${flag.id} holds for every answer. Say which answers raise it.`;
  return reach.canFail ? [] : [['error', 'constant-rule', `${path}.when`, message]];
}

/** Rules that name an unknown question or choice, ask a question for what it does not have, or look ahead. */
function lintReferences(
  rule: PackRule,
  path: string,
  place: Place,
  places: readonly Place[],
  reach: 'earlier' | 'any',
): Fault[] {
  return listLeaves(rule, path).flatMap(({ leaf, path }): Fault[] => {
    if ('use' in leaf) return [];
    const subject = leaf.question ?? place.question.id;
    const found = places.find(({ question }) => question.id === subject);
    if (found === undefined) {
      const message = `it refers to question ${subject}, which is not in the pack. Correct the id, or add the question.`;
      return [['error', 'orphan-question', path, message]];
    }
    if (reach === 'earlier' && found.position >= place.position) {
      const message =
        found.position === place.position
          ? 'its condition refers to its own answer. Name an earlier question.'
          : `its condition refers to ${subject}, which comes later. Name an earlier question, or move this one down.`;
      return [['error', 'condition-looks-ahead', path, message]];
    }
    return lintFit(leaf, found.question, path);
  });
}

function lintFit(leaf: AnswerRule, subject: PackQuestion, path: string): Fault[] {
  const wanted = typesAskedFor(leaf);
  if (wanted !== null && !wanted.includes(subject.type)) {
    const message = `it asks ${subject.id} for a ${wanted[0]}, but that is a ${subject.type} question. Ask for its answer.`;
    return [['error', 'rule-does-not-fit', path, message]];
  }
  if (!('choice' in leaf)) return [];
  return leaf.choice.flatMap((id, index): Fault[] => {
    const message = `it names choice ${id}, which ${subject.id} does not offer. Correct the id, or add the choice.`;
    const isKnown = subject.choices.some((choice) => choice.id === id);
    return isKnown ? [] : [['error', 'orphan-choice', `${path}.choice.${index}`, message]];
  });
}

function typesAskedFor(leaf: AnswerRule): PackQuestion['type'][] | null {
  if ('choice' in leaf) return ['choice', 'multi_choice'];
  if ('numberBelow' in leaf || 'numberAbove' in leaf) return ['number'];
  return 'dateOlderThanMonths' in leaf ? ['date'] : null;
}

interface Leaf {
  leaf: AnswerRule | { use: UseCondition };
  path: string;
}

function listLeaves(rule: PackRule, path = ''): Leaf[] {
  if ('all' in rule) return rule.all.flatMap((part, index) => listLeaves(part, `${path}.all.${index}`));
  if ('any' in rule) return rule.any.flatMap((part, index) => listLeaves(part, `${path}.any.${index}`));
  return 'not' in rule ? listLeaves(rule.not, `${path}.not`) : [{ leaf: rule, path }];
}

/** Beyond so many combinations a rule is taken to be in order. */
const COMBINATION_LIMIT = 20_000;
/** Any day in the middle of a month, so that going back whole months never meets a shorter one. */
const LINT_DAY = '2000-01-15';
const DAY_BEFORE = '2000-01-14';

/**
 * Tries a rule of a question on every answer that could make a difference to it: each state, choice and evidence level,
 * numbers and dates on both sides of each limit. `null` when there are too many combinations to try.
 * @param scope `when_asked` leaves out the answers with which the question itself would not be asked.
 */
function tryEveryAnswer(
  rule: PackRule,
  place: Place,
  places: readonly Place[],
  scope: 'always' | 'when_asked',
): { canHold: boolean; canFail: boolean } | null {
  const { rules, subjects } = collectReach(rule, place, places);
  const leaves = rules.flatMap(({ rule, standsOn }) =>
    listLeaves(rule).map(({ leaf }) => ({ leaf, subject: 'use' in leaf ? null : (leaf.question ?? standsOn) })),
  );
  const uses = [...new Set(leaves.flatMap(({ leaf }) => ('use' in leaf ? [leaf.use] : [])))];
  const possible = subjects.map((question) => {
    const own = leaves.flatMap(({ leaf, subject }) => (subject === question.id && !('use' in leaf) ? [leaf] : []));
    return listPossibleFacts(question, own);
  });
  const combinations = possible.reduce((product, facts) => product * facts.length, 2 ** uses.length);
  if (combinations > COMBINATION_LIMIT) return null;

  const reach = { canHold: false, canFail: false };
  for (let number = 0; number < combinations; number++) {
    const context = pickCombination(number, uses, subjects, possible);
    if (scope === 'when_asked' && !isApplicable(place.question, context)) continue;
    const outcome = weighRule(rule, context, place.question.id);
    reach.canHold ||= outcome === 'holds';
    reach.canFail ||= outcome !== 'holds';
    if (reach.canHold && reach.canFail) break;
  }
  return reach;
}

interface StandingRule {
  rule: PackRule;
  standsOn: string;
}

/** The rule and the conditions it depends on, and the questions they read, in the pack's order. */
function collectReach(rule: PackRule, place: Place, places: readonly Place[]) {
  const rules: StandingRule[] = [];
  const seen = new Set<string>();
  const waiting: StandingRule[] = [{ rule, standsOn: place.question.id }];
  if (place.question.condition) waiting.push({ rule: place.question.condition, standsOn: place.question.id });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    rules.push(next);
    for (const id of listSubjects(next.rule, next.standsOn)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const condition = places.find(({ question }) => question.id === id)?.question.condition;
      if (condition !== undefined) waiting.push({ rule: condition, standsOn: id });
    }
  }
  return { rules, subjects: places.map(({ question }) => question).filter(({ id }) => seen.has(id)) };
}

/** Combination `number` in a mixed-radix count over the uses and each question's possible facts. */
function pickCombination(
  number: number,
  uses: readonly UseCondition[],
  subjects: readonly PackQuestion[],
  possible: readonly (readonly AnswerFacts[])[],
): RuleContext {
  let rest = number;
  const use: Partial<Record<UseCondition, boolean>> = {};
  for (const condition of uses) {
    use[condition] = rest % 2 === 1;
    rest = Math.floor(rest / 2);
  }
  const answers = new Map<string, AnswerFacts>();
  subjects.forEach((question, index) => {
    const facts = possible[index] ?? [];
    const picked = facts[rest % facts.length] ?? NOT_ASKED;
    rest = Math.floor(rest / facts.length);
    answers.set(question.id, isApplicable(question, { use, answers, asOf: LINT_DAY }) ? picked : NOT_ASKED);
  });
  return { use, answers, asOf: LINT_DAY };
}

function listPossibleFacts(question: PackQuestion, leaves: readonly AnswerRule[]): AnswerFacts[] {
  const given: { state: AnswerState; value: AnswerValue }[] =
    question.type === 'yes_no'
      ? (['yes', 'partial', 'no'] as const).map((state) => ({ state, value: null }))
      : listPossibleValues(question, leaves).flatMap((value) => {
          const state = stateOfValue(question, value, LINT_DAY);
          return state === null ? [] : [{ state, value }];
        });
  const answered = [...given, { state: 'unknown' as const, value: null }];
  const asksForEvidence = leaves.some((leaf) => 'evidenceBelow' in leaf || 'stale' in leaf);
  const levels = asksForEvidence ? listPossibleEvidence(question) : [{ evidence: 'none' as const, stale: false }];
  return [...answered.flatMap((answer) => levels.map((level) => ({ ...answer, ...level }))), NOT_ASKED];
}

function listPossibleEvidence({ evidence }: PackQuestion): Pick<AnswerFacts, 'evidence' | 'stale'>[] {
  const fresh = EVIDENCE_STATES.map((state) => ({ evidence: state, stale: false }));
  if (evidence.freshMonths === null) return fresh;
  const stale = EVIDENCE_STATES.map((state) => ({ evidence: countEvidence({ state, stale: true }), stale: true }));
  return [...fresh, ...stale];
}

function listPossibleValues(question: PackQuestion, leaves: readonly AnswerRule[]): AnswerValue[] {
  const values: Readonly<Record<PackQuestion['type'], AnswerValue[]>> = {
    yes_no: [],
    text: [{ text: 'told' }],
    regions: [{ regions: ['EU'] }],
    choice: question.choices.map(({ id }) => ({ choices: [id] })),
    multi_choice: listPossibleChoices(question, leaves).map((choices) => ({ choices })),
    number: listPossibleNumbers(question, leaves).map((number) => ({ number })),
    date: listPossibleDates(question, leaves).map((date) => ({ date })),
  };
  return values[question.type];
}

/** Every choice alone, all together, and every mixture of the first four that rules name. */
function listPossibleChoices({ choices }: PackQuestion, leaves: readonly AnswerRule[]): string[][] {
  const named = [...new Set(leaves.flatMap((leaf) => ('choice' in leaf ? leaf.choice : [])))].slice(0, 4);
  const mixtures = named.reduce<string[][]>((found, id) => [...found, ...found.map((some) => [...some, id])], [[]]);
  return [...choices.map(({ id }) => [id]), ...mixtures, choices.map(({ id }) => id)];
}

/** Each limit, a number between each two, and one beyond either end. */
function listPossibleNumbers({ bounds }: PackQuestion, leaves: readonly AnswerRule[]): number[] {
  const limits = [
    bounds?.yes.min,
    bounds?.yes.max,
    bounds?.partial?.min,
    bounds?.partial?.max,
    ...leaves.map((leaf) => ('numberBelow' in leaf ? leaf.numberBelow : null)),
    ...leaves.map((leaf) => ('numberAbove' in leaf ? leaf.numberAbove : null)),
  ].filter((limit) => typeof limit === 'number');
  const sorted = [...new Set(limits)].sort((left, right) => left - right);
  const between = sorted.slice(1).map((limit, index) => (limit + (sorted[index] ?? limit)) / 2);
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between, (sorted.at(-1) ?? 0) + 1];
}

/** Today, and for each limit the last day within it and the first beyond. */
function listPossibleDates({ recency }: PackQuestion, leaves: readonly AnswerRule[]): string[] {
  const limits = [
    recency?.yesMonths,
    recency?.partialMonths,
    ...leaves.map((leaf) => ('dateOlderThanMonths' in leaf ? leaf.dateOlderThanMonths : null)),
  ].filter((limit) => typeof limit === 'number');
  return [LINT_DAY, ...limits.flatMap((months) => [addMonths(LINT_DAY, -months), addMonths(DAY_BEFORE, -months)])];
}

/** Positions of the items that repeat an earlier one. */
function findRepeats(items: readonly string[]): ReadonlySet<number> {
  return new Set(items.flatMap((item, index) => (items.indexOf(item) < index ? [index] : [])));
}
