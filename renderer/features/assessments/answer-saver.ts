import type { Answer, AnswerChange } from '../../../shared/contract/assessments.ts';
import { createAutosave, type Autosave } from '../../components/autosave.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import type { SavingState } from '../../platform/saving.tsx';

/** What the page has changed of one answer and the core has not confirmed yet. */
export type AnswerPatch = Partial<Pick<Answer, 'state' | 'value' | 'note' | 'flagged'>>;

/** Milliseconds after the last keystroke before what was typed is saved. */
const TYPING_PAUSE = 300;

export interface SaverState {
  /** By question id; laid over what was read, so that nothing typed is ever lost to a fresh read. */
  pending: ReadonlyMap<string, AnswerPatch>;
  /** Answers that the core refused for good; what was typed stays until the person decides. */
  refused: ReadonlyMap<string, Problem>;
}

interface SaverPorts {
  /** Sends what changed of one answer; the revision is looked up at that moment. */
  send: (questionId: string, patch: AnswerPatch) => Promise<AnswerChange>;
  onChange: (change: AnswerChange) => void;
  onSaving: (questionId: string, state: SavingState) => void;
  /** Reads the assessment again after a refusal, and resolves once that is done. */
  reload: () => Promise<unknown>;
  delay?: number;
}

const NOTHING: SaverState = { pending: new Map(), refused: new Map() };

/** Faults that the same answer meets again, however often it is sent; all others pass. */
const LASTING = new Set([
  'CHANGED_MEANWHILE',
  'NOT_ALLOWED_NOW',
  'ROLE_REFUSED',
  'FOUR_EYES',
  'INVALID_INPUT',
  'NOT_FOUND',
  'WORKSPACE_READ_ONLY',
]);

/** An answer that waits for the person's decision and is not sent again before it. */
class HeldAnswerError extends Error {
  readonly code: string;
  constructor({ code, sentence }: Problem) {
    super(sentence);
    this.code = code;
  }
}

function dropConfirmed(present: AnswerPatch, sent: AnswerPatch): AnswerPatch {
  const keys = Object.keys(present) as (keyof AnswerPatch)[];
  return Object.fromEntries(keys.filter((key) => present[key] !== sent[key]).map((key) => [key, present[key]]));
}

/**
 * Saves the answers of one assessment, one write after another so that each carries the revision that the write before
 * it made. Answers go at once, notes a pause after the last keystroke; passing faults are tried again.
 */
export class AnswerSaver {
  readonly #ports: SaverPorts;
  readonly #autosaves = new Map<string, Autosave<AnswerPatch>>();
  readonly #listeners = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();
  #state = NOTHING;

  constructor(ports: SaverPorts) {
    this.#ports = ports;
  }

  readonly read = (): SaverState => this.#state;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes what a person changed. What is being typed waits for a pause; everything else is saved at once. */
  change(questionId: string, patch: AnswerPatch, pace: 'at_once' | 'typing' = 'at_once'): void {
    const pending = { ...this.#state.pending.get(questionId), ...patch };
    this.#setPending(questionId, pending);
    const refusal = this.#state.refused.get(questionId);
    if (refusal?.code === 'CHANGED_MEANWHILE') return;
    this.#setRefused(questionId, null);
    const autosave = this.#autosaveOf(questionId);
    autosave.change(pending);
    if (pace === 'at_once') void autosave.flush();
  }

  /** Runs another change of the assessment in turn with the answers, and takes in what it gives back. */
  run(work: () => Promise<AnswerChange>): Promise<AnswerChange> {
    return this.#enqueue(async () => {
      const change = await work();
      this.#ports.onChange(change);
      return change;
    });
  }

  /** Saves now whatever waits. */
  async flush(): Promise<void> {
    await Promise.all([...this.#autosaves.values()].map((autosave) => autosave.flush()));
  }

  /** After a refusal: saves the person's own answer over the stored one, or lets it go. */
  settle(questionId: string, choice: 'mine' | 'stored'): void {
    const mine = this.#state.pending.get(questionId);
    this.#setRefused(questionId, null);
    if (choice === 'mine' && mine) {
      this.change(questionId, mine);
      return;
    }
    this.#autosaves.delete(questionId);
    this.#setPending(questionId, {});
    this.#ports.onSaving(questionId, { state: 'idle' });
  }

  #autosaveOf(questionId: string): Autosave<AnswerPatch> {
    const known = this.#autosaves.get(questionId);
    if (known) return known;
    const made = createAutosave<AnswerPatch>(
      (state) => this.#ports.onSaving(questionId, state),
      this.#ports.delay ?? TYPING_PAUSE,
    );
    made.saveWith((patch) => this.#enqueue(() => this.#save(questionId, patch)));
    this.#autosaves.set(questionId, made);
    return made;
  }

  async #save(questionId: string, patch: AnswerPatch): Promise<void> {
    const refusal = this.#state.refused.get(questionId);
    if (refusal) throw new HeldAnswerError(refusal);
    try {
      const change = await this.#ports.send(questionId, patch);
      this.#ports.onChange(change);
      this.#setPending(questionId, dropConfirmed(this.#state.pending.get(questionId) ?? {}, patch));
    } catch (error) {
      const problem = readProblem(error);
      if (LASTING.has(problem.code)) {
        this.#setRefused(questionId, problem);
        await this.#ports.reload();
      }
      throw error;
    }
  }

  #enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    // The next write waits for this one, whatever becomes of it; who asked for it hears of a failure.
    this.#last = result.catch(() => undefined);
    return result;
  }

  #setPending(questionId: string, patch: AnswerPatch): void {
    const pending = new Map(this.#state.pending);
    if (Object.keys(patch).length === 0) pending.delete(questionId);
    else pending.set(questionId, patch);
    this.#tell({ ...this.#state, pending });
  }

  #setRefused(questionId: string, error: Problem | null): void {
    if (error === null && !this.#state.refused.has(questionId)) return;
    const refused = new Map(this.#state.refused);
    if (error === null) refused.delete(questionId);
    else refused.set(questionId, error);
    this.#tell({ ...this.#state, refused });
  }

  #tell(state: SaverState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
