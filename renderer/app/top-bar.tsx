import { ArrowLeft, ArrowRight, CircleHelp, Menu, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { SaveState } from '../components/save-state.tsx';
import { drawKey } from '../platform/keys.tsx';
import { useCrumbs } from '../platform/page.tsx';
import { useSaving } from '../platform/saving.tsx';
import styles from './top-bar.module.css';

interface TopBarProps {
  onFind: () => void;
  onKeys: () => void;
  /** Shows or hides the navigation where the window is too narrow for both. */
  onFold: () => void;
  isNavigationOpen: boolean;
}

/** Back and forward, the parents of the page, "Find or run", the saved state, and help. */
export function TopBar({ onFind, onKeys, onFold, isNavigationOpen }: TopBarProps) {
  const { t } = useTranslation();
  const { current } = useSaving();
  return (
    <header className={styles.bar} tabIndex={-1} data-region="bar">
      <span className={styles.fold}>
        <Button
          kind="quiet"
          size="small"
          icon={Menu}
          aria-label={t('app.navigation')}
          aria-expanded={isNavigationOpen}
          onClick={onFold}
        />
      </span>
      <History />
      <Crumbs />
      <button type="button" className={styles.find} aria-keyshortcuts="Control+K Meta+K" onClick={onFind}>
        <Icon of={Search} />
        <span>{t('app.find')}</span>
        <KeyCap>{drawKey('Ctrl K')}</KeyCap>
      </button>
      <SaveState saving={current} variant="bar" />
      <button
        type="button"
        className={styles.iconButton}
        onClick={onKeys}
        aria-label={t('app.keys.all')}
        title={t('app.keys.all')}
      >
        <Icon of={CircleHelp} />
      </button>
    </header>
  );
}

/** Where the browser can say whether there is a way back or forward, a step that leads nowhere is grey. */
function canStep(direction: 'back' | 'forward'): boolean {
  if (!('navigation' in window)) return true;
  return direction === 'back' ? window.navigation.canGoBack : window.navigation.canGoForward;
}

function History() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // Each step of the history draws this again.
  useLocation();
  return (
    <span className={styles.history}>
      <button
        type="button"
        className={styles.iconButton}
        aria-label={t('app.keys.back')}
        aria-disabled={!canStep('back')}
        onClick={() => void navigate(-1)}
      >
        <Icon of={ArrowLeft} />
      </button>
      <button
        type="button"
        className={styles.iconButton}
        aria-label={t('app.keys.forward')}
        aria-disabled={!canStep('forward')}
        onClick={() => void navigate(1)}
      >
        <Icon of={ArrowRight} />
      </button>
    </span>
  );
}

function Crumbs() {
  const { t } = useTranslation();
  const crumbs = useCrumbs();
  return (
    <nav className={styles.crumbs} aria-label={t('app.crumbs')}>
      <ol>
        {crumbs.map(({ label, to }) => (
          <li key={label}>{to === undefined ? label : <Link to={to}>{label}</Link>}</li>
        ))}
      </ol>
    </nav>
  );
}
