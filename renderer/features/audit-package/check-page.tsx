import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileDrop } from '../../components/file-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { formatFileSize, formatPercent } from '../../platform/format.ts';
import { usePage } from '../../platform/page.tsx';
import styles from './audit-package-page.module.css';
import { CheckedFiles } from './checked-files.tsx';
import { CheckOutcome } from './check-outcome.tsx';
import { useCheckPackage, type CheckProgress } from './use-check-package.ts';

/** Takes a package, of this workspace or of anybody, and says file by file whether it is as it was signed. */
export function CheckPage() {
  const { t } = useTranslation();
  usePage(t('auditPackage.check.title'), [
    { label: t('app.group.prove') },
    { label: t('auditPackage.title'), to: '/audit-package' },
  ]);
  const work = useCheckPackage();
  const { progress, problem, check } = work;
  return (
    <PageLayout
      header={<PageHeader title={t('auditPackage.check.title')} fact={t('auditPackage.check.fact')} />}
      footer={<PageKeys />}
    >
      <div className={styles.body}>
        <div className={styles.layout}>
          <div className={styles.side}>
            <Panel title={t('auditPackage.check.give')}>
              <div className={styles.check}>
                <FileDrop
                  kind="package"
                  label={t('auditPackage.check.zip')}
                  help={t('auditPackage.check.help')}
                  folder={{ label: t('auditPackage.check.folder'), onFolder: work.checkFolder }}
                  onSent={work.showSent}
                  onFile={work.checkFile}
                />
                {progress && <CheckRunning progress={progress} onCancel={work.cancel} />}
                {problem && <ErrorPanel problem={problem} kept={t('auditPackage.check.kept')} />}
              </div>
            </Panel>
            <div aria-live="polite" className={styles.outcome}>
              {check && <CheckOutcome check={check} />}
            </div>
            {check && <CheckedFiles key={check.checkedAt} check={check} />}
          </div>
          <Panel title={t('auditPackage.check.means')}>
            <div className={styles.means}>
              {(['proves', 'incomplete', 'provesNot', 'trail'] as const).map((sentence) => (
                <p key={sentence}>{t(`auditPackage.check.${sentence}`)}</p>
              ))}
            </div>
          </Panel>
        </div>
      </div>
    </PageLayout>
  );
}

function CheckRunning({ progress, onCancel }: { progress: CheckProgress; onCancel: () => void }) {
  const { t } = useTranslation();
  const { step, done, total, counts } = progress;
  const bytes = { done: formatFileSize(done), total: formatFileSize(total ?? 0) };
  return (
    <ProgressPanel
      label={t(step)}
      done={done}
      total={total}
      {...(counts === 'bytes' && total !== null && { counted: t('auditPackage.check.bytes', bytes) })}
      {...(counts === 'percent' && { counted: formatPercent(done / 100) })}
      onCancel={onCancel}
    />
  );
}
