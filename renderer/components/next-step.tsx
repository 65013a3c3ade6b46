import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './next-step.module.css';

export interface NextStepProps {
  /** What to do and by when: "Answer 9 open questions before 4 December". */
  text: ReactNode;
  /** The one button that does it: `<Button kind="primary" size="small">`. */
  action?: ReactNode;
}

/** What to do next with a record, under its header. */
export function NextStep({ text, action }: NextStepProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.step}>
      <span className={styles.label}>{t('components.nextStep')}</span>
      <span>{text}</span>
      {action !== undefined && <span className={styles.action}>{action}</span>}
    </div>
  );
}
