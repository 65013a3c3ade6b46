import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavingState } from '../platform/saving.tsx';
import styles from './field-frame.module.css';
import { OnlySpoken } from './only-spoken.tsx';
import { SaveState } from './save-state.tsx';
import { StatusShape } from './status-shape.tsx';

/** What all fields take. */
export interface FieldProps {
  label: string;
  /** Below the field. */
  help?: ReactNode;
  /** One sentence that says how to mend it. */
  problem?: string | undefined;
  /** Marks the rare field that may stay empty. */
  optional?: boolean;
  /** At the right of the label: a key hint, a small button. */
  end?: ReactNode;
  /** Shown below while there is no problem. */
  saving?: SavingState | undefined;
  /** Shows the value as text. */
  readOnly?: boolean;
  /** The label is spoken and not shown, for fields in table cells. */
  hideLabel?: boolean;
}

interface FieldFrameProps extends FieldProps {
  controlId: string;
  children: ReactNode;
}

/** Ids of what describes the control, for its `aria-describedby`. */
export function describedBy(controlId: string, { help, problem }: Pick<FieldProps, 'help' | 'problem'>) {
  if (problem !== undefined) return `${controlId}-problem`;
  return help === undefined ? undefined : `${controlId}-help`;
}

/** Label above, control, help or problem below. */
export function FieldFrame({
  controlId,
  label,
  help,
  problem,
  optional,
  end,
  saving,
  hideLabel,
  ...rest
}: FieldFrameProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.field}>
      {hideLabel === true ? (
        <label htmlFor={controlId}>
          <OnlySpoken>{label}</OnlySpoken>
        </label>
      ) : (
        <div className={styles.top}>
          <label className={styles.label} htmlFor={controlId}>
            {label}
          </label>
          {optional === true && <span className={styles.optional}>{t('components.field.optional')}</span>}
          {end !== undefined && <span className={styles.end}>{end}</span>}
        </div>
      )}
      {rest.children}
      <FieldProblem id={`${controlId}-problem`} problem={problem} />
      {problem === undefined && help !== undefined && (
        <p id={`${controlId}-help`} className={styles.help}>
          {help}
        </p>
      )}
      {problem === undefined && saving !== undefined && <SaveState saving={saving} />}
    </div>
  );
}

/** What is wrong with a field, announced when it appears. */
export function FieldProblem({ id, problem }: { id: string; problem: string | undefined }) {
  return (
    <div id={id} aria-live="polite">
      {problem !== undefined && (
        <p className={styles.problem}>
          <StatusShape shape="bad" />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

/** A value that cannot be changed here: label above, plain text. */
export function ReadOnlyField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <div className={styles.top}>
        <span className={styles.label}>{label}</span>
      </div>
      <div className={styles.readOnly}>{children === '' || children === null ? '–' : children}</div>
    </div>
  );
}
