import type { Workspace } from '../workspace/open-workspace.ts';
import { readFileContent } from './evidence-store.ts';

/** The stored bytes of a piece of evidence, in order; nothing at all when the content is gone. */
export function* streamEvidenceContent({ file }: Workspace, sha256: string): Generator<Uint8Array> {
  const content = readFileContent(file, sha256);
  if (content) yield content;
}
