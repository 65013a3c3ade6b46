import type { DataFlowContent, DataFlowState } from '../../contract/data-flows.ts';
import type { Gap, GapRule } from '../../contract/gaps.ts';
import type { ToolKind } from '../../contract/tools.ts';
import { toRecord, toToolGap, type GapTool } from './gap.ts';

/** A tool in use and its map, if it has one. */
export interface FlowFacts {
  tool: Pick<GapTool, 'id' | 'name' | 'vendor'> & { kind: ToolKind };
  map: { state: DataFlowState; content: DataFlowContent } | null;
}

/** Kinds that take files, terminals or repositories along by themselves; an API is sent what its caller chooses. */
const COLLECTING_KINDS: readonly ToolKind[] = ['assistant', 'ide_plugin', 'agent'];

const STATE_RULES: Readonly<Partial<Record<DataFlowState, GapRule>>> = { draft: 'flow_draft', changed: 'flow_changed' };

/**
 * Gap 1 of `domain.md` 6.6: a tool in use whose data flows are not mapped, whose map nobody has confirmed as it stands,
 * or whose map leaves out the context that tools collect by themselves.
 */
export function detectFlowGaps(tools: readonly FlowFacts[]): Gap[] {
  return tools.flatMap(({ tool, map }) => {
    const found = (rule: GapRule) => toToolGap(tool, { rule, fix: toRecord('data_flow_map', tool.id, tool.name) });
    if (map === null) return [found('flow_missing')];
    const rule = STATE_RULES[map.state];
    const hidesContext =
      COLLECTING_KINDS.includes(tool.kind) &&
      !map.content.flows.some(({ dataClasses }) => dataClasses.includes('context'));
    return [...(rule === undefined ? [] : [found(rule)]), ...(hidesContext ? [found('flow_without_context')] : [])];
  });
}
