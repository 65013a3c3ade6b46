import type { DataClass, DataFlowContent, DataFlowPlace, Retention } from '../../contract/data-flows.ts';
import type { Gap, GapRecord } from '../../contract/gaps.ts';
import type { AnswerState, AnswerValue } from '../../contract/questionnaire-pack.ts';
import type { ToolUse } from '../../contract/tools.ts';
import type { AccessClass } from '../../contract/access-tier-records.ts';
import { lintDataFlow } from '../data-flows/lint.ts';
import { isOwn } from '../data-flows/parts.ts';
import { addMonths } from '../days.ts';
import { nameLink, namePlace } from '../residency/place-names.ts';
import type { Contradiction } from '../residency/contradictions.ts';
import { toGap, toRecord, toToolGap, type GapTool } from './gap.ts';

/** An answer of the newest assessment of a tool by one questionnaire. */
export interface ClaimAnswer {
  questionId: string;
  state: AnswerState | null;
  value: AnswerValue;
  assessmentId: string;
  assessmentCode: string;
  /** What was put behind it. */
  evidence: readonly { kind: string; datedOn: string | null; periodEnd: string | null }[];
}

/** A tool in use or in review with what is claimed of it and what else is on record. */
export interface ClaimFacts {
  tool: GapTool;
  answers: readonly ClaimAnswer[];
  /** Levels of the PHI factors, 0 to 2. */
  phi: { retention: number | null; trainingReview: number | null };
  map: DataFlowContent | null;
  /** Claims of where data stays, with what contradicts them. */
  regions: readonly { option: string; claim: string; found: readonly Contradiction[] }[];
  /** Agreements in force that name the tool. */
  agreements: readonly { id: string; code: string; training: 'unknown' | 'allowed' | 'with_consent' | 'forbidden' }[];
  /** The vendor's list of sub-processors; null while nobody recorded one. */
  subProcessors: { complete: boolean; names: readonly string[] } | null;
  /** Classes of code that somebody reaches with it by a live grant. */
  reachedClasses: readonly AccessClass[];
}

/** An agreement in force whose other party is on record. */
export interface EntityFacts {
  agreement: { id: string; code: string; theirEntity: string };
  vendor: { id: string; name: string; legalName: string; otherNames: readonly string[] };
}

/** Answers that say that nothing is kept: question and the choices that say so. */
const ZERO_CHOICES: Readonly<Record<string, readonly string[]>> = {
  'X-ZDR-1': ['active-by-contract', 'active-by-setting'],
  'PHI-6': ['zero-by-contract'],
};
/** Answers that say that content trains nothing. */
const NO_TRAINING_CHOICES: Readonly<Record<string, readonly string[]>> = {
  'KD-4': ['excluded-by-contract', 'locked-setting'],
};
const NO_TRAINING_YES: readonly string[] = ['V-PRV-5', 'PHI-7'];
/** The question for the days of the longest-lived copy. */
const DAYS_KEPT = 'KD-2';
/** The question whether a current SOC 2 report was read. */
const REPORT_READ = 'V-SEC-1';
/** Months from the end of a report's period for which it counts, and for which a bridge letter does (`domain.md` 4). */
const REPORT_MONTHS = 12;
const BRIDGE_MONTHS = 3;

/** What a promise of zero retention is about: content, and the logs that repeat it. */
const CONTENT_CLASSES: readonly DataClass[] = ['source_code', 'context', 'prompts', 'responses', 'embeddings', 'logs'];

function toAnswerRecord({ assessmentId, assessmentCode, questionId }: ClaimAnswer): GapRecord {
  return toRecord('answer', assessmentId, `${assessmentCode} ${questionId}`, questionId);
}

function chooses({ questionId, value }: ClaimAnswer, choices: Readonly<Record<string, readonly string[]>>): boolean {
  const wanted = choices[questionId];
  return (
    wanted !== undefined && value !== null && 'choices' in value && value.choices.some((one) => wanted.includes(one))
  );
}

function keptDays({ kind, days }: Retention): number | null {
  if (kind === 'until_deleted') return Number.POSITIVE_INFINITY;
  return kind === 'days' ? days : null;
}

/** Places outside the organisation in which content, or a log of it, stays for some time, longest first. */
function listKeepers({ places, flows }: DataFlowContent): { place: DataFlowPlace; days: number }[] {
  const reached = new Set(
    flows
      .filter(({ dataClasses }) => dataClasses.some((one) => CONTENT_CLASSES.includes(one)))
      .flatMap(({ from, to, direction }) => (direction === 'both_ways' ? [from, to] : [to])),
  );
  return places
    .flatMap((place) => {
      const days = reached.has(place.id) && !isOwn(place) ? keptDays(place.retention) : null;
      return days === null || days === 0 ? [] : [{ place, days }];
    })
    .toSorted((one, other) => other.days - one.days);
}

