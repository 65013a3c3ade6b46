import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../core/ports.ts';

/** Size at which a log file is set aside, in bytes. One older file is kept. */
const LOG_LIMIT = 1024 * 1024;

/**
 * A log of JSON lines in a file that only this person can read. A log that cannot be written is given up silently:
 * Assay's work must not stop for it.
 */
export function openFileLog(path: string, now: () => Date = () => new Date()): Log {
  function write(level: 'info' | 'warn' | 'error', message: string, facts: Readonly<Record<string, unknown>> = {}) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(path, `${path}.1`);
      appendFileSync(path, `${JSON.stringify({ at: now().toISOString(), level, message, ...facts })}\n`, {
        mode: 0o600,
      });
    } catch {
      // A full or read-only disk: the core reports that for the workspace itself.
    }
  }
  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}
