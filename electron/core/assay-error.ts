import type { ErrorCode, ErrorFacts } from '../../shared/contract/operation.ts';

/** An error whose message is a sentence for the person at the screen. Anything else becomes INTERNAL. */
export class AssayError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message);
    this.name = 'AssayError';
    this.code = code;
    this.facts = facts;
  }
}
