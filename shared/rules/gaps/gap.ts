import type { Gap, GapDetector, GapRecord, GapRecordKind, GapRule } from '../../contract/gaps.ts';
import type { ToolUse } from '../../contract/tools.ts';
import type { Band } from '../../contract/vendors.ts';

interface RuleFacts {
  detector: GapDetector;
  severity: Band;
}

function of(detector: GapDetector, severity: Band): RuleFacts {
  return { detector, severity };
}

/** Which detector a rule belongs to, and how grave what it finds is. */
export const GAP_RULE_FACTS: Readonly<Record<GapRule, RuleFacts>> = {
  flow_missing: of('data_flow', 'high'),
  flow_draft: of('data_flow', 'medium'),
  flow_changed: of('data_flow', 'medium'),
  flow_without_context: of('data_flow', 'medium'),
  agreement_not_answered: of('agreement', 'high'),
  agreement_none: of('agreement', 'critical'),
  agreement_declined: of('agreement', 'critical'),
  agreement_under_way: of('agreement', 'critical'),
  agreement_not_yet_in_force: of('agreement', 'high'),
  agreement_incomplete: of('agreement', 'high'),
  agreement_ended: of('agreement', 'critical'),
  agreement_other_product: of('agreement', 'high'),
  agreement_other_plan: of('agreement', 'high'),
  agreement_plan_not_recorded: of('agreement', 'high'),
  access_no_design: of('access', 'high'),
  access_above_tier: of('access', 'high'),
  access_leaver: of('access', 'high'),
  access_agent_above_owner: of('access', 'high'),
  access_agent_without_owner: of('access', 'medium'),
  access_phi_without_agreement: of('access', 'critical'),
  training_never: of('training', 'high'),
  training_after_access: of('training', 'medium'),
  log_not_checked: of('logging', 'high'),
  log_not_proven: of('logging', 'high'),
  log_review_overdue: of('logging', 'medium'),
  log_retention_unknown: of('logging', 'medium'),
  log_retention_short: of('logging', 'high'),
  shadow_unregistered: of('shadow', 'high'),
  shadow_not_approved: of('shadow', 'medium'),
  shadow_prohibited: of('shadow', 'critical'),
  claim_zero_retention: of('contradiction', 'high'),
  claim_shorter_retention: of('contradiction', 'high'),
  claim_region: of('contradiction', 'high'),
  claim_no_training: of('contradiction', 'high'),
  claim_entity: of('contradiction', 'high'),
  claim_use: of('contradiction', 'high'),
  claim_complete_list: of('contradiction', 'medium'),
  claim_current_report: of('contradiction', 'medium'),
  approval_stale: of('approval', 'high'),
  approval_unrecorded: of('approval', 'low'),
  approval_acceptance_outgrown: of('approval', 'medium'),
  approval_signed_for_other_use: of('approval', 'high'),
};

/** A tool as the detectors name it. */
export interface GapTool {
  id: string;
  name: string;
  vendor: { id: string; name: string };
  use: ToolUse;
}

/** A record of the workspace. */
export function toRecord(kind: GapRecordKind, id: string, label: string, part = ''): GapRecord {
  return { kind, id, part, label: label.slice(0, 400) };
}

type Found = Pick<Gap, 'rule' | 'subject' | 'fix'> &
  Partial<Pick<Gap, 'facts' | 'changes' | 'sources'>> & {
    tool?: Pick<GapTool, 'id' | 'name' | 'vendor'> | null;
    vendor?: Gap['vendor'];
    /** Tells apart several gaps of one rule about one subject. */
    mark?: string;
  };

/** Completes what a detector found: detector and weight by its rule, an id that stays the same while it is open. */
export function toGap({
  rule,
  subject,
  tool = null,
  vendor = null,
  facts = {},
  changes,
  sources,
  fix,
  mark,
}: Found): Gap {
  const { detector, severity } = GAP_RULE_FACTS[rule];
  return {
    id: [rule, subject.kind, subject.id, subject.part, mark].filter(Boolean).join(' ').slice(0, 300),
    detector,
    rule,
    severity,
    subject,
    tool: tool && { id: tool.id, name: tool.name },
    vendor: tool?.vendor ?? vendor,
    facts,
    changes: changes ?? [],
    sources: (sources ?? []).slice(0, 50),
    fix,
  };
}

/** A gap of a tool, mended where `fix` says, with the tool's name among its facts. */
export function toToolGap(
  tool: Pick<GapTool, 'id' | 'name' | 'vendor'>,
  found: Omit<Found, 'subject' | 'tool' | 'vendor'>,
): Gap {
  const facts = { tool: tool.name, vendor: tool.vendor.name, ...found.facts };
  return toGap({ ...found, facts, tool, subject: toRecord('tool', tool.id, tool.name) });
}
