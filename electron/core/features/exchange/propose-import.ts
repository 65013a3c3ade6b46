import type { ImportMapping, ImportField } from '../../../../shared/contract/exchange.ts';
import {
  countColumnValues,
  findHeaderRow,
  listColumns,
  listDataRows,
  proposeColumns,
  scoreSheet,
  type ColumnMatch,
  type SheetColumn,
  type SheetProposal,
} from '../../../../shared/rules/exchange/columns.ts';
import { gatherDateOrder } from '../../../../shared/rules/exchange/dates.ts';
import { foldTitle } from '../../../../shared/rules/exchange/fields.ts';
import { findPeople, translationKey, type KnownPerson } from '../../../../shared/rules/exchange/row-fields.ts';
import type { ImportProfile } from './exchange-store.ts';
import { COLUMN_LIMIT, type RawSheet, type RawTables } from './raw-table.ts';

const SHEET_LIMIT = 100;
const NOTE_LIMIT = 50;
const VALUE_LIMIT = 500;

interface DescribedSheet {
  name: string;
  headerRow: number;
  /** Rows below the header that hold anything. */
  rows: number;
  columns: SheetColumn[];
}

/** What a page shows of a sheet under the given header row. */
function describeSheet({ name, rows }: RawSheet, headerRow: number): DescribedSheet {
  return {
    name,
    headerRow,
    rows: listDataRows(rows, headerRow).length,
    columns: listColumns(rows, headerRow).slice(0, COLUMN_LIMIT),
  };
}

interface Candidate {
  sheet: RawSheet;
  described: DescribedSheet;
  proposal: SheetProposal;
  score: number;
}

function judgeSheet(sheet: RawSheet, headerRow = findHeaderRow(sheet.rows)): Candidate {
  const described = describeSheet(sheet, headerRow);
  const proposal = proposeColumns(sheet.rows, headerRow, described.columns);
  const score = scoreSheet(sheet.rows, headerRow, proposal);
  // A hidden sheet is proposed only where there is no other.
  return { sheet, described, proposal, score: sheet.hidden ? score - 1_000_000 : score };
}

/** The saved mapping with the most columns, all of which the sheet has; null when none fits. */
function findFittingProfile(columns: readonly SheetColumn[], profiles: readonly ImportProfile[]): ImportProfile | null {
  const titles = new Set(columns.map(({ title }) => foldTitle(title)));
  const fitting = profiles.filter(
    (profile) => profile.columns.length > 1 && profile.columns.every(({ title }) => titles.has(foldTitle(title))),
  );
  return fitting.reduce<ImportProfile | null>(
    (best, one) => (best === null || one.columns.length > best.columns.length ? one : best),
    null,
  );
}

function applyProfile(profile: ImportProfile, { described, proposal }: Candidate): SheetProposal {
  const columns = profile.columns.flatMap(({ title, field }) => {
    const column = described.columns.find((one) => foldTitle(one.title) === foldTitle(title));
    return column ? [{ index: column.index, field }] : [];
  });
  const fields = new Set(columns.map(({ field }) => field));
  const said = new Set(profile.values.map(({ field, from }) => translationKey(field, from)));
  const more = proposal.values.filter(({ field, from }) => fields.has(field) && !said.has(translationKey(field, from)));
  return {
    columns: columns.sort((left, right) => left.index - right.index),
    matches: columns.map(({ index }) => ({ index, by: 'name' })),
    values: [...profile.values, ...more].slice(0, VALUE_LIMIT),
    dateOrder: profile.dateOrder,
  };
}

function leaveOut(proposal: SheetProposal, field: ImportField): SheetProposal {
  const index = proposal.columns.find((column) => column.field === field)?.index;
  return {
    ...proposal,
    columns: proposal.columns.filter((column) => column.index !== index),
    matches: proposal.matches.filter((match) => match.index !== index),
    values: proposal.values.filter((value) => value.field !== field),
  };
}

interface Adjusted {
  proposal: SheetProposal;
  notes: string[];
}

