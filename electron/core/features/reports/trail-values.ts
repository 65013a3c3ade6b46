import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import {
  describeSentence,
  listSentenceKeys,
  listTrailChanges,
  nameTrailField,
  writeTrailValue,
  type TrailWording,
} from '../../../../shared/rules/trail-words.ts';
import type { Executor } from '../../database/tables.ts';
import type { ReportLanguage } from '../../report/translate.ts';
import { listPeople } from '../people/people.ts';

/** A stand-in for "<" in a record's name, so that a name cannot be taken for the mark-up of a sentence. */
const LESS_THAN = '\uE000';

/** Words of the trail for documents. */
export async function readTrailWording(executor: Executor, language: ReportLanguage): Promise<TrailWording> {
  const names = new Map((await listPeople(executor)).map(({ id, name }) => [id, name]));
  return {
    word: language.translateFirst,
    writeNumber: language.writeWhole,
    writeDay: language.writeDay,
    writeInstant: language.writeInstant,
    writeList: language.writeList,
    namePerson: (id) => names.get(id),
  };
}

/** What somebody did, without the name of who did it: "moved Mill Tests from proposed to in review". */
export function writeTrailSentence(entry: AuditEntry, wording: TrailWording): string {
  const values = Object.entries(describeSentence(entry, wording)).map(([key, value]) => [
    key,
    value.replaceAll('<', LESS_THAN),
  ]);
  const sentence = wording.word(listSentenceKeys(entry), '', Object.fromEntries(values) as Record<string, string>);
  return sentence.replaceAll(/<\/?b>/g, '').replaceAll(LESS_THAN, '<');
}

/** Every changed field with what it was and what it is: "status: Proposed → In review; plan: – → Team". */
export function writeTrailChanges(entry: AuditEntry, wording: TrailWording): string {
  return listTrailChanges(entry)
    .map(({ field, before, after }) => {
      const [was, is] = [writeTrailValue(before, wording), writeTrailValue(after, wording)];
      // What is new has no past worth a dash, and what is gone no present.
      const change = entry.before === null ? is : entry.after === null ? was : `${was} → ${is}`;
      return `${nameTrailField(field, wording)}: ${change}`;
    })
    .join('; ');
}

/** The state of a record on one side of an entry: "status: In review; plan: Team". */
export function writeTrailState(entry: AuditEntry, side: 'before' | 'after', wording: TrailWording): string {
  return listTrailChanges(entry)
    .filter((change) => change[side].kind !== 'nothing')
    .map((change) => `${nameTrailField(change.field, wording)}: ${writeTrailValue(change[side], wording)}`)
    .join('; ');
}
