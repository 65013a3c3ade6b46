import { rm } from 'node:fs/promises';
import type { ItemReadiness, MadePackage, PackageScope } from '../../../../shared/contract/audit-package.ts';
import { MANIFEST_FORMAT, VERIFIER_NAME } from '../../../../shared/rules/audit-package/manifest.ts';
import { countReadiness, readReadiness } from '../../../../shared/rules/audit-package/readiness.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { AssayError } from '../../assay-error.ts';
import type { ReportProgress } from '../../jobs.ts';
import { signExportedHead } from '../audit-trail/trail-anchor.ts';
import { openReportDesk } from '../reports/reports.ts';
import { getOrganisation } from '../settings/settings.ts';
import { namePart } from './part-names.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { selectContentHead } from './audit-package-store.ts';
import { buildSamplesReport, drawSamples } from './draw-samples.ts';
import {
  asPrepared,
  placeEvidence,
  putDocument,
  putEvidence,
  putItem,
  step,
  type Head,
  type PackageTask,
  type Work,
} from './package-contents.ts';
import { hashPublicKey, openPackageFiles } from './package-files.ts';
import { hashText, speak, type PackageFrame } from './package-frame.ts';
import { buildPackageIndex } from './package-listing.ts';
import { openZipWriter } from './package-zip.ts';
import { readPackageSources } from './read-package-facts.ts';
import { openRedaction } from './redact-documents.ts';
import { writeVerifierPage } from './verifier-page.ts';

/** The entry that a package stands on. */
export async function findContentHead({ queries }: Workspace): Promise<Head> {
  const head = await selectContentHead(queries);
  if (!head) throw new Error('A workspace without a first entry');
  return head;
}

function namePackage(prefix: string, asOf: string, scope: PackageScope, final: boolean, head: Head): string {
  const mark = hashText(writeCanonicalJson({ scope, final, head: head.hash })).slice(0, 6);
  return `${prefix}-AP-${asOf.replaceAll('-', '')}-${mark}`;
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
    await putDocument(work, sampleDocument, { folder: 'samples', name: 'samples', items: [], kind: 'document' });
    const keySha256 = hashPublicKey(workspace);
    const verifier = await writeVerifierPage(resources);
    await out.add(VERIFIER_NAME, [verifier], { kind: 'verifier', items: [], records: null, evidence: null });
    const index = buildPackageIndex(frame, {
      items,
      evidence: pieces,
      paths,
      files: [...out.written],
      samples,
      namePart: (part) => namePart(frame, workspace, part),
      head,
      keySha256,
    });
    await putDocument(work, asPrepared(index), { folder: '', name: 'index', items: [], kind: 'index' });
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
      trailLine: signExportedHead(workspace, head).line,
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
