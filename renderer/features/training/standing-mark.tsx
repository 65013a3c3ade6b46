import { useTranslation } from 'react-i18next';
import type { CourseStanding } from '../../../shared/contract/training.ts';
import { countDays } from '../../../shared/rules/days.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { formatDay } from '../../platform/format.ts';

interface StandingMarkProps {
  standing: CourseStanding;
  today: string;
  /** The word alone, for a narrow cell; the day is then in its title. */
  short?: boolean;
}

/** Where somebody stands with a course: "Valid to 3 Mar 2027", "Expiring in 14 days", "Missing". */
export function StandingMark({ standing, today, short = false }: StandingMarkProps) {
  const { t } = useTranslation();
  const { state, required, expiresOn } = standing;
  if (state === 'not_required') {
    return required === 'for_classes' ? <span>{t('training.standing.forClasses')}</span> : <span>–</span>;
  }
  const { shape, tone, key } = describeState('training', state);
  const day = expiresOn === null ? '' : formatDay(expiresOn);
  const long =
    state === 'expiring' && expiresOn !== null
      ? t('training.standing.expiringIn', { count: countDays(today, expiresOn) })
      : expiresOn === null
        ? t(key)
        : t(`training.standing.${state}`, { day });
  return (
    <span title={long}>
      <StatusMark shape={shape} tone={tone}>
        {short ? t(key) : long}
      </StatusMark>
    </span>
  );
}
