import type { Gap, GapRecord } from '../../contract/gaps.ts';
import type { AgreementObstacle } from '../agreements/missing-agreements.ts';
import { toRecord, toToolGap, type GapTool } from './gap.ts';

/** A tool in use and what its use needs and does not have (`findMissingAgreements`). */
export interface AgreementFacts {
  tool: Pick<GapTool, 'id' | 'name' | 'vendor'>;
  missing: readonly Pick<AgreementObstacle, 'condition' | 'kind' | 'gap' | 'agreement'>[];
}

function findFix({ tool }: AgreementFacts, { gap, agreement }: AgreementFacts['missing'][number]): GapRecord {
  if (gap === 'not_answered' || gap === 'plan_not_recorded') return toRecord('tool', tool.id, tool.name);
  if (agreement === null) return toRecord('vendor_agreements', tool.vendor.id, tool.vendor.name);
  return toRecord('agreement', agreement.id, `${agreement.code} ${agreement.title}`);
}

/** Gap 2 of `domain.md` 6.6: a tool in use without the agreement that its use needs, in force and for its plan. */
export function detectAgreementGaps(tools: readonly AgreementFacts[]): Gap[] {
  return tools.flatMap((facts) =>
    facts.missing.map((one) =>
      toToolGap(facts.tool, {
        rule: `agreement_${one.gap}`,
        mark: one.condition,
        facts: { agreementKind: one.kind, condition: one.condition, agreement: one.agreement?.code ?? '' },
        sources: one.agreement ? [toRecord('agreement', one.agreement.id, one.agreement.code)] : [],
        fix: findFix(facts, one),
      }),
    ),
  );
}
