import type { TrailComparison } from '../../../../shared/contract/audit-trail.ts';
import { findFirstDifference, type TrailAnchor } from '../../../../shared/rules/trail-anchors.ts';
import { AssayError } from '../../assay-error.ts';
import type { ReportProgress } from '../../jobs.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { isHeadSigned } from './audit-chain.ts';
import { readHash } from './audit-trail-store.ts';
import { readCarriedHeads } from './read-carried-heads.ts';
import { describeSigningKey, readRawKey } from './signing-key.ts';
import { verifyTrail } from './verify-trail.ts';

type Verification = Awaited<ReturnType<typeof verifyTrail>>;

function isAnchorSigned(anchor: TrailAnchor): boolean {
  const key = readRawKey(anchor.publicKey);
  if (!key) return false;
  const signature = Buffer.from(anchor.signature, 'base64url').toString('base64');
  return isHeadSigned(key, anchor.workspaceId, anchor, signature);
}

function judge(
  workspace: Workspace,
  anchor: TrailAnchor,
  isSound: boolean,
  difference: { after: number; sequence: number } | null,
  verification: Verification,
): TrailComparison['verdict'] {
  if (anchor.workspaceId !== workspace.id) return 'other_workspace';
  if (!isSound) return 'not_signed';
  if (anchor.publicKey !== describeSigningKey(workspace.privateKey).raw) return 'other_key';
  if (difference)
    return anchor.sequence > verification.head.sequence && difference.after === verification.head.sequence
      ? 'shorter'
      : 'differs';
  return verification.intact ? 'extends' : 'broken';
}

/**
 * Holds the present trail against a file that carries an earlier head: a checkpoint or any export. The trail is read
 * again in full, so that "extends" means: every entry up to that head is the one that was signed then.
 *
 * @throws AssayError FILE_REFUSED when the file carries no head.
 */
export async function compareTrail(
  workspace: Workspace,
  path: string,
  report: ReportProgress,
): Promise<TrailComparison> {
  const { anchors, checkpoint } = await readCarriedHeads(path);
  const anchor = anchors.toSorted((left, right) => left.sequence - right.sequence).at(-1);
  if (!anchor) throw new AssayError('FILE_REFUSED', 'This file carries no head of a trail.', { field: 'fileToken' });
  const isOurs = anchor.workspaceId === workspace.id;
  const verification = await verifyTrail(workspace, report);
  const marks = [...(checkpoint?.marks ?? []), ...anchors]
    .filter(({ sequence }) => sequence > 0)
    .toSorted((left, right) => left.sequence - right.sequence);
  const difference = isOurs ? findFirstDifference(marks, (sequence) => readHash(workspace.file, sequence)) : null;
  const isSound = anchors.every(isAnchorSigned) && (checkpoint?.sound ?? true);
  const key = readRawKey(anchor.publicKey);
  return {
    verdict: judge(workspace, anchor, isSound, difference, verification),
    carried: {
      sequence: anchor.sequence,
      hash: anchor.hash,
      keyId: key && describeSigningKey(key).keyId,
      checkpoint: checkpoint?.number ?? null,
    },
    present: verification.head,
    keyId: describeSigningKey(workspace.privateKey).keyId,
    firstDifference: difference,
    firstBroken: verification.firstBroken,
    comparedAt: verification.verifiedAt,
  };
}
