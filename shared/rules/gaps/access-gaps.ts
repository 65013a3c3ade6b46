import type { AccessCheck } from '../../contract/access-tier-records.ts';
import type { Gap, GapRecord, GapRule } from '../../contract/gaps.ts';
import { toGap, toRecord } from './gap.ts';

/** Access as the checks of `domain.md` 6.7 see it. */
export interface AccessFacts {
  /** Null while no version of the access tiers is in force. */
  checks: readonly AccessCheck[] | null;
  /** Tools in use, whether or not anybody has access to them on record. */
  toolsInUse: number;
  /** Who and what each grant is for. */
  grants: readonly { id: string; identity: { id: string; name: string }; tool: { id: string; name: string } }[];
  /** The vendor of each tool, by the tool's id. */
  vendors: ReadonlyMap<string, { id: string; name: string }>;
}

const ACCESS_RULES: Readonly<Partial<Record<AccessCheck['id'], GapRule>>> = {
  access_above_tier: 'access_above_tier',
  leaver_not_removed: 'access_leaver',
  agent_above_owner: 'access_agent_above_owner',
  agent_without_owner: 'access_agent_without_owner',
  phi_without_agreement: 'access_phi_without_agreement',
};

function toFix({ mendedBy, facts }: AccessCheck, toolName: string): GapRecord {
  switch (mendedBy.kind) {
    case 'grant':
      return toRecord('access_grant', mendedBy.id, String(facts['person'] ?? ''));
    case 'identity':
      return toRecord('identity', mendedBy.id, String(facts['agent'] ?? ''));
    case 'agreement':
      return toRecord('tool', mendedBy.toolId, toolName);
    default:
      return toRecord('access_design', '', '');
  }
}

function toAccessGap(rule: GapRule, check: AccessCheck, { grants, vendors }: AccessFacts): Gap {
  const { mendedBy, facts } = check;
  const grant = mendedBy.kind === 'grant' ? grants.find(({ id }) => id === mendedBy.id) : undefined;
  const toolId = mendedBy.kind === 'agreement' ? mendedBy.toolId : grant?.tool.id;
  const toolName = grant?.tool.name ?? String(facts['tool'] ?? '');
  const vendor = toolId === undefined ? undefined : vendors.get(toolId);
  const fix = toFix(check, toolName);
  const subject = grant
    ? toRecord('identity', grant.identity.id, grant.identity.name)
    : toolId !== undefined
      ? toRecord('tool', toolId, toolName)
      : toRecord(fix.kind, fix.id, fix.label === '' ? String(facts['agent'] ?? '') : fix.label);
  return toGap({
    rule,
    subject,
    mark: `${fix.id} ${String(facts['class'] ?? '')} ${String(facts['agent'] ?? '')}`.trim(),
    tool: toolId !== undefined && vendor ? { id: toolId, name: toolName, vendor } : null,
    facts,
    fix: grant ? { ...fix, id: grant.identity.id, part: grant.id } : fix,
  });
}

/** Gap 3 of `domain.md` 6.6: anybody with access to a class of code above their tier, or with access that should be gone. */
export function detectAccessGaps(facts: AccessFacts): Gap[] {
  if (facts.checks === null) {
    if (facts.toolsInUse === 0) return [];
    return [
      toGap({
        rule: 'access_no_design',
        subject: toRecord('access_design', '', ''),
        facts: { count: facts.toolsInUse },
        fix: toRecord('access_design', '', ''),
      }),
    ];
  }
  return facts.checks.flatMap((check) => {
    const rule = ACCESS_RULES[check.id];
    return rule === undefined ? [] : [toAccessGap(rule, check, facts)];
  });
}

/** Gap 4 of `domain.md` 6.6: access that was given before the training that it needs, or without any. */
export function detectTrainingGaps(facts: AccessFacts): Gap[] {
  return (facts.checks ?? [])
    .filter(({ id }) => id === 'training_after_grant')
    .map((check) =>
      toAccessGap('completedOn' in check.facts ? 'training_after_access' : 'training_never', check, facts),
    );
}
