import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PACKAGE_SECTIONS, type ItemReadiness } from '../../../shared/contract/audit-package.ts';
import { ITEM_SOURCES } from '../../../shared/rules/audit-package/items.ts';
import { wordFacts } from '../../../shared/rules/audit-package/words.ts';
import { Button } from '../../components/button.tsx';
import links from '../../components/link.module.css';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { formatDay, formatNumber, formatShortDay } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './audit-package-page.module.css';
import { findPlace } from './problem-place.ts';
import { StateMark } from './state-mark.tsx';

interface ItemTableProps {
  items: readonly ItemReadiness[];
  chosen: string | null;
  onOpen: (item: string) => void;
}

/** The six sections with their seventeen items: what fills each, evidence, newest day, state, and the way to mend it. */
export function ItemTable({ items, chosen, onOpen }: ItemTableProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('auditPackage.report.item')}</th>
            <th scope="col">{t('auditPackage.report.source')}</th>
            <th scope="col" className={styles.number}>
              {t('auditPackage.report.evidenceIds')}
            </th>
            <th scope="col" className={styles.number}>
              {t('auditPackage.asOf')}
            </th>
            <th scope="col">{t('auditPackage.report.state')}</th>
            <th scope="col" className={styles.cause}>
              <OnlySpoken>{t('auditPackage.about')}</OnlySpoken>
            </th>
            <th scope="col">
              <OnlySpoken>{t('auditPackage.fix')}</OnlySpoken>
            </th>
          </tr>
        </thead>
        <tbody>
          {PACKAGE_SECTIONS.map((section, index) => {
            const own = items.filter(({ item }) => ITEM_SOURCES[item].section === section);
            const ready = own.filter(({ state }) => state === 'ready').length;
            return (
              <Fragment key={section}>
                <tr className={styles.section}>
                  <th scope="colgroup" colSpan={4}>
                    <span className={styles.order}>{index + 1}</span>
                    {t(`auditPackage.section.${section}`)}
                  </th>
                  <td colSpan={3} className={styles.small}>
                    {t('auditPackage.sectionReady', { ready, count: own.length })}
                  </td>
                </tr>
                {own.map((readiness) => (
                  <ItemRow
                    key={readiness.item}
                    readiness={readiness}
                    isChosen={chosen === readiness.item}
                    onOpen={() => onOpen(readiness.item)}
                  />
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ItemRow(props: { readiness: ItemReadiness; isChosen: boolean; onOpen: () => void }) {
  const { readiness, isChosen, onOpen } = props;
  const { item, source, evidence, asOf, state, problems, moreProblems } = readiness;
  const { t } = useTranslation();
  const { today } = useWorking();
  const name = t(`auditPackage.item.${item}`);
  const [first] = problems;
  const count = problems.length + moreProblems;
  return (
    <tr className={isChosen ? styles.chosen : undefined}>
      <th scope="row">
        <Button kind="link" onClick={onOpen}>
          {name}
        </Button>
      </th>
      <td className={styles.quiet}>{t(`auditPackage.source.${source.says}`, wordFacts(source.facts, formatDay))}</td>
      <td className={styles.number}>{formatNumber(evidence.length)}</td>
      <td className={styles.number}>{asOf === null ? '–' : formatShortDay(asOf, today)}</td>
      <td>
        <StateMark state={state} />
      </td>
      <td className={styles.cause}>{count > 1 ? t('auditPackage.points', { count }) : first?.record.name}</td>
      <td className={styles.end}>
        {count > 1 && (
          <Button kind="link" onClick={onOpen} aria-label={t('auditPackage.pointsOf', { count, item: name })}>
            {t('auditPackage.show')}
          </Button>
        )}
        {count === 1 && first && (
          <Link className={links.link} to={findPlace(first)} aria-label={t('auditPackage.fixItem', { item: name })}>
            {t('auditPackage.fix')}
          </Link>
        )}
      </td>
    </tr>
  );
}
