import type { ImportField } from '../../contract/exchange.ts';
import { DEPLOYMENTS, TOOL_KINDS } from '../../contract/tools.ts';
import { REGISTER_STATUSES, type RegisterStatus } from '../../contract/vendors.ts';
import { DEPLOYMENT_LABELS, KIND_LABELS, STATUS_LABELS, foldTitle } from './fields.ts';

/** The fields whose values are words of a list. */
export type WordField = 'kind' | 'deployment' | 'status';

export function isWordField(field: ImportField): field is WordField {
  return field === 'kind' || field === 'deployment' || field === 'status';
}

interface WordList {
  values: readonly string[];
  labels: Readonly<Record<string, string>>;
  synonyms: Readonly<Record<string, readonly string[]>>;
}

const WORDS: Readonly<Record<WordField, WordList>> = {
  kind: {
    values: TOOL_KINDS,
    labels: KIND_LABELS,
    synonyms: {
      assistant: [
        'chatbot',
        'chat bot',
        'chat',
        'ai assistant',
        'chat assistant',
        'coding assistant',
        'code assistant',
        'copilot',
        'llm chat',
        'web assistant',
        'web app',
      ],
      api: ['llm api', 'model api', 'rest api', 'model', 'llm', 'endpoint', 'sdk', 'hosted model', 'inference api'],
      ide_plugin: [
        'plugin',
        'plug in',
        'ide plug in',
        'ide add on',
        'add on',
        'addon',
        'ide addon',
        'extension',
        'ide extension',
        'editor extension',
        'editor plugin',
        'editor plug in',
        'vs code extension',
        'jetbrains plugin',
        'code completion',
      ],
      agent: [
        'ai agent',
        'coding agent',
        'autonomous agent',
        'agentic',
        'cli agent',
        'background agent',
        'bot',
        'pull request bot',
        'review bot',
      ],
      mcp_server: ['mcp', 'mcp tool', 'mcp connector', 'model context protocol server', 'connector'],
    },
  },
  deployment: {
    values: DEPLOYMENTS,
    labels: DEPLOYMENT_LABELS,
    synonyms: {
      air_gapped: ['airgapped', 'offline', 'isolated', 'on premises air gapped'],
      own_cloud: [
        'self hosted',
        'on premises',
        'on premise',
        'on prem',
        'vpc',
        'private cloud',
        'own tenant',
        'customer cloud',
      ],
      single_tenant: ['dedicated', 'dedicated tenant', 'private tenant', 'dedicated instance'],
      shared_service: ['saas', 'cloud', 'multi tenant', 'public cloud', 'shared', 'hosted', 'vendor cloud'],
      consumer: ['free', 'personal', 'consumer account', 'free plan', 'public'],
      unknown: ['tbc', 'tbd', 'n a', 'not known', 'to be confirmed'],
    },
  },
  status: {
    values: REGISTER_STATUSES,
    labels: STATUS_LABELS,
    synonyms: {
      proposed: ['requested', 'new', 'planned', 'candidate', 'idea', 'backlog', 'requested by team', 'wish'],
      in_review: [
        'live',
        'active',
        'in use',
        'used',
        'production',
        'rolled out',
        'trial',
        'pilot',
        'poc',
        'evaluation',
        'under review',
        'review',
        'pending',
        'in progress',
        'assessing',
        'approved with conditions',
        'restricted',
        'limited',
        'ok',
        'yes',
      ],
      prohibited: ['banned', 'blocked', 'forbidden', 'rejected', 'denied', 'not allowed', 'not approved', 'refused'],
      retired: [
        'decommissioned',
        'discontinued',
        'ended',
        'inactive',
        'phased out',
        'sunset',
        'archived',
        'replaced',
        'cancelled',
      ],
    },
  },
};

function indexWords(field: WordField, withSynonyms: boolean): ReadonlyMap<string, string> {
  const { values, labels, synonyms } = WORDS[field];
  const index = new Map<string, string>();
  for (const value of values) {
    const others = withSynonyms && Object.hasOwn(synonyms, value) ? (synonyms[value] ?? []) : [];
    for (const word of [value, labels[value] ?? value, ...others]) index.set(foldTitle(word), value);
  }
  return index;
}

const OWN_WORDS = {
  kind: indexWords('kind', false),
  deployment: indexWords('deployment', false),
  status: indexWords('status', false),
};
const ALL_WORDS = {
  kind: indexWords('kind', true),
  deployment: indexWords('deployment', true),
  status: indexWords('status', true),
};

/** The value whose own name a text is, in any case and punctuation; null when it is none. */
export function findWord(field: WordField, text: string): string | null {
  if (/[?]/.test(text)) return null;
  return OWN_WORDS[field].get(foldTitle(text)) ?? null;
}

