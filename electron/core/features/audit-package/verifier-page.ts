import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import auditPackage from '../../../../shared/locales/en/audit-package.json' with { type: 'json' };

/** In the order in which each needs the ones before it. */
const SCRIPTS = ['sha256.js', 'ed25519.js', 'read-package.js', 'judge-package.js', 'verify-page.js'];

/** One script of many modules: each knows the others' names, so what they import and export is left out. */
function joinModules(sources: readonly string[]): string {
  return sources.map((source) => source.replaceAll(/^import [^;]*;\n/gm, '').replaceAll(/^export /gm, '')).join('\n');
}

const sum = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const escapeMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * The page with which an auditor checks a package without our software: one file that needs no network, whose policy
 * lets nothing run or load but what stands in it.
 *
 * @param resources The product's resources.
 */
export async function writeVerifierPage(resources: string): Promise<Buffer> {
  const read = (name: string) => readFile(join(resources, 'verifier', name), 'utf8');
  const template = await read('verify.html');
  const style = await read('verify.css');
  const script = joinModules(await Promise.all(SCRIPTS.map(read)));
  const words: Readonly<Record<string, string>> = auditPackage.verifier;
  const parts: Readonly<Record<string, string>> = {
    STYLE: style,
    SCRIPT: script,
    WORDS: JSON.stringify(words).replaceAll('<', String.raw`\u003c`),
  };
  const filled = template
    .replaceAll(/%word:(\w+)%/g, (_whole, key: string) => escapeMarkup(words[key] ?? key))
    .replaceAll(/%(STYLE|SCRIPT|WORDS)%/g, (_whole, name: string) => parts[name] ?? '');
  // Over what stands between the tags, white space included, as a browser takes them.
  const sumOf = (element: RegExp) => sum(element.exec(filled)?.[1] ?? '');
  const page = filled
    .replace('%SCRIPT_SUM%', sumOf(/<script type="module">([^]*?)<\/script>/))
    .replace('%STYLE_SUM%', sumOf(/<style>([^]*?)<\/style>/));
  return Buffer.from(page);
}
