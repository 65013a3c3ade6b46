import { createPublicKey } from 'node:crypto';
import type { z } from 'zod';
import type { verificationSchema } from '../../../../shared/contract/audit-trail.ts';
import { writeHashedText } from '../../../../shared/rules/audit-trail.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { EMPTY_HEAD, hashText, isHeadSigned } from './audit-chain.ts';
import { readCheckpoints, readEntriesAfter, readSignedHead, type TrailHead } from './audit-trail-store.ts';

type Verification = z.infer<typeof verificationSchema>;

/** Entries between two looks at the clock of the page. */
const BATCH = 5000;

/**
 * Reads every entry of the trail again: each follows the one before it, holds what it was hashed with, and the last is
 * the one that the workspace's header and every checkpoint signed. Names the first entry for which that fails.
 */
export async function verifyTrail(workspace: Workspace, report: ReportProgress): Promise<Verification> {
  const header = readSignedHead(workspace.file);
  const publicKey = createPublicKey(header.publicKey);
  const checkpoints = readCheckpoints(workspace.file);
  const hashAt = new Map(checkpoints.map((checkpoint) => [checkpoint.sequence, checkpoint.hash]));
  let head: TrailHead = EMPTY_HEAD;
  let firstBroken: Verification['firstBroken'] = null;

  const stop = (sequence: number, sentence: string) => {
    firstBroken = { sequence, sentence };
  };
  while (!firstBroken) {
    const entries = readEntriesAfter(workspace.file, head.sequence, BATCH);
    if (entries.length === 0) break;
    for (const entry of entries) {
      const next = head.sequence + 1;
      if (entry.sequence !== next)
        stop(next, `Entry ${next} is missing; entry ${entry.sequence} follows ${head.sequence}.`);
      else if (entry.previousHash !== head.hash) stop(next, `Entry ${next} does not follow the entry before it.`);
      else if (hashText(writeHashedText(entry)) !== entry.hash)
        stop(next, `Entry ${next} was changed after it was written.`);
      else if ((hashAt.get(next) ?? entry.hash) !== entry.hash) {
        stop(next, `Entry ${next} is not the one that a checkpoint signed.`);
      }
      if (firstBroken) break;
      head = { sequence: entry.sequence, hash: entry.hash };
    }
    await report('auditTrail.progress.verifying', head.sequence, Math.max(header.sequence, head.sequence));
  }

  if (!firstBroken && head.sequence < header.sequence) {
    stop(
      head.sequence + 1,
      `The trail ends at entry ${head.sequence}, but its header was signed for ${header.sequence}.`,
    );
  } else if (!firstBroken && (head.sequence !== header.sequence || head.hash !== header.hash)) {
    stop(head.sequence, `The last entry is not the one that the workspace's header names.`);
  } else if (!firstBroken && !isHeadSigned(publicKey, workspace.id, header, header.signature)) {
    stop(head.sequence, 'The signature of the newest entry is not valid.');
  }
  const badCheckpoint = checkpoints.find((one) => !isHeadSigned(publicKey, workspace.id, one, one.signature));
  if (!firstBroken && badCheckpoint)
    stop(badCheckpoint.sequence, `The signature of checkpoint ${badCheckpoint.number} is not valid.`);

  return {
    intact: firstBroken === null,
    entries: head.sequence,
    head: { sequence: head.sequence, hash: head.hash },
    checkpoints: checkpoints.length,
    firstBroken,
    verifiedAt: workspace.clock.now().toISOString(),
  };
}
