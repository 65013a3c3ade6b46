/** An error as the page shows it: a sentence, and what to do about it. */
export interface Problem {
  /** A code of the contract, or `INTERNAL`. */
  code: string;
  sentence: string;
  /** The input field to mend, as a dotted path. */
  field: string | null;
  /** What to do, one sentence. */
  remedy: string | null;
}

interface CodedError {
  code?: string;
  message?: string;
  data?: { field?: string; remedy?: string } | null;
}

/** Anything that was thrown, as a problem to show; what the core did not word itself keeps its message. */
export function readProblem(error: unknown): Problem {
  const { code, message, data }: CodedError = typeof error === 'object' && error !== null ? error : {};
  return {
    code: code ?? 'INTERNAL',
    sentence: message ?? String(error),
    field: data?.field ?? null,
    remedy: data?.remedy ?? null,
  };
}
