type Messages = { [key: string]: string | Messages };

const ACCENTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aáeéiíoóuúyýcçnñsšzžAÁEÉIÍOÓUÚYÝCÇNÑSŠZŽ'.matchAll(/(.)(.)/gu)].map(([, plain = '', accented = '']) => [
    plain,
    accented,
  ]),
);

function pseudoLocalizeText(text: string): string {
  // Placeholders and tags must stay as they are, or the message would no longer work.
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>|\$t\([^)]*\))/);
  const accented = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll(/\p{L}/gu, (letter) => ACCENTS[letter] ?? letter),
  );
  const padding = '·'.repeat(Math.ceil(text.length * 0.3));
  return `⟦${accented.join('')}${padding}⟧`;
}

/** Every message in brackets, accented and a third longer: shows what was not translated and what does not fit. */
export function pseudoLocalize(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoLocalizeText(value) : pseudoLocalize(value),
    ]),
  );
}
