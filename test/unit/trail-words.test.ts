import { describe, expect, test } from 'vitest';
import { describeTrailEntry, describeTrailValue, listTrailChanges } from '../../renderer/components/trail-words.ts';
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';

function makeEntry(
  operation: string,
  recordKind: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): AuditEntry {
  return {
    sequence: 7,
    occurredAt: '2026-11-20T10:00:00.000Z',
    utcOffsetMinutes: 0,
    actorId: null,
    actorName: 'Ines Okafor',
    actorRole: 'compliance_officer',
    operation,
    recordKind,
    recordId: 'b2a4a0d2-6a4e-4a4e-9f43-0f2f0f8f6a10',
    recordName: 'Harrow Agent',
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
    previousHash: '0'.repeat(64),
    hash: '1'.repeat(64),
  };
}

describe('an entry of the trail in words', () => {
  test('has a sentence of its own, else one of its kind of record', () => {
    const moved = makeEntry('tools.changeStatus', 'tool', { status: 'proposed' }, { status: 'in_review' });
    expect(describeTrailEntry(moved).keys).toEqual([
      'trail.sentence.tools.changeStatus.tool',
      'trail.sentence.tools.changeStatus.other',
      'trail.record.tool.changed',
      'trail.record.other.changed',
    ]);
    const added = makeEntry('vendors.create', 'vendor', null, { name: 'Harrow AI' });
    expect(describeTrailEntry(added).keys[2]).toBe('trail.record.vendor.created');
    const removed = makeEntry('settings.removeView', 'view', { name: 'Mine' }, null);
    expect(describeTrailEntry(removed).keys[2]).toBe('trail.record.view.removed');
  });

  test('lists what changed, without what tells a reader nothing', () => {
    const entry = makeEntry(
      'tools.update',
      'tool',
      { nextReviewOn: null, plan: 'Team', revision: 1 },
      { nextReviewOn: '2026-12-04', plan: 'Enterprise', revision: 2 },
    );
    expect(listTrailChanges(entry)).toEqual([
      { field: 'nextReviewOn', before: { kind: 'nothing' }, after: { kind: 'day', day: '2026-12-04' } },
      { field: 'plan', before: { kind: 'text', text: 'Team' }, after: { kind: 'text', text: 'Enterprise' } },
    ]);
  });

  test('words a status by its kind of record', () => {
    const keys = (kind: string) => {
      const value = describeTrailValue(kind, 'status', 'in_review');
      return value.kind === 'word' ? value.keys[0] : null;
    };
    expect(keys('tool')).toBe('components.word.register.in_review');
    expect(keys('finding')).toBe('components.word.finding.in_review');
  });

  test('names people and references, and reads ratings and gates', () => {
    expect(describeTrailValue('tool', 'owner', { id: 'x', name: 'Tomas Lindqvist', initials: 'TL' })).toEqual({
      kind: 'text',
      text: 'Tomas Lindqvist',
    });
    expect(describeTrailValue('tool', 'factor.autonomy', { level: null, reason: 'Not asked' })).toEqual({
      kind: 'list',
      values: [
        { kind: 'word', keys: ['trail.value.unknown'], text: '' },
        { kind: 'text', text: 'Not asked' },
      ],
    });
    const gate = describeTrailValue('tool', 'gate.legal_approval', { state: 'passed', note: '', decidedBy: null });
    expect(gate).toMatchObject({ kind: 'list', values: [{ kind: 'word', text: 'passed' }] });
  });
});
