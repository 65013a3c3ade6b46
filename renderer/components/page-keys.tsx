import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegisteredKeys } from '../platform/keys.tsx';
import { KeyHint } from './key-cap.tsx';
import styles from './page-keys.module.css';

/** How keys that are not letters are drawn. */
const DRAWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

export interface PageKeysProps {
  /** Keys that a table handles itself, drawn first. */
  hints?: readonly { keys: readonly string[]; label: string }[];
  children?: ReactNode;
}

/** The footer of a page: its own facts or buttons at the left, its most used keys (`hint: true`) at the right. */
export function PageKeys({ hints: ownHints = [], children }: PageKeysProps) {
  const { t } = useTranslation();
  const hints = useRegisteredKeys().flatMap((group) => group.keys.filter((one) => one.hint === true));
  return (
    <footer className={styles.foot}>
      {children !== undefined && <div className={styles.start}>{children}</div>}
      <div className={styles.keys}>
        {ownHints.map((one) => (
          <KeyHint key={one.label} keys={one.keys}>
            {one.label}
          </KeyHint>
        ))}
        {hints.map((one) => (
          <KeyHint key={one.key} keys={one.key.split(' ').map((part) => DRAWN[part] ?? part)}>
            {one.label}
          </KeyHint>
        ))}
        <KeyHint keys={['?']}>{t('components.allKeys')}</KeyHint>
      </div>
    </footer>
  );
}
