import { RISK_TREATMENTS, type RiskListInput } from '../../../shared/contract/risks.ts';

const STATES = ['open', 'closed', 'all'] as const;

/** What stands for "nobody" and "no vendor" in the address. */
export const NONE = 'none';

/** The filters of the register as its address has them: `?state=closed&owner=ID&vendor=none&treatment=accept`. */
export function readRiskFilters(parameters: URLSearchParams): RiskListInput {
  const ofRecord = (name: string) => {
    const value = parameters.get(name);
    return value === NONE ? null : (value ?? undefined);
  };
  const treatment = RISK_TREATMENTS.find((value) => value === parameters.get('treatment'));
  const ownerId = ofRecord('owner');
  const vendorId = ofRecord('vendor');
  return {
    state: STATES.find((value) => value === parameters.get('state')) ?? 'open',
    ...(treatment === undefined ? {} : { treatment }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(vendorId === undefined ? {} : { vendorId }),
  };
}
