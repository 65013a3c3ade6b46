import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { usePage } from '../../platform/page.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ImportDone, type ImportCounts } from './import-done.tsx';
import { ImportReview } from './import-review.tsx';
import type { Inspected } from './inspect-file.ts';

/** Brings a list of vendors and tools into the register: file, columns, dry run, import; all rows or none. */
export function ImportPage() {
  const { t } = useTranslation();
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [counts, setCounts] = useState<ImportCounts | null>(null);
  usePage(t('exchange.title'), [{ label: t('tools.title'), to: '/tools' }]);
  const again = () => {
    setInspected(null);
    setCounts(null);
  };
  if (inspected && !counts) {
    return <ImportReview key={inspected.importId} inspected={inspected} onDone={setCounts} onOtherFile={again} />;
  }
  return (
    <PageLayout
      header={<PageHeader title={t('exchange.title')} fact={counts ? t('exchange.doneFact') : t('exchange.fact')} />}
    >
      {counts ? <ImportDone counts={counts} onAgain={again} /> : <ChooseFile onInspected={setInspected} />}
    </PageLayout>
  );
}
