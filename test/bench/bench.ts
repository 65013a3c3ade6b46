import { hash } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Packer } from 'docx';
import { writeXlsx } from 'hucre/xlsx';
import { writeUnit } from '../../electron/core/database/unit-of-work.ts';
import { readEntriesAfter } from '../../electron/core/features/audit-trail/audit-trail-store.ts';
import { verifyTrail } from '../../electron/core/features/audit-trail/verify-trail.ts';
import { buildVendorRegisterReport } from '../../electron/core/features/reports/register-reports.ts';
import { addTool } from '../../electron/core/features/tools/tools.ts';
import { addVendor, listVendors } from '../../electron/core/features/vendors/vendors.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';
import { layOutWorkbook, writeExcel } from '../../electron/core/report/excel.ts';
import { createReportLanguage } from '../../electron/core/report/translate.ts';
import { layOutDocument, writeWord } from '../../electron/core/report/word.ts';
import { writeHashedText } from '../../shared/rules/audit-trail.ts';
import { SAMPLE_REPORT } from '../support/sample-report.ts';
import { createTestWorkbench } from '../support/workbench.ts';
import { benchPackage } from './audit-package.ts';
import { compare } from './measure.ts';
import { benchRecordPage } from './record-page.ts';

const VENDORS = 5_000;
const ENTRIES = 1_000_000;
/** Entries that are written in one unit of work, and whose texts are held for the reference. */
const ENTRY_BLOCK = 100_000;
/** Rows of a page as the register asks for them. */
const PAGE = 50;

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

function requireWorkspace({ workbench }: Bench): Workspace {
  const { workspace } = workbench.openWindow('bench').session.bench;
  if (!workspace) throw new Error('The bench has no workspace');
  return workspace;
}

/** 5,000 vendors, each with a tool. */
async function fillRegister(workspace: Workspace): Promise<void> {
  await writeUnit(workspace, 'assay', 'bench.fill', async (unit) => {
    for (let number = 1; number <= VENDORS; number += 1) {
      const name = `Vendor ${String(number).padStart(4, '0')}`;
      const { id: vendorId } = await addVendor(unit, { name, domain: `vendor-${number}.example` });
      await addTool(unit, { vendorId, name: `Tool ${number}`, kind: 'assistant' });
    }
  });
}

/** Reference: what the page shows of 50 vendors, in one statement that is prepared once, and the count of all. */
async function benchRegister(bench: Bench): Promise<void> {
  const { file } = requireWorkspace(bench);
  const page = file.prepare(
    `select v.id, v.code, v.name, v.status, p.name, p.initials, v.next_review_on, v.revision, residual.value,
       residual.band, (select count(*) from vendors) as total,
       (select count(*) from tools where vendor_id = v.id) as tools,
       (select group_concat(s.band) from tools t join current_scores s on s.kind = 'inherent' and s.subject_id = t.id
          where t.vendor_id = v.id and t.status <> 'retired') as tiers,
       (select count(*) from findings where vendor_id = v.id and status in ('open', 'in_progress')
          and kind = 'red_flag') as flags
     from vendors v left join people p on p.id = v.owner_id
       left join current_scores residual on residual.kind = 'residual' and residual.subject_id = v.id
     order by v.name collate nocase limit ?`,
  );
  await compare(`first page of a ${VENDORS}-vendor register`, {
    assay: { run: () => bench.lead.vendors.list({ limit: PAGE }) },
    reference: { run: () => page.all(PAGE) },
    rounds: 500,
    aim: 3,
  });
}

