import type { Terminal } from './command.ts';
import { INTERRUPTED } from './run-command-line.ts';

/** Milliseconds after a first Ctrl-C from which another ends the process at once; npm passes each on a second time. */
const PATIENCE = 1000;

/** The terminal of this process: lines to standard output, progress beside them where a person looks on, Ctrl-C. */
export function openTerminal(): Terminal {
  const stop = new AbortController();
  let askedAt: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (askedAt !== null && now - askedAt > PATIENCE) process.exit(INTERRUPTED);
      askedAt ??= now;
      stop.abort();
    });
  }
  let shown = '';
  return {
    print: (line) => console.log(line),
    folder: process.cwd(),
    stop: stop.signal,
    showProgress(progress) {
      const line = progress ? describeProgress(progress) : '';
      if (line === shown || !process.stderr.isTTY) return;
      process.stderr.write(`\r\u001b[K${line}`);
      shown = line;
    },
  };
}

function describeProgress({ done, total }: { done: number; total: number | null }): string {
  const share = total === null || total === 0 ? '' : ` ${Math.floor((100 * done) / total)} %`;
  return `Working…${share} (Ctrl-C cancels)`;
}
