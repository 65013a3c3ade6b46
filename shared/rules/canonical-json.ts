/**
 * JSON in the one form of RFC 8785: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes
 * them. Equal values give equal text, so the text can be hashed. Keys whose value is `undefined` are left out; a lone
 * surrogate becomes U+FFFD, as SQLite stores it.
 *
 * @throws TypeError on a number that is not finite.
 */
export function writeCanonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => writeCanonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const record = value as Readonly<Record<string, unknown>>;
    const members: string[] = [];
    for (const key of Object.keys(record).sort()) {
      const member = record[key];
      if (member !== undefined) members.push(`${writeString(key)}:${writeCanonicalJson(member)}`);
    }
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`A ${typeof value} has no JSON form`);
}

function writeString(text: string): string {
  return JSON.stringify(text.toWellFormed());
}
