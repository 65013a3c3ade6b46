import { createInstance } from 'i18next';
import accessTiers from '../../../shared/locales/en/access-tiers.json' with { type: 'json' };
import adoptionReport from '../../../shared/locales/en/adoption-report.json' with { type: 'json' };
import auditPackage from '../../../shared/locales/en/audit-package.json' with { type: 'json' };
import auditorAnswers from '../../../shared/locales/en/auditor-answers.json' with { type: 'json' };
import calendar from '../../../shared/locales/en/calendar.json' with { type: 'json' };
import components from '../../../shared/locales/en/components.json' with { type: 'json' };
import dataFlows from '../../../shared/locales/en/data-flows.json' with { type: 'json' };
import dossier from '../../../shared/locales/en/dossier.json' with { type: 'json' };
import gaps from '../../../shared/locales/en/gaps.json' with { type: 'json' };
import gapsReport from '../../../shared/locales/en/gaps-report.json' with { type: 'json' };
import phiReport from '../../../shared/locales/en/phi-report.json' with { type: 'json' };
import reports from '../../../shared/locales/en/reports.json' with { type: 'json' };
import residency from '../../../shared/locales/en/residency.json' with { type: 'json' };
import riskReport from '../../../shared/locales/en/risk-report.json' with { type: 'json' };
import scores from '../../../shared/locales/en/scores.json' with { type: 'json' };
import trail from '../../../shared/locales/en/trail.json' with { type: 'json' };
import trailReport from '../../../shared/locales/en/trail-report.json' with { type: 'json' };
import training from '../../../shared/locales/en/training.json' with { type: 'json' };
import { createCountFormatter } from '../../../shared/rules/count-format.ts';
import { createDayFormat } from '../../../shared/rules/day-format.ts';

/** Gives the sentence for a key of the locale files, with its parameters filled in. */
export type Translate = (key: string, parameters?: Readonly<Record<string, string | number>>) => string;

/** The words of reports and explanations, with dates and numbers, in one language. */
export interface ReportLanguage {
  /** BCP 47 tag. */
  tag: string;
  translate: Translate;
  /** The sentence for the first of these keys that there is, else the text given. */
  translateFirst: (
    keys: readonly string[],
    otherwise: string,
    parameters?: Readonly<Record<string, string | number>>,
  ) => string;
  /** `YYYY-MM-DD` as "20 Nov 2026". */
  writeDay: (day: string) => string;
  /** An ISO instant as "20 Nov 2026, 09:14 UTC". */
  writeInstant: (instant: string) => string;
  writeWhole: (value: number) => string;
  /** "a, b and c" */
  writeList: (words: readonly string[]) => string;
  /** A ratio of 0 to 1 as "63 %". */
  writePercent: (ratio: number) => string;
}

/** The languages that reports can be written in; English until another is translated whole. */
export function createReportLanguage(tag = 'en-GB'): ReportLanguage {
  const locale = createInstance().use(createCountFormatter(tag));
  void locale.init({
    lng: tag,
    fallbackLng: 'en',
    resources: {
      en: {
        translation: {
          ...reports,
          dossier,
          accessTiers,
          adoptionReport,
          auditorAnswers,
          auditPackage,
          calendar,
          components,
          dataFlows,
          gaps,
          gapsReport,
          residency,
          riskReport,
          scores,
          phiReport,
          trail,
          trailReport,
          training,
        },
      },
    },
    interpolation: { escapeValue: false, alwaysFormat: true },
    initAsync: false,
    // A missing word would go to an auditor unseen.
    parseMissingKeyHandler: (key: string, otherwise?: string) => {
      if (otherwise !== undefined) return otherwise;
      throw new Error(`The report has no word for "${key}"`);
    },
  });
  const writeDay = createDayFormat(tag, { month: 'short', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'UTC' });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const plain = new Map<string, string>();
  const translate: Translate = (key, parameters) => {
    if (parameters !== undefined) return locale.t(key, { ...parameters });
    // A word without a gap is always the same, and a report asks for some of them thousands of times.
    const word = plain.get(key) ?? locale.t(key);
    plain.set(key, word);
    return word;
  };
  return {
    tag,
    translate,
    translateFirst: (keys, otherwise, parameters) => locale.t([...keys], { ...parameters, defaultValue: otherwise }),
    writeDay: (text) => writeDay(new Date(`${text}T00:00:00Z`)),
    writeInstant: (instant) => {
      const at = new Date(instant);
      return translate('dateTimeUtc', { date: writeDay(at), time: time.format(at) });
    },
    writeWhole: (value) => whole.format(value),
    writeList: (words) => list.format(words),
    writePercent: (ratio) => `${whole.format(Math.round(ratio * 100))}\u00A0%`,
  };
}
