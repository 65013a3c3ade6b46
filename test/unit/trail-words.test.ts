import { describe, expect, test } from 'vitest';
import { writeTrailChanges, writeTrailSentence } from '../../electron/core/features/reports/trail-values.ts';
import { createReportLanguage } from '../../electron/core/report/translate.ts';
import trail from '../../shared/locales/en/trail.json' with { type: 'json' };
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';
import {
  describeSentence,
  describeTrailValue,
  listSentenceKeys,
  listTrailChanges,
  type TrailWording,
} from '../../shared/rules/trail-words.ts';

const language = createReportLanguage();
const PERSON = '5a0c7a44-0f7c-4a9c-8d21-1f0f6a1f2b3c';
const wording: TrailWording = {
  word: language.translateFirst,
  writeNumber: language.writeWhole,
  writeDay: language.writeDay,
  writeInstant: language.writeInstant,
  writeList: language.writeList,
  namePerson: (id) => (id === PERSON ? 'Tomas Lindqvist' : undefined),
};

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
    expect(listSentenceKeys(moved)).toEqual([
      'trail.sentence.tools.changeStatus.tool',
      'trail.sentence.tools.changeStatus.other',
      'trail.record.tool.changed',
      'trail.record.other.changed',
    ]);
    const added = makeEntry('vendors.create', 'vendor', null, { name: 'Harrow AI' });
    expect(listSentenceKeys(added)[2]).toBe('trail.record.vendor.created');
    const removed = makeEntry('settings.removeView', 'view', { name: 'Mine' }, null);
    expect(listSentenceKeys(removed)[2]).toBe('trail.record.view.removed');
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

describe('an entry of the trail in a document', () => {
  test('says what happened, and what was changed from what to what', () => {
    const moved = makeEntry(
      'tools.changeStatus',
      'tool',
      { status: 'proposed', ownerId: null, revision: 3 },
      { status: 'in_review', ownerId: PERSON, revision: 4 },
    );
    expect(writeTrailSentence(moved, wording)).toBe('moved Harrow Agent from proposed to in review');
    expect(writeTrailChanges(moved, wording)).toBe('status: Proposed → In review; owner: – → Tomas Lindqvist');
    const added = makeEntry('vendors.create', 'vendor', null, { name: 'Harrow AI', nextReviewOn: '2026-12-04' });
    expect(writeTrailSentence(added, wording)).toBe('added the vendor Harrow Agent');
    expect(writeTrailChanges(added, wording)).toBe('name: Harrow AI; next review: 4 Dec 2026');
  });

  test('names three fields of many, and keeps a name that looks like mark-up', () => {
    const update = makeEntry(
      'vendors.update',
      'vendor',
      { name: 'a', domain: 'a', country: 'AT', legalName: 'a', aliases: [] },
      { name: 'b', domain: 'b', country: 'BE', legalName: 'b', aliases: ['c'] },
    );
    expect(writeTrailSentence({ ...update, recordName: '<b>Bold</b> & Co' }, wording)).toBe(
      'changed name, domain, country and 2 more of <b>Bold</b> & Co',
    );
  });

  test.each(['{"status":', '"approved"', '17', ''])('shows %j, which is no record any more, as it stands', (after) => {
    const entry = { ...makeEntry('tools.update', 'tool', { status: 'approved' }, {}), after };
    const shown = after === '' ? '–' : after;
    expect(writeTrailChanges(entry, wording)).toContain(`→ ${shown}`);
    expect(writeTrailSentence(entry, wording)).toContain('Harrow Agent');
  });

  test('calls evidence for a part without a name just evidence', () => {
    const linked = makeEntry('evidence.link', 'risk', {}, { [`evidence.${PERSON}`]: 'EV-2026-R017-001' });
    expect(writeTrailChanges(linked, wording)).toBe('evidence: – → EV-2026-R017-001');
    const signed = makeEntry('evidence.link', 'agreement', {}, { 'evidence.signed_file': 'EV-2026-PRE7-001' });
    expect(writeTrailChanges(signed, wording)).toBe('evidence for the signed file: – → EV-2026-PRE7-001');
  });

  test('keeps the reason of a ruling out of its sentence, which a redacted document shows too', () => {
    const rated = (level: number | null) =>
      writeTrailSentence(
        makeEntry('tools.rateInherentFactor', 'tool', {}, { 'factor.autonomy': { level, reason: 'Asked Jane Roe' } }),
        wording,
      );
    expect(rated(3)).toBe('rated autonomy of Harrow Agent: 3');
    expect(rated(null)).toBe('rated autonomy of Harrow Agent: unknown');
  });

  test('is told by sentences that ask for nothing but what an entry gives', () => {
    const given = Object.keys(describeSentence(makeEntry('tools.update', 'tool', null, {}), wording));
    const asked = JSON.stringify([trail.sentence, trail.record]).matchAll(/\{\{(\w+)\}\}/g);
    expect([...asked].map(([, name]) => name).filter((name) => !given.includes(name ?? ''))).toEqual([]);
  });
});
