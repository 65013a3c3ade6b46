import { rm } from 'node:fs/promises';
import type { Evidence } from '../../../../shared/contract/evidence.ts';
import type { ItemReadiness, MadePackage, PackageScope } from '../../../../shared/contract/audit-package.ts';
import type { ReportKind } from '../../../../shared/contract/reports.ts';
import type { Report } from '../../../../shared/report/report.ts';
import { ITEM_SOURCES, nameItemFolder } from '../../../../shared/rules/audit-package/items.ts';
import { MANIFEST_FORMAT, VERIFIER_NAME } from '../../../../shared/rules/audit-package/manifest.ts';
import { countReadiness, readReadiness } from '../../../../shared/rules/audit-package/readiness.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { cleanFileName } from '../../../../shared/rules/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import type { FileDesk } from '../../file-desk.ts';
import type { ReportProgress } from '../../jobs.ts';
import { verifyTrail } from '../audit-trail/verify-trail.ts';
import { streamEvidenceContent } from '../evidence/evidence-content.ts';
import { buildAuditTrailReport } from '../reports/audit-trail-report.ts';
import { openReportDesk, type ReportDesk } from '../reports/reports.ts';
import { writeDocument, type PreparedReport } from '../reports/write-report.ts';
import { getOrganisation } from '../settings/settings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readEntries, selectContentHead } from './audit-package-store.ts';
import { buildSamplesReport, drawSamples } from './draw-samples.ts';
import { buildItemSheet } from './item-sheet.ts';
import { hashPublicKey, openPackageFiles, type PackageFiles } from './package-files.ts';
import { hashText, speak, type PackageFrame } from './package-frame.ts';
import { buildPackageIndex, listItemNumbers } from './package-index.ts';
import { openZipWriter } from './package-zip.ts';
import { readPackageSources, type PackageSources } from './read-package-facts.ts';
import { openRedaction, redactDocument } from './redact-documents.ts';
import { writeVerifierPage } from './verifier-page.ts';

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

type Head = { sequence: number; hash: string; occurredAt: string };

/** The entry that a package stands on. */
export async function findContentHead({ queries }: Workspace): Promise<Head> {
  const head = await selectContentHead(queries);
  if (!head) throw new Error('A workspace without a first entry');
  return head;
}

interface Work extends PackageTask {
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

function namePackage(prefix: string, asOf: string, scope: PackageScope, final: boolean, head: Head): string {
  const mark = hashText(writeCanonicalJson({ scope, final, head: head.hash })).slice(0, 6);
  return `${prefix}-AP-${asOf.replaceAll('-', '')}-${mark}`;
}

async function step(work: Work, name: 'documents' | 'evidence' | 'sealing'): Promise<void> {
  work.progress.done += 1;
  await work.report(
    `auditPackage.progress.${name}`,
    Math.min(work.progress.done, work.progress.all),
    work.progress.all,
  );
}

/** Writes a document in Word and Excel into a folder of the package, without names when it is redacted. */
async function putDocument(
  work: Work,
  prepared: PreparedReport,
  place: {
    folder: string;
    items: readonly string[];
    kind: 'document' | 'index';
    formats?: readonly ('word' | 'excel')[];
  },
): Promise<void> {
  const redacted = redactDocument(work.frame, prepared, work.redact);
  for (const format of place.formats ?? FORMATS) {
    const { name, bytes, counts } = await writeDocument(redacted, format);
    const path = place.folder === '' ? name : `${place.folder}/${name}`;
    await work.out.add(path, [bytes], { kind: place.kind, items: place.items, records: counts.rows, evidence: null });
    await step(work, 'documents');
  }
}

const asPrepared = (report: Report): PreparedReport => ({ kind: 'evidence_index', report, extraSheets: [] });

/** Pieces behind the items, by index number, each with the path that its file gets. */
function placeEvidence({ sources, scope }: Pick<Work, 'sources' | 'scope'>) {
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
      ? desk.prepare('vendor_dossier', { assessmentIds: [], vendorIds: scope.vendorIds ?? [] }, report)
      : [];
  }
  const shown = assessments.filter(({ state }) => state !== 'answering').map(({ id }) => id);
  if (kind === 'vendor_assessment') {
    const prepared: PreparedReport[] = [];
    for (const id of shown) prepared.push(...(await desk.prepare(kind, { assessmentIds: [id] }, report)));
    return prepared;
  }
  const toolIds = tools.map(({ id }) => id);
  return desk.prepare(
    kind,
    { assessmentIds: [], toolIds, agreementIds: [...sources.agreementIds].slice(0, 100) },
    report,
  );
}

