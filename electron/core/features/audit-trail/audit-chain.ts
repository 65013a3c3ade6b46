import { hash as digest, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import { GENESIS_HASH, writeHashedText, type UnhashedEntry } from '../../../../shared/rules/audit-trail.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { writeAnchorText } from '../../../../shared/rules/trail-anchors.ts';
import type { Checkpoint, TrailHead } from './audit-trail-store.ts';
import { isSigned, signBytes } from './signing-key.ts';

export function hashText(text: string | Uint8Array): string {
  return digest('sha256', text);
}

/** Continues the chain after `head` with entries in order. */
export function chainEntries(
  head: TrailHead,
  entries: readonly Omit<UnhashedEntry, 'sequence' | 'previousHash'>[],
): AuditEntry[] {
  let { sequence, hash } = head;
  return entries.map((entry) => {
    sequence += 1;
    const unhashed = { ...entry, sequence, previousHash: hash };
    hash = hashText(writeHashedText(unhashed));
    return { ...unhashed, hash };
  });
}

/** The head of a trail without entries. */
export const EMPTY_HEAD: TrailHead = { sequence: 0, hash: GENESIS_HASH };

/** Ed25519 over workspace, sequence and hash, for the header and for every export; base64. */
export function signHead(privateKey: KeyObject, workspaceId: string, head: TrailHead): string {
  return signBytes(privateKey, writeAnchorText({ workspaceId, ...head }));
}

export function isHeadSigned(publicKey: KeyObject, workspaceId: string, head: TrailHead, signature: string): boolean {
  return isSigned(publicKey, writeAnchorText({ workspaceId, ...head }), signature);
}

/** What the key signs for a checkpoint; version 1 signed only the head. */
function writeCheckpointText(workspaceId: string, checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { version, number, sequence, hash, signedAt, signedBy } = checkpoint;
  if (version === 1) return writeAnchorText({ workspaceId, sequence, hash });
  return `assay-checkpoint/${version} ${writeCanonicalJson({ workspaceId, number, sequence, hash, signedAt, signedBy })}`;
}

/** Ed25519 over everything that a checkpoint says; base64. */
export function signCheckpoint(
  privateKey: KeyObject,
  workspaceId: string,
  checkpoint: Omit<Checkpoint, 'signature'>,
): string {
  return signBytes(privateKey, writeCheckpointText(workspaceId, checkpoint));
}

export function isCheckpointSigned(publicKey: KeyObject, workspaceId: string, checkpoint: Checkpoint): boolean {
  return isSigned(publicKey, writeCheckpointText(workspaceId, checkpoint), checkpoint.signature);
}
