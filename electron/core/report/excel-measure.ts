/**
 * Excel fits no row height in a file that it did not make itself, so every height is computed here from the
 * advance widths of Calibri, in thousandths of an em, for U+0020 to U+007E.
 */
const REGULAR_WIDTHS = [
  226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507,
  507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
  646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525,
  498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314,
  460, 314, 498,
] as const;

const BOLD_FACTOR = 1.05;
/** Hinting and other faces set text a little wider than the table says. */
const SAFETY = 1.03;
/** Both indents of a cell, in pixels. */
const INDENTS = 18;
const PIXELS_PER_CHARACTER = 7;
const PIXELS_PER_POINT = 96 / 72;
const LATIN_END = 0x250;
const WIDEST = 1000;

const LINE_FEED = 10;
const SPACE = 32;
const HYPHEN = 45;

const LATIN_WIDTHS = listLatinWidths();

export interface Face {
  /** Size in points. */
  size: number;
  bold?: boolean;
}

/** Width of a text on one line, in pixels at 96 dots per inch, indents not included. */
export function measureText(text: string, face: Face): number {
  let width = 0;
  for (let index = 0; index < text.length; index += 1) width += widthOf(text.charCodeAt(index));
  return (width / WIDEST) * pixelsPerEm(face);
}

/** Width of a column in characters that shows a text on one line with its indents. */
export function charactersFor(text: string, face: Face): number {
  return Math.ceil(((measureText(text, face) + INDENTS) / PIXELS_PER_CHARACTER) * 2) / 2;
}

/** The lines into which a text falls in a column of so many characters, broken at spaces and hyphens. */
export function countLines(text: string, characters: number, face: Face): number {
  const available = availableEms(characters, face);
  if (text.length * WIDEST <= available) return text.includes('\n') ? text.split('\n').length : 1;
  let lines = 1;
  let line = 0;
  let word = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED) {
      lines += line + word > available && line > 0 ? 2 : 1;
      line = 0;
      word = 0;
      continue;
    }
    const width = widthOf(code);
    const ends = code === SPACE || code === HYPHEN;
    if (code !== SPACE) word += width;
    if (word > available) {
      lines += line > 0 ? 2 : 1;
      line = 0;
      word = width;
    }
    if (!ends) continue;
    if (line + word > available) {
      lines += 1;
      line = 0;
    }
    line += code === SPACE ? word + width : word;
    word = 0;
  }
  return line + word > available && line > 0 ? lines + 1 : lines;
}

/** Splits a text at spaces into lines that each fit a width of so many characters. */
export function splitLines(text: string, characters: number, face: Face): string[] {
  const available = characters * PIXELS_PER_CHARACTER - INDENTS;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measureText(longer, face) * SAFETY > available) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function availableEms(characters: number, face: Face): number {
  const pixels = Math.max(characters * PIXELS_PER_CHARACTER - INDENTS, PIXELS_PER_CHARACTER);
  return (pixels / (pixelsPerEm(face) * SAFETY)) * WIDEST;
}

function pixelsPerEm(face: Face): number {
  return face.size * PIXELS_PER_POINT * (face.bold === true ? BOLD_FACTOR : 1);
}

function widthOf(code: number): number {
  if (code < LATIN_END) return LATIN_WIDTHS[code] ?? WIDEST;
  if (code >= 0x2010 && code <= 0x2027) return code === 0x2014 ? 905 : 600;
  return code < 0x1100 ? 700 : WIDEST;
}

/** Accented letters are as wide as their base letter; what has none is taken to be as wide as an average capital. */
function listLatinWidths(): Uint16Array {
  const widths = new Uint16Array(LATIN_END);
  for (let code = 0; code < LATIN_END; code += 1) {
    const base = String.fromCharCode(code).normalize('NFD').charCodeAt(0);
    widths[code] = REGULAR_WIDTHS[base - SPACE] ?? 640;
  }
  return widths;
}
