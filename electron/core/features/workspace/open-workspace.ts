import { createPrivateKey, type KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { AssayError } from '../../assay-error.ts';
import { migrate } from '../../database/migrate.ts';
import { openDatabase, translateDatabaseError } from '../../database/open-database.ts';
import type { Tables } from '../../database/tables.ts';
import type { Clock, Ports } from '../../ports.ts';
import { loadRegionPack, type RegionPack } from '../residency/region-packs.ts';
import type { RiskPack } from '../../../../shared/contract/risk-pack.ts';
import { loadRiskPack } from '../risks/risk-pack.ts';
import type { RetentionPack } from '../../../../shared/contract/retention-pack.ts';
import { loadRetentionPack } from '../evidence/retention-pack.ts';
import { loadProvisionPacks, type ProvisionPacks } from '../agreements/provision-packs.ts';
import { loadScoreModels, type ScoreModels } from '../scores/score-models.ts';
import { takeBackup } from './backups.ts';
import { selectHeader } from './workspace-store.ts';

/** An open workspace file. One process has at most one; it holds the file's lock until it is closed. */
export interface Workspace {
  readonly path: string;
  readonly fileName: string;
  readonly id: string;
  readonly file: Database;
  readonly queries: Kysely<Tables>;
  readonly clock: Clock;
  readonly privateKey: KeyObject;
  /** The scoring models of this version of Assay. */
  readonly models: ScoreModels;
  /** The region pack of this version of Assay; the workspace holds its own copy of the regions. */
  readonly regionPack: RegionPack;
  /** The risks that a register can begin with. */
  readonly riskPack: RiskPack;
  /** The checklists of agreements of this version of Assay. */
  readonly provisionPacks: ProvisionPacks;
  /** How long evidence must be kept at least. */
  readonly retentionPack: RetentionPack;
  nextId(): string;
  /** Today in the calendar of this machine, `YYYY-MM-DD`. */
  today(): string;
  close(): Promise<void>;
}

/** The calendar day at `at`, `YYYY-MM-DD`, where `clock` stands. */
export function dayOf(clock: Clock, at: Date = clock.now()): string {
  return new Date(at.getTime() + clock.utcOffsetMinutes(at) * 60_000).toISOString().slice(0, 10);
}

/**
 * Opens a workspace file, bringing it to the present version after a backup.
 *
 * @throws AssayError WORKSPACE_FOREIGN, WORKSPACE_NEWER, WORKSPACE_DAMAGED, WORKSPACE_IN_USE, WORKSPACE_READ_ONLY, NOT_FOUND.
 */
export async function openWorkspace(
  path: string,
  ports: Pick<Ports, 'clock' | 'nextId' | 'folders'>,
): Promise<Workspace> {
  const { file, queries } = openDatabase(path, 'open');
  try {
    await migrate(file, queries as Kysely<unknown>, () =>
      takeBackup(file, path, ports.clock.now(), 'before_migration'),
    );
    const header = await selectHeader(queries);
    if (!header) throw new AssayError('WORKSPACE_DAMAGED', 'This workspace has lost its header and was not opened.');
    return {
      path,
      fileName: basename(path),
      id: header.id,
      file,
      queries,
      clock: ports.clock,
      privateKey: createPrivateKey(header.trail_private_key),
      models: await loadScoreModels(ports.folders.resources),
      regionPack: await loadRegionPack(ports.folders.resources),
      riskPack: await loadRiskPack(ports.folders.resources),
      provisionPacks: await loadProvisionPacks(ports.folders.resources),
      retentionPack: await loadRetentionPack(ports.folders.resources),
      nextId: ports.nextId,
      today: () => dayOf(ports.clock),
      async close() {
        await queries.destroy();
      },
    };
  } catch (error) {
    await queries.destroy();
    throw translateDatabaseError(error);
  }
}
