import { createPrivateKey } from 'node:crypto';
import type { AuditEntry } from '../../shared/contract/audit-trail.ts';
import { writeHashedText } from '../../shared/rules/audit-trail.ts';
import { hashText, signHead } from '../../electron/core/features/audit-trail/audit-chain.ts';
import { readEntriesAfter } from '../../electron/core/features/audit-trail/audit-trail-store.ts';
import { createSigningKeys } from '../../electron/core/features/audit-trail/signing-key.ts';
import type { Workspace } from '../../electron/core/features/workspace/open-workspace.ts';

/** Does what only somebody with the file and SQLite could: the triggers are taken away first. */
export function tamper({ file }: Workspace, sql: string): void {
  const triggers = file.prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'").all();
  for (const { name } of triggers) file.exec(`drop trigger "${name}"`);
  file.exec(sql);
}

/**
 * Writes the whole trail anew, as somebody with the file, its key and our code could: every entry after `change` gets a
 * fresh hash, and the header is signed for the new head.
 *
 * @param withNewKey also gives the workspace another key, and lets the first entry name it.
 */
export function rewriteTrail(
  workspace: Workspace,
  change: (entry: AuditEntry) => AuditEntry | null,
  withNewKey = false,
): void {
  const { file, id } = workspace;
  const keys = withNewKey ? createSigningKeys() : null;
  const entries = readEntriesAfter(file, 0, 1_000_000);
  tamper(workspace, 'delete from audit_entries; delete from audit_checkpoints;');
  let previousHash = '0'.repeat(64);
  let sequence = 0;
  const insert = file.prepare(
    `insert into audit_entries (sequence, occurred_at, utc_offset_minutes, actor_id, actor_name, actor_role, operation,
       record_kind, record_id, record_name, before, after, previous_hash, hash)
     values (@sequence, @occurredAt, @utcOffsetMinutes, @actorId, @actorName, @actorRole, @operation,
       @recordKind, @recordId, @recordName, @before, @after, @previousHash, @hash)`,
  );
  for (const entry of entries) {
    const changed = change(entry);
    if (!changed || changed.operation === 'auditTrail.checkpoint') continue;
    sequence += 1;
    const next = { ...changed, sequence, previousHash };
    const hash = hashText(writeHashedText(next));
    insert.run({ ...next, hash });
    previousHash = hash;
  }
  const head = { sequence, hash: previousHash };
  const key = keys ? createPrivateKey(keys.privateKey) : workspace.privateKey;
  file
    .prepare('update workspaces set trail_sequence = ?, trail_hash = ?, trail_signature = ?')
    .run(head.sequence, head.hash, signHead(key, id, head));
  if (keys) {
    file
      .prepare('update workspaces set trail_public_key = ?, trail_private_key = ?')
      .run(keys.publicKey, keys.privateKey);
  }
}
