import type { Classification, ReportCover } from '../../../../shared/report/report.ts';
import type { ReportLanguage } from '../../report/translate.ts';

/** What every report of one export has in common. */
export interface ReportFrame {
  /** Name of the organisation on the cover. */
  organisation: string;
  /** Begins the document id: "CHP". */
  documentPrefix: string;
  classification: Classification;
  logo: Uint8Array | null;
  /** As-of day, `YYYY-MM-DD`. */
  asOf: string;
  /** Instant that stands in the file's properties. Fixed by the content, so that equal content gives equal bytes. */
  createdAt: string;
  /** Name of the person who exports. */
  author: string;
  /** Version of Assay. */
  assayVersion: string;
  language: ReportLanguage;
}

/** The parts of a cover that come from the frame. */
export function startCover(
  frame: ReportFrame,
): Pick<ReportCover, 'entity' | 'classification' | 'asOf'> & Pick<Partial<ReportCover>, 'logo'> {
  const cover = { entity: frame.organisation, classification: frame.classification, asOf: frame.asOf };
  return frame.logo ? { ...cover, logo: frame.logo } : cover;
}
