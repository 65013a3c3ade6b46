import type { Risk } from '../contract/risks.ts';
import type { RiskInput } from './scores/residual.ts';

/** What the model `residual` scores of a risk. A control that stands under one name in several risks is one control. */
export function toRiskInput(
  risk: Pick<Risk, 'id' | 'title' | 'likelihood' | 'impact' | 'controls' | 'open'> & {
    acceptance: { expiresOn: string } | null;
  },
): RiskInput {
  return {
    id: risk.id,
    label: risk.title,
    likelihood: risk.likelihood,
    impact: risk.impact,
    controls: risk.controls.map(({ name, evidence, stale, reduces }) => ({
      id: name,
      label: name,
      evidence,
      stale,
      reduces,
      sources: [],
    })),
    open: risk.open,
    acceptedUntil: risk.acceptance?.expiresOn ?? null,
  };
}
