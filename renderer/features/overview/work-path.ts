import { recordPath } from '../../platform/record-path.ts';
import type { WorkItem, WorkRecord } from './overview-data.ts';

/** Where a record of the overview is worked on: an answer in its assessment, everything else on its own page. */
export function workPath(record: WorkRecord): string {
  const { kind, id, assessmentId, questionId } = record;
  if (assessmentId !== null && questionId !== null) {
    return `${recordPath('assessment', assessmentId)}?question=${encodeURIComponent(questionId)}`;
  }
  if (kind === 'follow_up') return recordPath('assessment', assessmentId ?? id);
  return recordPath(kind, id);
}

/** Where the one verb of a piece of work leads. */
export function taskPath({ reason, record }: WorkItem): string {
  return reason === 'to_sign' ? `${recordPath('assessment', record.id)}/sign-off` : workPath(record);
}

/** Message key of the one verb of a piece of work. */
export function taskVerb({ reason, record }: WorkItem): string {
  if (reason === 'to_sign' || reason === 'to_review') return `overview.verb.${reason}`;
  if (record.assessmentId !== null && record.questionId !== null) return 'overview.verb.answer';
  return `overview.verb.${record.kind}`;
}
