import type { AgreementKind } from '../contract/agreements.ts';
import type { AppliedRule, Evidence, EvidenceRow } from '../contract/evidence.ts';
import type { UseCondition } from '../contract/questionnaire-pack.ts';
import type { RetentionRule } from '../contract/retention-pack.ts';
import { addDays, addMonths, countDays } from './days.ts';
import { countEvidence } from './questionnaires.ts';
import type { Refusal } from './vendors.ts';

/** What decides which rules of retention apply to a piece. */
export interface RetentionUse {
  /** Conditions of use of the assessments that rest on it; one that was not asked yet counts. */
  conditions: readonly UseCondition[];
  /** Kinds of the agreements that it stands behind. */
  agreements: readonly AgreementKind[];
}

type RetentionFacts = Pick<Evidence, 'retentionRules' | 'collectedAt' | 'datedOn' | 'periodEnd' | 'expiresOn'>;

/** The day on which a piece was last in effect: the latest of all that it names, and the day it was collected. */
export function findLastInEffect(evidence: Omit<RetentionFacts, 'retentionRules'>): string {
  const days = [evidence.collectedAt.slice(0, 10), evidence.datedOn, evidence.periodEnd, evidence.expiresOn];
  return (
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? ''
  );
}

function addMinimum(day: string, keep: NonNullable<RetentionRule['keep']>): string {
  if ('years' in keep) return addMonths(day, keep.years * 12);
  return 'months' in keep ? addMonths(day, keep.months) : addDays(day, keep.days);
}

function findReason(rule: RetentionRule, evidence: RetentionFacts, use: RetentionUse): AppliedRule['because'] | null {
  if (evidence.retentionRules.includes(rule.id)) return 'chosen';
  if (rule.appliesTo?.conditions.some((condition) => use.conditions.includes(condition))) return 'use';
  return rule.appliesTo?.agreements.some((kind) => use.agreements.includes(kind)) ? 'agreement' : null;
}

/**
 * Every rule that applies to a piece (`domain.md` 9.1), in the order of the pack, each with the last day on which it
 * wants the piece kept, counted from when it was last in effect. The one that ends last decides.
 */
export function applyRetention(
  evidence: RetentionFacts,
  use: RetentionUse,
  rules: readonly RetentionRule[],
): AppliedRule[] {
  const from = findLastInEffect(evidence);
  const applied = rules.flatMap((rule) => {
    const because = findReason(rule, evidence, use);
    const { id, title, basis, force } = rule;
    return because ? [{ id, title, basis, force, because, until: rule.keep && addMinimum(from, rule.keep) }] : [];
  });
  const until = findRetainUntil(applied);
  const decisive = applied.findIndex((rule) => until !== null && rule.until === until);
  return applied.map((rule, index) => ({ ...rule, decides: index === decisive }));
}

/** The last day on which a piece must be kept: the latest of all rules; null when none names a minimum. */
export function findRetainUntil(applied: readonly Pick<AppliedRule, 'until'>[]): string | null {
  return (
    applied
      .map(({ until }) => until)
      .filter((until) => until !== null)
      .sort()
      .at(-1) ?? null
  );
}

/** Days before its end from which evidence is about to expire. */
export const EXPIRY_NOTICE_DAYS = 90;
/** Months after which evidence without an end of its own is old: the yearly cycle of reports and tests. */
const AGE_LIMIT_MONTHS = 12;

/** How fresh a piece is in itself. Whether it is fresh enough for an answer depends on the question. */
export function rateFreshness(
  evidence: Pick<Evidence, 'datedOn' | 'periodEnd' | 'expiresOn'>,
  today: string,
): EvidenceRow['freshness'] {
  const { expiresOn } = evidence;
  if (expiresOn !== null && expiresOn < today) return 'expired';
  if (expiresOn !== null && expiresOn <= addDays(today, EXPIRY_NOTICE_DAYS)) return 'expiring';
  const measuredFrom = evidence.periodEnd ?? evidence.datedOn;
  if (measuredFrom === null) return 'undated';
  return expiresOn === null && addMonths(measuredFrom, AGE_LIMIT_MONTHS) < today ? 'old' : 'current';
}

/** What a piece is worth behind a record: expired or old evidence drops one step (`scoring.md`, "evidence e"). */
export function countLinkedEvidence(
  evidence: Pick<Evidence, 'state' | 'datedOn' | 'periodEnd' | 'expiresOn'>,
  today: string,
): Evidence['state'] | 'none' {
  const freshness = rateFreshness(evidence, today);
  return countEvidence({ state: evidence.state, stale: freshness === 'expired' || freshness === 'old' });
}

