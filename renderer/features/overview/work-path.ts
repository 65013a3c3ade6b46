import { recordPath } from '../../platform/record-path.ts';
import type { WorkItem, WorkRecord } from './overview-data.ts';

/** A record that is kept on the page of its tool, or stands open on a page of its own kind. */
function pathWithin(page: string, parameter: string, { id, toolId }: WorkRecord): string {
  const query = `${parameter}=${encodeURIComponent(id)}`;
  return toolId === null ? `${page}?${query}` : `${page}/${encodeURIComponent(toolId)}?${query}`;
}

/** Where a record of each kind is shown; an entry for each kind that can have a day. */
const PATHS: Readonly<Record<WorkRecord['kind'], (record: WorkRecord) => string>> = {
  agreement: ({ id }) => `/agreements/${encodeURIComponent(id)}`,
  tool: ({ id }) => recordPath('tool', id),
  vendor: ({ id }) => recordPath('vendor', id),
  assessment: ({ id }) => recordPath('assessment', id),
  follow_up: ({ id, assessmentId }) => recordPath('assessment', assessmentId ?? id),
  finding: ({ id }) => recordPath('finding', id),
  risk: ({ id }) => recordPath('risk', id),
  residency_override: (record) => pathWithin('/residency/tools', 'override', record),
  region: ({ id }) => `/residency/regions?open=${encodeURIComponent(id)}`,
  access_exception: ({ id }) => recordPath('access_exception', id),
  access_design: () => '/access-tiers',
  adoption_item: ({ id, toolId, questionId }) =>
    `${recordPath('adoption_checklist', toolId ?? id)}?item=${encodeURIComponent(questionId ?? '')}`,
  training_course: () => '/training?view=expiring',
  evidence: ({ id }) => recordPath('evidence', id),
};

/** Where a record of the overview is worked on: an answer in its assessment, everything else on its own page. */
export function workPath(record: WorkRecord): string {
  const { kind, assessmentId, questionId } = record;
  if (assessmentId !== null && questionId !== null) {
    return `${recordPath('assessment', assessmentId)}?question=${encodeURIComponent(questionId)}`;
  }
  return PATHS[kind](record);
}

/** Where the one verb of a piece of work leads. */
export function taskPath({ reason, record }: Pick<WorkItem, 'reason' | 'record'>): string {
  return reason === 'to_sign' ? `${recordPath('assessment', record.id)}/sign-off` : workPath(record);
}

/** Message key of the one verb of a piece of work. */
export function taskVerb({ reason, record }: Pick<WorkItem, 'reason' | 'record'>): string {
  if (reason === 'to_sign' || reason === 'to_review') return `overview.verb.${reason}`;
  if (record.assessmentId !== null && record.questionId !== null) return 'overview.verb.answer';
  return `overview.verb.${record.kind}`;
}
