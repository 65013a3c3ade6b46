import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import { ERROR_STATUS } from '../../shared/contract/operation.ts';
import type { Person, Role } from '../../shared/contract/people.ts';
import { ACCESS } from '../../shared/rules/access.ts';
import { AssayError } from './assay-error.ts';
import { translateDatabaseError } from './database/open-database.ts';
import { writeUnit, type Unit } from './database/unit-of-work.ts';
import type { FileDesk } from './file-desk.ts';
import { selectActivePerson } from './features/people/people-store.ts';
import type { Workspace } from './features/workspace/open-workspace.ts';
import type { ReportProgress } from './jobs.ts';
import type { Ports } from './ports.ts';

/** What all windows of one process share. */
export interface Bench {
  readonly ports: Ports;
  readonly files: FileDesk;
  workspace: Workspace | null;
  /** Makes the sample workspace at a path where nothing is yet; it does not open it here. */
  makeSample: (path: string, report: ReportProgress) => Promise<void>;
}

/** One window: a tab, a desktop window, or a run of the command line. */
export interface Session {
  readonly id: string;
  readonly bench: Bench;
  /** Who works in it, and in which workspace; null until chosen. Somebody chosen in another workspace is nobody here. */
  worker: { workspaceId: string; personId: string } | null;
}

export interface CallContext {
  session: Session;
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  compliance_officer: 'a compliance officer',
  security_reviewer: 'a security reviewer',
  excellence_lead: 'a Centre of Excellence lead',
  auditor: 'an auditor',
};

/**
 * Says whether this call may go on, by the table of `access.ts`.
 *
 * @throws AssayError NO_WORKSPACE, NO_PERSON, ROLE_REFUSED.
 */
async function admit(
  operation: string,
  session: Session,
): Promise<{ workspace: Workspace | null; person: Person | null }> {
  const rule = ACCESS[operation];
  if (rule === undefined) throw new Error(`${operation} has no line in access.ts`);
  const { workspace } = session.bench;
  const person = workspace && (await findWorker(workspace, session));
  if (rule === 'host') return { workspace, person };
  if (!workspace)
    throw new AssayError('NO_WORKSPACE', 'No workspace is open.', { remedy: 'Open or create one first.' });
  if (rule === 'workspace') return { workspace, person };
  if (!person) throw new AssayError('NO_PERSON', 'Nobody has said who is working.', { remedy: 'Choose who you are.' });
  if (!rule.includes(person.role)) {
    const allowed = rule.map((role) => ROLE_NAMES[role]).join(' or ');
    throw new AssayError('ROLE_REFUSED', `This needs ${allowed}; ${person.name} is ${ROLE_NAMES[person.role]}.`);
  }
  return { workspace, person };
}

/** Who works in this window on this workspace, or null. */
export async function findWorker(workspace: Workspace, session: Session): Promise<Person | null> {
  const { worker } = session;
  if (worker?.workspaceId !== workspace.id) return null;
  return selectActivePerson(workspace.queries, worker.personId);
}

interface ValidationFacts {
  issues?: readonly { message?: string; path?: readonly PropertyKey[] }[];
}

/** Turns whatever a handler threw into one of the contract's errors; what nobody foresaw is logged and named INTERNAL. */
function toCallError(error: unknown, operation: string, ports: Ports): unknown {
  const known = error instanceof AssayError ? error : translateDatabaseError(error);
  if (known instanceof AssayError) {
    return new ORPCError(known.code, { status: ERROR_STATUS[known.code], message: known.message, data: known.facts });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const issue = (error.data as ValidationFacts | undefined)?.issues?.[0];
    const field = issue?.path?.map(String).join('.');
    const message = field ? `"${field}" is not valid: ${issue?.message ?? 'unknown value'}` : 'The input is not valid.';
    return new ORPCError('INVALID_INPUT', { status: 422, message, data: field ? { field } : {} });
  }
  if (error instanceof ORPCError && error.code !== 'INTERNAL_SERVER_ERROR') return error;
  ports.log.error('An operation failed', {
    operation,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new ORPCError('INTERNAL', {
    status: 500,
    message: 'Assay met an error that it did not expect. Nothing was changed.',
    data: { remedy: 'Try again. If it happens again, close the workspace and check it.' },
  });
}

function isEvents(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** The events of a job, whose error comes only while they are read. */
async function* translateErrors(events: AsyncIterable<unknown>, operation: string, ports: Ports) {
  try {
    yield* events;
  } catch (error) {
    throw toCallError(error, operation, ports);
  }
}

/** For operations that work without a workspace. Every operation passes through here first. */
export const hostOperations = implement(contract)
  .$config({ initialInputValidationIndex: 1, initialOutputValidationIndex: 1 })
  .$context<CallContext>()
  .use(async ({ context, next, path }) => {
    const operation = path.join('.');
    const { bench } = context.session;
    try {
      const { workspace, person } = await admit(operation, context.session);
      const result = await next({ context: { operation, bench, workspace, person } });
      if (isEvents(result.output)) result.output = translateErrors(result.output, operation, bench.ports);
      return result;
    } catch (error) {
      throw toCallError(error, operation, bench.ports);
    }
  });

/** For operations on the open workspace before anybody has said who they are. */
export const workspaceOperations = hostOperations.use(async ({ context, next }) => {
  const { workspace } = context;
  if (!workspace) throw new Error(`${context.operation} needs a workspace, but access.ts lets it pass without`);
  return next({ context: { workspace, queries: workspace.queries, files: context.bench.files } });
});

/** For operations of a person: everything that is about the work itself. */
export const personOperations = workspaceOperations.use(async ({ context, next }) => {
  const { person, workspace, operation } = context;
  if (!person) throw new Error(`${operation} needs a person, but access.ts lets it pass without`);
  return next({
    context: {
      person,
      /** One unit of work in this person's name (`database/unit-of-work.ts`). */
      write: <Result>(work: (unit: Unit) => Promise<Result>) => writeUnit(workspace, person, operation, work),
    },
  });
});
