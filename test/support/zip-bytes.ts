import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive as a test wants it; what is left out is as it should be. */
export interface ZipPart {
  name: string;
  content: string | Uint8Array;
  /** Bytes as they stand in the archive, where they are not simply the content deflated. */
  deflated?: Uint8Array;
  /** What the archive says the part unpacks to, in bytes. */
  claimedSize?: number;
  encrypted?: boolean;
}

/** The bytes of a zip archive, honest or not: every field can be made to lie. */
export function buildZip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, deflated, claimedSize, encrypted } of parts) {
    const bytes = Buffer.from(content);
    const data = deflated ?? deflateRawSync(bytes);
    const fileName = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(encrypted ? 1 : 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(data.byteLength, 14);
    fields.writeUInt32LE(claimedSize ?? bytes.byteLength, 18);
    fields.writeUInt16LE(fileName.byteLength, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, fileName]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, fileName]));
    local.push(head, Buffer.from(data));
    offset += head.byteLength + data.byteLength;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** So many mebibytes of spaces, deflated to about a thousandth of that without ever being in memory. */
export function deflateSpaces(mebibytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(16 * 1024 * 1024, 0x20), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: mebibytes / 16 }, () => block), deflateRawSync(Buffer.alloc(0))]);
}

/** One sheet of a workbook: its rows, and what a test puts around or beside them. */
export interface WorkbookXml {
  /** XML of the rows, as in `<row><c t="inlineStr"><is><t>…`. */
  rows: string;
  /** XML after the rows: validations, merges, links. */
  after?: string;
  /** XML in the workbook's own part: names, settings. */
  workbook?: string;
  parts?: readonly ZipPart[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export function textCell(text: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

export function textRow(...texts: string[]): string {
  return `<row>${texts.map(textCell).join('')}</row>`;
}

/** The parts of a workbook with one sheet, "List". */
export function listWorkbookParts({ rows, after = '', workbook = '', parts = [] }: WorkbookXml): ZipPart[] {
  return [
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets>${workbook}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
    },
    ...parts,
  ];
}

export function buildWorkbook(workbook: WorkbookXml): Buffer {
  return buildZip(listWorkbookParts(workbook));
}
