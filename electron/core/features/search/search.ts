import { SEARCH_KINDS } from '../../../../shared/contract/search.ts';
import { rankNames, splitSearch } from '../../../../shared/rules/search.ts';
import type { Executor } from '../../database/tables.ts';
import { personOperations } from '../../operations.ts';
import { selectCandidates, type Candidate } from './search-store.ts';

/** Records of other kinds come before questions of the same rank, of which every assessment has dozens. */
const KIND_ORDER = [...SEARCH_KINDS.filter((kind) => kind !== 'question'), 'question'] as const;

/** What the text may mean, best first: exact, then beginning with it, then by words; a vendor before its tools. */
async function findRecords(executor: Executor, text: string, limit: number) {
  const words = splitSearch(text);
  if (words.length === 0) return [];
  const ranked = (await selectCandidates(executor, text)).flatMap((candidate) => {
    const { title, names, context } = candidate;
    const rank = rankNames([title, ...names.split('\n').filter(Boolean)], context, words);
    return rank === null ? [] : [{ candidate, rank }];
  });
  const place = ({ kind }: Candidate) => KIND_ORDER.indexOf(kind);
  ranked.sort((left, right) => left.rank - right.rank || place(left.candidate) - place(right.candidate));
  return ranked.slice(0, limit).map(({ candidate: { names: _names, context: _context, ...record } }) => record);
}

export const searchOperations = {
  find: personOperations.search.find.handler(({ context, input }) =>
    findRecords(context.queries, input.text, input.limit),
  ),
};
