import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/dialog.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { useRegisteredKeys } from '../platform/keys.tsx';
import styles from './key-list.module.css';

/** All keys that work on this page, by the part of it that they belong to. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const scopes = useRegisteredKeys().toReversed();
  return (
    <Dialog title={t('app.keys.all')} onClose={onClose}>
      {scopes.map(({ title, keys }, index) => (
        <section key={`${title}-${index}`} className={styles.scope} aria-label={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map((one) => (
              <div key={one.key}>
                <dt>
                  {one.key.split(' ').map((part) => (
                    <KeyCap key={part}>{part}</KeyCap>
                  ))}
                </dt>
                <dd>{one.label}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
