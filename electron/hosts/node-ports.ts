import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Folders, HostFacts, Ports } from '../core/ports.ts';
import { openFileLog } from './file-log.ts';

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  utcOffsetMinutes: (at) => -at.getTimezoneOffset(),
};

/**
 * Where this machine keeps what belongs to Assay. `ASSAY_HOME` moves all of it into one folder, for tests and for
 * trying Assay out without a trace.
 */
export function nodeFolders(resources: string, env: NodeJS.ProcessEnv = process.env, home = homedir()): Folders {
  const temporary = mkdtempSync(join(tmpdir(), 'assay-'));
  const own = env['ASSAY_HOME'];
  if (own) return { workspaces: join(own, 'workspaces'), state: join(own, 'state'), temporary, resources };
  const documents = join(home, 'Documents');
  return {
    workspaces: join(existsSync(documents) ? documents : home, 'Assay'),
    state: stateFolder(env, home),
    temporary,
    resources,
  };
}

function stateFolder(env: NodeJS.ProcessEnv, home: string): string {
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Assay');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Assay');
  return join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'assay');
}

/** The ports of a host that is plain Node. */
export function nodePorts(kind: HostFacts['kind'], version: string, folders: Folders): Ports {
  return {
    clock: systemClock,
    nextId: randomUUID,
    log: openFileLog(join(folders.state, 'assay.log')),
    folders,
    host: { kind, version },
  };
}
