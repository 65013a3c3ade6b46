import { createPublicKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';
import { chooseMarks, type TrailMark } from '../../../../shared/rules/trail-anchors.ts';
import type { FileDesk } from '../../file-desk.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readHash, type Checkpoint } from './audit-trail-store.ts';
import { describeSigningKey, isSigned, signBytes } from './signing-key.ts';
import { signExportedHead } from './trail-anchor.ts';

const FORMAT = 'assay-checkpoint-file/1';
/** Entries that a file names one by one; of a longer trail it names evenly spread ones. */
const MARK_LIMIT = 5000;

const checkpointFileSchema = z.object({
  format: z.literal(FORMAT),
  workspaceId: z.uuid(),
  organisation: z.string().max(400),
  number: z.number().int().min(1),
  signedAt: z.string().max(40),
  signedBy: z.string().max(400),
  /** The line that every export carries. */
  head: z.string().max(400),
  marks: z
    .array(z.tuple([z.number().int().min(1), z.string().regex(/^[0-9a-f]{64}$/)]))
    .min(1)
    .max(MARK_LIMIT + 1),
  keyId: z.string().max(64),
  publicKey: z.string().max(400),
  signature: z.string().max(200),
});
type CheckpointFile = z.infer<typeof checkpointFileSchema>;

function writeSigned({ signature: _signature, ...file }: CheckpointFile): string {
  return `${FORMAT} ${writeCanonicalJson(file)}`;
}

/** A checkpoint as a file to be kept outside: head, key, and the hashes of entries by which a change can be placed. */
export async function offerCheckpointFile(
  workspace: Workspace,
  files: FileDesk,
  checkpoint: Checkpoint,
  organisation: string,
): Promise<{ token: string; name: string }> {
  const { sequence, hash, number, signedAt, signedBy } = checkpoint;
  const { pem: publicKey, keyId } = describeSigningKey(workspace.privateKey);
  const marks = chooseMarks(sequence, MARK_LIMIT).map((at): [number, string] => [
    at,
    readHash(workspace.file, at) ?? '',
  ]);
  const head = signExportedHead(workspace, { sequence, hash }).line;
  const facts = { organisation, number, signedAt, signedBy, head, marks, keyId, publicKey };
  const unsigned: CheckpointFile = { format: FORMAT, workspaceId: workspace.id, ...facts, signature: '' };
  const signature = signBytes(workspace.privateKey, writeSigned(unsigned));
  const path = files.newPath();
  await writeFile(path, `${JSON.stringify({ ...unsigned, signature }, null, 1)}\n`, { mode: 0o600 });
  const name = `assay-checkpoint-${number}-entry-${sequence}.json`;
  const { token } = await files.offer(path, name, 'application/json');
  return { token, name };
}

/**
 * The entries that a checkpoint file names.
 *
 * @returns null when the text is no checkpoint file; `sound` is false when it is not what its own key signed.
 */
export function readCheckpointFile(text: string): { number: number; marks: TrailMark[]; sound: boolean } | null {
  if (!text.includes(`"${FORMAT}"`)) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const { success, data } = checkpointFileSchema.safeParse(parsed);
  if (!success) return null;
  const marks = data.marks.map(([sequence, hash]) => ({ sequence, hash }));
  return { number: data.number, marks, sound: isOwnSignature(data) };
}

function isOwnSignature(file: CheckpointFile): boolean {
  try {
    return isSigned(createPublicKey(file.publicKey), writeSigned(file), file.signature);
  } catch {
    // A key that is none.
    return false;
  }
}
