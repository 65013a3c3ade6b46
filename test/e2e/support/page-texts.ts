import type { Page } from 'playwright-core';
import { listCountries } from '../../../shared/rules/residency/place-names.ts';

/** Attributes that a person reads or hears. */
const READ_ATTRIBUTES = ['placeholder', 'aria-label', 'title', 'alt', 'aria-description', 'aria-roledescription'];

/** The size of a small file as the locale writes it: the word comes from the platform, as the names of months do. */
const FILE_SIZE = /\b[\d.,]+ (?:byte|kB|MB|GB)\b/g;

/** Words of the contract, such as "in_review"; a page must never show one as it is, so they do not count as data. */
const CONTRACT_WORD = /^[a-z]+([_.][a-z]+)*$/;
/** Between the last two of a list: "Open and in progress". */
const LIST_WORD = /⟧ (?:and|or) ⟦/g;
/** Letters that the format of a day or an instant brings: "Saturday 21 November 2026". */
const DAY =
  /\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/g;

/** Every text of the page that is seen or spoken and to be translated, each once, as a text node or attribute has it. */
export function listTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((attributes) => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of attributes) texts.add(node.getAttribute(name)?.trim() ?? '');
      } else if (node.parentElement?.closest('script, style, noscript, kbd, [translate="no"]') === null) {
        texts.add(node.textContent?.trim() ?? '');
      }
    }
    return [...texts].filter((text) => text !== '');
  }, READ_ATTRIBUTES);
}

/** A window that keeps what the host answers, as text, until it is taken. */
interface KeepingWindow extends Window {
  answers?: Promise<string>[];
}

/** From its next load on, the page keeps every answer of the host, so that what it shows can be held against them. */
export async function keepAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const answers: Promise<string>[] = [];
    (window as KeepingWindow).answers = answers;
    const ask = window.fetch.bind(window);
    window.fetch = async (...question) => {
      const response = await ask(...question);
      const isAnswer = new URL(response.url).pathname.startsWith('/rpc/');
      if (isAnswer && response.headers.get('content-type')?.startsWith('application/json') === true)
        answers.push(response.clone().text());
      return response;
    };
  });
}

/** Adds the texts of all answers since the last time to `strings`: data of the workspace, not words of the page. */
export async function takeAnswers(page: Page, strings: Set<string>): Promise<void> {
  const answers = await page.evaluate(() => Promise.all((window as KeepingWindow).answers?.splice(0) ?? []));
  const pending: unknown[] = answers.map((answer): unknown => JSON.parse(answer));
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    // An entry of the trail keeps what was before and after as JSON of its own.
    if (typeof value === 'string' && value.startsWith('{"')) pending.push(JSON.parse(value));
    else if (typeof value === 'string') strings.add(value.trim());
    else if (typeof value === 'object' && value !== null) pending.push(...Object.values(value));
  }
}

/** Names of countries as this browser knows them: words of the platform, as the names of months are. */
export function nameCountries(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    (codes) => {
      const names = new Intl.DisplayNames(['en-GB'], { type: 'region' });
      return codes.map((code) => names.of(code) ?? code);
    },
    listCountries().map(({ code }) => code.slice(0, 2)),
  );
}

/**
 * Whether a text has words that are neither in the brackets of the pseudo-locale, nor data of the workspace, nor part
 * of a day, a size of a file or a list of things as the locale writes them.
 */
export function isUntranslated(text: string, data: ReadonlySet<string>): boolean {
  const rest = [...data]
    .filter((one) => one.length > 1 && !CONTRACT_WORD.test(one))
    .toSorted((left, right) => right.length - left.length)
    .reduce((left, one) => removeWords(left, one), text)
    .replaceAll(DAY, ' ')
    .replaceAll(FILE_SIZE, ' ')
    .replaceAll(LIST_WORD, '⟧ ⟦');
  return /\p{L}{2}/u.test(removeBrackets(rest));
}

/** A sentence in the middle of which data begins in small letters is still that data. */
function removeWords(text: string, words: string): string {
  const small = words.charAt(0).toLowerCase() + words.slice(1);
  return text.replaceAll(words, ' ').replaceAll(small, ' ');
}

/** Messages within messages have brackets of their own; a sentence with bold words in it is several texts. */
function removeBrackets(text: string): string {
  const without = text.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
  return without === text ? text.replaceAll(/^[^⟦⟧]*⟧|⟦[^⟦⟧]*$/g, ' ') : removeBrackets(without);
}

/** How many CSS pixels the page and its regions are wider than their place. */
export function findOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('[data-region]')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((one) => `${one.getAttribute('data-region') ?? 'page'}: ${one.scrollWidth - one.clientWidth} px`),
  );
}
