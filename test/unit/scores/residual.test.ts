import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVIDENCE_STATES } from '../../../shared/contract/questionnaire-pack.ts';
import { ratio } from '../../../shared/rules/scores/rational.ts';
import { scoreResidual } from '../../../shared/rules/scores/residual.ts';
import { anyResidual, control, harrowRisks, residualInput, residualModel as model, risk } from './score-inputs.ts';

describe('the residual risk', () => {
  test('of the vendor in the drawer is worked out risk by risk', () => {
    const result = scoreResidual(model, residualInput(harrowRisks, { openRedFlags: ['RF-2'] }));
    expect(
      result.risks.map(({ id, steps, after, value, band }) => [
        id,
        steps.likelihood,
        `${after.likelihood} × ${after.impact}`,
        value,
        band,
      ]),
    ).toEqual([
      ['code-leaves-region', 1, '3 × 4', 12, 'high'],
      ['kept-too-long', 1, '3 × 3', 9, 'medium'],
      ['phi-in-prompts', 2, '1 × 5', 5, 'medium'],
      ['unsafe-commands', 3, '1 × 4', 4, 'low'],
      ['vendor-outage', 1, '2 × 2', 4, 'low'],
    ]);
    expect(result).toMatchObject({ value: 12, band: 'high', largestRiskIds: ['code-leaves-region'], floor: 0 });
  });

  test.each([
    ['tested takes 3 steps', [control('A', { evidence: 'tested' })], 2 * 5],
    ['tested but stale takes 2', [control('A', { evidence: 'tested', stale: true })], 3 * 5],
    ['verified takes 2', [control('A', { evidence: 'verified' })], 3 * 5],
    ['documented takes 1', [control('A', { evidence: 'documented' })], 4 * 5],
    ['documented but stale takes none', [control('A', { evidence: 'documented', stale: true })], 5 * 5],
    ['claimed takes none', [control('A', { evidence: 'claimed' })], 5 * 5],
    ['stale nothing stays nothing', [control('A', { evidence: 'none', stale: true })], 5 * 5],
    ['unknown takes none', [control('A', { evidence: null })], 5 * 5],
    ['two together take at most 3', [control('A'), control('B', { evidence: 'verified' })], 2 * 5],
    ['likelihood and impact are capped apart', [control('A'), control('B', { reduces: 'impact' })], 2 * 2],
  ])('a control: %s', (_, controls, value) => {
    expect(scoreResidual(model, residualInput([risk('R', 5, 5, controls)])).value).toBe(value);
  });

  test('never falls below 1 × 1', () => {
    const controls = [control('A'), control('B', { reduces: 'impact' })];
    expect(scoreResidual(model, residualInput([risk('R', 2, 3, controls)]))).toMatchObject({ value: 1, band: 'low' });
  });

  test.each([
    [4, 1, 'low'],
    [5, 1, 'medium'],
    [3, 3, 'medium'],
    [2, 5, 'high'],
    [4, 4, 'high'],
    [4, 5, 'critical'],
    [5, 5, 'critical'],
  ])('%i × %i is %s', (likelihood, impact, band) => {
    expect(scoreResidual(model, residualInput([risk('R', likelihood, impact, [])])).band).toBe(band);
  });

  test('is raised to 10 by two open red flags or one failed gate, and by neither less', () => {
    const small = [risk('R', 2, 2, [])];
    expect(scoreResidual(model, residualInput(small, { openRedFlags: ['RF-1'] })).value).toBe(4);
    expect(scoreResidual(model, residualInput(small, { openRedFlags: ['RF-1', 'RF-2'] }))).toMatchObject({
      value: 10,
      band: 'high',
      largest: 4,
      floorReasons: ['red_flags'],
    });
    expect(scoreResidual(model, residualInput(small, { failedGates: ['V-CMP-1'] }))).toMatchObject({
      value: 10,
      floorReasons: ['failed_gates'],
    });
    expect(scoreResidual(model, residualInput([risk('R', 5, 5, [])], { failedGates: ['V-CMP-1'] })).value).toBe(25);
    expect(scoreResidual(model, residualInput([], { failedGates: ['V-CMP-1'] }))).toMatchObject({
      value: 10,
      largest: null,
    });
  });

  test('is nothing without a risk or a floor', () => {
    expect(scoreResidual(model, residualInput([]))).toMatchObject({
      value: null,
      band: null,
      range: null,
      completeness: null,
    });
  });

  test('counts accepted risks, marks them until their day has passed, and leaves closed ones out', () => {
    const result = scoreResidual(
      model,
      residualInput([
        risk('current', 4, 4, [], { acceptedUntil: '2026-11-20' }),
        risk('expired', 3, 4, [], { acceptedUntil: '2026-11-19' }),
        risk('open', 2, 2, []),
        risk('closed', 5, 5, [], { open: false }),
      ]),
    );
    expect(result.value).toBe(16);
    expect(result.risks.map((line) => line.acceptance)).toEqual(['current', 'expired', 'none', 'none']);
  });

  test('gives the range in which it lies once unknown controls are known', () => {
    const result = scoreResidual(
      model,
      residualInput([risk('R', 4, 4, [control('A', { evidence: null })]), risk('S', 3, 2, [control('B')])]),
    );
    expect(result).toMatchObject({ value: 16, range: { low: 4, high: 16 } });
    expect(result.completeness).toEqual(ratio(50));
  });

  test('refuses levels outside 1 to 5', () => {
    expect(() => scoreResidual(model, residualInput([risk('R', 0, 3, [])]))).toThrow(RangeError);
    expect(() => scoreResidual(model, residualInput([risk('R', 3, 6, [])]))).toThrow(RangeError);
  });

  test('never rises with stronger or fresher evidence, and never falls with likelihood, impact, a flag or a gate', () => {
    const valueOf = (input: Parameters<typeof scoreResidual>[1]) => scoreResidual(model, input).value ?? 0;
    fc.assert(
      fc.property(anyResidual, fc.nat(5), (input, index) => {
        const value = valueOf(input);
        const renewed = (evidence: (typeof EVIDENCE_STATES)[number] | null, stale: boolean) =>
          valueOf({
            ...input,
            risks: input.risks.map((entry, place) =>
              place === index
                ? { ...entry, controls: entry.controls.map((item) => ({ ...item, evidence, stale })) }
                : entry,
            ),
          });
        const ladder = [null, ...EVIDENCE_STATES].map((evidence) => renewed(evidence, false));
        expect(ladder).toEqual(ladder.toSorted((left, right) => right - left));
        for (const evidence of EVIDENCE_STATES) {
          expect(renewed(evidence, true)).toBeGreaterThanOrEqual(renewed(evidence, false));
        }
        for (const rating of ['likelihood', 'impact'] as const) {
          const raised = input.risks.map((entry, place) =>
            place === index ? { ...entry, [rating]: Math.min(5, entry[rating] + 1) } : entry,
          );
          expect(valueOf({ ...input, risks: raised })).toBeGreaterThanOrEqual(value);
        }
        expect(valueOf({ ...input, openRedFlags: [...input.openRedFlags, 'RF-9'] })).toBeGreaterThanOrEqual(value);
        expect(valueOf({ ...input, failedGates: [...input.failedGates, 'V-CMP-9'] })).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});
