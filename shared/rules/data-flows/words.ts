import {
  DATA_CLASSES,
  PLACE_KINDS,
  TRANSIT_PROTECTIONS,
  type DataFlowContent,
  type Retention,
} from '../../contract/data-flows.ts';
import type { FlowPoint } from './lint.ts';
import { indexPlaces } from './parts.ts';
import type { DrawingWords } from './scene.ts';

/** Gives the sentence for a key of the locale files. */
type Translate = (key: string, parameters?: Readonly<Record<string, string | number>>) => string;

function translateAll<Word extends string>(words: readonly Word[], translate: (word: Word) => string) {
  return Object.fromEntries(words.map((word) => [word, translate(word)])) as Record<Word, string>;
}

const YEAR_DAYS = 365;

/** "Keeps for 30 days", "Keeps for 6 years", "Retention unknown". */
export function writeRetention({ kind, days }: Retention, translate: Translate): string {
  const years = (days ?? 0) / YEAR_DAYS;
  if (kind === 'days' && years > 0 && Number.isInteger(years)) {
    return translate('dataFlows.retention.years', { count: years });
  }
  return translate(`dataFlows.retention.${kind}`, { count: days ?? 0 });
}

/**
 * The words of a drawing from the locale files (`shared/locales`, "data-flows").
 *
 * @param language BCP 47 tag, for the names of countries.
 */
export function writeDrawingWords(translate: Translate, language: string): DrawingWords {
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  return {
    kinds: translateAll(PLACE_KINDS, (kind) => translate(`dataFlows.kind.${kind}`)),
    classes: translateAll(DATA_CLASSES, (one) => translate(`dataFlows.class.${one}`)),
    transits: translateAll(TRANSIT_PROTECTIONS, (transit) => translate(`dataFlows.transit.${transit}`)),
    writeRetention: (retention) => writeRetention(retention, translate),
    nameCountry: (code) => countries.of(code) ?? code,
    operatorUnknown: translate('dataFlows.drawing.operatorUnknown'),
    locationUnknown: translate('dataFlows.drawing.locationUnknown'),
    noClass: translate('dataFlows.drawing.noClass'),
    notEncryptedAtRest: translate('dataFlows.rest.no'),
  };
}

/** A remark on a map as a sentence: "Flow 3 carries PHI without encryption that holds." */
export function writeFlowPoint(
  { rule, placeId, flowId, dataClasses }: FlowPoint,
  content: DataFlowContent,
  translate: Translate,
  language: string,
): string {
  const classes = dataClasses.map((one) => translate(`dataFlows.class.${one}`));
  return translate(`dataFlows.rule.${rule}`, {
    place: indexPlaces(content).get(placeId ?? '')?.name ?? '',
    flow: content.flows.findIndex(({ id }) => id === flowId) + 1,
    classes: new Intl.ListFormat(language, { type: 'conjunction' }).format(classes),
  });
}
