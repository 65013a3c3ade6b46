import { describe, expect, it } from 'vitest';
import { addVendorWithTool, whoWorks } from '../support/records.ts';
import { createTestWorkbench, finishJob, openTestWindow } from '../support/workbench.ts';

describe('overview.get', () => {
  it('is empty and calm in a new workspace', async () => {
    await using bench = await createTestWorkbench();
    const overview = await bench.auditor.overview.get();
    expect(overview).toMatchObject({
      today: '2026-11-20',
      figures: {
        overdue: { count: 0, note: null },
        dueSoon: { count: 0, note: 0 },
        openRedFlags: { count: 0, note: 0 },
        agreementsEnding: { count: 0, note: 0 },
        openFindings: { count: 0, note: 0 },
      },
      work: [],
      dates: [],
      tools: 0,
      chain: { checkedAt: null, intact: null },
      waiting: { overview: 0, assessments: 0, findings: 0 },
    });
    expect(overview.tiers.map(({ tier }) => tier)).toEqual(['critical', 'high', 'medium', 'low']);
    expect(overview.activity.map(({ operation }) => operation)).not.toContain('people.choose');
    await expect(openTestWindow(bench.workbench).overview.get()).rejects.toMatchObject({ code: 'NO_PERSON' });
  });

  it('orders what needs somebody by how much it presses', async () => {
    await using bench = await createTestWorkbench();
    const ownerId = await whoWorks(bench.reviewer);
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge', { nextReviewOn: '2026-11-14', ownerId });
    const finding = {
      assessmentId: null,
      vendorId: null,
      questionId: null,
      toolId: tool.id,
      severity: 'high' as const,
    };
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Kestrel', kind: 'agent', nextReviewOn: '2026-11-18' });
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Far', kind: 'agent', nextReviewOn: '2027-02-18' });
    await bench.lead.tools.create({ vendorId: vendor.id, name: 'Beyond', kind: 'agent', nextReviewOn: '2027-02-19' });
    await bench.reviewer.findings.create({ ...finding, title: 'Today', dueOn: '2026-11-20', ownerId });
    await bench.reviewer.findings.create({ ...finding, title: 'Later', dueOn: '2026-11-27' });
    await bench.reviewer.findings.create({ ...finding, title: 'Undated' });
    const evidence = {
      kind: 'letter',
      state: 'claimed',
      fileToken: null,
      vendorId: vendor.id,
      control: 'V-PRV-3',
    } as const;
    const letter = await bench.lead.evidence.add({ ...evidence, title: 'Letter', expiresOn: '2026-11-19' });
    await bench.lead.evidence.add({ ...evidence, title: 'Certificate', expiresOn: '2027-01-31' });

    const { figures, work, dates, waiting } = await bench.reviewer.overview.get();
    expect(work.map(({ reason, daysLeft, title }) => [reason, daysLeft, title])).toEqual([
      ['overdue', -6, 'Forge Assist'],
      ['overdue', -2, 'Kestrel'],
      ['due', 0, 'Today'],
      ['due', 7, 'Later'],
      ['evidence_expiring', -1, 'Letter'],
      ['evidence_expiring', 72, 'Certificate'],
    ]);
    expect(work[0]).toMatchObject({
      subject: 'Forge',
      owner: { id: ownerId, name: 'Tomas Lindqvist' },
      record: { kind: 'tool', id: tool.id },
    });
    expect(figures).toEqual({
      overdue: { count: 2, note: 6 },
      dueSoon: { count: 2, note: 1 },
      openRedFlags: { count: 0, note: 0 },
      agreementsEnding: { count: 0, note: 0 },
      openFindings: { count: 3, note: 3 },
      openGaps: { count: 0, note: 0 },
    });
    expect(dates.map(({ lane, on, title }) => [lane, on, title])).toEqual([
      ['findings', '2026-11-20', 'Today'],
      ['findings', '2026-11-27', 'Later'],
      ['evidence', '2027-01-31', 'Certificate'],
      ['reviews', '2027-02-18', 'Far'],
    ]);
    expect(waiting).toEqual({
      overview: 6,
      assessments: 0,
      findings: 1,
      risks: 0,
      agreements: 0,
      gaps: 0,
      residency: 0,
      accessTiers: 0,
      adoption: 0,
    });
    expect((await bench.lead.overview.get()).waiting.findings).toBe(0);

    await bench.lead.evidence.add({ ...evidence, title: 'Newer', supersedesId: letter.id });
    await bench.reviewer.tools.changeStatus({ toolId: tool.id, revision: 1, status: 'retired', reason: 'Gone' });
    const after = await bench.reviewer.overview.get();
    expect(after.work.map(({ title }) => title)).toEqual(['Kestrel', 'Today', 'Later', 'Certificate']);
  });

  it('counts tools by tier and residual band, and shows whether the chain holds', async () => {
    await using bench = await createTestWorkbench();
    const { tool, vendor } = await addVendorWithTool(bench.lead, 'Forge');
    await addVendorWithTool(bench.lead, 'Orbit');
    const factor = { toolId: tool.id, revision: 1, factor: 'autonomy', level: 1, reason: 'Chat only' } as const;
    await bench.lead.tools.rateInherentFactor(factor);
    await bench.lead.risks.create({
      links: [{ kind: 'vendor', id: vendor.id }],
      title: 'Outage',
      likelihood: 2,
      impact: 4,
    });
    const verification = await finishJob(bench.auditor.auditTrail.verify());
    const { tiers, tools, chain } = await bench.auditor.overview.get();
    expect(tools).toBe(2);
    expect(tiers.find(({ tier }) => tier === 'critical')).toEqual({
      tier: 'critical',
      bands: [0, 1, 0, 0],
      notScored: 0,
      total: 1,
    });
    expect(tiers.at(-1)).toEqual({ tier: null, bands: [0, 0, 0, 0], notScored: 1, total: 1 });
    expect(chain).toEqual({ sequence: verification.entries, checkedAt: verification.verifiedAt, intact: true });
  });

  it('says which assessments wait for whom', async () => {
    await using bench = await createTestWorkbench();
    const { tool } = await addVendorWithTool(bench.lead, 'Forge');
    const checklist = (await bench.lead.questionnaires.list()).find(({ packId }) => packId === 'vendor-checklist');
    await bench.lead.assessments.plan({
      toolId: tool.id,
      questionnaireId: checklist?.id ?? '',
      title: 'Checklist of Forge',
      preparerId: await whoWorks(bench.lead),
      reviewerId: await whoWorks(bench.reviewer),
      dueOn: '2026-11-25',
      use: tool.use,
    });
    const { work, waiting } = await bench.lead.overview.get();
    expect(work).toEqual([
      {
        reason: 'due',
        daysLeft: 5,
        title: 'Checklist of Forge',
        subject: 'Forge Assist',
        owner: { id: await whoWorks(bench.lead), name: 'Priya Raman' },
        record: {
          kind: 'assessment',
          id: expect.any(String) as string,
          assessmentId: null,
          questionId: null,
          toolId: null,
          part: null,
        },
        event: 'due',
        flagId: null,
        notice: null,
        noticeOn: null,
      },
    ]);
    expect(waiting.assessments).toBe(1);
    expect((await bench.reviewer.overview.get()).waiting.assessments).toBe(0);
  });
});
