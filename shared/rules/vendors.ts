import type { NextStep, RegisterStatus } from '../contract/vendors.ts';

/** Where a vendor or a tool may go from each status (`mission.md` A1). Retired records can be taken up again. */
const NEXT_STATUSES: Readonly<Record<RegisterStatus, readonly RegisterStatus[]>> = {
  proposed: ['in_review', 'prohibited', 'retired'],
  in_review: ['proposed', 'approved', 'conditional', 'prohibited', 'retired'],
  approved: ['in_review', 'conditional', 'prohibited', 'retired'],
  conditional: ['in_review', 'approved', 'prohibited', 'retired'],
  prohibited: ['in_review', 'retired'],
  retired: ['proposed'],
};

const STATUS_WORDS: Readonly<Record<RegisterStatus, string>> = {
  proposed: 'proposed',
  in_review: 'in review',
  approved: 'approved',
  conditional: 'conditional',
  prohibited: 'prohibited',
  retired: 'retired',
};

/** Why something may not be done now, and how it could be; a sentence each. */
export interface Refusal {
  sentence: string;
  remedy: string;
}

/** The statuses that a record may be moved to, for the page's menu. */
export function listNextStatuses(status: RegisterStatus): readonly RegisterStatus[] {
  return NEXT_STATUSES[status];
}

/** A status under which people use the tool. */
export function isInUse(status: RegisterStatus): boolean {
  return status === 'approved' || status === 'conditional';
}

/** Null when the move is allowed. Every move but the one to "in review" needs a reason. */
export function findStatusRefusal(
  record: { name: string; status: RegisterStatus },
  status: RegisterStatus,
  reason: string,
): Refusal | null {
  if (!NEXT_STATUSES[record.status].includes(status)) {
    const allowed = NEXT_STATUSES[record.status].map((next) => STATUS_WORDS[next]).join(', ');
    return {
      sentence: `${record.name} is ${STATUS_WORDS[record.status]} and cannot become ${STATUS_WORDS[status]}.`,
      remedy: `From here it can become: ${allowed}.`,
    };
  }
  if (status === 'in_review' || reason.trim() !== '') return null;
  return {
    sentence: `A reason is needed to make ${record.name} ${STATUS_WORDS[status]}.`,
    remedy: 'Say in a sentence why; an auditor will read it.',
  };
}

/** Null when nobody uses a tool of the vendor any more, or the vendor's status allows use. */
export function findToolsInUseRefusal(
  vendor: { name: string },
  status: RegisterStatus,
  toolsInUse: readonly string[],
): Refusal | null {
  const endsUse = status === 'retired' || status === 'prohibited';
  if (!endsUse || toolsInUse.length === 0) return null;
  const named = toolsInUse.length > 3 ? [...toolsInUse.slice(0, 3), `${toolsInUse.length - 3} more`] : toolsInUse;
  return {
    sentence: `${vendor.name} cannot become ${STATUS_WORDS[status]} while its tools are in use: ${named.join(', ')}.`,
    remedy: `Make these tools ${STATUS_WORDS[status]} first.`,
  };
}

/** The step that comes first for a vendor: of its tools' steps the one with the nearest date, dated before undated. */
export function findVendorNextStep(toolSteps: readonly NextStep[], toolCount: number): NextStep {
  if (toolCount === 0) return { kind: 'add_tool', count: 0, dueOn: null, recordId: null };
  const steps = toolSteps.filter((step) => step !== null);
  return steps.reduce<NextStep>(
    (first, step) => (first === null || isSooner(step.dueOn, first.dueOn) ? step : first),
    null,
  );
}

function isSooner(day: string | null, other: string | null): boolean {
  return day !== null && (other === null || day < other);
}
