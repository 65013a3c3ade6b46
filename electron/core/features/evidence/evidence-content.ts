import type { Workspace } from '../workspace/open-workspace.ts';
import { readEvidenceParts } from './evidence-files.ts';

/** The stored bytes of a piece of evidence, part by part and in order; nothing at all when the content is gone. */
export function streamEvidenceContent({ file }: Workspace, sha256: string): Generator<Uint8Array> {
  return readEvidenceParts(file, sha256);
}
