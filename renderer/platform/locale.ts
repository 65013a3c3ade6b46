import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { createCountFormatter } from '../../shared/rules/count-format.ts';
import { pseudoLocalize } from './pseudo-locale.ts';

type Messages = { [key: string]: string | Messages };

/** Every message file of the page, by the name of its feature. */
const PAGE_FILES = import.meta.glob<Messages>('../locales/en/*.json', { eager: true, import: 'default' });
const SHARED_FILES = import.meta.glob<Messages>('../../shared/locales/en/*.json', { eager: true, import: 'default' });

function nameFeature(path: string): string {
  const name = /([\w-]+)\.json$/.exec(path)?.[1] ?? path;
  return name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** The messages by feature; a feature whose words the reports share has two files, and no key in both. */
function collectMessages(): Messages {
  const collected: Record<string, Messages> = {};
  for (const [path, messages] of [...Object.entries(PAGE_FILES), ...Object.entries(SHARED_FILES)]) {
    const name = nameFeature(path);
    collected[name] = { ...collected[name], ...messages };
  }
  return collected;
}

/** `pseudo` shows every message in brackets with accents, so that a string that missed the translation stands out. */
export type LocaleName = 'en' | 'pseudo';

/** The locale asked for in the address, `?locale=pseudo` before or after the `#`; English otherwise. */
export function readLocale(): LocaleName {
  return /[?&]locale=pseudo\b/.test(window.location.href) ? 'pseudo' : 'en';
}

/** BCP 47 tag for dates and numbers. */
export const FORMAT_TAG = 'en-GB';

export async function createLocale(name: LocaleName): Promise<i18n> {
  const messages = collectMessages();
  const locale = createInstance();
  await locale
    .use(initReactI18next)
    .use(createCountFormatter(FORMAT_TAG))
    .init({
      lng: 'en',
      resources: { en: { translation: name === 'pseudo' ? pseudoLocalize(messages) : messages } },
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
  document.documentElement.lang = 'en';
  return locale;
}
