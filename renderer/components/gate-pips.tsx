import { useTranslation } from 'react-i18next';
import type { GateState } from '../../shared/contract/tools.ts';
import { joinClasses } from './class-names.ts';
import styles from './gate-pips.module.css';
import { OnlySpoken } from './only-spoken.tsx';

/** The approval gates of a tool: one pip each, filled when passed, and the count "3/4". */
export function GatePips({ gates }: { gates: readonly GateState[] }) {
  const { t } = useTranslation();
  const passed = gates.filter((state) => state === 'passed').length;
  const failed = gates.filter((state) => state === 'failed').length;
  const key = failed === 0 ? 'components.gates.passed' : 'components.gates.passedAndFailed';
  const spoken = t(key, { passed, failed, total: gates.length });
  return (
    <span className={styles.pips}>
      <OnlySpoken>{spoken}</OnlySpoken>
      {gates.map((state, index) => (
        <span
          // Gates keep their order, so the place is their identity.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={joinClasses(styles.pip, state === 'passed' && styles.passed, state === 'failed' && styles.failed)}
        />
      ))}
      <span className={styles.count} aria-hidden="true">
        {passed}/{gates.length}
      </span>
    </span>
  );
}
