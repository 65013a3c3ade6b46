import type { AuditEntry } from '../contract/audit-trail.ts';

const RECORD_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}$/;

type Facts = Readonly<Record<string, unknown>>;

/** Names of fields in a sentence before "and n more". */
const NAMED_FIELDS = 3;

/** Field under which a text stands that is no record any more, since somebody changed it in the file. */
const UNREADABLE = 'unreadable';

/** How whoever shows the trail words it: a page in the reader's language, a document in its own. */
export interface TrailWording {
  /** The message of the first key that there is, else the text given. */
  word: (keys: readonly string[], otherwise: string, parameters?: Readonly<Record<string, string | number>>) => string;
  writeNumber: (value: number) => string;
  /** `YYYY-MM-DD` in words. */
  writeDay: (day: string) => string;
  writeInstant: (instant: string) => string;
  /** "a, b and c" */
  writeList: (words: readonly string[]) => string;
  /** Name of a person by id. */
  namePerson: (id: string) => string | undefined;
}

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
  if (text === null) return {};
  try {
    const facts: unknown = JSON.parse(text);
    if (typeof facts === 'object' && facts !== null) return facts as Facts;
  } catch {
    // Shown as it stands, like everything else that is no record.
  }
  return { [UNREADABLE]: text };
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

/** Message keys of an entry's sentence, the most fitting first. */
export function listSentenceKeys({ operation, recordKind, before, after }: AuditEntry): string[] {
  const verb = before === null ? 'created' : after === null ? 'removed' : 'changed';
  return [
    `trail.sentence.${operation}.${recordKind}`,
    `trail.sentence.${operation}.other`,
    `trail.record.${recordKind}.${verb}`,
    `trail.record.other.${verb}`,
  ];
}

/** The parameters that an entry's sentence takes, in words. Its name stands in `<b>`. */
export function describeSentence(entry: AuditEntry, wording: TrailWording): Record<string, string> {
  const [before, after] = [readFacts(entry.before), readFacts(entry.after)];
  const fields = listTrailChanges(entry).map(({ field }) => field);
  const decided = fields.find((field) => field.startsWith('gate.') || field.startsWith('factor.'));
  const word = (field: string, value: unknown) =>
    writeTrailValue(describeTrailValue(entry.recordKind, field, value), wording).toLowerCase();
  const stateOf = (facts: Facts) => {
    const field = 'status' in facts ? 'status' : 'state';
    return word(field, facts[field]);
  };
  const named = fields.slice(0, NAMED_FIELDS).map((field) => nameTrailField(field, wording));
  const count = fields.length - named.length;
  return {
    name: entry.recordName,
    from: stateOf(before),
    to: stateOf(after),
    verdict: word('verdict', after['verdict']),
    owner: word('owner', after['owner']),
    decided: decided === undefined ? '' : nameTrailField(decided, wording),
    decision: decided === undefined ? '' : word(decided, readRuling(after[decided])),
    fields: wording.writeList(count > 0 ? [...named, wording.word(['trail.moreFields'], '', { count })] : named),
  };
}

/** What was decided, without the reason that was given for it: the state of a gate, the level of a factor. */
function readRuling(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) return value.state;
  return 'level' in value ? (value.level ?? 'unknown') : value;
}

/** The name of a field of a record: "next review", "legal approval". */
export function nameTrailField(field: string, { word }: Pick<TrailWording, 'word'>): string {
  if (field.startsWith('evidence.')) {
    const part = field.slice('evidence.'.length);
    // A part that is a record by itself, such as a control of a risk, has no name that the entry holds.
    if (RECORD_ID.test(part)) return word(['trail.field.evidence'], part);
    return word(['trail.evidencePart'], '', { part: word([`trail.part.${part}`], part) });
  }
  const spoken = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return word([`trail.field.${field}`], spoken.replace(/^.*\./, '').replaceAll('_', ' '));
}

/** A value of the trail in words; an en dash where there is none. */
export function writeTrailValue(value: TrailValue, wording: TrailWording): string {
  switch (value.kind) {
    case 'nothing':
      return '–';
    case 'text':
      return value.text;
    case 'number':
      return wording.writeNumber(value.value);
    case 'day':
      return wording.writeDay(value.day);
    case 'instant':
      return wording.writeInstant(value.instant);
    case 'person':
      return wording.namePerson(value.id) ?? wording.word(['trail.value.record'], '');
    case 'word':
      return wording.word(value.keys, value.text.replaceAll('_', ' '));
    case 'list':
      return value.values.map((one) => writeTrailValue(one, wording)).join(', ');
  }
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
  if (RECORD_ID.test(text)) return { kind: 'person', id: text };
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