/** The trail of the period: whole entries as lines of JSON, and the newest of them as a workbook. */
async function putTrail(work: Work, folder: string, number: string): Promise<void> {
  const { workspace, scope, head, frame, out, report } = work;
  const range = { ...scope.period, lastSequence: head.sequence };
  const verification = await verifyTrail(workspace, report);
  const newest: ReturnType<typeof readEntries> = [];
  function* readLines() {
    let after = 0;
    for (;;) {
      const entries = readEntries(workspace.file, range, after, TRAIL_BATCH);
      const last = entries.at(-1);
      if (!last) return;
      after = last.sequence;
      newest.push(...entries);
      if (newest.length > TRAIL_ROWS) newest.splice(0, newest.length - TRAIL_ROWS);
      yield Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    }
  }
  const isFull = scope.profile === 'full';
  if (isFull) {
    await out.add(`${folder}/trail.jsonl`, readLines(), {
      kind: 'data',
      items: [number],
      records: null,
      evidence: null,
    });
  } else {
    // Whole entries name people in every field, so a redacted package has the workbook alone, without before and after.
    for (const _lines of readLines()) continue;
  }
  const extract = buildAuditTrailReport(frame.report, {
    entries: isFull ? newest : newest.map((entry) => ({ ...entry, before: null, after: null })),
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

async function putItem(work: Work, readiness: ItemReadiness, paths: ReadonlyMap<string, string>): Promise<void> {
  const { item, number } = readiness;
  const folder = nameItemFolder(item);
  const behind = new Set(readiness.evidence);
  const evidence = [...work.sources.evidence.values()]
    .filter(({ indexNumber }) => behind.has(indexNumber))
    .sort((left, right) => (left.indexNumber < right.indexNumber ? -1 : 1));
  const sheet = buildItemSheet(work.frame, { readiness, facts: work.sources.facts, evidence, paths });
  const place = { folder, items: [number], kind: 'document' as const };
  await putDocument(work, asPrepared(sheet), place);
  for (const kind of ITEM_SOURCES[item].reports) {
    if (kind === 'audit_trail') await putTrail(work, folder, number);
    else for (const prepared of await prepareItemReports(work, kind)) await putDocument(work, prepared, place);
  }
}

/** Copies the files of the evidence, each held against the sum under which it was added. */
async function putEvidence(work: Work, pieces: readonly Evidence[], paths: ReadonlyMap<string, string>): Promise<void> {
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

function sayScope({ scope, sources }: Pick<Work, 'scope' | 'sources'>, say: ReturnType<typeof speak>): string {
  const { vendorIds } = scope;
  const names = sources.vendors.filter(({ id }) => vendorIds?.includes(id)).map(({ name }) => name);
  const tools = vendorIds === null ? say('report.allTools') : say('report.someVendors', { names: names.join(', ') });
  return `${tools} ${say('report.wholeOrganisation')}`;
}

async function refuseChanged({ workspace, head }: Work): Promise<void> {
  const present = await findContentHead(workspace);
  if (present.hash === head.hash) return;
  throw new AssayError('CHANGED_MEANWHILE', 'Somebody worked on while the package was written, so it was given up.', {
    remedy: 'Make it again when nobody is working.',
  });
}

function refuseUnready(final: boolean, items: readonly ItemReadiness[]): void {
  const first = items.find(({ state }) => state !== 'ready');
  if (!final || !first) return;
  throw new AssayError('NOT_ALLOWED_NOW', `Item ${first.number} is not ready, so the package cannot be final.`, {
    field: 'final',
    remedy: 'Mend what the readiness run lists, or make a draft that states it.',
  });
}

/** What came of it: everything that the record of a package keeps but who made it and when. */
export interface WrittenPackage {
  made: Omit<MadePackage, 'id' | 'madeAt' | 'madeBy'>;
  path: string;
  fileName: string;
}

async function writeInto(task: PackageTask, path: string, report: ReportProgress): Promise<WrittenPackage> {
  const { workspace, scope, final, author, assayVersion, resources, files } = task;
  await report('auditPackage.progress.readiness', 0, null);
  const head = await findContentHead(workspace);
  const sources = await readPackageSources(workspace, scope, head.sequence);
  const items = readReadiness(sources.facts);
  refuseUnready(final, items);
  const desk = await openReportDesk(workspace, { author, assayVersion, resources, files });
  const { organisation, documentPrefix } = await getOrganisation(workspace.queries);
  const name = namePackage(documentPrefix, desk.frame.asOf, scope, final, head);
  const speaker = speak({ report: desk.frame });
  const frame: PackageFrame = {
    report: desk.frame,
    name,
    scope,
    final,
    scopeWords: sayScope({ scope, sources }, speaker),
  };
  const seed = scope.seed ?? head.hash;
  const zip = await openZipWriter(path);
  try {
    const out = openPackageFiles(zip, name);
    const redact = await openRedaction(workspace, frame);
    const { pieces, paths } = placeEvidence({ sources, scope });
    const documents = items.length * 2 + sources.facts.assessments.length * 2 + sources.agreementIds.length * 2 + 24;
    const progress = { done: 0, all: documents + paths.size };
    const work: Work = { ...task, head, seed, sources, items, frame, desk, redact, out, report, progress };
    for (const readiness of items) await putItem(work, readiness, paths);
    await putEvidence(work, pieces, paths);
    const samples = await drawSamples(workspace, frame, sources.facts, { seed, lastSequence: head.sequence });
    const sampleDocument = asPrepared(buildSamplesReport(frame, samples, seed));
    await putDocument(work, sampleDocument, { folder: 'samples', items: [], kind: 'document' });
    const keySha256 = hashPublicKey(workspace);
    const verifier = await writeVerifierPage(resources);
    await out.add(VERIFIER_NAME, [verifier], { kind: 'verifier', items: [], records: null, evidence: null });
    const index = buildPackageIndex(frame, {
      items,
      evidence: pieces,
      paths,
      files: [...out.written],
      head,
      keySha256,
    });
    await putDocument(work, asPrepared(index), { folder: '', items: [], kind: 'index' });
    await refuseChanged(work);
    await step(work, 'sealing');
    const sealed = await out.seal(workspace, {
      format: MANIFEST_FORMAT,
      name,
      title: redact(scope.title),
      status: final ? 'final' : 'draft',
      profile: scope.profile,
      organisation,
      workspaceId: workspace.id,
      asOf: desk.frame.asOf,
      period: scope.period,
      filter: { words: frame.scopeWords, tools: sources.facts.tools.map(({ code }) => code).sort() },
      preparedBy: redact(author),
      assayVersion,
      chainHead: { sequence: head.sequence, hash: head.hash },
      publicKeySha256: keySha256,
      items: items.map((one) => ({
        number: one.number,
        item: one.item,
        state: one.state,
        problems: one.problems.length + one.moreProblems,
        evidence: one.evidence,
      })),
      withheld: pieces.flatMap(({ id, indexNumber, file }) =>
        file && !paths.has(id) ? [{ indexNumber, bytes: file.size, sha256: file.sha256 }] : [],
      ),
      sampling: { method: 'assay-sample/1', seed, samples: samples.map(({ described: _words, ...sample }) => sample) },
    });
    await zip.finish();
    return {
      path,
      fileName: `${name} ${final ? 'final' : 'draft'}.zip`,
      made: {
        name,
        title: scope.title,
        status: final ? 'final' : 'draft',
        profile: scope.profile,
        period: scope.period,
        vendorIds: scope.vendorIds,
        asOf: desk.frame.asOf,
        seed,
        files: sealed.files,
        bytes: out.bytes,
        ready: countReadiness(items).ready,
        manifestSha256: sealed.manifestSha256,
        keySha256,
        head: { sequence: head.sequence, hash: head.hash },
      },
    };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

/**
 * Writes a package as one zip into the file desk's folder. Evidence passes through in pieces, so memory does not grow
 * with it. The same workspace, scope and day give the same bytes. What was written before a failure or a cancel is
 * deleted.
 *
 * @throws AssayError NOT_ALLOWED_NOW, CHANGED_MEANWHILE, WORKSPACE_DAMAGED, CANCELLED, INTERNAL, DISK_FULL.
 */
export async function writePackage(task: PackageTask, report: ReportProgress): Promise<WrittenPackage> {
  const path = task.files.newPath();
  try {
    return await writeInto(task, path, report);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
