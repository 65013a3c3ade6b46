import type { AgreementState } from '../../shared/contract/agreements.ts';
import { DueMark, WordMark } from './word-mark.tsx';

export interface AgreementMarkProps {
  agreement: { stateToday: AgreementState; expiresOn: string | null };
  /** The workspace's today, `YYYY-MM-DD`. */
  today: string;
  variant?: 'inline' | 'tag';
}

/** The state of an agreement today; one that runs out says in how many days. */
export function AgreementMark({ agreement, today, variant = 'inline' }: AgreementMarkProps) {
  const { stateToday, expiresOn } = agreement;
  if (stateToday === 'expiring' && expiresOn !== null && expiresOn >= today) {
    return <DueMark dueOn={expiresOn} today={today} kind="expiry" variant={variant} />;
  }
  return <WordMark of="agreement" value={stateToday} variant={variant} />;
}
