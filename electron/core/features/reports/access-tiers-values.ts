import type { AccessCell, AccessCheck, AccessException } from '../../../../shared/contract/access-tier-records.ts';
import type { ReportValue } from '../../../../shared/report/report.ts';
import { wordAccessFacts } from '../../../../shared/rules/access-tiers/words.ts';
import type { ReportTerms } from './report-terms.ts';

const MARKS = { allow: 'met', conditional: 'partly', deny: 'not-met', not_set: 'unknown' } as const;

/** A cell of the matrix as its mark, its word and what it asks for. */
export function outcomeValue({ say }: ReportTerms, { outcome, requirements }: AccessCell): ReportValue {
  const note = requirements.map((one) => say(`requirement.${one}`)).join(', ');
  const value = { kind: 'verdict', verdict: MARKS[outcome], text: say(`outcome.${outcome}`) } as const;
  return note === '' ? value : { ...value, note };
}

/** For whom an exception is: one person or agent, or a role. */
export function writeHolder({ say }: ReportTerms, { identity, role }: AccessException): string {
  return identity?.name ?? say('report.wholeRole', { role: say(`role.${role}`) });
}

/** A check as its sentence. */
export function writeCheck({ say, frame }: ReportTerms, { id, facts }: AccessCheck): string {
  const { translate, writeDay } = frame.language;
  return say(`check.${id}`, wordAccessFacts(facts, translate, writeDay));
}

/** The same in one line, for a cell of a workbook. */
export function outcomeLineValue(terms: ReportTerms, cell: AccessCell): ReportValue {
  const { say } = terms;
  const { outcome, requirements } = cell;
  const asked = requirements.map((one) => say(`requirement.${one}`)).join(', ');
  const word = say(`outcome.${outcome}`);
  return { kind: 'verdict', verdict: MARKS[outcome], text: asked === '' ? word : `${word}: ${asked}` };
}
