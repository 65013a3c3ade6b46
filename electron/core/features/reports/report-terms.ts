import type { ReportColumn } from '../../../../shared/report/report.ts';
import type { ReportFrame } from './report-frame.ts';

/** The words and columns of one feature's reports. */
export interface ReportTerms {
  frame: ReportFrame;
  say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string;
  /** Its title is the message `column.<id>`. */
  column: (
    id: string,
    millimetres: number,
    characters: number,
    options?: Pick<ReportColumn, 'align' | 'dueWithinDays'>,
  ) => ReportColumn;
}

/** @param prefix of the feature's messages: "accessTiers". */
export function createTerms(frame: ReportFrame, prefix: string): ReportTerms {
  const say: ReportTerms['say'] = (key, parameters) => frame.language.translate(`${prefix}.${key}`, parameters);
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
