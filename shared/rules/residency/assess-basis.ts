import type { BasisNeed, ResidencyResult, TransferBasis } from '../../contract/region-pack.ts';
import { RESIDENCY_RESULTS } from '../../contract/region-pack.ts';
import type { RecordedBasis } from '../../contract/residency.ts';
import { addMonths } from '../days.ts';

/** From best to worst: meets, partial, unknown, breach. */
export function compareResults(left: ResidencyResult, right: ResidencyResult): number {
  return RESIDENCY_RESULTS.indexOf(left) - RESIDENCY_RESULTS.indexOf(right);
}

/** The worst of some results; of none, that nothing is wrong. */
export function worstOf(results: readonly ResidencyResult[]): ResidencyResult {
  return results.reduce((worst, one) => (compareResults(one, worst) > 0 ? one : worst), 'meets' as ResidencyResult);
}

/** So many working days, Monday to Friday, after `day`. Holidays are not known here. */
export function addWorkingDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  for (let left = days; left > 0;) {
    at.setUTCDate(at.getUTCDate() + 1);
    if (at.getUTCDay() !== 0 && at.getUTCDay() !== 6) left -= 1;
  }
  return at.toISOString().slice(0, 10);
}

type NeedCheck = (recorded: RecordedBasis, basis: TransferBasis, today: string) => ResidencyResult;

const isPast = (day: string | null, today: string): boolean => day !== null && day <= today;

/** What each need gives while it is open (`domain.md` 2.2: listing, module, dated assessment, filing). */
const NEED_CHECKS: Readonly<Record<BasisNeed, NeedCheck>> = {
  listing: ({ listed }) => (listed === true ? 'meets' : listed === false ? 'breach' : 'unknown'),
  data_type: ({ coversData }) => (coversData === true ? 'meets' : coversData === false ? 'breach' : 'partial'),
  check: ({ checkedOn }, { recheckMonths }, today) => {
    if (!isPast(checkedOn, today) || checkedOn === null) return 'unknown';
    return addMonths(checkedOn, recheckMonths) < today ? 'partial' : 'meets';
  },
  signature: ({ signedOn }, _basis, today) => (isPast(signedOn, today) ? 'meets' : 'unknown'),
  module: ({ module }) => (module === '' ? 'partial' : 'meets'),
  annexes: ({ annexesFilled }) => (annexesFilled === true ? 'meets' : 'partial'),
  assessment: ({ assessedOn }, { assessmentNotBefore }, today) => {
    if (!isPast(assessedOn, today) || assessedOn === null) return 'partial';
    return assessmentNotBefore !== null && assessedOn < assessmentNotBefore ? 'partial' : 'meets';
  },
  filing: ({ filedOn, signedOn }, { fileWithinDays }, today) => {
    if (filedOn !== null && filedOn <= today) return 'meets';
    if (fileWithinDays === null || signedOn === null) return 'partial';
    return today > addWorkingDays(signedOn, fileWithinDays) ? 'breach' : 'partial';
  },
};

/** What one basis on record gives for a transfer, and which of its needs are still open. */
export function assessBasis(
  basis: TransferBasis,
  recorded: RecordedBasis,
  today: string,
): { result: ResidencyResult; missing: BasisNeed[] } {
  const checks = basis.needs.map((need) => ({ need, result: NEED_CHECKS[need](recorded, basis, today) }));
  return {
    result: worstOf([basis.gives, ...checks.map(({ result }) => result)]),
    missing: checks.filter(({ result }) => result !== 'meets').map(({ need }) => need),
  };
}
