import type { ReactNode } from 'react';
import styles from './empty-page.module.css';

export interface FirstStep {
  title: string;
  text: ReactNode;
  /** One button. */
  action: ReactNode;
}

export interface EmptyPageProps {
  /** What the page is for, as a sentence without a stop. */
  title: string;
  text: ReactNode;
  /** A drawing made of the page's own parts. */
  drawing?: ReactNode;
  /** At most three. */
  steps?: readonly FirstStep[];
  /** The gap that stays open until something is here. */
  gap?: ReactNode;
}

/** A page without records: what it is for, first steps, and what it closes (picture 10). */
export function EmptyPage({ title, text, drawing, steps = [], gap }: EmptyPageProps) {
  return (
    <div className={styles.page}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {drawing !== undefined && <div className={styles.drawing}>{drawing}</div>}
      {steps.length > 0 && (
        <div className={styles.steps}>
          {steps.map((step) => (
            <section key={step.title} className={styles.step}>
              <h3 className={styles.stepTitle}>{step.title}</h3>
              <p className={styles.stepText}>{step.text}</p>
              <div className={styles.action}>{step.action}</div>
            </section>
          ))}
        </div>
      )}
      {gap !== undefined && <p className={styles.gap}>{gap}</p>}
    </div>
  );
}
