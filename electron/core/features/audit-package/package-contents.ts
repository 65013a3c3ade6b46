import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { ItemReadiness, PackageScope } from '../../../../shared/contract/audit-package.ts';
import type { ReportKind } from '../../../../shared/contract/reports.ts';
import type { Report } from '../../../../shared/report/report.ts';
import { ITEM_SOURCES, nameItemFolder } from '../../../../shared/rules/audit-package/items.ts';
import { cleanFileName } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import type { FileDesk } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import { verifyTrail } from '../audit-trail/verify-trail.ts';
import { streamEvidenceContent } from '../evidence/evidence-content.ts';
import { buildAuditTrailReport } from '../reports/audit-trail-report.ts';
import { readTrailWording } from '../reports/trail-values.ts';
import type { ReportDesk } from '../reports/reports.ts';
import { writeDocument, type PreparedReport } from '../reports/write-report.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readEntries, readSequences } from './audit-package-store.ts';
import { buildItemSheet } from './item-sheet.ts';
import type { PackageFiles } from './package-files.ts';
import { speak, type PackageFrame } from './package-frame.ts';
import { listItemNumbers } from './package-listing.ts';
import type { PackageSources } from './read-package-facts.ts';
import { redactDocument } from './redact-documents.ts';

const FORMATS = ['word', 'excel'] as const;
/** Reports that name every vendor: left out when a package is about some of them, whose dossiers say the same. */
const OF_ALL_VENDORS: readonly ReportKind[] = [
  'risk_register',
  'residency_matrix',
  'agreements_register',
  'baa_tracker',
  'findings',
];
/** Entries that the workbook of the trail shows, the newest; `trail.jsonl` has all of them. */
const TRAIL_ROWS = 20_000;
const TRAIL_BATCH = 2000;

/** What a package is made of and for whom. */
export interface PackageTask {
  workspace: Workspace;
  files: FileDesk;
  scope: PackageScope;
  final: boolean;
  author: string;
  assayVersion: string;
  resources: string;
}

/** The entry of the trail that a package stands on. */
export type Head = { sequence: number; hash: string; occurredAt: string };

/** Everything that the parts of one package are written with. */
export interface Work extends PackageTask {
  head: Head;
  seed: string;
  sources: PackageSources;
  items: readonly ItemReadiness[];
  frame: PackageFrame;
  desk: ReportDesk;
  redact: (text: string) => string;
  out: PackageFiles;
  report: ReportProgress;
  /** Steps that are done, of all. */
  progress: { done: number; all: number };
}

export async function step(work: Work, name: 'documents' | 'evidence' | 'sealing'): Promise<void> {
  work.progress.done += 1;
  await work.report(
    `auditPackage.progress.${name}`,
    Math.min(work.progress.done, work.progress.all),
    work.progress.all,
  );
}

/** Writes a document in Word and Excel into a folder of the package, without names when it is redacted. */
export async function putDocument(
  work: Work,
  prepared: PreparedReport,
  place: {
    folder: string;
    /** Without its ending; the document's own name where it is left out. */
    name?: string;
    items: readonly string[];
    kind: 'document' | 'index';
    formats?: readonly ('word' | 'excel')[];
  },
): Promise<void> {
  const redacted = redactDocument(work.frame, prepared, work.redact);
  for (const format of place.formats ?? FORMATS) {
    const { name, bytes, counts } = await writeDocument(redacted, format);
    const own = place.name === undefined ? name : `${place.name}.${name.slice(-4)}`;
    const path = place.folder === '' ? own : `${place.folder}/${own}`;
    await work.out.add(path, [bytes], { kind: place.kind, items: place.items, records: counts.rows, evidence: null });
    await step(work, 'documents');
  }
}

export const asPrepared = (report: Report): PreparedReport => ({ kind: 'evidence_index', report, extraSheets: [] });

/** Pieces behind the items, by index number, each with the path that its file gets. */
export function placeEvidence({ sources, scope }: Pick<Work, 'sources' | 'scope'>) {
  const pieces = [...sources.evidence.values()].sort((left, right) => (left.indexNumber < right.indexNumber ? -1 : 1));
  const paths = new Map<string, string>();
  if (scope.profile === 'full') {
    for (const { id, indexNumber, file } of pieces) {
      if (file) paths.set(id, `evidence/${indexNumber} ${cleanFileName(file.name, file.mediaType)}`);
    }
  }
  return { pieces, paths };
}

