import type { Region, ResidencyResult } from '../../../../shared/contract/region-pack.ts';
import type { LocationResult, Override } from '../../../../shared/contract/residency.ts';
import type { ReportValue, VerdictMark } from '../../../../shared/report/report.ts';
import { writeShortPlace, lastLink, type ResidencyWriter } from '../../../../shared/rules/residency/cause-words.ts';
import { nameLink } from '../../../../shared/rules/residency/place-names.ts';
import type { WorkedCell } from '../residency/residency.ts';
import { describeColumns, type DescribeColumn, type ReportFrame } from './report-frame.ts';

/** The words of the report on residency, and its columns by id. */
export interface ResidencyTerms extends ResidencyWriter {
  column: DescribeColumn;
}

/** Words everything in the language of the report. */
export function createResidencyTerms(frame: ReportFrame): ResidencyTerms {
  const { translate, writeDay, writeList } = frame.language;
  return {
    say: (key, parameters) => translate(`residency.${key}`, parameters),
    writeDay,
    writeList,
    column: describeColumns(frame, 'residency.report.column'),
  };
}

const MARKS: Readonly<Record<ResidencyResult, VerdictMark>> = {
  meets: 'met',
  partial: 'partly',
  unknown: 'unknown',
  breach: 'not-met',
};

/** A result in its own word. */
export function resultValue({ say }: ResidencyTerms, result: ResidencyResult): ReportValue {
  return { kind: 'verdict', verdict: MARKS[result], text: say(`result.${result}`) };
}

/** Where a location is, with the mark of its result: "Frankfurt", "Castellan, Manila". */
export function locationValue(terms: ResidencyTerms, location: LocationResult): ReportValue {
  return { kind: 'verdict', verdict: MARKS[location.result], text: writeLocation(terms, location), quiet: true };
}

function writeLocation(terms: ResidencyTerms, { location, places, causes, result }: LocationResult): string {
  const { say } = terms;
  if (location === 'sub_processors') {
    if (causes.some(({ kind }) => kind === 'no_list')) return say('report.noList');
    const worst = causes.find((cause) => cause.result === result && lastLink(cause));
    const link = worst && lastLink(worst);
    if (link) return nameLink(link);
    return places.length === 0 ? say('report.noneEngaged') : say('report.engaged', { count: places.length });
  }
  return places.length === 0
    ? say('place.unknown')
    : [...new Set(places.map((place) => writeShortPlace(place, terms)))].join('; ');
}

/** "SGB V, Section 393; SGB X, Section 80" */
export function writeCitations({ citations }: Pick<Region, 'citations'>): string {
  return citations.map(({ law, article }) => [law, article].filter(Boolean).join(', ')).join('; ');
}

/** "S18, S12", or that it is to be verified. */
export function writeSources({ say }: ResidencyTerms, { citations }: Pick<Region, 'citations'>): string {
  const ids = [...new Set(citations.flatMap(({ sources }) => sources))];
  const isOpen = citations.some(({ sources }) => sources.length === 0);
  return [...ids, ...(isOpen ? [say('report.noSource')] : [])].join(', ');
}

/** A live override in a sentence; empty for none. */
export function writeOverride({ say, writeDay }: ResidencyTerms, override: Override | null): string {
  if (override?.state !== 'live') return '';
  return say('report.overrideTo', {
    result: say(`result.${override.result}`),
    until: writeDay(override.expiresOn),
    approver: override.approvedBy?.name ?? '',
  });
}

/** What carries the transfers of a cell, and its note. */
export function writeBasis(terms: ResidencyTerms, { use, region, override }: WorkedCell): string {
  const names = use.bases.map(
    ({ basisId }) => region.rules.transfer?.bases.find(({ id }) => id === basisId)?.name ?? basisId,
  );
  const met = use.conditions
    .filter(({ state }) => state === 'met')
    .map(({ conditionId, on }) => {
      const name = region.rules.conditions.find(({ id }) => id === conditionId)?.name ?? conditionId;
      return on === null ? name : `${name}, ${terms.writeDay(on)}`;
    });
  return [...names, ...met, use.note, writeOverride(terms, override)].filter(Boolean).join('; ');
}