/** An assessment by the vendor checklist, planned and not yet answered. */
async function planAssessment({ lead }: Bench): Promise<string> {
  const questionnaire = (await lead.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
  const [tool] = (await lead.tools.list({ limit: 1 })).rows;
  const [person] = await lead.people.list();
  if (!questionnaire || !tool || !person) throw new Error('The bench has no checklist, tool or person');
  const { id } = await lead.assessments.plan({
    toolId: tool.id,
    questionnaireId: questionnaire.id,
    title: 'Bench',
    preparerId: person.id,
    reviewerId: null,
    dueOn: null,
    use: {
      personal_data: true,
      phi_possible: true,
      cardholder_data_environment: true,
      mandatory_region: true,
      sox_scope: true,
    },
  });
  return id;
}

/**
 * Assay saves what a person types, key stroke by key stroke: the whole call, with roles, scores and signature.
 * Reference: the same bytes (the answer's row, the trail entry and the signed head that were just written) as one row,
 * by one prepared insert into a file with the same settings for durability.
 */
async function benchAnswer(bench: Bench): Promise<void> {
  const { file } = requireWorkspace(bench);
  const assessmentId = await planAssessment(bench);
  const written = file
    .prepare(
      `select * from answers
       join (select * from audit_entries order by sequence desc limit 1)
       join (select trail_sequence, trail_hash, trail_signature from workspaces)
       where assessment_id = ?`,
    )
    .raw();
  const raw = new Sqlite(join(bench.folder, 'raw.db'));
  for (const setting of ['locking_mode = exclusive', 'journal_mode = wal', 'synchronous = full']) raw.pragma(setting);
  raw.exec('create table saved (number integer primary key, bytes text not null) strict');
  const insert = raw.prepare('insert into saved (bytes) values (?)');
  let revision = 0;
  let bytes = '';
  await compare('saving one answer with its trail entry', {
    assay: {
      run: async () => {
        const note = `Prompts and completions are kept for 30 days, section 4.2. Key stroke ${revision}.`;
        const answer = { assessmentId, questionId: 'V-PRV-3', revision, state: 'partial' as const, note };
        ({ revision } = (await bench.lead.assessments.saveAnswer(answer)).answer);
      },
    },
    reference: {
      prepare: () => {
        bytes = (written.get(assessmentId) as unknown[]).join('');
      },
      run: () => insert.run(bytes),
    },
    rounds: 1000,
    aim: 1.5,
  });
  raw.close();
}

/** Reference: the library alone, on cells, styles and ranges that are laid out beforehand. */
async function benchWorkbook(bench: Bench): Promise<void> {
  const all = { offset: 0, limit: VENDORS, search: '', filters: [], sort: [] };
  const { rows, total } = await listVendors(requireWorkspace(bench).queries, all);
  const frame = {
    organisation: 'Calder Health Pay',
    documentPrefix: 'CHP',
    classification: 'Confidential' as const,
    logo: null,
    asOf: '2026-11-20',
    createdAt: '2026-11-20T00:00:00.000Z',
    author: 'Bench',
    assayVersion: '0.0.0',
    language: createReportLanguage(),
  };
  const report = buildVendorRegisterReport(frame, { rows, total, filter: '' });
  const laidOut = layOutWorkbook(report);
  await compare(`register of ${VENDORS} vendors as xlsx`, {
    assay: { run: () => writeExcel(report) },
    reference: { run: () => writeXlsx(laidOut) },
    rounds: 15,
    aim: 1.3,
  });
}

/** Reference: the library alone, page numbers of the contents included, on a document that is laid out beforehand. */
async function benchDocument(): Promise<void> {
  // A document can be packed only once, so it is laid out anew before each round.
  let laidOut = layOutDocument(SAMPLE_REPORT);
  await compare('assessment of 22 items as docx', {
    assay: { run: () => writeWord(SAMPLE_REPORT) },
    reference: {
      prepare: () => {
        laidOut = layOutDocument(SAMPLE_REPORT);
      },
      run: () => Packer.toBuffer(laidOut),
    },
    rounds: 9,
    aim: 1.3,
  });
}

async function fillTrail(workspace: Workspace, first: number): Promise<void> {
  await writeUnit(workspace, 'assay', 'bench.fill', async (unit) => {
    for (let number = first; number < first + ENTRY_BLOCK; number += 1) {
      unit.record({
        kind: 'answer',
        id: unit.nextId(),
        name: 'V-PRV-3',
        before: { state: null, note: `Prompts are kept for ${number} days.` },
        after: { state: 'partial', note: `Prompts are kept for ${number} days, completions for none.` },
      });
    }
  });
}

/**
 * A trail of a million entries. Reference: SHA-256 over the texts that entries were hashed as, held in memory: one block
 * as often as the trail is long, since all of them would not fit.
 */
async function benchTrail(): Promise<void> {
  await using bench = await createTestWorkbench();
  const workspace = requireWorkspace(bench);
  for (let first = 1; first <= ENTRIES; first += ENTRY_BLOCK) await fillTrail(workspace, first);
  const texts = readEntriesAfter(workspace.file, ENTRIES - ENTRY_BLOCK, ENTRY_BLOCK).map(writeHashedText);
  await compare(`verifying ${ENTRIES} trail entries`, {
    assay: {
      run: async () => {
        const { intact } = await verifyTrail(workspace, async () => undefined);
        if (!intact) throw new Error('The trail of the bench is broken');
      },
    },
    reference: {
      run: () => {
        for (let block = 0; block < ENTRIES; block += ENTRY_BLOCK) for (const text of texts) hash('sha256', text);
      },
    },
    rounds: 3,
    aim: 4,
  });
}

await using bench = await createTestWorkbench();
console.log('name  assay  reference  ratio');
await fillRegister(requireWorkspace(bench));
await benchRegister(bench);
await benchAnswer(bench);
await benchWorkbook(bench);
await benchDocument();
await benchTrail();
await benchPackage();
const { path } = requireWorkspace(bench);
await bench.workbench.close();
await benchRecordPage(path, VENDORS);
