import { createPublicKey } from 'node:crypto';
import type { z } from 'zod';
import type { AuditEntry, verificationSchema } from '../../../../shared/contract/audit-trail.ts';
import { writeHashedText } from '../../../../shared/rules/audit-trail.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { EMPTY_HEAD, hashText, isCheckpointSigned, isHeadSigned } from './audit-chain.ts';
import { describeSigningKey } from './signing-key.ts';
import { readCheckpoints, readEntriesAfter, readSignedHead, type TrailHead } from './audit-trail-store.ts';

type Verification = z.infer<typeof verificationSchema>;

/** Entries between two looks at the clock of the page. */
const BATCH = 1000;

type Broken = NonNullable<Verification['firstBroken']>;
type SignedHead = ReturnType<typeof readSignedHead>;
type Checkpoint = ReturnType<typeof readCheckpoints>[number];

/** Why an entry cannot stand after `head`; null when it can. */
function findFault(entry: AuditEntry, head: TrailHead, signedHash: string | undefined): Broken | null {
  const sequence = head.sequence + 1;
  const broken = (sentence: string) => ({ sequence, sentence });
  if (entry.sequence !== sequence) {
    return broken(`Entry ${sequence} is missing; entry ${entry.sequence} follows ${head.sequence}.`);
  }
  if (entry.previousHash !== head.hash) return broken(`Entry ${sequence} does not follow the entry before it.`);
  if (hashText(writeHashedText(entry)) !== entry.hash) {
    return broken(`Entry ${sequence} was changed after it was written.`);
  }
  if (signedHash !== undefined && signedHash !== entry.hash) {
    return broken(`Entry ${sequence} is not the one that a checkpoint signed.`);
  }
  return null;
}

/** What the trail says of its checkpoints and of its key. */
interface Noted {
  /** Entry, sequence and hash of each checkpoint by its number. */
  checkpoints: Map<number, { entry: number; sequence: number; hash: string }>;
  /** The key with which the workspace was made; null for one that was made before keys were named. */
  keyId: string | null;
}

function takeNote(noted: Noted, { sequence: entry, operation, recordKind, recordId, after }: AuditEntry): void {
  if (operation === 'auditTrail.checkpoint' && recordKind === 'checkpoint' && after !== null) {
    const { sequence, hash } = JSON.parse(after) as { sequence: number; hash: string };
    noted.checkpoints.set(Number(recordId), { entry, sequence, hash });
  } else if (operation === 'workspace.create' && recordKind === 'workspace' && after !== null) {
    noted.keyId = (JSON.parse(after) as { keyId?: string }).keyId ?? null;
  }
}

/** A checkpoint that the trail speaks of must be there as it was, and none that it does not speak of. */
function findCheckpointFault(noted: Noted, checkpoints: readonly Checkpoint[]): Broken | null {
  for (const [number, { entry, sequence, hash }] of noted.checkpoints) {
    const kept = checkpoints.find((one) => one.number === number);
    if (!kept)
      return { sequence: entry, sentence: `Checkpoint ${number}, of which entry ${entry} speaks, is missing.` };
    if (kept.sequence !== sequence || kept.hash !== hash) {
      return { sequence: entry, sentence: `Checkpoint ${number} is not the one of which entry ${entry} speaks.` };
    }
  }
  const unknown = checkpoints.find(({ number }) => !noted.checkpoints.has(number));
  return unknown
    ? { sequence: unknown.sequence, sentence: `No entry of the trail speaks of checkpoint ${unknown.number}.` }
    : null;
}

/** Why the end of the chain is not what the workspace's header and checkpoints signed; null when it is. */
function findSignatureFault(
  workspaceId: string,
  head: TrailHead,
  header: SignedHead,
  checkpoints: readonly Checkpoint[],
): Broken | null {
  const { sequence } = head;
  const publicKey = createPublicKey(header.publicKey);
  if (sequence < header.sequence) {
    const sentence = `The trail ends at entry ${sequence}, but its header was signed for ${header.sequence}.`;
    return { sequence: sequence + 1, sentence };
  }
  if (sequence !== header.sequence || head.hash !== header.hash) {
    return { sequence, sentence: `The last entry is not the one that the workspace's header names.` };
  }
  if (!isHeadSigned(publicKey, workspaceId, header, header.signature)) {
    return { sequence, sentence: 'The signature of the newest entry is not valid.' };
  }
  const ahead = checkpoints.find((one) => one.sequence > sequence);
  if (ahead) {
    const sentence = `Checkpoint ${ahead.number} was signed at entry ${ahead.sequence}, but the trail ends at ${sequence}.`;
    return { sequence: sequence + 1, sentence };
  }
  const bad = checkpoints.find((one) => !isCheckpointSigned(publicKey, workspaceId, one));
  return bad ? { sequence: bad.sequence, sentence: `The signature of checkpoint ${bad.number} is not valid.` } : null;
}

/** The key in the header must be the one that the first entry names. */
function findKeyFault({ keyId }: Noted, header: SignedHead): Broken | null {
  if (keyId === null || describeSigningKey(header.publicKey).keyId === keyId) return null;
  return { sequence: 1, sentence: 'The key of the workspace is not the one with which its trail began.' };
}

/**
 * Reads every entry of the trail again: each follows the one before it, holds what it was hashed with, and the last is
 * the one that the workspace's header and every checkpoint signed. Names the first entry for which that fails.
 */
export async function verifyTrail(workspace: Workspace, report: ReportProgress): Promise<Verification> {
  const { file } = workspace;
  const expected = readSignedHead(file).sequence;
  const signedHashes = new Map(readCheckpoints(file).map(({ sequence, hash }) => [sequence, hash]));
  let head: TrailHead = EMPTY_HEAD;
  let fault: Broken | null = null;
  const noted: Noted = { checkpoints: new Map(), keyId: null };
  let entries = readEntriesAfter(file, 0, BATCH);
  while (entries.length > 0 && fault === null) {
    for (const entry of entries) {
      fault = findFault(entry, head, signedHashes.get(entry.sequence));
      if (fault !== null) break;
      takeNote(noted, entry);
      head = { sequence: entry.sequence, hash: entry.hash };
    }
    await report('auditTrail.progress.verifying', head.sequence, Math.max(expected, head.sequence));
    entries = readEntriesAfter(file, head.sequence, BATCH);
  }
  // Read at the end and without a pause, since work may have gone on while the entries were read.
  const checkpoints = readCheckpoints(file);
  const header = readSignedHead(file);
  const firstBroken =
    fault ??
    findSignatureFault(workspace.id, head, header, checkpoints) ??
    findKeyFault(noted, header) ??
    findCheckpointFault(noted, checkpoints);
  return {
    intact: firstBroken === null,
    entries: head.sequence,
    head: { sequence: head.sequence, hash: head.hash },
    checkpoints: checkpoints.length,
    firstBroken,
    verifiedAt: workspace.clock.now().toISOString(),
  };
}
