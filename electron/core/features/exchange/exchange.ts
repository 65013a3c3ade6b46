import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ImportMapping } from '../../../../shared/contract/exchange.ts';
import type { Person } from '../../../../shared/contract/people.ts';
import { findMappingFault, startCheck, type CheckedList } from '../../../../shared/rules/exchange/check-rows.ts';
import { AssayError } from '../../assay-error.ts';
import type { Executor } from '../../database/tables.ts';
import type { FileDesk } from '../../file-desk.ts';
import { runJob, type ReportProgress } from '../../jobs.ts';
import { personOperations, type Session } from '../../operations.ts';
import { writeExcel } from '../../report/excel.ts';
import { readExportedHead } from '../audit-trail/trail-anchor.ts';
import { listPeople } from '../people/people.ts';
import { getOrganisation } from '../settings/settings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { syncAllAgreementFindings } from '../agreements/agreement-findings.ts';
import { applyImport } from './apply-import.ts';
import {
  deleteProfile,
  insertProfile,
  selectKnownRecords,
  selectProfiles,
  updateProfile,
  type ImportProfile,
} from './exchange-store.ts';
import { findHeldList, findSheet, holdList, releaseList, type HeldList } from './held-lists.ts';
import { issueQuestionnaire, listIssues, withdrawIssue } from './issued-questionnaires.ts';
import { buildProblemReport } from './problem-report.ts';
import { proposeImport, proposeSheet, type ProposalContext } from './propose-import.ts';
import { readInWorker } from './read-in-worker.ts';
import { acceptReturn, readReturn } from './returned-questionnaires.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SAMPLE_LIST = 'vendor-list.xlsx';
/** Rows between two reports of progress. */
const REPORT_EVERY = 200;
const SHOWN_PROBLEMS = 500;
const WRITTEN_PROBLEMS = 20_000;
const PROFILE_LIMIT = 100;

/** Statuses are a reviewer's to set, in an import as in the register (`access.ts`, tools.changeStatus). */
function maySetStatus({ role }: Person): boolean {
  return role === 'compliance_officer' || role === 'security_reviewer';
}

function refuseMapping(mapping: ImportMapping, person: Person): void {
  const fault = findMappingFault(mapping);
  if (fault) throw new AssayError('INVALID_INPUT', fault.sentence, { field: 'mapping.columns', remedy: fault.remedy });
  if (maySetStatus(person) || !mapping.columns.some(({ field }) => field === 'status')) return;
  throw new AssayError(
    'ROLE_REFUSED',
    `Statuses need a compliance officer or a security reviewer; ${person.name} is neither.`,
    {
      remedy: 'Leave the column of statuses out; the records come in as proposed.',
    },
  );
}

/** Checks every row of a held list against the register as `executor` sees it. */
async function checkList(
  executor: Executor,
  held: HeldList,
  mapping: ImportMapping,
  report: ReportProgress,
): Promise<CheckedList> {
  const sheet = findSheet(held, mapping.sheet);
  const register = { ...(await selectKnownRecords(executor)), people: await listPeople(executor) };
  const check = startCheck({ rows: sheet.rows, unread: sheet.unread, mapping, register });
  const { rowNumbers } = check;
  for (const [index, row] of rowNumbers.entries()) {
    if (index % REPORT_EVERY === 0) await report('exchange.progress.checking', index, rowNumbers.length);
    check.checkRow(row);
  }
  return check.finish();
}

function refuseProblems({ summary, problems }: CheckedList): void {
  const [first] = problems;
  if (!first) return;
  const { rows, withErrors } = summary;
  const which = withErrors === 1 ? 'One' : withErrors.toLocaleString('en-GB');
  throw new AssayError(
    'INVALID_INPUT',
    `${which} of ${rows.toLocaleString('en-GB')} rows cannot be imported, so none was. The first is ${first.cell}: ${first.sentence}`,
    { field: 'mapping.rows', remedy: 'Mend these rows or leave them out.' },
  );
}

interface ImportContext {
  session: Session;
  workspace: Workspace;
  queries: Executor;
  files: FileDesk;
  person: Person;
}

async function readProposalContext(executor: Executor, person: Person): Promise<ProposalContext> {
  return {
    people: await listPeople(executor),
    profiles: await selectProfiles(executor),
    maySetStatus: maySetStatus(person),
  };
}

async function inspectFile(
  { session, workspace, queries, files, person }: ImportContext,
  token: string,
  report: ReportProgress,
) {
  const file = files.find(token);
  const tick = () => report('exchange.progress.reading', 0, null);
  await tick();
  const tables = await readInWorker({ path: file.path, fileName: file.name }, file.size, tick);
  const { sheets, proposal, matches, notes } = proposeImport(tables, await readProposalContext(queries, person));
  const { id } = holdList(session, workspace.id, file.name, tables);
  return { importId: id, fileName: file.name, sheets, defused: notes, proposal, matches };
}

async function writeProblems(
  { session, workspace, queries, files, person }: ImportContext,
  importId: string,
  mapping: ImportMapping,
) {
  refuseMapping(mapping, person);
  const held = findHeldList(session, workspace.id, importId);
  const { problems, summary } = await checkList(queries, held, mapping, () => Promise.resolve());
  const { organisation, classification } = await getOrganisation(queries);
  const report = buildProblemReport({
    organisation,
    classification,
    fileName: held.fileName,
    sheet: mapping.sheet,
    rows: summary.rows,
    today: workspace.today(),
    author: person.name,
    problems: problems.slice(0, WRITTEN_PROBLEMS),
  });
  const bytes = await writeExcel({ ...report, trail: readExportedHead(workspace) });
  const path = files.newPath();
  await writeFile(path, bytes, { mode: 0o600 });
  const name = `${basename(held.fileName, extname(held.fileName))}-problems.xlsx`;
  return files.offer(path, name, XLSX_TYPE);
}

