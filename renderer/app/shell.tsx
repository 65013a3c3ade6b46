import { Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { joinClasses } from '../components/class-names.ts';
import { ToastList } from '../components/toast-list.tsx';
import { useCommands } from '../platform/commands.tsx';
import { useKeys, type PageKey } from '../platform/keys.tsx';
import { MAIN_ID } from '../platform/page.tsx';
import { usePreferences } from '../platform/preferences.tsx';
import { useToasts } from '../platform/toasts.tsx';
import { CommandPalette } from './command-palette.tsx';
import { KeyList } from './key-list.tsx';
import { Navigation } from './navigation.tsx';
import { PAGES } from './pages.ts';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const THEMES = [
  { name: 'light', icon: Sun },
  { name: 'dark', icon: Moon },
  { name: 'system', icon: Monitor },
] as const;

/** Moves the focus to the next region of the window: navigation, bar, page. */
function focusNextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((one) => one.offsetWidth > 0);
  const present = regions.findIndex((region) => region.contains(document.activeElement));
  regions[(present + 1) % regions.length]?.focus();
}

/** Navigation, bar and page; the keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  // The address at which the navigation was opened over a narrow page: going anywhere closes it.
  const [unfoldedAt, setUnfoldedAt] = useState<string | null>(null);
  const isUnfolded = unfoldedAt === pathname;
  const close = () => setOverlay(null);

  useShellKeys(setOverlay);
  useShellCommands(() => setOverlay('keys'));
  useKeys(
    t('app.navigation'),
    isUnfolded ? [{ key: 'Escape', label: t('app.keys.closeNavigation'), run: () => setUnfoldedAt(null) }] : [],
  );
  useEffect(() => {
    if (!isUnfolded) return;
    document.querySelector<HTMLElement>('[data-region="navigation"] a')?.focus();
  }, [isUnfolded]);

  return (
    <div className={joinClasses(styles.shell, isUnfolded && styles.unfolded)}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById(MAIN_ID)?.focus()}>
        {t('app.skip')}
      </button>
      <Navigation />
      <div className={styles.page}>
        <TopBar
          onFind={() => setOverlay('palette')}
          onKeys={() => setOverlay('keys')}
          onFold={() => setUnfoldedAt(isUnfolded ? null : pathname)}
          isNavigationOpen={isUnfolded}
        />
        <main id={MAIN_ID} className={styles.main} tabIndex={-1} data-region="main">
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <ToastList />
      {overlay === 'palette' && <CommandPalette onClose={close} />}
      {overlay === 'keys' && <KeyList onClose={close} />}
    </div>
  );
}

function useShellKeys(openOverlay: (overlay: 'palette' | 'keys') => void): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { undoNewest } = useToasts();
  const places = PAGES.flatMap(({ go, path, title }): PageKey[] =>
    go === undefined || title === undefined
      ? []
      : [{ key: `G ${go}`, label: t('app.keys.go', { place: t(title) }), run: () => void navigate(path) }],
  );
  useKeys(
    t('app.keys.title'),
    [
      { key: 'Ctrl K', label: t('app.keys.palette'), run: () => openOverlay('palette'), insideFields: true },
      { key: '?', label: t('app.keys.all'), run: () => openOverlay('keys') },
      { key: 'Alt ArrowLeft', label: t('app.keys.back'), run: () => void navigate(-1), insideFields: true },
      { key: 'Alt ArrowRight', label: t('app.keys.forward'), run: () => void navigate(1), insideFields: true },
      { key: 'F6', label: t('app.keys.region'), run: focusNextRegion, insideFields: true },
      { key: 'Ctrl Z', label: t('app.keys.undo'), run: undoNewest },
      { key: 'Ctrl E', label: t('app.keys.export'), run: () => void navigate('/reports') },
    ],
    true,
  );
  useKeys(t('app.keys.places'), places, true);
}

function useShellCommands(openKeys: () => void): void {
  const { t } = useTranslation();
  const { theme, change } = usePreferences();
  const themes = THEMES.filter(({ name }) => name !== theme).map(({ name, icon }) => ({
    id: `theme-${name}`,
    label: t(`app.theme.${name}`),
    icon,
    run: () => change({ theme: name }),
  }));
  useCommands(
    t('app.keys.title'),
    [{ id: 'keys', label: t('app.keys.all'), icon: Keyboard, key: '?', run: openKeys }, ...themes],
    true,
  );
}
