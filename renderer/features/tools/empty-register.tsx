import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { BandMark } from '../../components/band-mark.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import { ProfileDialog } from '../../components/profiles/profile-dialog.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { SampleButton } from '../../components/sample-button.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './empty-register.module.css';

/** The register before it has a tool: what a row tells, and three ways to begin. */
export function EmptyRegister({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [fromProfile, setFromProfile] = useState(false);
  const importRefusal = useRoleRefusal('exchange.commit');
  const createRefusal = useRoleRefusal('tools.create');
  return (
    <div className={styles.scroll}>
      <EmptyPage
        title={t('tools.empty.title')}
        text={t('tools.empty.text')}
        drawing={<RowDrawing />}
        steps={[
          {
            title: t('tools.empty.import.title'),
            text: t('tools.empty.import.text'),
            action:
              importRefusal === undefined ? (
                <ButtonLink to="/import">{t('tools.empty.import.action')}</ButtonLink>
              ) : (
                <Button unavailable={importRefusal}>{t('tools.empty.import.action')}</Button>
              ),
          },
          {
            title: t('tools.empty.add.title'),
            text: t('tools.empty.add.text'),
            action: (
              <>
                <Button unavailable={createRefusal} onClick={onAdd}>
                  {t('tools.empty.add.action')}
                </Button>{' '}
                <Button unavailable={createRefusal} onClick={() => setFromProfile(true)}>
                  {t('profiles.begin.title')}
                </Button>
              </>
            ),
          },
          {
            title: t('tools.empty.sample.title'),
            text: t('tools.empty.sample.text'),
            action: <SampleButton onOpened={() => navigate('/')} />,
          },
        ]}
        gap={t('tools.empty.gap')}
      />
      {fromProfile && <ProfileDialog onClose={() => setFromProfile(false)} />}
    </div>
  );
}

/** A row of the register, drawn with its own marks. */
function RowDrawing() {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      <Part label={t('tools.column.name')}>{t('tools.empty.example')}</Part>
      <Part label={t('tools.column.status')}>
        <WordMark of="register" value="proposed" />
      </Part>
      <Part label={t('tools.column.inherentTier')}>
        <BandMark band="high" neutral />
      </Part>
      <Part label={t('tools.column.residual')}>
        <BandMark band="medium" score={9} />
      </Part>
      <Part label={t('tools.column.gates')}>
        <GatePips gates={['passed', 'passed', 'open', 'open']} />
      </Part>
    </div>
  );
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}
