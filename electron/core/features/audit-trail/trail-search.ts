import { readEntryNumber, writeSearchQuery, writeSearchText } from '../../../../shared/rules/audit-trail.ts';
import { AssayError } from '../../assay-error.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { insertIndexTexts, readEntriesAfter, selectIndexState } from './audit-trail-store.ts';

/** Entries that are put into the index in one transaction. */
const BATCH = 2000;
/** Entries that a search may have to read first without anybody noticing: about a second's worth. */
const UNNOTICED = 20_000;

/** Puts the next entries into the index, and says how far it reaches now. */
async function indexNext({ file, queries }: Workspace): Promise<{ indexedTo: number; isDone: boolean }> {
  return queries.transaction().execute(async (transaction) => {
    const { indexedTo } = await selectIndexState(transaction);
    const entries = readEntriesAfter(file, indexedTo, BATCH);
    const last = entries.at(-1);
    if (!last) return { indexedTo, isDone: true };
    const texts = entries.map((entry) => ({ sequence: entry.sequence, text: writeSearchText(entry) }));
    await insertIndexTexts(transaction, texts, last.sequence);
    return { indexedTo: last.sequence, isDone: entries.length < BATCH };
  });
}

/**
 * Brings the full-text index up to the newest entry. It is derived from the trail and no record of its own, so no entry
 * speaks of it; it is done when somebody searches, and not with each entry, so that saving an answer costs nothing more.
 * Each part is kept as it is done, so that a run that was ended goes on where it stopped.
 *
 * @param report gets entries done and in all; what it throws ends the run.
 */
export async function indexTrail(workspace: Workspace, report: ReportProgress): Promise<{ indexedTo: number }> {
  for (;;) {
    const { indexedTo, isDone } = await indexNext(workspace);
    if (isDone) return { indexedTo };
    const { last } = await selectIndexState(workspace.queries);
    await report('auditTrail.progress.indexing', indexedTo, last);
  }
}

/**
 * Makes sure that a search finds every entry, where that takes no time worth speaking of.
 *
 * @throws AssayError NOT_ALLOWED_NOW when so many entries are new that the index has to be brought up to date first.
 */
export async function prepareSearch(workspace: Workspace, search: string): Promise<void> {
  if (readEntryNumber(search) !== null || writeSearchQuery(search) === null) return;
  const { indexedTo, last } = await selectIndexState(workspace.queries);
  if (last - indexedTo > UNNOTICED) {
    throw new AssayError('NOT_ALLOWED_NOW', `The search does not know ${last - indexedTo} entries of the trail yet.`, {
      field: 'search',
      remedy: 'Let it read them first; it can be stopped and goes on later.',
    });
  }
  await indexTrail(workspace, () => new Promise((resolve) => setImmediate(resolve)));
}
