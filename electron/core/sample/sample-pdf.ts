/** Points: A4, its margins, and where the lines stand. */
const PAPER = { width: 595, height: 842, margin: 64, title: 762, text: 716, foot: 44 } as const;
const SIZE = { title: 18, longTitle: 14, head: 12, text: 10, leading: 15 } as const;
/** Characters of a line of the running text. */
const LINE = 92;
/** Characters of a title that fit in its larger size. */
const SHORT_TITLE = 45;
const LINES_OF_A_PAGE = 40;

/** A part of an invented document; each begins a page. */
export interface SamplePart {
  head: string;
  paragraphs: readonly string[];
}

function wrap(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (`${line} ${word}`.length > LINE) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A line of text at a place; what the fourteen fonts cannot write becomes a question mark. */
function write(text: string, font: 'F1' | 'F2', size: number, y: number): string {
  const plain = text
    .replaceAll('–', '-')
    .replaceAll('’', "'")
    .replaceAll(/[^\u0020-\u007e\u00a1-\u00ff]/g, '?')
    .replaceAll(/[\\()]/g, String.raw`\$&`);
  return `BT /${font} ${size} Tf ${PAPER.margin} ${y} Td (${plain}) Tj ET`;
}

function drawPage(title: string, { head, paragraphs }: SamplePart, place: string): string {
  const lines = paragraphs.flatMap((paragraph) => [...wrap(paragraph), '']).slice(0, LINES_OF_A_PAGE);
  return [
    write(title, 'F2', title.length > SHORT_TITLE ? SIZE.longTitle : SIZE.title, PAPER.title),
    write(head, 'F2', SIZE.head, PAPER.text),
    ...lines.map((line, index) => write(line, 'F1', SIZE.text, PAPER.text - 28 - index * SIZE.leading)),
    write(`Sample document, invented. ${place}`, 'F1', 8, PAPER.foot),
  ].join('\n');
}

/** A PDF of plain text, one page for each part; the same input gives the same bytes. */
export function writeSamplePdf(title: string, parts: readonly SamplePart[]): Buffer {
  const pages = parts.map((part, index) => drawPage(title, part, `Page ${index + 1} of ${parts.length}`));
  const firstPage = 5;
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ')}] >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ...pages.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAPER.width} ${PAPER.height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
