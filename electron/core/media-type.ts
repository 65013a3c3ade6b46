const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Folders in a zip that tell one Office format from another. */
const OFFICE_PARTS = [
  ['word/', `${OFFICE}.wordprocessingml.document`],
  ['xl/', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt/', `${OFFICE}.presentationml.presentation`],
] as const;

/** First bytes, as Latin-1 text, of what is worth telling apart. */
const MAGIC = [
  ['%PDF-', 'application/pdf'],
  ['\u0089PNG\r\n\u001a\n', 'image/png'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'application/x-ole-storage'],
  ['MZ', 'application/x-executable'],
  ['\u007fELF', 'application/x-executable'],
  ['\u00cf\u00fa\u00ed\u00fe', 'application/x-executable'],
  ['\u00ca\u00fe\u00ba\u00be', 'application/x-executable'],
  ['#!', 'application/x-executable'],
] as const;

/** Bytes looked at when telling text from anything else. */
const TEXT_SAMPLE = 64 * 1024;

function isText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, TEXT_SAMPLE);
  if (sample.includes(0)) return false;
  try {
    // A sample that is cut within a character is still text.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * What a file is by its own bytes, never by its name or by what a sender says. Programs are
 * `application/x-executable`, HTML and scripts without a first line of their own are `text/plain`, and what is not
 * known is `application/octet-stream`.
 */
export function detectMediaType(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'image/webp';
  if (start.startsWith('PK\u0003\u0004')) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isOffice = whole.includes('[Content_Types].xml', 0, 'latin1');
    const part = OFFICE_PARTS.find(([folder]) => isOffice && whole.includes(folder, 0, 'latin1'));
    return part ? part[1] : 'application/zip';
  }
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}
