import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import { formatDay } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { StatusMark } from '../status-mark.tsx';
import { WordMark } from '../word-mark.tsx';

/** What has to be seen of a risk beside its scores: not judged, closed, accepted, due; or only what is not as it should be. */
export function RiskMarks({ risk, onlyExceptions = false }: { risk: Risk; onlyExceptions?: boolean }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { acceptance, closure, suggested, treatmentDueOn, open } = risk;
  if (closure !== null) {
    return <WordMark of="risk" value="closed" />;
  }
  return (
    <>
      {suggested && <WordMark of="risk" value="suggested" />}
      {acceptance !== null && acceptance.expired && (
        <StatusMark shape="late" tone="bad">
          {t('risks.acceptance.expired', { name: acceptance.approver.name, day: formatDay(acceptance.expiresOn) })}
        </StatusMark>
      )}
      {acceptance !== null && !acceptance.expired && acceptance.outgrown && (
        <StatusMark shape="warn" tone="warn">
          {t('risks.acceptance.outgrown')}
        </StatusMark>
      )}
      {acceptance !== null && !acceptance.expired && !acceptance.outgrown && !onlyExceptions && (
        <StatusMark shape="clock" tone="warn">
          {t('risks.acceptance.until', { day: formatDay(acceptance.expiresOn) })}
        </StatusMark>
      )}
      {open && treatmentDueOn !== null && treatmentDueOn < today && (
        <StatusMark shape="late" tone="bad">
          {t('risks.treatmentLate', { day: formatDay(treatmentDueOn) })}
        </StatusMark>
      )}
    </>
  );
}
