import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { joinClasses } from '../components/class-names.ts';
import { api } from '../platform/api.ts';
import { formatNumber } from '../platform/format.ts';
import { useWorking } from '../platform/workspace.tsx';
import { findPlace } from './find-place.ts';
import { Logo } from './logo.tsx';
import styles from './navigation.module.css';
import { NAVIGATION_GROUPS, PAGES, type Page } from './pages.ts';

function listPlaces(group: Page['group']): readonly Page[] {
  return PAGES.filter((page) => page.group === group);
}

/** The workspace, its places in four groups with what waits for this person, and who works. */
export function Navigation() {
  const { t } = useTranslation();
  const { workspace, person } = useWorking();
  return (
    <nav className={styles.navigation} aria-label={t('app.navigation')} tabIndex={-1} data-region="navigation">
      <Link to="/settings/workspace" className={styles.workspace} title={t('app.workspace')}>
        <Logo size={24} />
        <span className={styles.names}>
          <b>{workspace.organisation}</b>
          <span>{workspace.fileName}</span>
        </span>
        <Icon of={ChevronsUpDown} />
      </Link>
      <div className={styles.places}>
        <PlaceList pages={listPlaces('top')} />
        {NAVIGATION_GROUPS.filter((group) => listPlaces(group).length > 0).map((group) => (
          <section key={group} aria-labelledby={`navigation-${group}`}>
            <h2 id={`navigation-${group}`} className={styles.group}>
              {t(`app.group.${group}`)}
            </h2>
            <PlaceList pages={listPlaces(group)} />
          </section>
        ))}
      </div>
      <div className={styles.who}>
        <span className={styles.avatar} aria-hidden="true">
          {person.initials}
        </span>
        <span className={joinClasses(styles.names, styles.person)}>
          <span>{person.name}</span>
          <span>{t(`people.role.${person.role}`)}</span>
        </span>
        <Link to="/settings" className={styles.settings} aria-label={t('app.settings')} title={t('app.settings')}>
          <Icon of={Settings} />
        </Link>
      </div>
    </nav>
  );
}

function PlaceList({ pages }: { pages: readonly Page[] }) {
  const { t } = useTranslation();
  const current = findPlace(PAGES, useLocation().pathname);
  const { data: waiting } = useQuery({ ...api.overview.get.queryOptions(), select: (data) => data.waiting });
  return (
    <ul>
      {pages.map(({ path, title, waiting: counted }) => {
        const count = counted && waiting ? waiting[counted] : 0;
        return (
          <li key={path}>
            <Link
              to={path}
              className={joinClasses(styles.place, path === current && styles.current)}
              aria-current={path === current ? 'page' : undefined}
            >
              <span className={styles.name}>{title !== undefined && t(title)}</span>
              {count > 0 && <span className={styles.count}>{formatNumber(count)}</span>}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
