import type { z } from 'zod';
import type {
  Agreement,
  AgreementKind,
  agreementObstacleSchema,
  HipaaRole,
  ScopeItem,
} from '../../contract/agreements.ts';
import type { UseCondition } from '../../contract/questionnaire-pack.ts';
import type { ToolUse } from '../../contract/tools.ts';
import { isInForce, isOver, namesProductAndPlan } from './lifecycle.ts';

/** Why a use may not be approved for want of an agreement. */
export type AgreementObstacle = z.infer<typeof agreementObstacleSchema>;

/** A tool as far as agreements are about it. */
export interface CoveredTool {
  id: string;
  name: string;
  aliases: readonly string[];
  formerNames: readonly string[];
  plan: string;
  use: ToolUse;
}

export type CoveringAgreement = Pick<
  Agreement,
  'id' | 'code' | 'title' | 'kind' | 'stateToday' | 'missing' | 'scope' | 'need'
>;

const NEEDS: readonly { condition: UseCondition; kind: AgreementKind; what: string; question: string }[] = [
  {
    condition: 'phi_possible',
    kind: 'baa',
    what: 'business associate agreement',
    question: 'whether PHI can reach it',
  },
  {
    condition: 'personal_data',
    kind: 'dpa',
    what: 'data processing agreement',
    question: 'whether personal data reaches it',
  },
  {
    condition: 'cardholder_data_environment',
    kind: 'pci_responsibility',
    what: 'PCI acknowledgement of responsibility',
    question: 'whether it touches the cardholder data environment',
  },
];

