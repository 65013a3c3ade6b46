import { generateKeyPairSync, hash as digest, sign, verify, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../../../shared/contract/audit-trail.ts';
import { GENESIS_HASH, writeHashedText, type UnhashedEntry } from '../../../../shared/rules/audit-trail.ts';
import type { TrailHead } from './audit-trail-store.ts';

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

/** The text that the workspace's key signs for a head or a checkpoint. */
function writeSignedText(workspaceId: string, head: TrailHead): string {
  return `assay-trail/1 ${workspaceId} ${head.sequence} ${head.hash}`;
}

/** Ed25519 over workspace, sequence and hash; base64. */
export function signHead(privateKey: KeyObject, workspaceId: string, head: TrailHead): string {
  return sign(null, Buffer.from(writeSignedText(workspaceId, head)), privateKey).toString('base64');
}

export function isHeadSigned(publicKey: KeyObject, workspaceId: string, head: TrailHead, signature: string): boolean {
  return verify(null, Buffer.from(writeSignedText(workspaceId, head)), publicKey, Buffer.from(signature, 'base64'));
}

/** A new key pair for a workspace, PEM. */
export function createTrailKeys(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}
