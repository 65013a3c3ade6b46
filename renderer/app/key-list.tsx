import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/dialog.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { drawKey, useRegisteredKeys } from '../platform/keys.tsx';
import { usePreferences } from '../platform/preferences.tsx';
import styles from './key-list.module.css';

/** All keys that work on this page, the page's own first. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { letterKeys } = usePreferences();
  return (
    <Dialog title={t('app.keys.all')} onClose={onClose} width={720}>
      {!letterKeys && <p className={styles.off}>{t('app.keys.lettersOff')}</p>}
      {useRegisteredKeys()
        .toReversed()
        .map(({ title, keys }) => (
          <section key={title} className={styles.group} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ key, label }) => (
                <div key={key}>
                  <dt>
                    {drawKey(key).map((cap) => (
                      <KeyCap key={cap}>{cap}</KeyCap>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </Dialog>
  );
}