/** A column of owners that names nobody here would stop every row; it is left out, and that is said. */
function adjustOwners({ proposal, notes }: Adjusted, { sheet, described }: Candidate, people: readonly KnownPerson[]) {
  const column = proposal.columns.find(({ field }) => field === 'owner');
  if (!column) return { proposal, notes };
  const translated = new Set(proposal.values.filter(({ field }) => field === 'owner').map(({ from }) => from));
  const texts = [...countColumnValues(sheet.rows, described.headerRow, column.index).keys()];
  const known = texts.some((text) => translated.has(text) || findPeople(people, text).length > 0);
  if (texts.length === 0 || known) return { proposal, notes };
  const title = described.columns.find(({ index }) => index === column.index)?.title ?? '';
  const note = `Nobody in the column “${title}” is in this workspace, so it is left out. To import owners, add the people first.`;
  return { proposal: leaveOut(proposal, 'owner'), notes: [...notes, note] };
}

function adjustStatuses({ proposal, notes }: Adjusted, maySetStatus: boolean): Adjusted {
  if (maySetStatus || !proposal.columns.some(({ field }) => field === 'status')) return { proposal, notes };
  const note = 'The column of statuses is left out: a compliance officer or a security reviewer sets them.';
  return { proposal: leaveOut(proposal, 'status'), notes: [...notes, note] };
}

function describeOpenDateOrder({ proposal }: Adjusted, { sheet, described }: Candidate): string[] {
  const column = proposal.columns.find(({ field }) => field === 'nextReviewOn');
  if (!column) return [];
  const texts = countColumnValues(sheet.rows, described.headerRow, column.index).keys();
  const { dayFirst, monthFirst, either } = gatherDateOrder(texts);
  if (either === null || dayFirst || monthFirst) return [];
  const read = proposal.dateOrder === 'month_first' ? 'month first' : 'day first';
  return [`Dates such as ${either} do not show whether day or month comes first; they are read ${read}.`];
}

/** What the proposals rest on beside the list itself. */
export interface ProposalContext {
  people: readonly KnownPerson[];
  profiles: readonly ImportProfile[];
  /** Whether whoever imports may set statuses. */
  maySetStatus: boolean;
}

interface SheetMapping {
  proposal: ImportMapping;
  matches: ColumnMatch[];
  notes: string[];
}

function completeProposal(candidate: Candidate, context: ProposalContext): SheetMapping {
  const profile = findFittingProfile(candidate.described.columns, context.profiles);
  const start: Adjusted = profile
    ? {
        proposal: applyProfile(profile, candidate),
        notes: [`The saved mapping “${profile.name}” fits this list and is used.`],
      }
    : { proposal: candidate.proposal, notes: [] };
  const adjusted = adjustStatuses(adjustOwners(start, candidate, context.people), context.maySetStatus);
  const { matches, ...proposal } = adjusted.proposal;
  const { name: sheet, headerRow } = candidate.described;
  return {
    proposal: { sheet, headerRow, ...proposal, duplicates: 'ask', rows: [], cells: [] },
    matches,
    notes: [...adjusted.notes, ...describeOpenDateOrder(adjusted, candidate)],
  };
}

/** What the columns of a sheet mean under the header row that the person says. */
export function proposeSheet(
  sheet: RawSheet,
  headerRow: number,
  context: ProposalContext,
): DescribedSheet & Omit<SheetMapping, 'notes'> {
  const candidate = judgeSheet(sheet, headerRow);
  const { proposal, matches } = completeProposal(candidate, context);
  return { ...candidate.described, proposal, matches };
}

/** Finds the sheet, its header row and what its columns mean. */
export function proposeImport(
  tables: RawTables,
  context: ProposalContext,
): SheetMapping & { sheets: DescribedSheet[] } {
  const candidates = tables.sheets.slice(0, SHEET_LIMIT).map((sheet) => judgeSheet(sheet));
  const best = candidates.reduce((one, other) => (other.score > one.score ? other : one));
  const { notes, ...mapping } = completeProposal(best, context);
  return {
    ...mapping,
    sheets: candidates.map(({ described }) => described),
    notes: [...tables.notes, ...notes].slice(0, NOTE_LIMIT),
  };
}
