import { z } from 'zod';
import { CLASSIFICATIONS } from '../report/report.ts';
import { fileTokenSchema, idSchema, listInputSchema, mutation, progressOf, query, sha256Schema } from './operation.ts';

export const REPORT_KINDS = [
  'vendor_assessment',
  'vendor_register',
  'approved_tools',
  'findings',
  'evidence_index',
  'audit_trail',
  'data_flow',
  'residency_matrix',
  'adoption_checklist',
  'agreements_register',
  'agreement',
  'risk_register',
  'vendor_dossier',
  'access_tiers',
  'training',
  'phi_exposure',
  'baa_tracker',
  'gaps',
  'auditor_answers',
] as const;
export const reportKindSchema = z.enum(REPORT_KINDS);
export type ReportKind = z.infer<typeof reportKindSchema>;
export const REPORT_FORMATS = ['word', 'excel'] as const;
export const reportFormatSchema = z.enum(REPORT_FORMATS);

export const exportedFileSchema = z.strictObject({
  token: fileTokenSchema,
  name: z.string(),
  kind: reportKindSchema,
  format: reportFormatSchema,
  size: z.number().int(),
  sha256: sha256Schema,
  /** Rows that went in, and rows read back from the written file; equal, or nothing is exported. */
  rows: z.number().int(),
});
export type ExportedFile = z.infer<typeof exportedFileSchema>;

/** What to export: which reports of which records, as what, and how the cover names it. */
const exportInputSchema = z.strictObject({
  kinds: z.array(reportKindSchema).min(1).max(REPORT_KINDS.length),
  formats: z.array(reportFormatSchema).min(1).max(2),
  /** For vendor_assessment; empty means all that are signed or in review. */
  assessmentIds: z.array(idSchema).max(200),
  /** For agreement; without it all whose provisions somebody has looked at. */
  agreementIds: z.array(idSchema).max(100).optional(),
  /** For vendor_dossier; left out means every vendor that is in review or in use. */
  vendorIds: z.array(idSchema).min(1).max(500).optional(),
  /** For the registers: the filter that was set on the page. */
  tools: listInputSchema.omit({ offset: true, limit: true }).optional(),
  /** Only these tools, whatever the filter. */
  toolIds: z.array(idSchema).max(5000).optional(),
  /** For the trail: days, inclusive. */
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
  classification: z.enum(CLASSIFICATIONS),
  organisation: z.string().trim().min(1).max(200),
  withLogo: z.boolean(),
});
export type ExportInput = z.infer<typeof exportInputSchema>;

export const reports = {
  /** What can be exported now; assessments are listed for choice. */
  catalogue: query.output(
    z.strictObject({
      kinds: z.array(z.strictObject({ kind: reportKindSchema, records: z.number().int() })),
      assessments: z
        .array(
          z.strictObject({
            id: idSchema,
            code: z.string(),
            title: z.string(),
            toolName: z.string(),
            vendorId: idSchema,
            signed: z.boolean(),
          }),
        )
        .max(1000),
    }),
  ),
  /**
   * Writes the chosen reports, reads each back, and compares the counts. Same input, same bytes.
   * An assessment that is not signed comes out as a draft.
   */
  export: mutation('reports')
    .input(exportInputSchema)
    .output(progressOf(z.strictObject({ files: z.array(exportedFileSchema).max(500) }))),
};
