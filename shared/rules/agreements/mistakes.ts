import type { Agreement, AgreementKind, HipaaRole, ProvisionCheck } from '../../contract/agreements.ts';
import type { Deployment } from '../../contract/tools.ts';
import type { Band, RegisterStatus } from '../../contract/vendors.ts';
import { createDayFormat } from '../day-format.ts';
import { addDays } from '../days.ts';
import { isInUse } from '../vendors.ts';
import { isInForce, needsReturnProof } from './lifecycle.ts';
import { coversProduct, coversTool, findMissingAgreements, type CoveredTool } from './missing-agreements.ts';

/** The eight mistakes of `domain.md` 1.6, and the finding that 1.4 asks for when an agreement has run out. */
export const MISTAKE_RULES = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'EXPIRED'] as const;
export type MistakeRule = (typeof MISTAKE_RULES)[number];

/** A mistake that a rule sees, as the finding says it. */
export interface Mistake {
  ruleId: MistakeRule;
  /** The tool that it is about; null when it is about the agreement. */
  toolId: string | null;
  title: string;
  condition: string;
  criteria: string;
  effect: string;
  recommendation: string;
  severity: Band;
  dueOn: string;
}

/** A tool of the vendor, as far as mistakes are about it. */
export interface UsedTool extends CoveredTool {
  status: RegisterStatus;
  deployment: Deployment;
  users: number | null;
}

/** What the rules look at: an agreement, what it holds, and the vendor that it is with. */
export interface MistakeFacts {
  agreement: Agreement;
  /** All of the vendor's, this one among them. */
  others: readonly Agreement[];
  checks: readonly ProvisionCheck[];
  hasReturnProof: boolean;
  vendor: { name: string; legalName: string };
  tools: readonly UsedTool[];
  hipaaRole: HipaaRole;
}

/** Days of contract notice beyond which the 60 days of the law were copied, or nearly so (M6). */
const LONG_NOTICE_DAYS = 10;
/** Forms from before the Omnibus Rule applied lack the Security Rule and subcontractors (M5). */
const OMNIBUS_DAY = '2013-09-23';
/** What such old forms lack. */
const OMNIBUS_PROVISIONS: ReadonlySet<string> = new Set(['BAA-03', 'BAA-05', 'BAA-14']);
const DAYS_TO_MEND: Readonly<Record<Band, number>> = { critical: 7, high: 30, medium: 60, low: 90 };

/** Words that say a report or a retention setting took the place of the agreement (M2). */
const NO_SUBSTITUTES = /\b(soc ?[123]|iso(\/iec)? ?27\d{3}|hitrust|zdr|zero[- ](data[- ])?retention|certifi\w+)\b/i;

/** The clause that asks for an agreement of a kind, for the criteria of one that has run out. */
const CLAUSES: Partial<Record<AgreementKind, string>> = {
  baa: '45 CFR 164.502(e)',
  dpa: 'GDPR Art. 28(3)',
  scc: 'GDPR Art. 46(2)(c)',
  pci_responsibility: 'PCI DSS 12.8.5',
};

const formatDay = createDayFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** `YYYY-MM-DD` as "9 Nov 2026". */
function writeDay(day: string): string {
  return formatDay(new Date(`${day}T00:00:00Z`));
}

type Words = Omit<Mistake, 'ruleId' | 'toolId' | 'dueOn'>;

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s.,]+/g, ' ')
    .trim()
    .toLowerCase();
}

function listUncovered({ agreement, others, tools, hipaaRole }: MistakeFacts): [UsedTool, Words][] {
  if (!isInForce(agreement.stateToday)) return [];
  const isNearest = (tool: UsedTool) =>
    findMissingAgreements(tool, others, hipaaRole).some(
      (obstacle) =>
        obstacle.kind === agreement.kind &&
        obstacle.agreement?.id === agreement.id &&
        ['other_product', 'other_plan', 'plan_not_recorded'].includes(obstacle.gap),
    );
  const used = tools.filter((tool) => isInUse(tool.status) && isNearest(tool));
  return used.map((tool) => [
    tool,
    {
      title: `${agreement.code} does not cover ${tool.name}`,
      condition: `${tool.name}${tool.plan === '' ? '' : `, ${tool.plan},`} is in use and needs an agreement. ${agreement.code} is in force but its scope does not name it on that plan.`,
      criteria: 'An agreement covers the products, plans and features that it names, not the company (M1).',
      effect: 'Data goes to the vendor without the agreement that the law asks for.',
      recommendation: `Have the tool added to the scope of ${agreement.code}, or stop this use.`,
      severity: 'high',
    },
  ]);
}

