import type { DueKind } from '../../components/status-words.ts';
import type { WorkItem } from './overview-data.ts';

/** In which words the day of each event is told. */
export const DUE_WORDS: Readonly<Record<WorkItem['event'], DueKind>> = {
  due: 'due',
  review: 'due',
  notice: 'notice',
  end: 'end',
  expiry: 'expiry',
};
