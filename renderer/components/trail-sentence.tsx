import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';
import { describeSentence, listSentenceKeys, type TrailWording } from '../../shared/rules/trail-words.ts';
import { api } from '../platform/api.ts';
import { formatDay, formatInstant, formatList, formatNumber } from '../platform/format.ts';

/** Words the trail as the page does, with people by their names. */
export function useTrailWording(): TrailWording {
  const { t } = useTranslation();
  const people = useQuery(api.people.list.queryOptions());
  const names = new Map(people.data?.map(({ id, name }) => [id, name]));
  return {
    word: wordFrom(t),
    writeNumber: formatNumber,
    writeDay: formatDay,
    writeInstant: formatInstant,
    writeList: formatList,
    namePerson: (id) => names.get(id),
  };
}

/** Finds words of the trail among the page's messages. */
export function wordFrom(t: TFunction): TrailWording['word'] {
  return (keys, otherwise, parameters) => t([...keys], { ...parameters, defaultValue: otherwise });
}

/** What somebody did, in plain words and without the name of who did it: "moved Mill Tests from proposed to in review". */
export function TrailSentence({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const values = describeSentence(entry, useTrailWording());
  return <Trans t={t} i18nKey={listSentenceKeys(entry)} values={values} components={{ b: <b /> }} shouldUnescape />;
}
