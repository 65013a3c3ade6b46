import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeSearchQuery, writeSearchText } from '../../../shared/rules/audit-trail.ts';
import { chooseMarks, findAnchors, findFirstDifference, writeAnchorLine } from '../../../shared/rules/trail-anchors.ts';

const base64url = (length: number) => fc.stringMatching(new RegExp(`^[\\w-]{${length}}$`));
const anchorArbitrary = fc.record({
  workspaceId: fc.uuid(),
  sequence: fc.integer({ min: 0, max: 9_999_999 }),
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
  publicKey: base64url(43),
  signature: base64url(86),
});

describe('the line that an export carries', () => {
  it('is found again in any text, and fits a property of an Office file', () => {
    fc.assert(
      fc.property(anchorArbitrary, fc.string(), fc.string(), (anchor, before, after) => {
        const line = writeAnchorLine(anchor);
        expect(line.length).toBeLessThanOrEqual(254);
        expect(findAnchors(`${before} ${line} ${after}`)).toContainEqual(anchor);
      }),
    );
  });

  it('is not found when a character of it is missing', () => {
    fc.assert(
      fc.property(anchorArbitrary, (anchor) => {
        expect(findAnchors(writeAnchorLine(anchor).slice(0, -1))).toEqual([]);
      }),
    );
  });
});

describe('marks', () => {
  it('name every entry of a short trail, evenly spread ones of a long one, and always the last', () => {
    expect(chooseMarks(0, 5)).toEqual([]);
    expect(chooseMarks(5, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(chooseMarks(6, 5)).toEqual([2, 4, 6]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 5000 }), (last, limit) => {
        const marks = chooseMarks(last, limit);
        expect(marks.length).toBeLessThanOrEqual(limit + 1);
        expect(marks.at(-1)).toBe(last);
        expect(marks.every((mark, index) => mark > (marks[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('place the first difference between the last that holds and the first that does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 300 }),
        (last, limit, changed) => {
          const hashOf = (sequence: number) => `h${sequence}`;
          const marks = chooseMarks(last, limit).map((sequence) => ({ sequence, hash: hashOf(sequence) }));
          const found = findFirstDifference(marks, (sequence) => (sequence < changed ? hashOf(sequence) : 'other'));
          if (changed > last) expect(found).toBeNull();
          else {
            expect(found && found.after < changed).toBe(true);
            expect(found && found.sequence >= changed).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the words of an entry', () => {
  const entry = {
    sequence: 1,
    occurredAt: '2026-11-20T10:00:00.000Z',
    utcOffsetMinutes: 0,
    actorId: null,
    actorName: 'Ines Okafor',
    actorRole: 'compliance_officer',
    operation: 'tools.changeStatus',
    recordKind: 'tool',
    recordId: 'x',
    recordName: 'Harrow Agent',
    before: '{"status":"in_review"}',
    after: '{"gate.legal_approval":{"state":"passed"},"nextReviewOn":"2026-12-04","users":12}',
    previousHash: '',
  };

  it('are names and values, apart', () => {
    expect(writeSearchText(entry)).toBe(
      'Harrow Agent Ines Okafor tools change Status tool status in review gate legal approval state passed next Review On 2026-12-04 users 12',
    );
  });

  it('never let a search be a command', () => {
    expect(writeSearchQuery('harrow  "agent')).toBe('"harrow"* """agent"*');
    expect(writeSearchQuery(' – " ')).toBeNull();
    fc.assert(
      fc.property(fc.string(), (search) => {
        const query = writeSearchQuery(search);
        expect(query === null || /^"(?:[^"]|"")*"\*(?: "(?:[^"]|"")*"\*)*$/.test(query)).toBe(true);
      }),
    );
  });
});
