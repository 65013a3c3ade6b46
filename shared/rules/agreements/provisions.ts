import type { Provision, ProvisionPack } from '../../contract/agreement-packs.ts';
import type { ProvisionCheck, ProvisionScore } from '../../contract/agreements.ts';

function isOpen(answer: ProvisionCheck['answer']): boolean {
  return answer !== 'present' && answer !== 'not_applicable';
}

/** Is it counted or asked for at all? What is only permitted, or to know, is neither. */
export function isAskedFor({ kind }: Pick<Provision, 'kind'>): boolean {
  return kind === 'required' || kind === 'gate';
}

/** Gates first, then by weight, then in the order of the law. */
function byWeight(one: Provision, other: Provision): number {
  return Number(other.kind === 'gate') - Number(one.kind === 'gate') || other.weight - one.weight;
}

/**
 * How much of what an agreement must hold is there (`domain.md` 1.2): weights of what is present, half for partial, over
 * the weights of everything that applies. What nobody has looked at counts as absent and shows in `checked`; what does
 * not apply counts neither way; a gate has no weight, and fails the whole while it is not present.
 */
export function scoreProvisions(
  pack: Pick<ProvisionPack, 'provisions'>,
  checks: readonly ProvisionCheck[],
): ProvisionScore {
  const answers = new Map(checks.map(({ provisionId, answer }) => [provisionId, answer]));
  const asked = pack.provisions.filter(isAskedFor);
  const counting = asked.filter(({ id, kind }) => kind === 'required' && answers.get(id) !== 'not_applicable');
  const halves = { present: 2, partial: 1, absent: 0, not_applicable: 0 } as const;
  const halfPoints = counting.reduce((sum, { id, weight }) => {
    const answer = answers.get(id) ?? null;
    return sum + (answer === null ? 0 : halves[answer] * weight);
  }, 0);
  const possible = counting.reduce((sum, { weight }) => sum + weight, 0);
  const isChecked = ({ id }: Provision) => (answers.get(id) ?? null) !== null;
  return {
    halfPoints,
    possible,
    coverage: possible === 0 ? null : halfPoints / (2 * possible),
    checked: asked.filter(isChecked).length,
    toCheck: asked.filter((provision) => !isChecked(provision)).length,
    failedGates: asked.filter(({ id, kind }) => kind === 'gate' && isOpen(answers.get(id) ?? null)).map(({ id }) => id),
    open: asked
      .filter(({ id }) => isOpen(answers.get(id) ?? null))
      .toSorted(byWeight)
      .map(({ id }) => id),
  };
}

/** Null when the check may stand so: that something does not apply needs a reason. A gate always applies. */
export function findCheckRefusal(
  provision: Provision,
  check: Pick<ProvisionCheck, 'answer' | 'note'>,
): { sentence: string; remedy: string; field: 'note' | 'answer' } | null {
  if (check.answer !== 'not_applicable') return null;
  if (provision.kind === 'gate') {
    return {
      field: 'answer',
      sentence: `${provision.id} always applies.`,
      remedy: 'Say whether it is present, partial or absent.',
    };
  }
  if (check.note.trim() !== '') return null;
  return {
    field: 'note',
    sentence: `A reason is needed to say that ${provision.id} does not apply.`,
    remedy: 'Write it as the note; an auditor will read it.',
  };
}
