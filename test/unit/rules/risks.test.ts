import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkedEvidence } from '../../../shared/contract/evidence.ts';
import { EVIDENCE_STATES, type EvidenceState } from '../../../shared/contract/questionnaire-pack.ts';
import { hasOutgrown, rateControl, shortenRiskCode, tabulateHeat, toRiskInput } from '../../../shared/rules/risks.ts';
import { freshEvidence, scoreResidual } from '../../../shared/rules/scores/residual.ts';
import { residualModel as model } from '../scores/score-inputs.ts';

const weaken = (state: EvidenceState): EvidenceState =>
  EVIDENCE_STATES[Math.max(0, EVIDENCE_STATES.indexOf(state) - 1)] ?? 'none';

function piece(state: EvidenceState, stale: boolean, isFile = true): LinkedEvidence['evidence'] {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    indexNumber: 'EV-2026-R1-001',
    title: 'Proof',
    state,
    effectiveState: stale ? weaken(state) : state,
    freshness: stale ? 'old' : 'current',
    datedOn: null,
    periodEnd: null,
    expiresOn: null,
    fileSha256: isFile ? 'a'.repeat(64) : null,
  };
}

const anyState = fc.constantFrom(...EVIDENCE_STATES);
const anyPiece = fc
  .record({ state: anyState, stale: fc.boolean(), isFile: fc.boolean() })
  .map(({ state, stale, isFile }) => piece(state, stale, isFile));
const anyStated = fc.option(anyState);

/** Steps that a control takes off. */
function stepsOf(stated: EvidenceState | null, pieces: readonly LinkedEvidence['evidence'][]): number {
  const control = { id: 'c', label: 'c', reduces: 'likelihood' as const, sources: [], ...rateControl(stated, pieces) };
  return model.controls[freshEvidence(control)].steps;
}

describe('what a control counts as', () => {
  test.each([
    [null, [], null, 0],
    ['none', [], 'none', 0],
    ['claimed', [], 'claimed', 0],
    ['documented', [], 'claimed', 0],
    ['tested', [], 'claimed', 0],
    [null, [piece('documented', false)], 'documented', 1],
    ['tested', [piece('documented', false)], 'documented', 1],
    ['none', [piece('verified', false), piece('documented', false)], 'verified', 2],
    [null, [piece('tested', false)], 'tested', 3],
    [null, [piece('tested', true)], 'tested', 2],
    [null, [piece('documented', true)], 'documented', 0],
    // A fresh weaker piece counts for more than a stronger one that has aged as far.
    [null, [piece('verified', true), piece('verified', false)], 'verified', 2],
    // A file that was destroyed shows nothing any more.
    [null, [piece('tested', false, false)], 'claimed', 0],
  ] as const)('stated %s with evidence gives %s', (stated, pieces, evidence, steps) => {
    expect(rateControl(stated, pieces).evidence).toBe(evidence);
    expect(stepsOf(stated, pieces)).toBe(steps);
  });

  test('never takes off a step without evidence', () => {
    fc.assert(fc.property(anyStated, (stated) => stepsOf(stated, []) === 0));
  });

  test('is never weakened by one more piece', () => {
    fc.assert(
      fc.property(anyStated, fc.array(anyPiece, { maxLength: 5 }), anyPiece, (stated, pieces, more) => {
        expect(stepsOf(stated, [...pieces, more])).toBeGreaterThanOrEqual(stepsOf(stated, pieces));
      }),
    );
  });

  test('does not depend on the order of the pieces', () => {
    fc.assert(
      fc.property(anyStated, fc.array(anyPiece, { maxLength: 5 }), (stated, pieces) => {
        expect(stepsOf(stated, pieces.toReversed())).toBe(stepsOf(stated, pieces));
      }),
    );
  });
});

const anyRisk = fc.record({
  likelihood: fc.integer({ min: 1, max: 5 }),
  impact: fc.integer({ min: 1, max: 5 }),
  controls: fc.array(
    fc.record({ reduces: fc.constantFrom('likelihood' as const, 'impact' as const), stated: anyStated }),
    {
      maxLength: 4,
    },
  ),
});

describe('what remains of a risk', () => {
  const score = (risk: Parameters<typeof toRiskInput>[0], links: LinkedEvidence[]) =>
    scoreResidual(model, {
      risks: [toRiskInput(risk, links)],
      openRedFlags: [],
      failedGates: [],
      asOf: '2026-11-20',
    }).value;

  test('never grows with one more piece of evidence, and grows or stays when evidence ages', () => {
    fc.assert(
      fc.property(
        anyRisk,
        fc.array(fc.tuple(fc.nat(3), anyPiece), { maxLength: 6 }),
        fc.nat(3),
        anyPiece,
        (drawn, drawnLinks, part, more) => {
          const risk = {
            ...drawn,
            id: 'r',
            title: 'r',
            open: true,
            acceptance: null,
            controls: drawn.controls.map((control, index) => ({ ...control, id: `c${index}`, name: `c${index}` })),
          };
          const link = (at: number, evidence: LinkedEvidence['evidence']) => ({ part: `c${at}`, page: '', evidence });
          const links = drawnLinks.map(([at, evidence]) => link(at, evidence));
          const before = score(risk, links) ?? 0;
          expect(score(risk, [...links, link(part, more)])).toBeLessThanOrEqual(before);
          const aged = links.map(({ evidence, ...rest }) => ({
            ...rest,
            evidence: { ...evidence, effectiveState: weaken(evidence.effectiveState) },
          }));
          expect(score(risk, aged)).toBeGreaterThanOrEqual(before);
          expect(before).toBeLessThanOrEqual(risk.likelihood * risk.impact);
        },
      ),
    );
  });

  test('outgrows its acceptance only by growing, and only where the accepted score was kept', () => {
    expect(hasOutgrown({ score: 6 }, 7)).toBe(true);
    expect(hasOutgrown({ score: 6 }, 6)).toBe(false);
    expect(hasOutgrown({ score: null }, 25)).toBe(false);
  });
});

describe('the heat map', () => {
  test('has every risk in exactly one cell, the one of its pair', () => {
    fc.assert(
      fc.property(fc.array(anyRisk, { maxLength: 60 }), (risks) => {
        const rows = tabulateHeat(risks, (risk) => risk);
        expect(rows.map((cells) => cells.map(({ score }) => score))).toEqual([
          [5, 10, 15, 20, 25],
          [4, 8, 12, 16, 20],
          [3, 6, 9, 12, 15],
          [2, 4, 6, 8, 10],
          [1, 2, 3, 4, 5],
        ]);
        const cells = rows.flat();
        expect(cells.flatMap(({ items }) => items)).toHaveLength(risks.length);
        for (const { likelihood, impact, items } of cells) {
          expect(items).toEqual(risks.filter((risk) => risk.likelihood === likelihood && risk.impact === impact));
        }
      }),
    );
  });

  test.each([
    ['R-004', '04'],
    ['R-012', '12'],
    ['R-123', '123'],
    ['R-1204', '1204'],
  ])('shortens %s to %s', (code, short) => expect(shortenRiskCode(code)).toBe(short));
});