export const exchangeOperations = {
  inspect: personOperations.exchange.inspect.handler(({ context, input, signal }) =>
    runJob(signal, (report) => inspectFile(context, input.token, report)),
  ),

  readSheet: personOperations.exchange.readSheet.handler(async ({ context, input }) => {
    const held = findHeldList(context.session, context.workspace.id, input.importId);
    const known = await readProposalContext(context.queries, context.person);
    return proposeSheet(findSheet(held, input.sheet), input.headerRow, known);
  }),

  readRow: personOperations.exchange.readRow.handler(({ context, input }) => {
    const held = findHeldList(context.session, context.workspace.id, input.importId);
    return findSheet(held, input.sheet).rows[input.row - 1] ?? [];
  }),

  dryRun: personOperations.exchange.dryRun.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { importId, mapping } = input;
      refuseMapping(mapping, context.person);
      const held = findHeldList(context.session, context.workspace.id, importId);
      const { summary, problems } = await checkList(context.queries, held, mapping, report);
      return { ...summary, problems: problems.slice(0, SHOWN_PROBLEMS), problemCount: problems.length };
    }),
  ),

  commit: personOperations.exchange.commit.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { importId, mapping } = input;
      const { session, workspace, person } = context;
      refuseMapping(mapping, person);
      const held = findHeldList(session, workspace.id, importId);
      const hasTools = mapping.columns.some(({ field }) => field === 'toolName');
      const result = await context.write(async (unit) => {
        const list = await checkList(unit.transaction, held, mapping, report);
        refuseProblems(list);
        const result = await applyImport(unit, list, { importId, fileName: held.fileName, hasTools }, report);
        await syncAllAgreementFindings(unit);
        return result;
      });
      releaseList(session, importId);
      return result;
    }),
  ),

  exportProblems: personOperations.exchange.exportProblems.handler(async ({ context, input }) => {
    const { token, name, size, path } = await writeProblems(context, input.importId, input.mapping);
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    await context.write(async (unit) => {
      unit.note({ kind: 'report', id: sha256, name, facts: { kind: 'import_problems', size, sha256 } });
    });
    return { token, name };
  }),

  sampleFile: personOperations.exchange.sampleFile.handler(async ({ context }) => {
    const path = join(context.bench.ports.folders.resources, 'samples', SAMPLE_LIST);
    const { token, name } = await context.files.offer(path, SAMPLE_LIST, XLSX_TYPE);
    return { token, name };
  }),

  issues: personOperations.exchange.issues.handler(({ context, input }) =>
    listIssues(context.queries, input.assessmentId),
  ),

  issueQuestionnaire: personOperations.exchange.issueQuestionnaire.handler(({ context, input }) =>
    context.write(async (unit) => {
      const { issue, file } = await issueQuestionnaire(unit, context.files, input);
      return { issue, token: file.token, name: file.name };
    }),
  ),

  withdrawIssue: personOperations.exchange.withdrawIssue.handler(({ context, input }) =>
    context.write((unit) => withdrawIssue(unit, input.issueId, input.revision)),
  ),

  readReturn: personOperations.exchange.readReturn.handler(({ context, input, signal }) =>
    runJob(signal, (report) => readReturn(context.workspace, context.files, input, report)),
  ),

  acceptReturn: personOperations.exchange.acceptReturn.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const file = context.files.find(input.token);
      const tick = () => report('exchange.progress.reading', 0, null);
      // Read outside the unit of work: a foreign file must not keep the workspace waiting.
      const tables = await readInWorker({ path: file.path, fileName: file.name }, file.size, tick);
      return context.write((unit) => acceptReturn(unit, context.files, input, tables, report));
    }),
  ),

  profiles: personOperations.exchange.profiles.handler(({ context }) => selectProfiles(context.queries)),

  /** A mapping of the same name is replaced. */
  saveProfile: personOperations.exchange.saveProfile.handler(({ context, input }) =>
    context.write(async (unit) => {
      const profiles = await selectProfiles(unit.transaction);
      const before = profiles.find(({ name }) => name === input.name) ?? null;
      if (!before && profiles.length >= PROFILE_LIMIT) {
        throw new AssayError('NOT_ALLOWED_NOW', `There are ${PROFILE_LIMIT} saved mappings already.`, {
          remedy: 'Remove one that is no longer used.',
        });
      }
      const after: ImportProfile = { ...input, id: before?.id ?? unit.nextId() };
      await (before ? updateProfile(unit.transaction, after) : insertProfile(unit.transaction, after));
      unit.record({
        kind: 'import_profile',
        id: after.id,
        name: after.name,
        before: before && { ...before },
        after: { ...after },
      });
      return { id: after.id };
    }),
  ),

  removeProfile: personOperations.exchange.removeProfile.handler(({ context, input }) =>
    context.write(async (unit) => {
      const profile = (await selectProfiles(unit.transaction)).find(({ id }) => id === input.profileId);
      if (!profile) throw new AssayError('NOT_FOUND', 'This saved mapping is not there.');
      await deleteProfile(unit.transaction, profile.id);
      unit.record({ kind: 'import_profile', id: profile.id, name: profile.name, before: { ...profile }, after: null });
      return null;
    }),
  ),
};