type DatedEvidence = Pick<Evidence, 'datedOn' | 'periodStart' | 'periodEnd' | 'expiresOn'>;

/** The date that cannot be right, with its field; null when all are possible. */
export function findDateFault(
  evidence: DatedEvidence,
  today: string,
): (Refusal & { field: keyof DatedEvidence }) | null {
  const { datedOn, periodStart, periodEnd, expiresOn } = evidence;
  if (datedOn !== null && datedOn > today) {
    return { field: 'datedOn', sentence: 'The document is dated in the future.', remedy: 'Give the day on it.' };
  }
  if (periodStart !== null && periodEnd !== null && periodEnd < periodStart) {
    return { field: 'periodEnd', sentence: 'The period ends before it starts.', remedy: 'Swap the two days.' };
  }
  const earliest = [datedOn, periodStart]
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  if (expiresOn !== null && earliest !== undefined && countDays(earliest, expiresOn) < 0) {
    return { field: 'expiresOn', sentence: 'It expires before it began.', remedy: 'Give the last day it is valid.' };
  }
  return null;
}

/** "V-PRV-3" gives "PRV3": the middle of an index number. The letter of the questionnaire is left out. */
export function writeControlCode(control: string): string {
  const parts = control.split('-');
  return (parts.length > 2 ? parts.slice(1) : parts).join('');
}

interface DisposalRefusal extends Refusal {
  reason: 'no_file' | 'held' | 'kept' | 'signed';
  /** The matters of the holds, the last day of keeping (`YYYY-MM-DD`), or the title of the assessment. */
  about: string;
}

/** Why a piece may not be disposed of now, or null. */
export function findDisposalRefusal(
  evidence: Pick<Evidence, 'indexNumber' | 'file' | 'holds' | 'retainUntil'>,
  signedAssessments: readonly string[],
  today: string,
): DisposalRefusal | null {
  const { indexNumber, retainUntil } = evidence;
  if (evidence.file === null) {
    return {
      reason: 'no_file',
      about: '',
      sentence: `${indexNumber} has no file to destroy.`,
      remedy: 'Its record stays in the index.',
    };
  }
  const matters = evidence.holds.filter(({ liftedAt }) => liftedAt === null).map(({ matter }) => matter);
  if (matters.length > 0) {
    const about = matters.join('; ');
    return {
      reason: 'held',
      about,
      sentence: `${indexNumber} is on legal hold: ${about}.`,
      remedy: 'Lift the hold first, if counsel agrees.',
    };
  }
  if (retainUntil !== null && today <= retainUntil) {
    return {
      reason: 'kept',
      about: retainUntil,
      sentence: `${indexNumber} must be kept until ${retainUntil}.`,
      remedy: 'It can be destroyed the day after.',
    };
  }
  const [signed] = signedAssessments;
  if (signed === undefined) return null;
  return {
    reason: 'signed',
    about: signed,
    sentence: `${indexNumber} is part of the signed assessment "${signed}".`,
    remedy: 'It stays with it.',
  };
}

const NAME_LENGTH = 120;
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/zip': ['zip', 'odt', 'ods'],
  'application/x-ole-storage': ['msg', 'doc', 'xls', 'ppt'],
  'text/plain': ['txt', 'csv', 'tsv', 'json', 'jsonl', 'md', 'log', 'xml', 'yaml', 'yml', 'eml'],
  'application/octet-stream': ['bin'],
};

/**
 * A name under which every system can save a file without harm: no folders, control or direction characters, none of
 * the names that Windows keeps for devices, and an extension that fits what the file is.
 *
 * @param mediaType as its first bytes say.
 */
export function cleanFileName(name: string, mediaType: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const allowed = EXTENSIONS[mediaType] ?? ['bin'];
  const given = /\.([a-z0-9]{1,8})$/i.exec(plain)?.[1] ?? '';
  const fits = allowed.includes(given.toLowerCase());
  const extension = fits ? given : (allowed[0] ?? 'bin');
  const stem = (fits ? plain.slice(0, -given.length - 1) : plain).slice(0, NAME_LENGTH).replace(/[. ]+$/, '');
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem);
  return `${isReserved ? '_' : ''}${stem || 'evidence'}.${extension}`;
}
