import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';

/** What the register is for, before it holds a risk, and three ways to begin. */
export function EmptyRisks(props: { refusal: string | undefined; onStart: () => void; onAdd: () => void }) {
  const { refusal, onStart, onAdd } = props;
  const { t } = useTranslation();
  return (
    <EmptyPage
      title={t('risks.emptyPage.title')}
      text={t('risks.emptyPage.text')}
      steps={[
        {
          title: t('risks.emptyPage.start'),
          text: t('risks.emptyPage.startText'),
          action: (
            <Button unavailable={refusal} onClick={onStart}>
              {t('risks.start.action')}
            </Button>
          ),
        },
        {
          title: t('risks.emptyPage.add'),
          text: t('risks.emptyPage.addText'),
          action: (
            <Button unavailable={refusal} onClick={onAdd}>
              {t('risks.add')}
            </Button>
          ),
        },
        {
          title: t('risks.emptyPage.vendor'),
          text: t('risks.emptyPage.vendorText'),
          action: <ButtonLink to="/vendors">{t('risks.emptyPage.vendorAction')}</ButtonLink>,
        },
      ]}
      gap={t('risks.emptyPage.gap')}
    />
  );
}