/** The value that a text plainly means, its own name or another word for it; null when it is not plain. */
export function translateWord(field: WordField, text: string): string | null {
  if (/[?]/.test(text)) return null;
  return ALL_WORDS[field].get(foldTitle(text)) ?? null;
}

/** The value that a text may mean: with a doubt expressed, misspelt by a letter, or with words around it. */
export function suggestWord(field: WordField, text: string): string | null {
  const folded = foldTitle(text);
  if (folded === '') return null;
  const exact = ALL_WORDS[field].get(folded);
  if (exact !== undefined) return exact;
  const near = new Set<string>();
  for (const [word, value] of ALL_WORDS[field]) {
    const within = word.length >= 4 && ` ${folded} `.includes(` ${word} `);
    if (within || (word.length >= 5 && isOneLetterOff(word, folded))) near.add(value);
  }
  const [only] = near;
  return near.size === 1 && only !== undefined ? only : null;
}

/** One letter changed, missing or too many. */
function isOneLetterOff(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = long.slice(start + 1);
  return short.slice(long.length === short.length ? start + 1 : start) === rest;
}

/**
 * The status that an imported record gets. Approval rests on gates, which no list carries, so whatever is in use comes
 * in review (`mission.md` A1).
 */
export function limitImportedStatus(status: RegisterStatus): RegisterStatus {
  return status === 'approved' || status === 'conditional' ? 'in_review' : status;
}

export function describeWord(field: WordField, value: string): string {
  return WORDS[field].labels[value] ?? value;
}

export function listWordChoices(field: WordField): { value: string; label: string }[] {
  const values =
    field === 'status'
      ? REGISTER_STATUSES.filter((status) => limitImportedStatus(status) === status)
      : WORDS[field].values;
  return values.map((value) => ({ value, label: describeWord(field, value) }));
}

/** A text by which cells are compared: without case, and with single spaces. */
export function foldValue(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

const LETTERS = 26;
/** Groups of countries, exceptional reservations and test codes that the language data has beside ISO 3166-1. */
const NO_COUNTRIES: ReadonlySet<string> = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));
const OTHER_COUNTRY_NAMES: readonly (readonly [string, string])[] = [
  ['usa', 'US'],
  ['u s', 'US'],
  ['u s a', 'US'],
  ['united states of america', 'US'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['holland', 'NL'],
  ['the netherlands', 'NL'],
  ['czech republic', 'CZ'],
  ['korea', 'KR'],
  ['uae', 'AE'],
];

function* listCountries(): Generator<readonly [string, string]> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  for (let index = 0; index < LETTERS * LETTERS; index += 1) {
    const code = String.fromCharCode(65 + Math.floor(index / LETTERS), 65 + (index % LETTERS));
    // A code of old, or the UK, stands for the one that took its place.
    const present = new Intl.Locale(`und-${code}`).region ?? code;
    const name = NO_COUNTRIES.has(present) ? undefined : names.of(present);
    if (name === undefined) continue;
    yield [foldTitle(code), present];
    yield [foldTitle(name), present];
  }
}

/** ISO 3166-1 codes by code and English name, from the language data of the runtime. */
const COUNTRY_BY_NAME: ReadonlyMap<string, string> = new Map([...listCountries(), ...OTHER_COUNTRY_NAMES]);

/** The ISO 3166-1 alpha-2 code of a country given by its code or its English name; null when it is none. */
export function findCountry(text: string): string | null {
  return COUNTRY_BY_NAME.get(foldTitle(text)) ?? null;
}

/** The domain of a web address, an e-mail address or a bare domain, in lower case; null when it is none. */
export function findDomain(text: string): string | null {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/@\s]*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return domain.length <= 200 && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) ? domain : null;
}

/** A whole number as people write it, with marks between thousands; null when it is none. */
export function findCount(text: string): number | null {
  const digits = text
    .trim()
    .replace(/^(\d{1,3})((?:([ ,.'’\u00a0\u202f])\d{3})(?:\3\d{3})*)$/, (all) => all.replaceAll(/\D/g, ''));
  if (!/^\d{1,9}(?:\.0+)?$/.test(digits)) return null;
  const count = Number(digits);
  return count <= 10_000_000 ? count : null;
}

/** Several names in one cell, split at semicolons, bars and line ends, or at commas where there are none of these. */
export function splitNames(text: string): string[] {
  const separator = /[;|\n]/.test(text) ? /[;|\n]/ : ',';
  return text
    .split(separator)
    .map((name) => name.replaceAll(/\s+/g, ' ').trim())
    .filter((name) => name !== '');
}
