import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, CircleHelp, ChevronsUpDown, Search, Settings } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useNavigate } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { SaveState } from '../components/save-state.tsx';
import { useApi } from '../platform/api.tsx';
import { formatNumber } from '../platform/format.ts';
import { useKeys } from '../platform/keys.tsx';
import { useCrumbs } from '../platform/page.tsx';
import { useSaving } from '../platform/saving.tsx';
import { useWorking } from '../platform/workspace.tsx';
import { CommandPalette } from './command-palette.tsx';
import { KeyList } from './key-list.tsx';
import { NAVIGATION_GROUPS, PAGES, type Page } from './pages.ts';
import styles from './shell.module.css';

const LOGO = new URL('../../resources/icons/assay.svg', import.meta.url).href;
const LISTED = PAGES.filter((page) => page.group !== undefined);
const REGIONS = ['navigation', 'bar', 'main'] as const;

/** Navigation, bar and page; the keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  const [folded, setFolded] = useState(false);
  const regions = useRef(new Map<(typeof REGIONS)[number], HTMLElement>());
  const close = () => setOverlay(null);
  const keepRegion = (name: (typeof REGIONS)[number]) => (element: HTMLElement | null) => {
    if (element) regions.current.set(name, element);
  };

  function goToNextRegion() {
    const present = REGIONS.findIndex((name) => regions.current.get(name)?.contains(document.activeElement));
    regions.current.get(REGIONS[(present + 1) % REGIONS.length] ?? 'main')?.focus();
  }

  useKeys(t('app.keys.title'), [
    { key: 'Ctrl K', label: t('app.keys.palette'), run: () => setOverlay('palette'), insideFields: true },
    { key: '?', label: t('app.keys.all'), run: () => setOverlay('keys') },
    { key: 'Alt ArrowLeft', label: t('app.keys.back'), run: () => void navigate(-1), insideFields: true },
    { key: 'Alt ArrowRight', label: t('app.keys.forward'), run: () => void navigate(1), insideFields: true },
    { key: 'F6', label: t('app.keys.region'), run: goToNextRegion, insideFields: true },
    { key: 'Ctrl E', label: t('app.keys.export'), run: () => void navigate('/reports') },
    ...LISTED.flatMap((page) =>
      page.go
        ? [
            {
              key: `G ${page.go}`,
              label: t('app.keys.go', { place: t(page.title) }),
              run: () => void navigate(page.path),
            },
          ]
        : [],
    ),
  ]);

  return (
    <div className={styles.app} data-folded={folded || undefined}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          regions.current.get('main')?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <Navigation ref={keepRegion('navigation')} />
      <div className={styles.page}>
        <Bar
          ref={keepRegion('bar')}
          onFind={() => setOverlay('palette')}
          onKeys={() => setOverlay('keys')}
          onFold={() => setFolded((before) => !before)}
        />
        <main id="main" className={styles.main} tabIndex={-1} ref={keepRegion('main')}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {overlay === 'palette' && <CommandPalette onClose={close} />}
      {overlay === 'keys' && <KeyList onClose={close} />}
    </div>
  );
}

function Navigation({ ref }: { ref: (element: HTMLElement | null) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { workspace, person } = useWorking();
  const overview = useQuery(api.overview.get.queryOptions());
  const waiting = overview.data?.waiting;
  const listGroup = (group: Page['group']) => LISTED.filter((page) => page.group === group);
  const renderPage = (page: Page) => (
    <li key={page.path}>
      <NavLink
        to={page.path}
        end={page.path === '/'}
        className={({ isActive }) => (isActive ? `${styles.place} ${styles.current}` : (styles.place ?? ''))}
      >
        <span className={styles.placeName}>{t(page.title)}</span>
        {page.waiting && waiting && waiting[page.waiting] > 0 && (
          <span className={styles.count}>{formatNumber(waiting[page.waiting])}</span>
        )}
      </NavLink>
    </li>
  );
  return (
    <nav className={styles.navigation} aria-label={t('app.navigation')} tabIndex={-1} ref={ref}>
      <Link
        to="/settings/workspace"
        className={styles.workspace}
        aria-label={t('app.workspace', { organisation: workspace.organisation, file: workspace.fileName })}
      >
        <img src={LOGO} alt="" width={20} height={20} />
        <span className={styles.workspaceNames}>
          <b>{workspace.organisation}</b>
          <span>{workspace.fileName}</span>
        </span>
        <Icon of={ChevronsUpDown} />
      </Link>
      <div className={styles.places}>
        <ul>{listGroup('top').map(renderPage)}</ul>
        {NAVIGATION_GROUPS.filter((group) => listGroup(group).length > 0).map((group) => (
          <div key={group}>
            <h2 className={styles.group}>{t(`app.group.${group}`)}</h2>
            <ul>{listGroup(group).map(renderPage)}</ul>
          </div>
        ))}
      </div>
      <div className={styles.who}>
        <span className={styles.avatar} aria-hidden="true">
          {person.initials}
        </span>
        <span className={styles.whoNames}>
          <span>{person.name}</span>
          <span>{t(`people.role.${person.role}`)}</span>
        </span>
        <Link to="/settings" className={styles.iconLink} aria-label={t('settings.title')}>
          <Icon of={Settings} />
        </Link>
      </div>
    </nav>
  );
}

interface BarProps {
  ref: (element: HTMLElement | null) => void;
  onFind: () => void;
  onKeys: () => void;
  onFold: () => void;
}

function Bar({ ref, onFind, onKeys, onFold }: BarProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const crumbs = useCrumbs();
  const { current } = useSaving();
  return (
    <header className={styles.bar} tabIndex={-1} ref={ref}>
      <button type="button" className={styles.fold} onClick={onFold} aria-label={t('app.navigation')}>
        <span aria-hidden="true">≡</span>
      </button>
      <button
        type="button"
        className={styles.iconLink}
        onClick={() => void navigate(-1)}
        aria-label={t('app.keys.back')}
      >
        <Icon of={ArrowLeft} />
      </button>
      <button
        type="button"
        className={styles.iconLink}
        onClick={() => void navigate(1)}
        aria-label={t('app.keys.forward')}
      >
        <Icon of={ArrowRight} />
      </button>
      <nav className={styles.crumbs} aria-label={t('app.crumbs')}>
        {crumbs.map((crumb, index) => (
          <span key={crumb.label}>
            {index > 0 && <span aria-hidden="true"> / </span>}
            {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label}
          </span>
        ))}
      </nav>
      <button type="button" className={styles.find} onClick={onFind}>
        <Icon of={Search} />
        <span>{t('app.find')}</span>
        <KeyCap>{t('app.findKey')}</KeyCap>
      </button>
      <SaveState saving={current} />
      <button type="button" className={styles.iconLink} onClick={onKeys} aria-label={t('app.keys.all')}>
        <Icon of={CircleHelp} />
      </button>
    </header>
  );
}