/** Zero retention is claimed, or a number of days, and the map shows a longer one. */
function detectRetention({ tool, answers, phi, map }: ClaimFacts): Gap[] {
  const [longest, ...others] = map === null ? [] : listKeepers(map);
  if (!longest) return [];
  const fix = toRecord('data_flow_map', tool.id, tool.name);
  const facts = {
    place: longest.place.name,
    more: others.length,
    kept: Number.isFinite(longest.days) ? longest.days : -1,
  };
  const zero = [
    ...answers.filter((answer) => chooses(answer, ZERO_CHOICES)).map(toAnswerRecord),
    ...answers
      .filter(
        ({ questionId, value }) =>
          questionId === DAYS_KEPT && value !== null && 'number' in value && value.number === 0,
      )
      .map(toAnswerRecord),
    ...(phi.retention === 0 ? [toRecord('phi_exposure', tool.id, 'F5', 'retention')] : []),
  ];
  const [first] = zero;
  if (first) {
    return [
      toToolGap(tool, {
        rule: 'claim_zero_retention',
        facts: { ...facts, claim: first.label, claimKind: first.kind },
        sources: [...zero, fix],
        fix,
      }),
    ];
  }
  return answers.flatMap((answer) => {
    const { questionId, value } = answer;
    if (questionId !== DAYS_KEPT || value === null || !('number' in value) || value.number >= longest.days) return [];
    const record = toAnswerRecord(answer);
    return [
      toToolGap(tool, {
        rule: 'claim_shorter_retention',
        facts: { ...facts, claim: record.label, claimedDays: value.number },
        sources: [record, fix],
        fix,
      }),
    ];
  });
}

/** "EU only", and a place of the tool or a link of its chain elsewhere. */
function detectRegions({ tool, regions }: ClaimFacts): Gap[] {
  return regions.flatMap(({ option, claim, found }) => {
    const [first] = found;
    if (!first) return [];
    const fix = toRecord(
      first.links.length > 0 ? 'sub_processors' : 'residency',
      first.links.length > 0 ? tool.vendor.id : tool.id,
      first.links.at(-1)?.name ?? tool.name,
    );
    return [
      toToolGap(tool, {
        rule: 'claim_region',
        mark: option,
        facts: {
          claim,
          option,
          place: namePlace(first.place, (kind) => kind),
          name: first.links.at(-1)?.name ?? tool.name,
          chain: first.links.map(nameLink).join(' → '),
          more: found.length - 1,
        },
        sources: [toRecord('residency', tool.id, option), fix],
        fix,
      }),
    ];
  });
}

/** No training is claimed, and an agreement allows it, or the terms were read to allow it. */
function detectTrainingClaim({ tool, answers, phi, agreements }: ClaimFacts): Gap[] {
  const claims = [
    ...answers
      .filter(
        (answer) =>
          chooses(answer, NO_TRAINING_CHOICES) ||
          (NO_TRAINING_YES.includes(answer.questionId) && answer.state === 'yes'),
      )
      .map(toAnswerRecord),
    ...(phi.trainingReview === 0 ? [toRecord('phi_exposure', tool.id, 'F6', 'training_review')] : []),
  ];
  const against = [
    ...agreements
      .filter(({ training }) => training === 'allowed')
      .map(({ id, code }) => toRecord('agreement', id, code)),
    ...(phi.trainingReview === 2 ? [toRecord('phi_exposure', tool.id, 'F6', 'training_review')] : []),
  ];
  const [claim] = claims;
  const [fix] = against;
  if (!claim || !fix) return [];
  return [
    toToolGap(tool, {
      rule: 'claim_no_training',
      facts: { claim: claim.label, claimKind: claim.kind, against: fix.label, againstKind: fix.kind },
      sources: [...claims, ...against],
      fix,
    }),
  ];
}

/** Code classes that bring a condition of use with them. */
const CLASS_CONDITIONS: Readonly<Partial<Record<AccessClass, keyof ToolUse>>> = {
  phi_services: 'phi_possible',
  cde: 'cardholder_data_environment',
};

