import type { Workspace } from './open-workspace.ts';
import { selectChangeStamp } from './workspace-store.ts';

/**
 * Keeps what was worked out from a whole workspace until something changes: the trail grows, it is verified,
 * or a new day begins. Pages and panels may then ask as often as they like.
 */
export function rememberUntilChange<Result>(
  workOut: (workspace: Workspace) => Promise<Result>,
): (workspace: Workspace) => Promise<Result> {
  const known = new WeakMap<Workspace, { stamp: string; result: Promise<Result> }>();
  return async (workspace) => {
    const stamp = `${workspace.today()} ${await selectChangeStamp(workspace.queries)}`;
    const last = known.get(workspace);
    if (last?.stamp === stamp) return last.result;
    const result = workOut(workspace);
    known.set(workspace, { stamp, result });
    result.catch(() => known.delete(workspace));
    return result;
  };
}
