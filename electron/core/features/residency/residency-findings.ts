import type { DeploymentOption } from '../../../../shared/contract/residency.ts';
import { walkChain } from '../../../../shared/rules/residency/chain.ts';
import { findContradictions, type Contradiction } from '../../../../shared/rules/residency/contradictions.ts';
import { nameLink, namePlace } from '../../../../shared/rules/residency/place-names.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { createReportLanguage } from '../../report/translate.ts';
import { syncToolFindings } from '../findings/findings.ts';
import {
  selectOptions,
  selectResidencyTools,
  selectSubProcessors,
  type ResidencyScope,
  type ResidencyTool,
} from './residency-store.ts';

/** Rule ids of findings of this feature begin so; the number is that of the option. */
export const RULE_PREFIX = 'RES-CLAIM-';

/** The rule id of the contradiction of one deployment option. */
export function ruleIdOf(option: Pick<DeploymentOption, 'number'>): string {
  return `${RULE_PREFIX}${option.number}`;
}

/** Calendar days until a contradiction should be mended. */
const DUE_DAYS = 30;

function describeContradiction(
  tool: ResidencyTool,
  option: DeploymentOption,
  found: readonly Contradiction[],
): Parameters<typeof syncToolFindings>[3][number] {
  const { translate, writeDay } = createReportLanguage();
  const say = (key: string, parameters: Record<string, string | number> = {}) =>
    translate(`residency.finding.${key}`, parameters);
  const writeOne = ({ location, place, links, sees, seenOn }: Contradiction): string => {
    const where = namePlace(place, (kind) => translate(`residency.place.${kind}`));
    const parameters = {
      where,
      location: translate(`residency.location.${location}`),
      chain: links.map(nameLink).join(' → '),
      name: links.at(-1)?.name ?? '',
      sees: translate(`residency.sees.${sees ?? 'unknown'}`),
      on: seenOn === null ? say('undated') : writeDay(seenOn),
    };
    return say(links.length > 0 ? 'link' : 'place', parameters);
  };
  const { claim } = option;
  const statedOn = claim.statedOn === null ? say('undated') : writeDay(claim.statedOn);
  return {
    ruleId: ruleIdOf(option),
    title: say('title', { tool: tool.name, claim: claim.text }).slice(0, 200),
    severity: 'high',
    condition: [
      say('condition', { vendor: tool.vendor.name, claim: claim.text, option: option.name, statedOn }),
      ...found.map(writeOne),
    ]
      .join('\n')
      .slice(0, 20_000),
    criteria: say('criteria'),
    effect: say('effect'),
    recommendation: say('recommendation'),
    dueInDays: DUE_DAYS,
  };
}

/**
 * Brings the findings about contradicted claims in line with what is on record now (`domain.md` 2.3): one for each option
 * whose claim is contradicted, closed again once it no longer is. A finding that somebody has worked on stays as it is.
 */
export async function refreshContradictions(unit: Unit, scope: ResidencyScope): Promise<void> {
  const { transaction, today, workspace } = unit;
  const tools = await selectResidencyTools(transaction, scope);
  const vendorIds = [...new Set(tools.map(({ vendor }) => vendor.id))];
  const members = await selectSubProcessors(transaction, vendorIds);
  const options = await selectOptions(transaction, scope);
  for (const tool of tools) {
    const engaged = members.filter(({ vendorId }) => vendorId === tool.vendor.id);
    const chain = walkChain(tool.vendor.name, engaged, tool.id, today);
    const raised = options
      .filter(({ toolId }) => toolId === tool.id)
      .flatMap((option) => {
        const found = findContradictions(option, chain, workspace.regionPack.geography);
        return found.length === 0 ? [] : [describeContradiction(tool, option, found)];
      });
    await syncToolFindings(unit, { toolId: tool.id, vendorId: tool.vendor.id }, RULE_PREFIX, raised);
  }
}
