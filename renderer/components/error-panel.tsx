import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../platform/problem.ts';
import { Button } from './button.tsx';
import styles from './error-panel.module.css';
import { StatusShape } from './status-shape.tsx';

interface PanelAction {
  label: string;
  run: () => void;
}

/** Either a problem of the core, or its parts in words. `what` over a problem says what was being done. */
export type ErrorPanelProps = {
  /** What was kept: "Nothing was lost; your export is waiting." */
  kept?: ReactNode;
  actions?: readonly PanelAction[];
} & ({ problem: Problem; what?: string } | { what: string; why: ReactNode; problem?: undefined });

/** What happened, why, what was kept and what to do, in place of the part that failed. Never a code alone. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { t } = useTranslation();
  const { kept, actions = [] } = props;
  const { what, why, remedy } = props.problem === undefined ? { ...props, remedy: null } : wordProblem(props);
  return (
    <div className={styles.panel} role="alert">
      <span className={styles.mark}>
        <StatusShape shape="bad" />
      </span>
      <div className={styles.text}>
        <p className={styles.what}>{what ?? t('components.error.what')}</p>
        {why !== null && <p className={styles.why}>{why}</p>}
        {remedy !== null && <p className={styles.why}>{remedy}</p>}
        {kept !== undefined && <p className={styles.why}>{kept}</p>}
        {actions.length > 0 && (
          <div className={styles.actions}>
            {actions.map((action) => (
              <Button key={action.label} onClick={action.run}>
                {action.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function wordProblem({ problem, what }: { problem: Problem; what?: string }) {
  const { sentence, remedy } = problem;
  return what === undefined ? { what: sentence, why: null, remedy } : { what, why: sentence, remedy };
}
