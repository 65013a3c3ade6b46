import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const EXECUTABLE_SUFFIXES = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];

/** Places outside of PATH where installers put these programs. */
const KNOWN_PLACES = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  soffice: [
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
    'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
  ],
};

function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) =>
    folders.flatMap((folder) => EXECUTABLE_SUFFIXES.map((suffix) => join(folder, name + suffix))),
  );
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** A Chromium to test with, or null. `ASSAY_CHROMIUM` names one that is elsewhere. */
export function findChromium() {
  const named = process.env.ASSAY_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return findOnPath(names) ?? KNOWN_PLACES.chromium.find((path) => existsSync(path)) ?? null;
}

function findLibreOffice() {
  return findOnPath(['soffice', 'libreoffice']) ?? KNOWN_PLACES.soffice.find((path) => existsSync(path)) ?? null;
}

function hasCarlito() {
  const { stdout } = spawnSync('fc-list', ['Carlito'], { encoding: 'utf8' });
  return (stdout ?? '').trim() !== '' || process.platform !== 'linux';
}

/** What the tests look at pages and documents with, and what to install where it is missing. */
const SYSTEM_TOOLS = [
  { name: 'Chromium', isThere: () => findChromium() !== null, apt: ['chromium'] },
  { name: 'LibreOffice', isThere: () => findLibreOffice() !== null, apt: ['libreoffice-writer', 'libreoffice-calc'] },
  { name: 'pdftoppm', isThere: () => findOnPath(['pdftoppm']) !== null, apt: ['poppler-utils'] },
  { name: 'the font Carlito', isThere: hasCarlito, apt: ['fonts-crosextra-carlito'] },
];

const INSTALL_HINTS = {
  linux: 'your package manager',
  darwin: 'brew install --cask google-chrome libreoffice && brew install poppler',
  win32: 'winget install Google.Chrome TheDocumentFoundation.LibreOffice oschwartz10612.Poppler',
};

function listMissing() {
  return SYSTEM_TOOLS.filter((tool) => !tool.isThere());
}

function isDebianLike() {
  return (
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** How to run a program as root without asking anybody, or null. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
}

function runAsRoot(prefix, args) {
  const [file, ...rest] = [...prefix, ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(file, rest, { env, stdio: 'ignore' }).status === 0;
}

/**
 * Installs the missing tools with apt-get where that needs no question. Gives null when all are there, otherwise a
 * sentence that names what is missing and how to get it.
 */
export function ensureSystemTools() {
  const missing = listMissing();
  if (missing.length === 0) return null;
  const packages = missing.flatMap((tool) => tool.apt);
  const prefix = isDebianLike() ? rootPrefix() : null;
  if (prefix) {
    console.log(`Installing ${packages.join(', ')}.`);
    runAsRoot(prefix, ['apt-get', 'update']);
    runAsRoot(prefix, ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages]);
  }
  const still = listMissing().map((tool) => tool.name);
  if (still.length === 0) return null;
  const hint = isDebianLike() ? `apt-get install ${packages.join(' ')}` : INSTALL_HINTS[process.platform];
  return `Not installed: ${still.join(', ')}. Install with: ${hint ?? 'the means of your system'}`;
}
