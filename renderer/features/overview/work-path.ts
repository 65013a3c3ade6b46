import { REGISTER_STATUSES } from '../../../shared/contract/vendors.ts';
import { recordPath } from '../../platform/record-path.ts';
import type { WorkItem, WorkRecord } from './overview-data.ts';

/** The matrix leaves some of these out until it is asked for them. */
const IN_REGISTER = REGISTER_STATUSES.filter((status) => status !== 'retired').join(',');

/** Where a record of each kind is shown; an entry for each kind that can have a day. */
const PATHS: Readonly<Record<WorkRecord['kind'], (record: WorkRecord) => string>> = {
  agreement: ({ id }) => recordPath('agreement', id),
  tool: ({ id }) => recordPath('tool', id),
  vendor: ({ id }) => recordPath('vendor', id),
  assessment: ({ id }) => recordPath('assessment', id),
  follow_up: ({ id, assessmentId }) => recordPath('assessment', assessmentId ?? id),
  finding: ({ id }) => recordPath('finding', id),
  risk: ({ id }) => recordPath('risk', id),
  residency_override: ({ id, toolId, part }) =>
    part === null
      ? `/residency/tools/${toolId ?? ''}?override=${id}`
      : `/residency?status=${IN_REGISTER}&tool=${toolId ?? ''}&region=${part}`,
  region: ({ id }) => `/residency/regions?open=${encodeURIComponent(id)}`,
  access_exception: ({ id }) => recordPath('access_exception', id),
  access_design: () => '/access-tiers',
  adoption_item: ({ id, part }) => `${recordPath('adoption_checklist', id)}?item=${part ?? ''}`,
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
  if (reason === 'to_sign' || reason === 'to_decide' || reason === 'to_review') return `overview.verb.${reason}`;
  if (record.assessmentId !== null && record.questionId !== null) return 'overview.verb.answer';
  return `overview.verb.${record.kind}`;
}
