import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../electron/core/database/migrations/0010-create-workspace.ts';
import { addEvidenceLinks } from '../../electron/core/database/migrations/0020-add-evidence-links.ts';
import { widenRisks } from '../../electron/core/database/migrations/0100-widen-risks.ts';
import { riskPackSchema } from '../../shared/contract/risk-pack.ts';
import { addVendorWithTool, countEntries, proveControl, readHistory, whoWorks } from '../support/records.ts';
import { createTestClock, createTestWorkbench, type TestClient } from '../support/workbench.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const control = { name: 'Region pinning', stated: 'documented', reduces: 'likelihood' } as const;

const residualOf = async (client: TestClient, vendorId: string) =>
  (await client.vendors.get({ vendorId })).vendor.residual;

describe('risks', () => {
  it('counts a control as a claim until evidence stands behind it, and the vendor with it', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addVendorWithTool(bench.lead, 'Harrow AI');
    const risk = await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Code leaves the region',
      likelihood: 4,
      impact: 4,
      controls: [control],
    });
    expect(risk).toMatchObject({
      code: 'R-001',
      inherent: { likelihood: 4, impact: 4, score: 16, band: 'high' },
      residual: { likelihood: 4, impact: 4, score: 16 },
      controls: [{ ...control, evidence: 'claimed', stale: false, steps: 0, evidenceIndex: [] }],
      links: [{ kind: 'vendor', id: vendor.id, name: 'Harrow AI' }],
      treatment: 'reduce',
      suggested: false,
      open: true,
      closure: null,
      acceptance: null,
      revision: 1,
    });
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 16, band: 'high' });
    const [first] = risk.controls;
    const piece = await proveControl(bench, risk.id, first?.id ?? '', 'tested');
    const proven = await bench.auditor.risks.get({ riskId: risk.id });
    expect(proven).toMatchObject({
      residual: { likelihood: 1, impact: 4, score: 4, band: 'low' },
      controls: [{ evidence: 'tested', steps: 3, evidenceIndex: [piece.indexNumber] }],
    });
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 4, band: 'low' });
    await bench.reviewer.evidence.update({ evidenceId: piece.id, revision: 1, changes: { state: 'documented' } });
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 12, band: 'high' });
    await bench.lead.evidence.unlink({
      recordKind: 'risk',
      recordId: risk.id,
      part: first?.id ?? '',
      evidenceId: piece.id,
    });
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 16, band: 'high' });
  });

  it('lets evidence age: one step less once it is old, also in what the register keeps', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { vendor } = await addVendorWithTool(bench.lead, 'Harrow AI');
    const risk = await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Outage',
      likelihood: 4,
      impact: 5,
      controls: [control],
    });
    await proveControl(bench, risk.id, risk.controls[0]?.id ?? '', 'verified', '2026-01-10');
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 10, band: 'high' });
    clock.set('2027-02-01T10:00:00.000Z');
    expect(await bench.auditor.risks.get({ riskId: risk.id })).toMatchObject({
      residual: { likelihood: 3, score: 15 },
      controls: [{ evidence: 'verified', stale: true, steps: 1 }],
    });
    await bench.officer.workspace.close();
    await bench.workbench.openWorkspaceFile(join(bench.folder, 'workspaces', 'calder.assay'));
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 15, band: 'high' });
  });

  it('counts for the vendors it is linked to and the vendors of its tools, before and after a change', async () => {
    await using bench = await createTestWorkbench();
    const harrow = await addVendorWithTool(bench.lead, 'Harrow AI');
    const forge = await addVendorWithTool(bench.lead, 'Lumen Forge');
    const risk = await bench.lead.risks.create({
      title: 'Prompt injection',
      likelihood: 3,
      impact: 3,
      links: [{ kind: 'tool', id: harrow.tool.id }],
    });
    expect(risk.links).toEqual([{ kind: 'tool', id: harrow.tool.id, name: 'Harrow AI Assist', detail: 'Harrow AI' }]);
    expect(await residualOf(bench.auditor, harrow.vendor.id)).toEqual({ score: 9, band: 'medium' });
    await bench.reviewer.risks.update({
      riskId: risk.id,
      revision: 1,
      changes: { links: [{ kind: 'vendor', id: forge.vendor.id }] },
    });
    expect(await residualOf(bench.auditor, harrow.vendor.id)).toBeNull();
    expect(await residualOf(bench.auditor, forge.vendor.id)).toEqual({ score: 9, band: 'medium' });
    const own = await bench.lead.risks.create({
      title: 'Skills fade',
      likelihood: 3,
      impact: 2,
      category: 'operational',
    });
    const codes = async (input: Parameters<TestClient['risks']['list']>[0]) =>
      (await bench.auditor.risks.list(input)).map(({ code }) => code);
    expect(await codes({ vendorId: forge.vendor.id })).toEqual(['R-001']);
    expect(await codes({ vendorId: harrow.vendor.id })).toEqual([]);
    expect(await codes({ vendorId: null })).toEqual([own.code]);
    expect(await codes({})).toEqual(['R-001', 'R-002']);
    expect(await codes({ treatment: 'avoid' })).toEqual([]);
    expect(await codes({ ownerId: null, category: 'operational' })).toEqual(['R-001', 'R-002']);
  });

  it('is closed with a reason, counts nowhere then, and changes no more until it is opened again', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addVendorWithTool(bench.lead, 'Harrow AI');
    const { id: riskId } = await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Outage',
      likelihood: 3,
      impact: 4,
    });
    await expect(bench.reviewer.risks.close({ riskId, revision: 1, reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(bench.lead.risks.close({ riskId, revision: 1, reason: 'x' })).rejects.toMatchObject({
      code: 'ROLE_REFUSED',
    });
    const closed = await bench.reviewer.risks.close({ riskId, revision: 1, reason: 'Contract ended' });
    expect(closed).toMatchObject({
      open: false,
      closure: { by: { name: 'Tomas Lindqvist' }, on: '2026-11-20', reason: 'Contract ended' },
    });
    expect(await residualOf(bench.auditor, vendor.id)).toBeNull();
    expect(await bench.auditor.risks.list({ state: 'open' })).toEqual([]);
    for (const refused of [
      bench.reviewer.risks.update({ riskId, revision: 2, changes: { impact: 1 } }),
      bench.reviewer.risks.close({ riskId, revision: 2, reason: 'again' }),
      bench.officer.risks.accept({ riskId, revision: 2, reason: 'x', expiresOn: '2027-01-01' }),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    }
    expect(await bench.reviewer.risks.reopen({ riskId, revision: 2 })).toMatchObject({ open: true, closure: null });
    expect(await residualOf(bench.auditor, vendor.id)).toEqual({ score: 12, band: 'high' });
    const history = await readHistory(bench.auditor, riskId);
    expect(history.map(({ operation }) => operation)).toEqual(['risks.create', 'risks.close', 'risks.reopen']);
  });

  it('is accepted by an officer who does not own it, until a day, at the risk of that day', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { vendor } = await addVendorWithTool(bench.lead, 'Harrow AI');
    const { id: riskId, controls } = await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Outage',
      likelihood: 3,
      impact: 5,
      ownerId: await whoWorks(bench.officer),
      controls: [control],
    });
    await proveControl(bench, riskId, controls[0]?.id ?? '', 'documented', '2026-11-01');
    const acceptance = { riskId, revision: 1, reason: 'No second source yet', expiresOn: '2027-12-31' };
    await expect(bench.reviewer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.officer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'FOUR_EYES' });
    const today = { ...acceptance, expiresOn: '2026-11-20' };
    await expect(bench.otherOfficer.risks.accept(today)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'expiresOn' },
    });
    expect(await bench.otherOfficer.risks.accept(acceptance)).toMatchObject({
      treatment: 'accept',
      residual: { score: 10 },
      acceptance: { approver: { name: 'Ruth Adeyemi' }, score: 10, expired: false, outgrown: false },
    });
    expect((await residualOf(bench.auditor, vendor.id))?.score).toBe(10);
    await expect(bench.otherOfficer.risks.accept(acceptance)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const read = async () => (await bench.auditor.risks.get({ riskId })).acceptance;
    clock.set('2027-12-01T10:00:00.000Z');
    // Its evidence is over a year old by now.
    expect(await read()).toMatchObject({ expired: false, outgrown: true });
    clock.set('2027-12-31T23:00:00.000Z');
    expect(await read()).toMatchObject({ expired: false });
    clock.set('2028-01-01T00:00:00.000Z');
    expect(await read()).toMatchObject({ expired: true });
    await bench.reviewer.risks.update({ riskId, revision: 2, changes: { title: 'Long outage' } });
    expect(await read()).toMatchObject({ expired: true });
    await bench.reviewer.risks.update({ riskId, revision: 3, changes: { impact: 4 } });
    expect(await read()).toBeNull();
    await expect(bench.officer.risks.withdrawAcceptance({ riskId, revision: 4 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    await bench.otherOfficer.risks.accept({ ...acceptance, revision: 4, expiresOn: '2028-03-01' });
    expect(await bench.officer.risks.withdrawAcceptance({ riskId, revision: 5 })).toMatchObject({ acceptance: null });
  });

  it('keeps a control by its id, and lets go of the evidence of one that is taken out', async () => {
    await using bench = await createTestWorkbench();
    const { id: riskId, controls } = await bench.lead.risks.create({
      title: 'Outage',
      likelihood: 4,
      impact: 4,
      controls: [control, { name: 'Second tool' }],
    });
    const [first, second] = controls.map(({ id }) => id);
    const piece = await proveControl(bench, riskId, first ?? '', 'verified');
    const kept = await bench.reviewer.risks.update({
      riskId,
      revision: 1,
      changes: {
        controls: [
          { id: second, name: 'Second tool, approved' },
          { id: first, name: control.name },
        ],
      },
    });
    expect(kept.controls.map(({ id, name, steps }) => [id, name, steps])).toEqual([
      [second, 'Second tool, approved', 0],
      [first, 'Region pinning', 2],
    ]);
    expect(kept.controls[0]).toMatchObject({ evidence: null, stated: null });
    const changes = { controls: [{ id: second, name: 'Second tool' }] };
    const gone = await bench.reviewer.risks.update({ riskId, revision: 2, changes });
    expect(gone).toMatchObject({ controls: [{ id: second }], residual: { score: 16 } });
    expect(await bench.auditor.evidence.linked({ recordKind: 'risk', recordId: riskId })).toEqual([]);
    expect((await bench.auditor.evidence.get({ evidenceId: piece.id })).linkedRecords).toEqual([]);
    const twice = { controls: [changes.controls[0] ?? { name: '' }, changes.controls[0] ?? { name: '' }] };
    await expect(bench.reviewer.risks.update({ riskId, revision: 3, changes: twice })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      bench.reviewer.risks.update({ riskId, revision: 3, changes: { controls: [{ id: UNKNOWN_ID, name: 'x' }] } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('explains one risk control by control, to the same number', async () => {
    await using bench = await createTestWorkbench();
    const risk = await bench.lead.risks.create({ title: 'Outage', likelihood: 4, impact: 4, controls: [control] });
    const piece = await proveControl(bench, risk.id, risk.controls[0]?.id ?? '', 'verified');
    const explained = await bench.auditor.scores.explain({ kind: 'risk', subjectId: risk.id });
    expect(explained).toMatchObject({
      kind: 'risk',
      subject: 'R-001 Outage',
      result: { shown: 8, band: 'medium' },
      steps: [{ result: '8' }],
      gates: [],
    });
    expect(explained.inputs.rows[0]?.cells.map(({ parameters }) => parameters['text'])).toContain(piece.indexNumber);
    await expect(bench.auditor.scores.explain({ kind: 'risk', subjectId: UNKNOWN_ID })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('begins with the six usual risks only when asked, as suggestions that somebody has to judge', async () => {
    await using bench = await createTestWorkbench();
    expect(await bench.auditor.risks.list({})).toEqual([]);
    const { risks: offered } = await bench.auditor.risks.starting();
    expect(offered.map(({ controls }) => controls.length)).toEqual([3, 3, 3, 3, 3, 3]);
    expect(Map.groupBy(offered, ({ category }) => category).size).toBe(3);
    const ids = offered.map(({ id }) => id);
    await expect(bench.auditor.risks.addStarting({ ids })).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.lead.risks.addStarting({ ids: ['RK-XX-9'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await bench.lead.risks.addStarting({ ids: ids.slice(0, 2) })).toEqual({ added: 2 });
    expect(await bench.lead.risks.addStarting({ ids })).toEqual({ added: 4 });
    const risks = await bench.auditor.risks.list({});
    expect(risks).toHaveLength(6);
    expect(risks.every(({ suggested, residual, inherent }) => suggested && residual.score === inherent.score)).toBe(
      true,
    );
    expect((await bench.auditor.risks.starting()).risks.map(({ presentCode }) => presentCode)).toEqual(
      risks.map(({ code }) => code),
    );
    const [first] = risks;
    const riskId = first?.id ?? '';
    const acceptance = { riskId, reason: 'x', expiresOn: '2027-01-01' };
    await expect(bench.officer.risks.accept({ ...acceptance, revision: 1 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    const judge = { likelihood: first?.likelihood ?? 0, impact: first?.impact ?? 0 };
    const judged = await bench.reviewer.risks.update({ riskId, revision: 1, changes: judge });
    expect(judged.suggested).toBe(false);
    await bench.officer.risks.accept({ ...acceptance, revision: 2 });
  });

  it('waits for its owner when something is due, and as a suggestion for those who judge', async () => {
    await using bench = await createTestWorkbench();
    const waiting = async (client: TestClient) => (await client.overview.get()).waiting.risks;
    const { id: riskId } = await bench.lead.risks.create({
      title: 'Outage',
      likelihood: 3,
      impact: 4,
      ownerId: await whoWorks(bench.lead),
      reviewOn: '2026-11-21',
    });
    expect(await waiting(bench.lead)).toBe(0);
    await bench.reviewer.risks.update({ riskId, revision: 1, changes: { treatmentDueOn: '2026-11-20' } });
    expect(await waiting(bench.lead)).toBe(1);
    expect(await waiting(bench.reviewer)).toBe(0);
    await bench.lead.risks.addStarting({ ids: ['RK-OPS-1'] });
    expect(await waiting(bench.lead)).toBe(1);
    expect(await waiting(bench.reviewer)).toBe(1);
    await bench.reviewer.risks.close({ riskId, revision: 2, reason: 'Gone' });
    expect(await waiting(bench.lead)).toBe(0);
  });

  it('stands on the overview with its review, its treatment and the end of its acceptance, until it is closed', async () => {
    await using bench = await createTestWorkbench();
    const matters = async () => {
      const { work, dates } = await bench.auditor.overview.get();
      const ofRisk = <Item extends { record: { kind: string } }>(items: readonly Item[]) =>
        items.filter(({ record }) => record.kind === 'risk');
      return {
        work: ofRisk(work).map(({ reason, event, daysLeft }) => [reason, event, daysLeft]),
        dates: ofRisk(dates).map(({ lane, event, on }) => [lane, event, on]),
      };
    };
    const { id: riskId } = await bench.lead.risks.create({
      title: 'Outage',
      likelihood: 3,
      impact: 4,
      reviewOn: '2026-11-25',
      treatmentDueOn: '2026-11-18',
    });
    await bench.officer.risks.accept({ riskId, revision: 1, reason: 'No second source', expiresOn: '2026-12-20' });
    expect(await matters()).toEqual({
      work: [
        ['overdue', 'due', -2],
        ['due', 'review', 5],
        ['ending', 'end', 30],
      ],
      dates: [
        ['reviews', 'review', '2026-11-25'],
        ['exceptions', 'end', '2026-12-20'],
      ],
    });
    await bench.reviewer.risks.close({ riskId, revision: 2, reason: 'Gone' });
    expect(await matters()).toEqual({ work: [], dates: [] });
  });

  it('is found by its title, its code and the vendor it is about', async () => {
    await using bench = await createTestWorkbench();
    const { vendor } = await addVendorWithTool(bench.lead, 'Harrow AI');
    const risk = await bench.lead.risks.create({
      title: 'Region breach',
      likelihood: 3,
      impact: 4,
      links: [{ kind: 'vendor', id: vendor.id }],
    });
    const find = async (text: string) =>
      (await bench.auditor.search.find({ text }))
        .filter(({ kind }) => kind === 'risk')
        .map(({ id, status }) => [id, status]);
    for (const text of ['region', 'R-001', 'harrow breach']) expect(await find(text)).toEqual([[risk.id, 'open']]);
  });

  it('refuses what is malformed, stale, of nobody or not for this role', async () => {
    await using bench = await createTestWorkbench();
    const risk = { title: 'Outage', likelihood: 3, impact: 5 };
    const before = await countEntries(bench.auditor);
    const create = (fields: Record<string, unknown>) => bench.lead.risks.create({ ...risk, ...fields });
    await expect(create({ likelihood: 6 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'likelihood' },
    });
    await expect(create({ impact: 0 })).rejects.toMatchObject({ data: { field: 'impact' } });
    await expect(create({ controls: [{ ...control, reduces: 'both' }] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    for (const kind of ['vendor', 'tool', 'finding', 'agreement', 'code_change']) {
      await expect(create({ links: [{ kind, id: UNKNOWN_ID }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(bench.auditor.risks.create(risk)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
    await expect(bench.auditor.risks.list({ vendorId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.auditor.risks.get({ riskId: UNKNOWN_ID })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countEntries(bench.auditor)).toBe(before);
    const { id: riskId } = await create({});
    const update = { riskId, revision: 2, changes: { impact: 1 } };
    await expect(bench.reviewer.risks.update(update)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await expect(bench.lead.risks.update(update)).rejects.toMatchObject({ code: 'ROLE_REFUSED' });
  });
});

describe('the pack of usual risks', () => {
  it('fits its schema', async () => {
    const text = await readFile('resources/packs/risks/starting-risks.yaml', 'utf8');
    expect(riskPackSchema.parse(parse(text)).risks).toHaveLength(6);
  });
});

describe('a file from before risks had controls as rows', () => {
  it('keeps every risk, its vendor and its controls', async () => {
    const file = new BetterSqlite3(':memory:');
    const database = new Kysely<unknown>({ dialect: new SqliteDialect({ database: file }) });
    await createWorkspace(database);
    await addEvidenceLinks(database);
    const [vendorId, riskId] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    file.pragma('foreign_keys = off');
    const controls = [
      { name: 'Region pinning', evidence: 'tested', stale: true, reduces: 'likelihood' },
      { name: 'Contract', evidence: 'claimed', stale: false, reduces: 'impact' },
    ];
    file
      .prepare(
        `insert into risks values (?, 'R-001', ?, 'Outage', 'Days', 4, 5, ?, 'accept', null, 1, null, 'why', '2027-01-01', 3)`,
      )
      .run(riskId, vendorId, JSON.stringify(controls));
    file
      .prepare(
        `insert into audit_entries (sequence, occurred_at, utc_offset_minutes, actor_name, actor_role, operation,
        record_kind, record_id, record_name, previous_hash, hash) values (1, '2026-02-03T04:05:06.000Z', 0, '', '', '', 'risk', ?, '', '', '')`,
      )
      .run(riskId);
    await widenRisks(database);
    expect(file.prepare('select * from risks').get()).toMatchObject({
      code: 'R-001',
      title: 'Outage',
      likelihood: 4,
      impact: 5,
      treatment: 'accept',
      suggested: 0,
      accepted_reason: 'why',
      accepted_until: '2027-01-01',
      accepted_score: null,
      created_at: '2026-02-03T04:05:06.000Z',
      revision: 3,
    });
    expect(file.prepare('select kind, record_id from risk_links').all()).toEqual([
      { kind: 'vendor', record_id: vendorId },
    ]);
    expect(
      file.prepare("select name, stated, reduces, note <> '' as noted from risk_controls order by position").all(),
    ).toEqual([
      { name: 'Region pinning', stated: 'tested', reduces: 'likelihood', noted: 1 },
      { name: 'Contract', stated: 'claimed', reduces: 'impact', noted: 0 },
    ]);
    await database.destroy();
  });
});
