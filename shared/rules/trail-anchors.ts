/** A point of a trail that the workspace's key signed, as a line of text can carry it. */
export interface TrailAnchor {
  workspaceId: string;
  sequence: number;
  hash: string;
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  /** Base64url. */
  signature: string;
}

const LINE = /assay-trail\/1 ([0-9a-f-]{36}) (\d{1,12}) ([0-9a-f]{64}) ([\w-]{43}) ([\w-]{86})(?![\w-])/g;

/** What is signed for an anchor: everything in its line but key and signature. */
export function writeAnchorText({ workspaceId, sequence, hash }: Omit<TrailAnchor, 'publicKey' | 'signature'>): string {
  return `assay-trail/1 ${workspaceId} ${sequence} ${hash}`;
}

/** The line that every export carries: at most 254 characters for trails below ten million entries. */
export function writeAnchorLine(anchor: TrailAnchor): string {
  return `${writeAnchorText(anchor)} ${anchor.publicKey} ${anchor.signature}`;
}

/** Every anchor that stands in a text, in its order. */
export function findAnchors(text: string): TrailAnchor[] {
  return [...text.matchAll(LINE)].map(
    ([, workspaceId = '', sequence = '', hash = '', publicKey = '', signature = '']) => ({
      workspaceId,
      sequence: Number(sequence),
      hash,
      publicKey,
      signature,
    }),
  );
}

/** Sequence and hash of an entry that a checkpoint file names beside its head. */
export interface TrailMark {
  sequence: number;
  hash: string;
}

/** The entries that a checkpoint file names: every one, or evenly spread ones when there are more than `limit`. */
export function chooseMarks(last: number, limit: number): number[] {
  const step = Math.max(1, Math.ceil(last / limit));
  const marks: number[] = [];
  for (let sequence = step; sequence < last; sequence += step) marks.push(sequence);
  return last > 0 ? [...marks, last] : [];
}

/**
 * The first named entry that a trail holds differently or not at all, and the last one before it that it still holds: the
 * first changed entry lies after the one and not after the other. Null when all are as they were.
 *
 * @param marks rising by sequence.
 * @param findHash hash of an entry as the trail has it now; undefined when there is none.
 */
export function findFirstDifference(
  marks: readonly TrailMark[],
  findHash: (sequence: number) => string | undefined,
): { after: number; sequence: number } | null {
  const index = marks.findIndex(({ sequence, hash }) => findHash(sequence) !== hash);
  const differing = marks[index];
  return differing ? { after: marks[index - 1]?.sequence ?? 0, sequence: differing.sequence } : null;
}