function fold(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** Is this about the product, whatever the plan? */
export function coversProduct(item: ScopeItem, tool: Omit<CoveredTool, 'use'>): boolean {
  if (item.toolId !== null) return item.toolId === tool.id;
  const product = fold(item.product);
  return product !== '' && [tool.name, ...tool.aliases, ...tool.formerNames].some((name) => fold(name) === product);
}

/** Is this about the product on the plan that is in use (`domain.md` 1.6, M1)? */
export function coversTool(item: ScopeItem, tool: Omit<CoveredTool, 'use'>): boolean {
  return namesProductAndPlan(item) && coversProduct(item, tool) && fold(item.plan) === fold(tool.plan);
}

/** Does the agreement, or the documented decision that none is needed, stand behind the tool on its plan? */
function standsBehind(agreement: CoveringAgreement, tool: CoveredTool): boolean {
  const { stateToday, need } = agreement;
  const isWaived =
    stateToday === 'not_needed' && need.needed === false && need.decidedBy !== null && need.reason.trim() !== '';
  return (isInForce(stateToday) || isWaived) && agreement.scope.some((item) => coversTool(item, tool));
}

type Gap = Pick<AgreementObstacle, 'gap'> & { rank: number };

/** How far the agreement is from standing behind the tool; the smallest rank is the nearest. */
function findGap(agreement: CoveringAgreement, tool: CoveredTool): Gap {
  const { stateToday, scope } = agreement;
  const covers = scope.some((item) => coversTool(item, tool));
  if (isInForce(stateToday) || stateToday === 'not_needed') {
    const sameProduct = scope.some((item) => coversProduct(item, tool));
    if (sameProduct && tool.plan.trim() === '') return { gap: 'plan_not_recorded', rank: 1 };
    return sameProduct ? { gap: 'other_plan', rank: 2 } : { gap: 'other_product', rank: 5 };
  }
  if (stateToday === 'signed') {
    const isComplete = agreement.missing.length === 0;
    return { gap: isComplete ? 'not_yet_in_force' : 'incomplete', rank: covers ? 0 : 4 };
  }
  if (stateToday === 'declined') return { gap: 'declined', rank: covers ? 3 : 6 };
  if (stateToday === 'expired' || isOver(stateToday)) return { gap: 'ended', rank: covers ? 4 : 8 };
  return { gap: 'under_way', rank: covers ? 3 : 6 };
}

function write(
  tool: CoveredTool,
  { what, question }: (typeof NEEDS)[number],
  gap: AgreementObstacle['gap'],
  code: string,
): Pick<AgreementObstacle, 'sentence' | 'remedy'> {
  const label = tool.plan.trim() === '' ? tool.name : `${tool.name}, ${tool.plan}`;
  const lead = `${tool.name} cannot be approved:`;
  switch (gap) {
    case 'not_answered':
      return {
        sentence: `${lead} nobody has said ${question}.`,
        remedy: "Answer it under the tool's conditions of use; until then it counts as yes.",
      };
    case 'none':
      return {
        sentence: `${lead} its use needs a ${what}, and there is none.`,
        remedy: `Register one and have it signed, document why none is needed, or change the use.`,
      };
    case 'declined':
      return {
        sentence: `${lead} its use needs a ${what}, and the vendor declined ${code}.`,
        remedy: 'Ask for another plan on which the vendor signs, or change the use.',
      };
    case 'under_way':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} is not signed.`,
        remedy: `Bring ${code} to signature, or change the use.`,
      };
    case 'not_yet_in_force':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} is not yet in force.`,
        remedy: `Wait for the day on which ${code} takes effect.`,
      };
    case 'incomplete':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} is signed but not complete.`,
        remedy: `Open ${code}: it says what is missing.`,
      };
    case 'ended':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} has ended.`,
        remedy: `Renew ${code} or have a new one signed; use with such data must stop until then.`,
      };
    case 'other_product':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} covers other products of the vendor.`,
        remedy: `Have ${label} added to the scope of ${code}, and sign that.`,
      };
    case 'other_plan':
      return {
        sentence: `${lead} its use needs a ${what}, and ${code} covers another plan than the one in use.`,
        remedy: `Move to a plan that ${code} covers, or have ${label} added to its scope.`,
      };
    case 'plan_not_recorded':
      return {
        sentence: `${lead} ${code} covers it on a plan, and the register does not say which plan is in use.`,
        remedy: "Record the tool's plan.",
      };
  }
}

/**
 * The one rule on agreements: what a tool's use needs and does not have. A use with PHI needs a business associate
 * agreement, unless the organisation is neither covered entity nor business associate; personal data a data processing
 * agreement; the cardholder data environment an acknowledgement of responsibility. Each must be in force today with a
 * scope that names this tool on its plan, or an officer must have documented for it that none is needed. A condition
 * that nobody answered counts as yes and is itself what is missing (`domain.md` 1.1, 1.4 and 6.8; PCI DSS 12.8.2).
 *
 * @param agreements every agreement of the tool's vendor, with its state today.
 * @returns one obstacle for each condition, PHI first; empty when nothing stands in the way.
 */
export function findMissingAgreements(
  tool: CoveredTool,
  agreements: readonly CoveringAgreement[],
  hipaaRole: HipaaRole,
): AgreementObstacle[] {
  return NEEDS.flatMap((need) => {
    const { condition, kind } = need;
    const answer = tool.use[condition];
    if (answer === false || (condition === 'phi_possible' && hipaaRole === 'neither')) return [];
    const ofKind = agreements.filter((agreement) => agreement.kind === kind);
    if (ofKind.some((agreement) => standsBehind(agreement, tool))) return [];
    if (answer === null) {
      return [{ condition, kind, gap: 'not_answered', ...write(tool, need, 'not_answered', ''), agreement: null }];
    }
    const [nearest] = ofKind
      .map((agreement) => ({ agreement, ...findGap(agreement, tool) }))
      .toSorted((one, other) => one.rank - other.rank || (one.agreement.code < other.agreement.code ? 1 : -1));
    const gap = nearest?.gap ?? 'none';
    const { id, code, title } = nearest?.agreement ?? { id: '', code: '', title: '' };
    return [{ condition, kind, gap, ...write(tool, need, gap, code), agreement: nearest ? { id, code, title } : null }];
  });
}