function findSubstitute({ agreement }: MistakeFacts): Words | null {
  const { need, code, stateToday, kind } = agreement;
  if (kind !== 'baa' || stateToday !== 'not_needed') return null;
  const [word] = NO_SUBSTITUTES.exec(need.reason) ?? [];
  if (word === undefined) return null;
  return {
    title: `${code} is called not needed because of ${word}`,
    condition: `The reason for not needing a business associate agreement names ${word}.`,
    criteria: '45 CFR 164.502(e): a report, certificate or retention setting does not replace the agreement (M2).',
    effect: 'If PHI reaches the vendor, each transmission is an impermissible disclosure.',
    recommendation: `Decide the need of ${code} anew on the tests H-NEED-1 to H-NEED-8.`,
    severity: 'high',
  };
}

function findExcludedFeature({ agreement }: MistakeFacts): Words | null {
  if (!isInForce(agreement.stateToday)) return null;
  const open = agreement.excludedFeatures.filter(({ inUse }) => inUse !== false);
  if (open.length === 0) return null;
  const isOn = open.some(({ inUse }) => inUse === true);
  const names = open.map(({ name }) => name).join(', ');
  return {
    title: `Features outside ${agreement.code} ${isOn ? 'are switched on' : 'may be switched on'}`,
    condition: `${agreement.code} leaves out: ${names}. ${isOn ? 'They are in use here.' : 'Nobody has looked whether they are in use here.'}`,
    criteria: 'Searches, connectors and previews that an agreement leaves out stay off (M3).',
    effect: 'What such a feature sends has no agreement behind it.',
    recommendation: `Switch them off and record it in the scope of ${agreement.code}.`,
    severity: isOn ? 'high' : 'medium',
  };
}

function findWrongParty({ agreement }: MistakeFacts): Words | null {
  if (!isInForce(agreement.stateToday) || agreement.theirEntity.trim() === '') return null;
  const item = agreement.scope.find(
    ({ processor }) => processor.trim() !== '' && fold(processor) !== fold(agreement.theirEntity),
  );
  if (!item) return null;
  return {
    title: `${agreement.code} is not with whoever processes the data`,
    condition: `${item.product} is processed by ${item.processor}; ${agreement.code} is with ${agreement.theirEntity}.`,
    criteria: 'The agreement must be with the party that handles the data: for a hosted model the cloud (M4).',
    effect: 'The processor owes us nothing; our agreement binds somebody who does not hold the data.',
    recommendation: `Sign with ${item.processor}, or have ${agreement.theirEntity} show its agreement with it.`,
    severity: 'high',
  };
}

function listFormFaults({ agreement, checks, vendor }: MistakeFacts): string[] {
  const faults: string[] = [];
  if (agreement.missing.includes('our_signature')) faults.push('our signature is missing');
  if (agreement.missing.includes('their_signature')) faults.push("the vendor's signature is missing");
  if (agreement.missing.includes('effective_date')) faults.push('it has no effective date');
  if (agreement.missing.includes('signed_file')) faults.push('the signed file is not on record');
  const { theirEntity, kind } = agreement;
  if (theirEntity.trim() !== '' && vendor.legalName.trim() !== '' && fold(theirEntity) !== fold(vendor.legalName)) {
    faults.push(`it names ${theirEntity}, while the vendor is ${vendor.legalName}`);
  }
  if (kind === 'baa') {
    const lastSigned = agreement.signatories
      .map(({ signedOn }) => signedOn)
      .toSorted()
      .at(-1);
    if (lastSigned !== undefined && lastSigned < OMNIBUS_DAY)
      faults.push(`it was signed before ${writeDay(OMNIBUS_DAY)}`);
    const lacking = checks.filter(
      ({ provisionId, answer }) => OMNIBUS_PROVISIONS.has(provisionId) && answer === 'absent',
    );
    if (lacking.length > 0) faults.push(`it lacks ${lacking.map(({ provisionId }) => provisionId).join(', ')}`);
    const unwritten = checks.find(({ provisionId, answer }) => provisionId === 'BAA-13' && answer === 'absent');
    if (unwritten) faults.push('it is not in writing');
  }
  return faults;
}

function findFormFault(facts: MistakeFacts): Words | null {
  const { agreement } = facts;
  if (agreement.stateToday !== 'signed' && !isInForce(agreement.stateToday)) return null;
  const faults = listFormFaults(facts);
  if (faults.length === 0) return null;
  return {
    title: `${agreement.code} is not in order`,
    condition: `${agreement.code}: ${faults.join('; ')}.`,
    criteria:
      'An agreement is signed by both, dated, with the right entity, and holds what the present rules ask (M5).',
    effect: 'It may not stand when it is needed.',
    recommendation: `Mend ${agreement.code}, or have a present form signed.`,
    severity: 'high',
  };
}

