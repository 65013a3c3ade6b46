import type { HostedWorkbench } from '../hosts/hosted-workbench.ts';

/** Tabs that can be at work at once; the one unused for longest gives way. */
const WINDOW_LIMIT = 64;

const WINDOW_ID = /^[A-Za-z0-9-]{8,64}$/;

/** The sessions of the browser's tabs, by the id that each tab gives itself. */
export interface WindowRegistry {
  /** The session of a tab, opened at its first call; null when the id is none. */
  find(windowId: string | undefined): object | null;
  closeAll(): void;
}

/** Keeps one session per tab. */
export function createWindowRegistry(
  workbench: Pick<HostedWorkbench, 'openWindow' | 'closeWindow'>,
  limit = WINDOW_LIMIT,
): WindowRegistry {
  const contexts = new Map<string, object>();
  return {
    find(windowId) {
      if (windowId === undefined || !WINDOW_ID.test(windowId)) return null;
      const context = contexts.get(windowId) ?? workbench.openWindow(windowId);
      contexts.delete(windowId);
      contexts.set(windowId, context);
      const oldest = contexts.keys().next().value;
      if (contexts.size > limit && oldest !== undefined) {
        contexts.delete(oldest);
        workbench.closeWindow(oldest);
      }
      return context;
    },
    closeAll() {
      for (const windowId of contexts.keys()) workbench.closeWindow(windowId);
      contexts.clear();
    },
  };
}
