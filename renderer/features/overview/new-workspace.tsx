import { ArrowRight, ClipboardCheck, FileText, ListChecks, PenLine, type LucideIcon } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { Icon } from '../../components/icon.tsx';
import { SampleButton } from '../../components/sample-button.tsx';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './new-workspace.module.css';

const STAGES = [
  { id: 'register', icon: ListChecks },
  { id: 'assess', icon: ClipboardCheck },
  { id: 'sign', icon: PenLine },
  { id: 'prove', icon: FileText },
] as const satisfies readonly { id: string; icon: LucideIcon }[];

/** The overview of a workspace without tools: what will stand here, and three ways to begin. */
export function NewWorkspace() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const importing = useRoleRefusal('exchange.commit');
  const adding = useRoleRefusal('tools.create');
  return (
    <>
      <EmptyPage
        title={t('overview.new.title')}
        text={t('overview.new.text')}
        drawing={<Stages />}
        steps={[
          {
            title: t('overview.new.import.title'),
            text: t('overview.new.import.text'),
            action:
              importing === undefined ? (
                <ButtonLink to="/import" kind="primary">
                  {t('overview.new.import.action')}
                </ButtonLink>
              ) : (
                <Button unavailable={importing}>{t('overview.new.import.action')}</Button>
              ),
          },
          {
            title: t('overview.new.add.title'),
            text: t('overview.new.add.text'),
            action:
              adding === undefined ? (
                <ButtonLink to="/tools?add">{t('overview.new.add.action')}</ButtonLink>
              ) : (
                <Button unavailable={adding}>{t('overview.new.add.action')}</Button>
              ),
          },
          {
            title: t('overview.new.sample.title'),
            text: t('overview.new.sample.text'),
            action: <SampleButton onOpened={() => navigate('/')} />,
          },
        ]}
      />
    </>
  );
}

function Stages() {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      {STAGES.map(({ id, icon }, index) => (
        <Fragment key={id}>
          {index > 0 && (
            <span className={styles.arrow}>
              <Icon of={ArrowRight} />
            </span>
          )}
          <div className={styles.step}>
            <Icon of={icon} />
            <p className={styles.name}>{t(`overview.new.stage.${id}.name`)}</p>
            <p className={styles.text}>{t(`overview.new.stage.${id}.text`)}</p>
          </div>
        </Fragment>
      ))}
    </div>
  );
}
