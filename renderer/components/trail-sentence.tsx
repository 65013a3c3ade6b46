import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';
import { api } from '../platform/api.ts';
import { formatDay, formatInstant, formatList, formatNumber } from '../platform/format.ts';
import { describeTrailEntry, describeTrailValue, type TrailValue } from './trail-words.ts';

/** Names of fields in a sentence before "and n more". */
const NAMED_FIELDS = 3;

type WriteValue = (value: TrailValue) => string;

/** Writes values of the trail in the reader's words, with people by their names. */
export function useTrailValues(): WriteValue {
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const names = new Map(people.data?.map(({ id, name }) => [id, name]));
  const write: WriteValue = (value) => {
    switch (value.kind) {
      case 'nothing':
        return '–';
      case 'text':
        return value.text;
      case 'number':
        return formatNumber(value.value);
      case 'day':
        return formatDay(value.day);
      case 'instant':
        return formatInstant(value.instant);
      case 'person':
        return names.get(value.id) ?? t('trail.value.record');
      case 'word':
        return t([...value.keys], { defaultValue: value.text.replaceAll('_', ' ') });
      case 'list':
        return value.values.map(write).join(', ');
    }
  };
  return write;
}

/** The name of a field of a record: "next review", "legal approval". */
export function nameTrailField(t: TFunction, field: string): string {
  if (field.startsWith('evidence.')) {
    const part = field.slice('evidence.'.length);
    return t('trail.evidencePart', { part: t(`trail.part.${part}`, { defaultValue: part }) });
  }
  const spoken = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return t(`trail.field.${field}`, { defaultValue: spoken.replace(/^.*\./, '').replaceAll('_', ' ') });
}

/** What was decided, without the reason that was given for it: the state of a gate, the level of a factor. */
function readRuling(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) return value.state;
  return 'level' in value && typeof value.level === 'number' ? value.level : value;
}

/** What somebody did, in plain words and without the name of who did it: "moved Mill Tests from proposed to in review". */
export function TrailSentence({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const write = useTrailValues();
  const { keys, before, after, fields } = describeTrailEntry(entry);
  const decided = fields.find((field) => field.startsWith('gate.') || field.startsWith('factor.'));
  const word = (field: string, facts: Readonly<Record<string, unknown>>) =>
    write(describeTrailValue(entry.recordKind, field, facts[field])).toLowerCase();
  const named = fields.slice(0, NAMED_FIELDS).map((field) => nameTrailField(t, field));
  const more = fields.length - named.length;
  const values = {
    name: entry.recordName,
    from: word('status' in before ? 'status' : 'state', before),
    to: word('status' in after ? 'status' : 'state', after),
    verdict: word('verdict', after),
    owner: word('owner', after),
    decided: decided === undefined ? '' : nameTrailField(t, decided),
    decision:
      decided === undefined
        ? ''
        : write(describeTrailValue(entry.recordKind, decided, readRuling(after[decided]))).toLowerCase(),
    fields: formatList(more > 0 ? [...named, t('trail.moreFields', { count: more })] : named),
  };
  return <Trans t={t} i18nKey={keys} values={values} components={{ b: <b /> }} shouldUnescape />;
}
