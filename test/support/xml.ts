export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** The element's own text, without that of its children. */
  text: string;
}

const TOKEN = /<\?[^>]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)="([^"]*)"/g;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));|&/gi;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
// eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * The root element of an XML part. Strict on purpose, as Word is.
 *
 * @throws Error when the XML is not well formed.
 */
export function parseXml(xml: string): XmlElement {
  if (FORBIDDEN.test(xml) || !xml.isWellFormed()) throw new Error('The XML holds a character that XML forbids.');
  const document: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [document];
  let position = 0;
  for (const token of xml.matchAll(TOKEN)) {
    position += token[0].length;
    const [, closing, name, attributes = '', empty, text] = token;
    const parent = open.at(-1) ?? document;
    if (text !== undefined) parent.text += decodeEntities(text);
    else if (name === undefined) continue;
    else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`The element ${name} is closed where it is not open.`);
    } else {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [root] = document.children;
  if (position !== xml.length) throw new Error(`The XML cannot be read at ${xml.slice(position, position + 60)}`);
  if (root === undefined || open.length !== 1) throw new Error('An element of the XML is not closed.');
  return root;
}

/** All elements of a name below an element, in the order of the document. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...findAll(child, name)]);
}

/** The value of an element's `w:val`, or of another attribute. */
export function valueOf(element: XmlElement | undefined, attribute = 'w:val'): string | undefined {
  return element?.attributes.get(attribute);
}

/** The text that a reader of the document sees in an element; breaks are line ends. */
export function readText(element: XmlElement): string {
  if (element.name === 'w:t') return element.text;
  if (element.name === 'w:br') return '\n';
  return element.children.map(readText).join('');
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  return new Map([...source.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decodeEntities(value)]));
}

function decodeEntities(source: string): string {
  return source.replaceAll(ENTITY, (entity, named: string | undefined, decimal?: string, hexadecimal?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    if (named === undefined || !(named in NAMED)) throw new Error(`The XML holds a bare ${entity}.`);
    return NAMED[named as keyof typeof NAMED];
  });
}
