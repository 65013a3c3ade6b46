import type { AccessCell, AccessCheck, AccessException } from '../../../../shared/contract/access-tier-records.ts';
import type { ReportColumn, ReportValue } from '../../../../shared/report/report.ts';
import { wordAccessFacts } from '../../../../shared/rules/access-tiers/words.ts';
import type { ReportFrame } from './report-frame.ts';

/** The words of the report, and columns whose titles are among them. */
export interface AccessTerms {
  frame: ReportFrame;
  say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string;
  column: (
    id: string,
    millimetres: number,
    characters: number,
    options?: Pick<ReportColumn, 'align' | 'dueWithinDays'>,
  ) => ReportColumn;
}

/** Words and columns of one report. */
export function createAccessTerms(frame: ReportFrame): AccessTerms {
  const say: AccessTerms['say'] = (key, parameters) => frame.language.translate(`accessTiers.${key}`, parameters);
  return {
    frame,
    say,
    column: (id, millimetres, characters, options = {}) => ({
      id,
      title: say(`column.${id}`),
      millimetres,
      characters,
      ...options,
    }),
  };
}

const MARKS = { allow: 'met', conditional: 'partly', deny: 'not-met', not_set: 'unknown' } as const;

/** A cell of the matrix as its mark, its word and what it asks for. */
export function outcomeValue({ say }: AccessTerms, { outcome, requirements }: AccessCell): ReportValue {
  const note = requirements.map((one) => say(`requirement.${one}`)).join(', ');
  const value = { kind: 'verdict', verdict: MARKS[outcome], text: say(`outcome.${outcome}`) } as const;
  return note === '' ? value : { ...value, note };
}

/** For whom an exception is: one person or agent, or a role. */
export function writeHolder({ say }: AccessTerms, { identity, role }: AccessException): string {
  return identity?.name ?? say('report.wholeRole', { role: say(`role.${role}`) });
}

/** A check as its sentence. */
export function writeCheck({ say, frame }: AccessTerms, { id, facts }: AccessCheck): string {
  const { translate, writeDay } = frame.language;
  return say(`check.${id}`, wordAccessFacts(facts, translate, writeDay));
}

/** The same in one line, for a cell of a workbook. */
export function outcomeLineValue(terms: AccessTerms, cell: AccessCell): ReportValue {
  const { say } = terms;
  const { outcome, requirements } = cell;
  const asked = requirements.map((one) => say(`requirement.${one}`)).join(', ');
  const word = say(`outcome.${outcome}`);
  return { kind: 'verdict', verdict: MARKS[outcome], text: asked === '' ? word : `${word}: ${asked}` };
}