/** The register says that a kind of data cannot reach the tool, and the map or the access given shows that it does. */
function detectUse({ tool, map, reachedClasses }: ClaimFacts): Gap[] {
  const drawn = (map === null ? [] : lintDataFlow(map, tool))
    .filter(({ rule }) => rule === 'contradicts_use')
    .flatMap(({ dataClasses }) => dataClasses);
  const conditions: Readonly<Partial<Record<DataClass, keyof ToolUse>>> = {
    personal_data: 'personal_data',
    phi: 'phi_possible',
    cardholder_data: 'cardholder_data_environment',
  };
  const flow = toRecord('data_flow_map', tool.id, tool.name);
  const access = toRecord('access_design', '', '');
  const found = new Map<keyof ToolUse, GapRecord>();
  for (const one of drawn) {
    const condition = conditions[one];
    if (condition !== undefined) found.set(condition, flow);
  }
  for (const one of reachedClasses) {
    const condition = CLASS_CONDITIONS[one];
    if (condition !== undefined && tool.use[condition] === false && !found.has(condition)) found.set(condition, access);
  }
  const fix = toRecord('tool', tool.id, tool.name);
  return [...found].map(([condition, record]) =>
    toToolGap(tool, {
      rule: 'claim_use',
      mark: condition,
      facts: { condition, seenIn: record.kind },
      sources: [fix, record],
      fix,
    }),
  );
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The list of sub-processors is called complete, and the map names a company that is not on it. */
function detectList({ tool, map, subProcessors }: ClaimFacts): Gap[] {
  if (!subProcessors?.complete || map === null) return [];
  const known = [tool.vendor.name, ...subProcessors.names];
  const missing = map.places
    .filter(({ kind }) => kind === 'sub_processor' || kind === 'model_host')
    .map(({ kind, name, operator }) => (operator === '' && kind === 'sub_processor' ? name : operator))
    .filter((company) => company !== '' && !known.some((one) => isSame(one, company)));
  const [first] = missing;
  if (first === undefined) return [];
  const fix = toRecord('sub_processors', tool.vendor.id, tool.vendor.name);
  return [
    toToolGap(tool, {
      rule: 'claim_complete_list',
      facts: { name: first, more: new Set(missing).size - 1 },
      sources: [fix, toRecord('data_flow_map', tool.id, tool.name)],
      fix,
    }),
  ];
}

/** A SOC 2 report was read and accepted, and neither it nor a bridge letter reaches up to today. */
function detectReport({ tool, answers }: ClaimFacts, today: string): Gap[] {
  return answers.flatMap((answer) => {
    if (answer.questionId !== REPORT_READ || answer.state !== 'yes') return [];
    const ends = answer.evidence.flatMap(({ periodEnd }) => (periodEnd === null ? [] : [periodEnd])).sort();
    const last = ends.at(-1);
    if (last === undefined || addMonths(last, REPORT_MONTHS) >= today) return [];
    const isBridged = answer.evidence.some(
      ({ kind, datedOn }) =>
        kind === 'letter' && datedOn !== null && datedOn > last && addMonths(datedOn, BRIDGE_MONTHS) >= today,
    );
    if (isBridged) return [];
    const fix = toAnswerRecord(answer);
    return [
      toToolGap(tool, {
        rule: 'claim_current_report',
        facts: { claim: fix.label, endedOn: last },
        sources: [fix],
        fix,
      }),
    ];
  });
}

/** What is claimed of tools, and what else is on record says otherwise; both sides are its sources. */
export function detectContradictions(tools: readonly ClaimFacts[], today: string): Gap[] {
  return tools.flatMap((facts) => [
    ...detectRetention(facts),
    ...detectRegions(facts),
    ...detectTrainingClaim(facts),
    ...detectUse(facts),
    ...detectList(facts),
    ...detectReport(facts, today),
  ]);
}

/** A company name as it is compared: case, marks and doubled spaces do not count. */
function foldCompany(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** An agreement in force that was signed with another legal entity than the vendor's (`domain.md` 1.6, M5). */
export function detectEntityContradictions(facts: readonly EntityFacts[]): Gap[] {
  return facts
    .filter(({ agreement: { theirEntity }, vendor: { name, legalName, otherNames } }) => {
      const known = [legalName, name, ...otherNames].map(foldCompany);
      return theirEntity !== '' && legalName !== '' && !known.includes(foldCompany(theirEntity));
    })
    .map(({ agreement: { id, code, theirEntity }, vendor }) => {
      const fix = toRecord('agreement', id, code);
      return toGap({
        rule: 'claim_entity',
        subject: toRecord('vendor', vendor.id, vendor.name),
        mark: id,
        vendor: { id: vendor.id, name: vendor.name },
        facts: { agreement: code, entity: theirEntity, legalName: vendor.legalName, vendor: vendor.name },
        sources: [fix, toRecord('vendor', vendor.id, vendor.name)],
        fix,
      });
    });
}
