/** Widths of U+0020 to U+007E in hundredths of the type size, as Inter has them at weight 400 and 600. */
const REGULAR_WIDTHS = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30, 66,
  66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99, 68, 68,
  63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53, 33, 59, 56,
  82, 55, 56, 55, 43, 33, 43, 66,
] as const;
const BOLD_WIDTHS = [
  25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64, 32, 33, 67,
  67, 67, 54, 100, 73, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65, 66, 74, 73, 102, 72, 71,
  65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 40, 55, 35, 61, 59,
  84, 57, 59, 57, 45, 36, 45, 67,
] as const;
const OTHER_WIDTH = 70;
const WIDE_WIDTH = 104;
/** From here on letters are as wide as they are high: Chinese, Japanese, Korean, and pictures. */
const FIRST_WIDE = 0x2e80;

/** Width in pixels of a line of Inter of this size; characters beyond ASCII are guessed, rather too wide. */
export function measureText(text: string, size: number, bold = false): number {
  const widths = bold ? BOLD_WIDTHS : REGULAR_WIDTHS;
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    hundredths += widths[code - 32] ?? (code >= FIRST_WIDE ? WIDE_WIDTH : OTHER_WIDTH);
  }
  return (hundredths * size) / 100;
}

/** The parts of a word that fit a line each. */
function breakWord(word: string, width: number, size: number, bold: boolean): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && measureText(part + character, size, bold) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/**
 * Breaks a text into lines no wider than `width` pixels, between words where it can. Nothing is cut off: joined again,
 * the lines hold every character but the white space. An empty text has no lines.
 */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const words = text.split(/[\s\p{Cc}]+/u).filter(Boolean);
  const lines: string[] = [];
  let line = '';
  for (const part of words.flatMap((word) => breakWord(word, width, size, bold))) {
    const longer = line === '' ? part : `${line} ${part}`;
    if (line !== '' && measureText(longer, size, bold) > width) {
      lines.push(line);
      line = part;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
