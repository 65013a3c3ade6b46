import { idSchema } from '../../../shared/contract/operation.ts';
import { packageScopeSchema, type MadePackage, type PackageScope } from '../../../shared/contract/audit-package.ts';

/** Where any package is checked. */
export const CHECK_PATH = '/audit-package/check';

/** The scope that the address asks for; what it leaves out is as in the newest package, else this year so far. */
export function readScope(
  parameters: URLSearchParams,
  { today, title, newest }: { today: string; title: string; newest: MadePackage | undefined },
): PackageScope {
  const usual: PackageScope = {
    title: newest?.title ?? title,
    period: { from: newest?.period.from ?? `${today.slice(0, 4)}-01-01`, to: today },
    vendorIds: newest?.vendorIds ?? null,
    profile: newest?.profile ?? 'full',
    seed: null,
  };
  if (!parameters.has('from')) return usual;
  const vendorIds = parameters.getAll('vendor').filter((id) => idSchema.safeParse(id).success);
  const asked = packageScopeSchema.safeParse({
    title: parameters.get('title') ?? usual.title,
    period: { from: parameters.get('from'), to: parameters.get('to') ?? today },
    vendorIds: vendorIds.length === 0 ? null : vendorIds,
    profile: parameters.get('profile') ?? 'full',
    seed: parameters.get('seed'),
  });
  return asked.success ? asked.data : usual;
}

/** The same as parameters of an address. */
export function writeScope({ title, period, vendorIds, profile, seed }: PackageScope): URLSearchParams {
  const parameters = new URLSearchParams({ title, from: period.from, to: period.to, profile });
  for (const id of vendorIds ?? []) parameters.append('vendor', id);
  if (seed !== null) parameters.set('seed', seed);
  return parameters;
}
