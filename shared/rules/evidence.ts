import type { Evidence, EvidenceRow } from '../contract/evidence.ts';
import type { UseCondition } from '../contract/questionnaire-pack.ts';
import { addDays, addMonths, countDays } from './days.ts';
import { countEvidence } from './questionnaires.ts';
import type { Refusal } from './vendors.ts';

type RetentionRule = Evidence['retentionRule'];

/** Months that a rule wants a record kept (`domain.md` 9.1); null where the owner decides. */
const RETENTION_MONTHS: Readonly<Record<RetentionRule, number | null>> = {
  // 45 CFR 164.316(b)(2)(i), 164.530(j): six years from creation or from when it was last in effect.
  hipaa_documentation: 72,
  // PCI DSS 10.5.1: twelve months.
  pci_log: 12,
  // No single number in law for a company; seven years by policy, as the auditor keeps (17 CFR 210.2-06).
  sox_company: 84,
  // The period and the next cycle, in practice up to eighteen months.
  soc2_cycle: 18,
  // AI Act 26(6): six months.
  ai_act_log: 6,
  owner: null,
};

/** The rules that come with the use that a piece of evidence supports. */
const CONDITION_RULES: Partial<Readonly<Record<UseCondition, RetentionRule>>> = {
  phi_possible: 'hipaa_documentation',
  cardholder_data_environment: 'pci_log',
  sox_scope: 'sox_company',
};

/**
 * The last day on which the evidence must be kept: the longest of all rules that apply, counted from the day on which
 * it was last in effect. Null when no rule sets a minimum.
 *
 * @param conditions conditions of use of the assessments that rest on it; one that was not asked yet counts.
 */
export function findRetainUntil(
  evidence: Pick<Evidence, 'retentionRule' | 'collectedAt' | 'datedOn' | 'periodEnd' | 'expiresOn'>,
  conditions: readonly UseCondition[],
): string | null {
  const rules = [evidence.retentionRule, ...conditions.map((condition) => CONDITION_RULES[condition] ?? 'owner')];
  const months = Math.max(...rules.map((rule) => RETENTION_MONTHS[rule] ?? 0));
  if (months === 0) return null;
  const days = [evidence.collectedAt.slice(0, 10), evidence.datedOn, evidence.periodEnd, evidence.expiresOn];
  const lastInEffect =
    days
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? '';
  return addMonths(lastInEffect, months);
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

/** Why a piece may not be disposed of now, or null. */
export function findDisposalRefusal(
  evidence: Pick<Evidence, 'indexNumber' | 'file' | 'legalHold' | 'retainUntil'>,
  signedAssessments: readonly string[],
  today: string,
): Refusal | null {
  const { indexNumber, retainUntil } = evidence;
  if (evidence.file === null) {
    return { sentence: `${indexNumber} has no file to dispose of.`, remedy: 'Its record stays in the index.' };
  }
  if (evidence.legalHold) {
    return { sentence: `${indexNumber} is on legal hold.`, remedy: 'Lift the hold first, if counsel agrees.' };
  }
  if (retainUntil !== null && today <= retainUntil) {
    return {
      sentence: `${indexNumber} must be kept until ${retainUntil}.`,
      remedy: 'It can be disposed of the day after.',
    };
  }
  const [signed] = signedAssessments;
  if (signed === undefined) return null;
  return { sentence: `${indexNumber} is part of the signed assessment "${signed}".`, remedy: 'It stays with it.' };
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
