import { rmSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { migrate } from '../../database/migrate.ts';
import { openDatabase, translateDatabaseError } from '../../database/open-database.ts';
import type { Ports } from '../../ports.ts';
import { EMPTY_HEAD, signHead } from '../audit-trail/audit-chain.ts';
import { createSigningKeys } from '../audit-trail/signing-key.ts';
import { insertWorkspace } from './workspace-store.ts';
import { createPrivateKey } from 'node:crypto';

/** "Calder Health Pay" gives "CHP": the first letters of up to four words, for document ids. */
function writeDocumentPrefix(organisation: string): string {
  const letters = organisation
    .normalize('NFKD')
    .toUpperCase()
    .split(/\s+/)
    .map((word) => /[A-Z0-9]/.exec(word)?.[0] ?? '')
    .join('')
    .slice(0, 4);
  return letters || 'ASSAY';
}

/**
 * Makes an empty workspace file with its own trail key and closes it. Nothing is left behind when it fails.
 *
 * @throws AssayError WORKSPACE_EXISTS, WORKSPACE_READ_ONLY, DISK_FULL.
 */
export async function createWorkspaceFile(
  path: string,
  facts: { organisation: string; sample: boolean },
  ports: Pick<Ports, 'clock' | 'nextId'>,
): Promise<void> {
  const { file, queries } = openDatabase(path, 'create');
  try {
    await migrate(file, queries as Kysely<unknown>, () => undefined);
    const keys = createSigningKeys();
    const id = ports.nextId();
    await insertWorkspace(queries, {
      id,
      organisation: facts.organisation,
      document_prefix: writeDocumentPrefix(facts.organisation),
      classification: 'Confidential',
      logo: null,
      sample: Number(facts.sample),
      created_at: ports.clock.now().toISOString(),
      trail_public_key: keys.publicKey,
      trail_private_key: keys.privateKey,
      trail_sequence: EMPTY_HEAD.sequence,
      trail_hash: EMPTY_HEAD.hash,
      trail_signature: signHead(createPrivateKey(keys.privateKey), id, EMPTY_HEAD),
      trail_verified_at: null,
      trail_intact: null,
      revision: 1,
    });
    await queries.destroy();
  } catch (error) {
    await queries.destroy();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    throw translateDatabaseError(error);
  }
}
