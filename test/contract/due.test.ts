import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/rules/days.ts';
import { signAgreement } from '../support/agreements.ts';
import { readCalendar } from '../support/read-calendar.ts';
import { addVendorWithTool, countEntries, readHistory, whoWorks } from '../support/records.ts';
import { createTestClock, createTestWorkbench, type TestClient } from '../support/workbench.ts';

type Bench = Awaited<ReturnType<typeof createTestWorkbench>>;

async function readFile({ workbench }: Bench, token: string): Promise<string> {
  return (await buffer(workbench.files.read(token))).toString('utf8');
}

async function addCertificate(client: TestClient, title: string, expiresOn: string) {
  const { vendor } = await addVendorWithTool(client, `${title} vendor`);
  return client.evidence.add({
    kind: 'certificate',
    state: 'claimed',
    fileToken: null,
    vendorId: vendor.id,
    control: 'V-CMP-1',
    title,
    expiresOn,
  });
}

describe('overview.due', () => {
  it('lists what is late and what comes in 90 days, by day, and counts it by kind', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { nextReviewOn: '2026-11-14', ownerId });
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Edge', kind: 'agent', nextReviewOn: '2027-02-18' });
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Far', kind: 'agent', nextReviewOn: '2027-02-19' });
    await bench.reviewer.findings.create({
      assessmentId: null,
      vendorId: null,
      questionId: null,
      toolId: tool.id,
      severity: 'high',
      title: 'Today',
      dueOn: '2026-11-20',
    });
    await addCertificate(bench.lead, 'Certificate', '2026-12-10');
    const due = await bench.auditor.overview.due({});
    expect(
      due.items.map(({ title, daysLeft, group, event, notice }) => [title, daysLeft, group, event, notice]),
    ).toEqual([
      ['Forge Assist', -6, 'late', 'review', null],
      ['Today', 0, 'today', 'due', null],
      ['Certificate', 20, 'month', 'expiry', 30],
      ['Edge', 90, 'quarter', 'review', null],
    ]);
    expect(due.counts).toEqual([
      { kind: 'tool', count: 2 },
      { kind: 'finding', count: 1 },
      { kind: 'evidence', count: 1 },
    ]);
    const tools = await bench.auditor.overview.due({ kinds: ['tool'] });
    expect([tools.total, tools.counts.length]).toEqual([2, 3]);
    const own = await bench.reviewer.overview.due({ mine: true });
    expect(own.items.map(({ title }) => title)).toEqual(['Forge Assist']);
  });

  it('walks a year with an agreement: notice, end, and what is said when it has ended', async () => {
    const clock = createTestClock();
    await using bench = await createTestWorkbench({ clock });
    const { tool } = await addVendorWithTool(bench.lead, 'Copperline', { plan: 'Enterprise' });
    const signed = await signAgreement(bench.officer, bench.workbench.files, tool, { expiresOn: '2027-09-30' });
    await bench.officer.agreements.update({
      agreementId: signed.id,
      revision: signed.revision,
      changes: { noticeDays: 60 },
    });
    const seen: string[] = [];
    for (let day = 0; day <= 365; day += 5) {
      clock.set(`${addDays('2026-11-20', day)}T10:00:00.000Z`);
      const { items } = await bench.auditor.overview.due({ kinds: ['agreement'] });
      const line = items.map(({ event, notice }) => `${event} ${notice}`).join(', ');
      if (seen.at(-1) !== line) seen.push(line);
    }
    expect(seen).toEqual(['', 'notice 90', 'notice 60', 'notice 30, end 90', 'end 60', 'end 30', 'end 0']);
  });
});

describe('overview.exportCalendar', () => {
  it('holds every day from today on, the same bytes each time, and is in the trail', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { nextReviewOn: '2027-06-30' });
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Past', kind: 'agent', nextReviewOn: '2026-11-19' });
    const certificate = await addCertificate(bench.lead, 'Certificate; signed, sealed', '2027-01-31');
    const entries = await countEntries(bench.auditor);
    const calendar = await bench.auditor.overview.exportCalendar({});
    expect(calendar).toMatchObject({ name: 'CHP-due-20261120.ics', events: 2 });
    const text = await readFile(bench, calendar.token);
    const { name, events } = readCalendar(text);
    expect(name).toContain('what is due');
    expect(events).toEqual([
      expect.objectContaining({
        uid: `evidence-${certificate.id}-expiry-2027-01-31@assay`,
        start: '20270131',
        end: '20270201',
        summary: 'Expires: Certificate; signed, sealed, Certificate; signed, sealed vendor',
        triggers: ['-P60D', '-P30D', 'PT0S'],
      }),
      expect.objectContaining({
        uid: `tool-${tool.id}-review-2027-06-30@assay`,
        summary: 'Review: Forge Assist, Forge',
        triggers: ['-P7D', 'PT0S'],
      }),
    ]);
    expect(await countEntries(bench.auditor)).toBe(entries + 1);
    const again = await bench.auditor.overview.exportCalendar({});
    expect(await readFile(bench, again.token)).toBe(text);
    expect(again.sha256).toBe(calendar.sha256);
    const [entry] = await readHistory(bench.auditor, calendar.sha256);
    expect(entry).toMatchObject({ operation: 'overview.exportCalendar', after: { events: 2 } });
    const none = await bench.auditor.overview.exportCalendar({ mine: true });
    expect(none.events).toBe(0);
  });
});
