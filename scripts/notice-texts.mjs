import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, PlainError } from './project.mjs';

/** Shipped beside the bundles: the addon and the shell; and what `docx` carries inside its own files. */
const SHIPPED_PACKAGES = ['better-sqlite3', 'electron', 'fflate', 'nanoid'].map((name) => `node_modules/${name}`);

/** Part of the database addon. */
const SQLITE = {
  title: 'SQLite',
  licence: 'blessing (public domain)',
  text: 'The authors of SQLite disclaim copyright to its source code and put it into the public domain.',
};

/** What the reader of PDF brings along of others and a build takes over, each with its own licence inside the package. */
const PDF_PARTS = [
  ['Adobe CMap resources', 'BSD-3-Clause', 'cmaps/LICENSE'],
  ['Foxit typefaces of PDFium', 'BSD-3-Clause', 'standard_fonts/LICENSE_FOXIT'],
  ['JBIG2 and fax decoder of PDFium', 'BSD-3-Clause and Apache-2.0', 'wasm/LICENSE_JBIG2'],
  ['JBIG2 and fax decoder, as packed by PDF.js', 'Apache-2.0', 'wasm/LICENSE_PDFJS_JBIG2'],
  ['OpenJPEG', 'BSD-2-Clause', 'wasm/LICENSE_OPENJPEG'],
  ['OpenJPEG, as packed by PDF.js', 'BSD-2-Clause', 'wasm/LICENSE_PDFJS_OPENJPEG'],
];

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i;

const readText = (path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();

function readLicences(folder) {
  const names = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  return names.sort().map((name) => readText(join(folder, name)));
}

function authorOf({ author, contributors }) {
  const person = author ?? contributors?.[0];
  return typeof person === 'string' ? person : (person?.name ?? 'its authors');
}

function describePackage(path) {
  const folder = inProject(...path.split('/'));
  const details = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readLicences(folder);
  const fallback = `Copyright ${authorOf(details)}. Licensed under ${details.license}.`;
  return {
    title: `${details.name} ${details.version}`,
    licence: details.license,
    text: texts.length > 0 ? texts.join('\n\n') : fallback,
  };
}

/** What Assay ships of others: every package in the bundles, the addon, the shell, and the typefaces. */
export function collectNotices() {
  const bundled = ['page', 'hosts'].flatMap((part) => {
    const path = inProject('out', `bundled-${part}.json`);
    if (!existsSync(path)) throw new PlainError('Build Assay first: npm run build');
    return JSON.parse(readFileSync(path, 'utf8'));
  });
  const packages = [...new Set([...bundled, ...SHIPPED_PACKAGES])].map(describePackage);
  const fonts = {
    title: 'Inter and JetBrains Mono (typefaces)',
    licence: 'OFL-1.1',
    text: readFileSync(inProject('resources', 'fonts', 'OFL.txt'), 'utf8').trim(),
  };
  const pdfParts = PDF_PARTS.map(([title, licence, path]) => ({
    title,
    licence,
    text: readText(inProject('node_modules', 'pdfjs-dist', ...path.split('/'))),
  }));
  return [...packages, SQLITE, fonts, ...pdfParts];
}

/** The notices as one text, in the order of their titles; the same input gives the same bytes. */
export function formatNotices(notices) {
  const distinct = new Map(notices.map((notice) => [notice.title, notice]));
  const sections = [...distinct.values()]
    .sort((left, right) => (left.title < right.title ? -1 : 1))
    .map(({ title, licence, text }) => `${'='.repeat(80)}\n${title}\nLicence: ${licence}\n\n${text}\n`);
  return `Assay contains the following software and typefaces of others, under their own licences.\n\n${sections.join('\n')}`;
}
