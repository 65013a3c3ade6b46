import { describeColumns, type DescribeColumn, type ReportFrame } from './report-frame.ts';

/** The words and columns of one feature's reports. */
export interface ReportTerms {
  frame: ReportFrame;
  say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string;
  /** Its title is the message `column.<id>`. */
  column: DescribeColumn;
}

/** @param prefix of the feature's messages: "accessTiers". */
export function createTerms(frame: ReportFrame, prefix: string): ReportTerms {
  return {
    frame,
    say: (key, parameters) => frame.language.translate(`${prefix}.${key}`, parameters),
    column: describeColumns(frame, `${prefix}.column`),
  };
}
