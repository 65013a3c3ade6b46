import { useTranslation } from 'react-i18next';
import type { PackageState } from '../../../shared/contract/audit-package.ts';
import { StatusMark, type Tone } from '../../components/status-mark.tsx';
import type { ShapeName } from '../../components/status-shape.tsx';

const DRAWINGS: Readonly<Record<PackageState, { shape: ShapeName; tone: Tone }>> = {
  ready: { shape: 'ok', tone: 'ok' },
  contradictory: { shape: 'bad', tone: 'bad' },
  missing: { shape: 'dashed', tone: 'neutral' },
  unsigned: { shape: 'half', tone: 'neutral' },
  stale: { shape: 'clock', tone: 'warn' },
};

/** The state of an item or a point; with a count "1 missing". */
export function StateMark({ state, count }: { state: PackageState; count?: number }) {
  const { t } = useTranslation();
  return (
    <StatusMark {...DRAWINGS[state]}>
      {count === undefined ? t(`auditPackage.state.${state}`) : t(`auditPackage.counted.${state}`, { count })}
    </StatusMark>
  );
}
