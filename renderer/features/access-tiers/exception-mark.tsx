import { useTranslation } from 'react-i18next';
import type { AccessException } from '../../../shared/contract/access-tier-records.ts';
import { isSelfApproved } from '../../../shared/rules/access-tiers/exceptions.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';

interface ExceptionMarkProps {
  exception: AccessException;
  variant?: 'inline' | 'tag';
}

/** What an exception is today; a live one that somebody approved for themselves does not count, and says so. */
export function ExceptionMark({ exception, variant = 'inline' }: ExceptionMarkProps) {
  const { t } = useTranslation();
  if (exception.standing === 'live' && isSelfApproved(exception)) {
    return (
      <StatusMark shape="bad" tone="bad" variant={variant}>
        {t('accessTiers.exception.doesNotCount')}
      </StatusMark>
    );
  }
  return <WordMark of="accessException" value={exception.standing} variant={variant} />;
}
