import { Archive, ArrowRight, Cloud, Cpu, Laptop, type LucideIcon } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import styles from './four-places.module.css';

const PLACES: readonly [kind: string, icon: LucideIcon][] = [
  ['workstation', Laptop],
  ['service', Cloud],
  ['model_host', Cpu],
  ['retention', Archive],
];

/** What a map is made of: the four places of every tool (picture 10). */
export function FourPlaces() {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      {PLACES.map(([kind, icon], index) => (
        <Fragment key={kind}>
          {index > 0 && (
            <span className={styles.arrow}>
              <Icon of={ArrowRight} />
            </span>
          )}
          <div className={styles.place}>
            <Icon of={icon} />
            <span className={styles.name}>{t(`dataFlows.kind.${kind}`)}</span>
            <span className={styles.holds}>{t(`dataFlows.empty.holds.${kind}`)}</span>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
