import { z } from 'zod';
import { fileTokenSchema, idSchema, mutation, nameSchema, progressOf, query } from './operation.ts';
import { returnedQuestionnaireOperations } from './returned-questionnaire.ts';

/** The fields of the register that an imported column can fill (`mission.md` E1). */
export const IMPORT_FIELDS = [
  'toolName',
  'vendorName',
  'kind',
  'plan',
  'versionRange',
  'deployment',
  'status',
  'owner',
  'businessJustification',
  'users',
  'nextReviewOn',
  'vendorDomain',
  'vendorCountry',
  'aliases',
  'contactName',
  'contactEmail',
] as const;
export const importFieldSchema = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof importFieldSchema>;

export const sheetColumnSchema = z.strictObject({
  /** 0 for column A. */
  index: z.number().int().min(0).max(16_383),
  letter: z.string().max(3),
  title: z.string(),
  firstValue: z.string(),
});

export const importSheetSchema = z.strictObject({
  name: z.string(),
  /** 1-based, as the spreadsheet shows it. */
  headerRow: z.number().int().min(1),
  rows: z.number().int().min(0),
  columns: z.array(sheetColumnSchema).max(200),
});

/** What a file held that Assay did not follow (formulas, links, macros…), and how it was read. One sentence each. */
const defusedSchema = z.array(z.string().max(300)).max(50);

export const importMappingSchema = z.strictObject({
  sheet: z.string().max(200),
  headerRow: z.number().int().min(1).max(1_048_576),
  /** Column title or letter to field; a column left out is not here. */
  columns: z.array(z.strictObject({ index: z.number().int().min(0).max(16_383), field: importFieldSchema })).max(200),
  dateOrder: z.enum(['day_first', 'month_first', 'year_first']),
  /** "IDE add-on" becomes "ide_plugin". An empty `from` says what an empty cell, or a field without a column, means. */
  values: z
    .array(z.strictObject({ field: importFieldSchema, from: z.string().max(500), to: z.string().max(500) }))
    .max(500),
  /** What to do with a row that is in the register already; per row it can be said otherwise. */
  duplicates: z.enum(['ask', 'update', 'skip']),
  rows: z
    .array(z.strictObject({ row: z.number().int().min(1), action: z.enum(['update', 'skip', 'create', 'leave_out']) }))
    .max(20_000),
  /** Cells mended by the person: row, column index, new text. */
  cells: z
    .array(z.strictObject({ row: z.number().int().min(1), index: z.number().int().min(0), text: z.string().max(2000) }))
    .max(5_000),
});
export type ImportMapping = z.infer<typeof importMappingSchema>;

export const importProblemSchema = z.strictObject({
  row: z.number().int(),
  /** Null when the whole row is concerned. */
  column: z.number().int().nullable(),
  /** "C7" */
  cell: z.string(),
  value: z.string(),
  code: z.enum([
    'required',
    'not_in_list',
    'no_such_person',
    'no_such_date',
    'ambiguous_date',
    'duplicate',
    'repeated_in_file',
    'too_long',
    'not_a_number',
    'formula',
    'not_a_domain',
    'not_an_email',
  ]),
  sentence: z.string(),
  /**
   * What mends this; never a guessed date, person or value that matters. `translate_value`: add a value translation from
   * `value` to `to` for `field`. `choose_value`: the same with what the person chooses where `field` is set, so that like
   * cells are mended together; where it is null, write what the person chooses or types into this cell. `update_record`:
   * set the action of this row to "update".
   */
  fix: z
    .strictObject({
      kind: z.enum(['translate_value', 'update_record', 'choose_value']),
      sentence: z.string(),
      field: importFieldSchema.nullable(),
      to: z.string().nullable(),
      /** How many rows it mends. */
      rows: z.number().int(),
      /** What can be chosen from, where the list is known. */
      choices: z.array(z.strictObject({ value: z.string(), label: z.string() })).max(200),
    })
    .nullable(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

export const dryRunSchema = z.strictObject({
  rows: z.number().int(),
  /** Rows without an error that are not left out. */
  ready: z.number().int(),
  withErrors: z.number().int(),
  willCreate: z.number().int(),
  willUpdate: z.number().int(),
  willSkip: z.number().int(),
  newVendors: z.number().int(),
  /** The first 500. */
  problems: z.array(importProblemSchema).max(500),
  problemCount: z.number().int(),
});
export type DryRun = z.infer<typeof dryRunSchema>;

/** For each proposed column: by its name, or by its values. */
const matchesSchema = z.array(z.strictObject({ index: z.number().int(), by: z.enum(['name', 'value']) })).max(200);

const onImport = z.strictObject({ importId: idSchema });
const withMapping = onImport.extend({ mapping: importMappingSchema });

export const exchange = {
  /** Reads an uploaded xlsx or csv in a worker with limits of time and memory. FILE_REFUSED says what was wrong with it. */
  inspect: query.input(z.strictObject({ token: fileTokenSchema })).output(
    progressOf(
      z.strictObject({
        importId: idSchema,
        fileName: z.string(),
        sheets: z.array(importSheetSchema).max(100),
        defused: defusedSchema,
        /** The mapping by name, for the likeliest sheet. */
        proposal: importMappingSchema,
        matches: matchesSchema,
      }),
    ),
  ),
  profiles: query.output(
    z
      .array(
        z.strictObject({
          id: idSchema,
          name: z.string(),
          /** By column title, so that it fits the next file. */
          columns: z.array(z.strictObject({ title: z.string(), field: importFieldSchema })).max(200),
          dateOrder: z.enum(['day_first', 'month_first', 'year_first']),
          values: importMappingSchema.shape.values,
        }),
      )
      .max(100),
  ),
  saveProfile: mutation('exchange')
    .input(
      z.strictObject({
        name: nameSchema,
        columns: z.array(z.strictObject({ title: z.string().max(500), field: importFieldSchema })).max(200),
        dateOrder: z.enum(['day_first', 'month_first', 'year_first']),
        values: importMappingSchema.shape.values,
      }),
    )
    .output(z.strictObject({ id: idSchema })),
  removeProfile: mutation('exchange')
    .input(z.strictObject({ profileId: idSchema }))
    .output(z.null()),
  /** Another sheet or header row of the same file, with the mapping that it suggests. */
  readSheet: query
    .input(onImport.extend({ sheet: z.string().max(200), headerRow: z.number().int().min(1).max(1_048_576) }))
    .output(importSheetSchema.extend({ proposal: importMappingSchema, matches: matchesSchema })),
  /** Checks every row and writes nothing. */
  dryRun: query.input(withMapping).output(progressOf(dryRunSchema)),
  /** A row as the file has it, read as text. */
  readRow: query
    .input(onImport.extend({ sheet: z.string().max(200), row: z.number().int().min(1).max(1_048_576) }))
    .output(z.array(z.string()).max(200)),
  /** All rows or none; INVALID_INPUT while a row has an error. */
  commit: mutation('vendors', 'tools', 'exchange')
    .input(withMapping)
    .output(
      progressOf(
        z.strictObject({
          created: z.number().int(),
          updated: z.number().int(),
          skipped: z.number().int(),
          leftOut: z.number().int(),
          newVendors: z.number().int(),
        }),
      ),
    ),
  /** The problems of the last dry run as a workbook. */
  exportProblems: mutation('exchange')
    .input(withMapping)
    .output(z.strictObject({ token: fileTokenSchema, name: z.string() })),
  ...returnedQuestionnaireOperations,
  /** The list that the README names, for a first try. */
  sampleFile: query.output(z.strictObject({ token: fileTokenSchema, name: z.string() })),
};