function findLongNotice({ agreement }: MistakeFacts): Words | null {
  const { breachNoticeDays: days, kind, code, stateToday } = agreement;
  const isOpen = isInForce(stateToday) || stateToday === 'signed' || stateToday === 'in_negotiation';
  if (kind !== 'baa' || !isOpen || days === null || days <= LONG_NOTICE_DAYS) return null;
  return {
    title: `${code} gives the vendor ${days} days to report a breach`,
    condition: `The period of notice for a breach is ${days} days.`,
    criteria: `The 60 days of 45 CFR 164.410 are the law's limit, not a contract's; more than ${LONG_NOTICE_DAYS} days leave us too few (M6).`,
    effect: 'Our own notices to people, HHS and media could come too late.',
    recommendation: `Agree on ${LONG_NOTICE_DAYS} days or fewer in ${code}.`,
    severity: 'medium',
  };
}

function findReturnGap({ agreement, hasReturnProof }: MistakeFacts): Words | null {
  if (agreement.stateToday !== 'terminated' || hasReturnProof || !needsReturnProof(agreement)) return null;
  return {
    title: `No proof that the data of ${agreement.code} came back or was destroyed`,
    condition: `${agreement.code} has ended and its evidence holds neither a certificate nor a letter of infeasibility.`,
    criteria: '45 CFR 164.504(e)(2)(ii)(J); GDPR Art. 28(3)(g): return or destruction at the end, with proof (M7).',
    effect: 'Nobody can say where our data is.',
    recommendation: `Ask the vendor for its certificate and attach it to ${agreement.code}.`,
    severity: 'high',
  };
}

function listShadowSeats({ agreement, tools, vendor }: MistakeFacts): [UsedTool, Words][] {
  if (agreement.kind !== 'baa' && agreement.kind !== 'dpa') return [];
  if (!isInForce(agreement.stateToday)) return [];
  const isShadow = (tool: UsedTool) =>
    tool.deployment === 'consumer' &&
    tool.status !== 'retired' &&
    (tool.users === null ? tool.status !== 'prohibited' : tool.users > 0) &&
    !agreement.scope.some((item) => coversTool(item, tool));
  return tools.filter(isShadow).map((tool) => [
    tool,
    {
      title: `Consumer seats of ${tool.name} beside ${agreement.code}`,
      condition: `${tool.users === null ? 'An unknown number of people use' : `${tool.users} ${tool.users === 1 ? 'person uses' : 'people use'}`} ${tool.name} on consumer terms, while ${agreement.code} covers another plan of ${vendor.name}.`,
      criteria: 'Personal seats lie outside the agreement for the enterprise plan (M8).',
      effect: 'People believe themselves covered, and their data is not.',
      recommendation: `Move these people to the plan that ${agreement.code} covers, and block the consumer one.`,
      severity: 'high',
    },
  ]);
}

function listLapsed({ agreement, others, tools, hipaaRole }: MistakeFacts): [UsedTool, Words][] {
  if (agreement.stateToday !== 'expired') return [];
  const stopped = tools.filter(
    (tool) =>
      isInUse(tool.status) &&
      agreement.scope.some((item) => coversProduct(item, tool)) &&
      findMissingAgreements(tool, others, hipaaRole).some(
        ({ kind, gap }) => kind === agreement.kind && gap !== 'not_answered',
      ),
  );
  const clause = CLAUSES[agreement.kind];
  return stopped.map((tool) => [
    tool,
    {
      title: `${agreement.code} has expired and ${tool.name} is still in use`,
      condition: `${agreement.code} ended on ${agreement.expiresOn === null ? 'an unknown day' : writeDay(agreement.expiresOn)} and nothing has taken its place.`,
      criteria: `Use that needs an agreement stops when the agreement ends${clause === undefined ? '' : `: ${clause}`}.`,
      effect: 'Data goes to the vendor without the agreement that the law asks for.',
      recommendation: `Stop this use of ${tool.name} until ${agreement.code} is renewed or replaced.`,
      severity: 'critical',
    },
  ]);
}

/**
 * What is wrong with an agreement today, one mistake for each rule and tool. Every rule reads facts on record, never a
 * guess; each names what mends it.
 *
 * @param today `YYYY-MM-DD`, from which the day to mend it is counted.
 */
export function findMistakes(facts: MistakeFacts, today: string): Mistake[] {
  const make = (ruleId: MistakeRule, words: Words | null, toolId: string | null = null): Mistake[] =>
    words === null ? [] : [{ ruleId, toolId, ...words, dueOn: addDays(today, DAYS_TO_MEND[words.severity]) }];
  const makeEach = (ruleId: MistakeRule, found: readonly [UsedTool, Words][]) =>
    found.flatMap(([tool, words]) => make(ruleId, words, tool.id));
  return [
    ...makeEach('M1', listUncovered(facts)),
    ...make('M2', findSubstitute(facts)),
    ...make('M3', findExcludedFeature(facts)),
    ...make('M4', findWrongParty(facts)),
    ...make('M5', findFormFault(facts)),
    ...make('M6', findLongNotice(facts)),
    ...make('M7', findReturnGap(facts)),
    ...makeEach('M8', listShadowSeats(facts)),
    ...makeEach('EXPIRED', listLapsed(facts)),
  ];
}
