import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ItemReadiness } from '../../../shared/contract/audit-package.ts';
import { wordFacts } from '../../../shared/rules/audit-package/words.ts';
import { Drawer } from '../../components/drawer.tsx';
import links from '../../components/link.module.css';
import { formatDay } from '../../platform/format.ts';
import styles from './audit-package-page.module.css';
import { findPlace } from './problem-place.ts';
import { StateMark } from './state-mark.tsx';

/** Everything that is open about an item, each line with the record that mends it, and the evidence behind it. */
export function ItemDrawer({ readiness, onClose }: { readiness: ItemReadiness; onClose: () => void }) {
  const { t } = useTranslation();
  const { item, number, state, problems, moreProblems, evidence } = readiness;
  return (
    <Drawer
      title={`${number} ${t(`auditPackage.item.${item}`)}`}
      tag={<StateMark state={state} />}
      note={t('auditPackage.drawer.note', { count: problems.length + moreProblems })}
      onClose={onClose}
    >
      <div className={styles.drawer}>
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={`${problem.says} ${problem.record.id} ${JSON.stringify(problem.facts)}`}>
                <StateMark state={problem.state} />
                <p>{t(`auditPackage.problem.${problem.says}`, wordFacts(problem.facts, formatDay))}</p>
                <Link className={links.link} to={findPlace(problem)}>
                  {problem.record.name === ''
                    ? t(`auditPackage.place.${problem.record.kind}`)
                    : t('auditPackage.open', { name: problem.record.name })}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {moreProblems > 0 && <p>{t('auditPackage.report.problemsMore', { count: moreProblems })}</p>}
        <h3 className={styles.heading}>{t('auditPackage.drawer.evidence')}</h3>
        {evidence.length === 0 ? (
          <p>{t('auditPackage.report.noEvidence')}</p>
        ) : (
          <p className={styles.ids}>{evidence.join(', ')}</p>
        )}
      </div>
    </Drawer>
  );
}
