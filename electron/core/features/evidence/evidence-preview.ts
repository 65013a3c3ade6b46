import type { EvidencePreview } from '../../../../shared/contract/evidence.ts';
import { AssayError } from '../../assay-error.ts';
import type { Unit } from '../../database/unit-of-work.ts';
import type { Session } from '../../operations.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { refuseDamaged, requireFile } from './evidence.ts';
import { checkFile, readEvidenceParts, readEvidenceRange } from './evidence-files.ts';
import { beginLook, findLook } from './evidence-looks.ts';

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

interface ShownFile {
  mediaType: string;
  sha256: string;
  size: number;
}

function describe(unit: Unit, file: ShownFile, startLook: () => string): EvidencePreview {
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
  if (file.mediaType === 'application/pdf') return { kind: 'pdf', look: startLook(), size: file.size };
  return { kind: 'none', sentence: 'Files of this kind are not shown here. Open it in a program that you trust.' };
}

/**
 * What can be shown of a file in the page: a picture as it is, a text as text, a PDF by the ranges that its reader asks
 * for. Nothing of it is ever run, and nothing is taken for markup. The trail records who looked.
 *
 * @throws AssayError NOT_FOUND; NOT_ALLOWED_NOW without a file; WORKSPACE_DAMAGED when the content lost its sum.
 */
export async function previewEvidence(unit: Unit, session: Session, evidenceId: string): Promise<EvidencePreview> {
  const { id, indexNumber, title, file } = await requireFile(unit.transaction, evidenceId);
  if (checkFile(unit.workspace.file, file.sha256) !== 'sound') refuseDamaged(indexNumber);
  const preview = describe(unit, file, () => beginLook(session, { evidenceId, sha256: file.sha256 }));
  if (preview.kind !== 'none') {
    const facts = { previewed: file.name, sha256: file.sha256 };
    unit.note({ kind: 'evidence', id, name: `${indexNumber} ${title}`, facts });
  }
  return preview;
}

/**
 * Bytes of what a look shows, as long as the piece has its file.
 *
 * @throws AssayError FILE_GONE without such a look; NOT_ALLOWED_NOW once the file was destroyed; INVALID_INPUT beyond its
 *   end; WORKSPACE_DAMAGED when some of the content is missing.
 */
export async function readPreview(
  workspace: Workspace,
  session: Session,
  range: { look: string; begin: number; end: number },
): Promise<Buffer> {
  const { begin, end } = range;
  const { evidenceId, sha256 } = findLook(session, range.look);
  const { indexNumber, file } = await requireFile(workspace.queries, evidenceId);
  if (end > file.size) {
    throw new AssayError('INVALID_INPUT', `The file of ${indexNumber} has ${file.size} bytes.`, { field: 'end' });
  }
  const bytes = readEvidenceRange(workspace.file, sha256, begin, end);
  if (bytes.length !== end - begin) refuseDamaged(indexNumber);
  return bytes;
}
