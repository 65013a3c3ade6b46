import type { AuditEntry } from '../../shared/contract/audit-trail.ts';

type Facts = Readonly<Record<string, unknown>>;

/** Fields that tell a reader nothing. */
const SILENT_FIELDS: ReadonlySet<string> = new Set(['id', 'revision', 'createdAt', 'code']);

/** The words of one value of the trail, before the translation: a message key, or text as it stands. */
export type TrailValue =
  | { kind: 'nothing' }
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'day'; day: string }
  | { kind: 'instant'; instant: string }
  | { kind: 'person'; id: string }
  | { kind: 'word'; keys: readonly string[]; text: string }
  | { kind: 'list'; values: readonly TrailValue[] };

export interface TrailChange {
  /** Name of the field in the record: "nextReviewOn", "gate.legal_approval". */
  field: string;
  before: TrailValue;
  after: TrailValue;
}

/** Vocabulary of `components.word` in which a record of this kind words its status. */
const STATUS_VOCABULARIES: Readonly<Record<string, string>> = {
  vendor: 'register',
  tool: 'register',
  adoption_item: 'adoption',
  finding: 'finding',
  agreement: 'agreement',
  assessment: 'assessment',
  answer: 'answer',
  follow_up: 'followUp',
  evidence: 'evidence',
  questionnaire: 'questionnaire',
  data_flow_map: 'dataFlowMap',
  access_design: 'accessDesign',
  access_exception: 'accessException',
  tool_approval: 'register',
};

function readFacts(text: string | null): Facts {
  return text === null ? {} : (JSON.parse(text) as Facts);
}

/** What changed with an entry, field by field; an entry of something new lists what it began with. */
export function listTrailChanges(entry: AuditEntry): TrailChange[] {
  const before = readFacts(entry.before);
  const after = readFacts(entry.after);
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .filter((field) => !SILENT_FIELDS.has(field))
    .map((field) => ({
      field,
      before: describeTrailValue(entry.recordKind, field, before[field]),
      after: describeTrailValue(entry.recordKind, field, after[field]),
    }))
    .filter((change) => change.before.kind !== 'nothing' || change.after.kind !== 'nothing');
}

/** Message keys of an entry's sentence, the most fitting first, with the parameters that they take. */
export function describeTrailEntry(entry: AuditEntry): {
  keys: string[];
  before: Facts;
  after: Facts;
  fields: string[];
} {
  const { operation, recordKind } = entry;
  const verb = entry.before === null ? 'created' : entry.after === null ? 'removed' : 'changed';
  return {
    keys: [
      `trail.sentence.${operation}.${recordKind}`,
      `trail.sentence.${operation}.other`,
      `trail.record.${recordKind}.${verb}`,
      `trail.record.other.${verb}`,
    ],
    before: readFacts(entry.before),
    after: readFacts(entry.after),
    fields: listTrailChanges(entry).map(({ field }) => field),
  };
}

/** Words for one value of a field in a record of this kind. */
export function describeTrailValue(recordKind: string, field: string, value: unknown): TrailValue {
  if (value === null || value === undefined || value === '') return { kind: 'nothing' };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'word', keys: [`trail.value.${value ? 'yes' : 'no'}`], text: '' };
  if (typeof value === 'string') return describeText(recordKind, field, value);
  if (Array.isArray(value)) {
    const values = value
      .map((one) => describeTrailValue(recordKind, field, one))
      .filter(({ kind }) => kind !== 'nothing');
    return values.length === 0 ? { kind: 'nothing' } : { kind: 'list', values };
  }
  return describeObject(recordKind, field, value as Facts);
}

function describeText(recordKind: string, field: string, text: string): TrailValue {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { kind: 'day', day: text };
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return { kind: 'instant', instant: text };
  if (/^[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}$/.test(text)) return { kind: 'person', id: text };
  if (!/^[a-z]+(_[a-z]+)*$/.test(text)) return { kind: 'text', text };
  const vocabulary = STATUS_VOCABULARIES[recordKind] ?? 'register';
  const [plain = field] = field.split('.');
  return {
    kind: 'word',
    keys: [
      ...(field === 'status' || field === 'state' ? [`components.word.${vocabulary}.${text}`] : []),
      ...(field === 'verdict' ? [`components.word.verdict.${text}`] : []),
      ...(plain === 'gate' ? [`components.word.gate.${text}`] : []),
      ...(field === 'severity' ? [`components.band.${text}`] : []),
      `trail.value.${plain}.${text}`,
    ],
    text,
  };
}

/** A reference shows its name, a decision its state and note, a rating its level and reason. */
function describeObject(recordKind: string, field: string, value: Facts): TrailValue {
  if (typeof value['name'] === 'string' && !('evidence' in value)) return { kind: 'text', text: value['name'] };
  if (field.startsWith('factor.')) {
    const level = value['level'];
    const rated: TrailValue =
      typeof level === 'number'
        ? { kind: 'number', value: level }
        : { kind: 'word', keys: ['trail.value.unknown'], text: '' };
    return {
      kind: 'list',
      values: [rated, describeTrailValue(recordKind, 'reason', value['reason'])].filter(isSomething),
    };
  }
  const values = Object.entries(value)
    .filter(([key]) => !['id', 'decidedBy', 'decidedOn', 'initials'].includes(key))
    .map(([key, one]) =>
      describeTrailValue(recordKind, field.startsWith('gate.') && key === 'state' ? field : key, one),
    )
    .filter(isSomething);
  return values.length === 0 ? { kind: 'nothing' } : { kind: 'list', values };
}

function isSomething({ kind }: TrailValue): boolean {
  return kind !== 'nothing';
}
