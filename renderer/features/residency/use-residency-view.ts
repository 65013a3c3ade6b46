import { useSearchParams } from 'react-router';
import { RESIDENCY_RESULTS, type ResidencyResult } from '../../../shared/contract/region-pack.ts';
import { REGISTER_STATUSES, type RegisterStatus } from '../../../shared/contract/vendors.ts';

const SHOWN_STATUSES: readonly RegisterStatus[] = ['in_review', 'approved', 'conditional'];
const STATUSES = REGISTER_STATUSES.filter((status) => status !== 'retired');
const SCOPES = ['used', 'all'] as const;
type Scope = (typeof SCOPES)[number];

/** What the page shows of the matrix; it stands in the address, so that Back brings it again. */
interface ResidencyView {
  statuses: RegisterStatus[];
  /** Only tools with one of these results; none is any. */
  results: ResidencyResult[];
  /** Tools and regions in use, or all. */
  scope: Scope;
  list: boolean;
  transposed: boolean;
}

function readList<Value extends string>(text: string | null, known: readonly Value[]): Value[] | null {
  if (text === null) return null;
  return known.filter((value) => text.split(',').includes(value));
}

/** Reads what to show from the address, and writes changes back to it. */
export function useResidencyView(): {
  view: ResidencyView;
  change: (changes: Partial<ResidencyView>) => void;
  statuses: readonly RegisterStatus[];
} {
  const [parameters, setParameters] = useSearchParams();
  const view: ResidencyView = {
    statuses: readList(parameters.get('status'), STATUSES) ?? [...SHOWN_STATUSES],
    results: readList(parameters.get('result'), RESIDENCY_RESULTS) ?? [],
    scope: SCOPES.find((one) => one === parameters.get('scope')) ?? 'used',
    list: parameters.get('view') === 'list',
    transposed: parameters.get('turned') === 'yes',
  };

  function change(changes: Partial<ResidencyView>): void {
    const next = { ...view, ...changes };
    const after = new URLSearchParams();
    if (next.statuses.join() !== SHOWN_STATUSES.join()) after.set('status', next.statuses.join(','));
    if (next.results.length > 0) after.set('result', next.results.join(','));
    if (next.scope !== 'used') after.set('scope', next.scope);
    if (next.list) after.set('view', 'list');
    if (next.transposed) after.set('turned', 'yes');
    setParameters(after, { replace: true });
  }

  return { view, change, statuses: STATUSES };
}
