import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { Note } from '../../components/note.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { formatDay, formatInstant } from '../../platform/format.ts';
import styles from './signed-note.module.css';

/** Who signed, what was decided, and whether what was signed still stands; also a signature that was taken back. */
export function SignedNote({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const { signOff, fingerprintHolds, nextDueOn } = assessment;
  if (signOff === null) return null;
  const facts = { name: signOff.signer.name, at: formatInstant(signOff.signedAt) };
  if (signOff.voidedAt !== null) {
    return (
      <div className={styles.box}>
        <Note>
          <StatusMark shape="slash" tone="mute">
            {t('assessments.signed.voided', { ...facts, voidedAt: formatInstant(signOff.voidedAt) })}
          </StatusMark>{' '}
          {signOff.voidReason}
        </Note>
      </div>
    );
  }
  const broken = fingerprintHolds === false;
  return (
    <div className={styles.box} role={broken ? 'alert' : undefined}>
      <Note tone={broken ? 'bad' : 'neutral'}>
        <div className={styles.line}>
          {broken ? (
            <StatusMark shape="bad" tone="bad">
              {t('assessments.signed.broken')}
            </StatusMark>
          ) : (
            <StatusMark shape="lock">{t('assessments.signed.by', facts)}</StatusMark>
          )}
          <span>
            {t('assessments.signed.decision', { decision: t(describeState('recommendation', signOff.decision).key) })}
          </span>
          {nextDueOn !== null && <span>{t('assessments.signed.nextDue', { day: formatDay(nextDueOn) })}</span>}
          <span className={styles.fingerprint}>
            {t('assessments.signed.fingerprint')} <span className="mono">{signOff.fingerprint}</span>
          </span>
        </div>
        {signOff.conditions.length > 0 && (
          <ul className={styles.conditions}>
            {signOff.conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        )}
      </Note>
    </div>
  );
}