/** The reports of an item for what is in scope. */
async function prepareItemReports(work: Work, kind: ReportKind): Promise<PreparedReport[]> {
  const { scope, sources, desk, report } = work;
  const { tools, assessments } = sources.facts;
  const narrowed = scope.vendorIds !== null;
  if (narrowed && OF_ALL_VENDORS.includes(kind)) {
    return kind === 'risk_register'
      ? desk.buildDocuments('vendor_dossier', { assessmentIds: [], vendorIds: scope.vendorIds ?? [] }, report)
      : [];
  }
  const shown = assessments.filter(({ state }) => state !== 'answering').map(({ id }) => id);
  if (kind === 'vendor_assessment') {
    const prepared: PreparedReport[] = [];
    for (const id of shown) prepared.push(...(await desk.buildDocuments(kind, { assessmentIds: [id] }, report)));
    return prepared;
  }
  const toolIds = tools.map(({ id }) => id);
  return desk.buildDocuments(kind, { assessmentIds: [], toolIds, agreementIds: [...sources.agreementIds] }, report);
}

/** The entries of a range as lines of JSON, some at a time. */
function* readLines({ file }: Workspace, range: Parameters<typeof readEntries>[1]): Generator<Uint8Array> {
  let after = 0;
  for (;;) {
    const entries = readEntries(file, range, after, TRAIL_BATCH);
    const last = entries.at(-1);
    if (!last) return;
    after = last.sequence;
    yield Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
}

/** The trail of the period: whole entries as lines of JSON, and the newest of them as a workbook. */
async function putTrail(work: Work, folder: string, number: string): Promise<void> {
  const { workspace, scope, head, frame, out, report } = work;
  const range = { ...scope.period, lastSequence: head.sequence };
  const verification = await verifyTrail(workspace, report);
  const isFull = scope.profile === 'full';
  // Whole entries name people in every field, so a redacted package has the workbook alone, without before and after.
  if (isFull) {
    await out.add(`${folder}/trail.jsonl`, readLines(workspace, range), {
      kind: 'data',
      items: [number],
      records: null,
      evidence: null,
    });
  }
  const before = readSequences(workspace.file, range).at(-TRAIL_ROWS - 1) ?? 0;
  const newest = readEntries(workspace.file, range, before, TRAIL_ROWS);
  const extract = buildAuditTrailReport(frame.report, {
    entries: newest,
    wording: await readTrailWording(workspace.queries, frame.report.language),
    withValues: isFull,
    period: scope.period,
    // The whole trail was verified; what is said here ends at the entry on which the package stands.
    verification: {
      ...verification,
      entries: Math.min(verification.entries, head.sequence),
      head: verification.firstBroken ? verification.head : { sequence: head.sequence, hash: head.hash },
    },
  });
  await putDocument(
    work,
    { kind: 'audit_trail', report: extract, extraSheets: [] },
    { folder, items: [number], kind: 'document', formats: ['excel'] },
  );
}

export async function putItem(work: Work, readiness: ItemReadiness, paths: ReadonlyMap<string, string>): Promise<void> {
  const { item, number } = readiness;
  const folder = nameItemFolder(item);
  const behind = new Set(readiness.evidence);
  const evidence = [...work.sources.evidence.values()]
    .filter(({ indexNumber }) => behind.has(indexNumber))
    .sort((left, right) => (left.indexNumber < right.indexNumber ? -1 : 1));
  const sheet = buildItemSheet(work.frame, { readiness, facts: work.sources.facts, evidence, paths });
  const place = { folder, items: [number], kind: 'document' as const };
  const name = `${number} ${speak(work.frame)(`item.${item}`)}`;
  await putDocument(work, asPrepared(sheet), { ...place, name });
  for (const kind of ITEM_SOURCES[item].reports) {
    if (kind === 'audit_trail') await putTrail(work, folder, number);
    else for (const prepared of await prepareItemReports(work, kind)) await putDocument(work, prepared, place);
  }
}

/** Copies the files of the evidence, each held against the sum under which it was added. */
export async function putEvidence(
  work: Work,
  pieces: readonly Evidence[],
  paths: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { id, indexNumber, file, collectedAt } of pieces) {
    const path = paths.get(id);
    if (path === undefined || !file) continue;
    const items = listItemNumbers(work.items, indexNumber);
    const written = await work.out.add(path, streamEvidenceContent(work.workspace, file.sha256), {
      kind: 'evidence',
      items,
      records: null,
      evidence: { indexNumber, collectedAt },
    });
    if (written.sha256 !== file.sha256) {
      throw new AssayError('WORKSPACE_DAMAGED', `The stored file of ${indexNumber} is no longer what was added.`, {
        remedy: 'Check the workspace, then restore a backup from before the damage.',
      });
    }
    await step(work, 'evidence');
  }
}
