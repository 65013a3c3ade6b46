import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer, AnswerChange } from '../../../shared/contract/assessments.ts';
import { AnswerSaver, type AnswerPatch } from '../../../renderer/features/assessments/answer-saver.ts';
import type { SavingState } from '../../../renderer/platform/saving.tsx';

const EMPTY: Answer = {
  questionId: 'V-SEC-1',
  state: null,
  value: null,
  note: '',
  flagged: false,
  answeredBy: null,
  answeredAt: null,
  carriedOver: false,
  previous: null,
  verdict: null,
  verdictNote: '',
  verdictBy: null,
  verdictAt: null,
  verdictRound: 0,
  evidence: [],
  applicable: true,
  evidenceState: 'none',
  stale: false,
  revision: 0,
};

const SCORE: AnswerChange['score'] = {
  score: null,
  stated: null,
  low: 0,
  high: 100,
  completeness: 0,
  confidence: 0,
  answered: 0,
  applicable: 1,
  unknown: 0,
  failedGates: [],
  openRedFlags: 0,
  recommendation: 'does_not_meet',
};

/** A core that keeps answers, refuses an old revision as the real one does, and can be told to fail. */
function createCore() {
  const answers = new Map<string, Answer>();
  const sent: AnswerPatch[] = [];
  const states: SavingState['state'][] = [];
  const known = new Map<string, number>();
  const failures: unknown[] = [];
  let running = 0;
  const read = (id: string) => answers.get(id) ?? { ...EMPTY, questionId: id };
  const core = {
    answers,
    sent,
    states,
    failures,
    most: 0,
    reloads: 0,
    /** As another window would. */
    changeElsewhere(id: string, patch: AnswerPatch) {
      answers.set(id, { ...read(id), ...patch, revision: read(id).revision + 1 });
    },
  };
  const saver = new AnswerSaver({
    delay: 300,
    async send(questionId, patch) {
      running += 1;
      core.most = Math.max(core.most, running);
      const revision = known.get(questionId) ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      if (revision !== read(questionId).revision) {
        throw Object.assign(new Error('It has changed meanwhile.'), { code: 'CHANGED_MEANWHILE' });
      }
      sent.push(patch);
      core.changeElsewhere(questionId, patch);
      const savedAt = '2026-11-20T10:00:00.000Z';
      return { answer: read(questionId), score: SCORE, redFlags: [], state: 'answering', applicability: [], savedAt };
    },
    onChange: ({ answer }) => known.set(answer.questionId, answer.revision),
    onSaving: (_questionId, { state }) => states.push(state),
    async reload() {
      core.reloads += 1;
      for (const [id, { revision }] of answers) known.set(id, revision);
    },
  });
  return { ...core, core, saver };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the saver of answers', () => {
  test('sends an answer at once and a note a pause after the last keystroke', async () => {
    const { saver, sent } = createCore();
    saver.change('V-SEC-1', { state: 'partial' });
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toEqual([{ state: 'partial' }]);
    for (const note of ['A', 'Al', 'All']) {
      saver.change('V-SEC-1', { note }, 'typing');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(1);
    expect(saver.read().pending.get('V-SEC-1')).toEqual({ note: 'All' });
    await vi.advanceTimersByTimeAsync(400);
    expect(sent[1]).toEqual({ note: 'All' });
    expect(saver.read().pending.size).toBe(0);
  });

  test('writes one after another, each on the revision before it', async () => {
    const { saver, core, sent, states } = createCore();
    saver.change('V-SEC-1', { state: 'no' });
    saver.change('V-SEC-2', { state: 'yes' });
    saver.change('V-SEC-1', { state: 'yes' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(core.most).toBe(1);
    expect(core.answers.get('V-SEC-1')?.state).toBe('yes');
    expect(core.answers.get('V-SEC-2')?.state).toBe('yes');
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(states.at(-1)).toBe('saved');
  });

  test('keeps what was typed while the core does not answer, and sends it later', async () => {
    const { saver, sent, states, failures } = createCore();
    failures.push(new TypeError('Failed to fetch'));
    saver.change('V-SEC-1', { state: 'no', note: 'Refused in writing.' });
    await vi.advanceTimersByTimeAsync(100);
    expect(states).toContain('failed');
    expect(saver.read().pending.get('V-SEC-1')).toEqual({ state: 'no', note: 'Refused in writing.' });
    expect(saver.read().refused.size).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual([{ state: 'no', note: 'Refused in writing.' }]);
  });

  test('never writes over what another window saved until the person says so', async () => {
    const { saver, core, sent } = createCore();
    core.changeElsewhere('V-SEC-1', { state: 'yes', note: 'Theirs' });
    saver.change('V-SEC-1', { note: 'Mine' }, 'typing');
    await vi.advanceTimersByTimeAsync(1000);
    expect(saver.read().refused.get('V-SEC-1')?.code).toBe('CHANGED_MEANWHILE');
    expect(core.reloads).toBe(1);
    saver.change('V-SEC-1', { note: 'Mine, longer' }, 'typing');
    await saver.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(core.answers.get('V-SEC-1')?.note).toBe('Theirs');
    expect(saver.read().pending.get('V-SEC-1')).toEqual({ note: 'Mine, longer' });

    saver.settle('V-SEC-1', 'mine');
    await vi.advanceTimersByTimeAsync(1000);
    expect(core.answers.get('V-SEC-1')).toMatchObject({ state: 'yes', note: 'Mine, longer' });
    expect(saver.read().pending.size).toBe(0);
  });

  test('lets a refused answer go when the stored one is kept, and sends nothing afterwards', async () => {
    const { saver, core, sent } = createCore();
    core.changeElsewhere('V-SEC-1', { state: 'yes' });
    saver.change('V-SEC-1', { state: 'no' });
    await vi.advanceTimersByTimeAsync(1000);
    saver.settle('V-SEC-1', 'stored');
    await saver.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(saver.read()).toMatchObject({ pending: new Map(), refused: new Map() });
    saver.change('V-SEC-1', { state: 'partial' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(core.answers.get('V-SEC-1')?.state).toBe('partial');
  });
});
