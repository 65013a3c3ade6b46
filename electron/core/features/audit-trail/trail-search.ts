import { writeSearchText } from '../../../../shared/rules/audit-trail.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { insertIndexTexts, readEntriesAfter, selectIndexState } from './audit-trail-store.ts';

/** Entries that are put into the index in one transaction. */
const BATCH = 2000;

/**
 * Brings the full-text index up to the newest entry. It is derived from the trail and no record of its own, so no entry
 * speaks of it; it is done when somebody searches, and not with each entry, so that saving an answer costs nothing more.
 */
export async function indexTrail({ file, queries }: Workspace): Promise<void> {
  for (;;) {
    const isDone = await queries.transaction().execute(async (transaction) => {
      const { indexedTo } = await selectIndexState(transaction);
      const entries = readEntriesAfter(file, indexedTo, BATCH);
      const last = entries.at(-1);
      if (!last) return true;
      const texts = entries.map((entry) => ({ sequence: entry.sequence, text: writeSearchText(entry) }));
      await insertIndexTexts(transaction, texts, last.sequence);
      return entries.length < BATCH;
    });
    if (isDone) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
