import type { EvidencePreview } from '../../../../shared/contract/evidence.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import { refuseDamaged, requireFile } from './evidence.ts';
import { checkFile, readEvidenceParts } from './evidence-files.ts';

/** Largest picture that is shown, in bytes; its pixels are drawn by the browser's own process for pages. */
const PICTURE_LIMIT = 15 * 1024 * 1024;
/** Characters of a text that are shown. */
const TEXT_LIMIT = 200_000;

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** The start of a stored content, at most `limit` bytes. */
function readStart(unit: Unit, sha256: string, limit: number): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (const part of readEvidenceParts(unit.workspace.file, sha256)) {
    parts.push(part);
    size += part.length;
    if (size >= limit) break;
  }
  return Buffer.concat(parts).subarray(0, limit);
}

function describe(unit: Unit, file: { mediaType: string; sha256: string; size: number }): EvidencePreview {
  const picture = PICTURES.find((type) => type === file.mediaType);
  if (picture) {
    if (file.size > PICTURE_LIMIT) return { kind: 'none', sentence: 'The picture is too large to be shown here.' };
    return {
      kind: 'picture',
      mediaType: picture,
      content: readStart(unit, file.sha256, PICTURE_LIMIT).toString('base64'),
    };
  }
  if (file.mediaType === 'text/plain') {
    // Four bytes to a character at most; a character that is cut at the end is left out.
    const start = readStart(unit, file.sha256, TEXT_LIMIT * 4);
    const text = new TextDecoder('utf-8').decode(start, { stream: true });
    return { kind: 'text', text: text.slice(0, TEXT_LIMIT), cut: text.length > TEXT_LIMIT || file.size > start.length };
  }
  return { kind: 'none', sentence: 'Files of this kind are not shown here. Open it in a program that you trust.' };
}

/**
 * What can be shown of a file in the page: a picture as it is, a text as text. Nothing of it is ever run, and nothing
 * is taken for markup. The trail records who looked.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW without a file; WORKSPACE_DAMAGED when the content lost its sum.
 */
export async function previewEvidence(unit: Unit, evidenceId: string): Promise<EvidencePreview> {
  const { id, indexNumber, title, file } = await requireFile(unit.transaction, evidenceId);
  if (checkFile(unit.workspace.file, file.sha256) !== 'sound') refuseDamaged(indexNumber);
  const preview = describe(unit, file);
  if (preview.kind !== 'none') {
    const facts = { previewed: file.name, sha256: file.sha256 };
    unit.note({ kind: 'evidence', id, name: `${indexNumber} ${title}`, facts });
  }
  return preview;
}
