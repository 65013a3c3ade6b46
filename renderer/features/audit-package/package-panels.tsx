import { useTranslation } from 'react-i18next';
import {
  PACKAGE_PROBLEM_STATES,
  type ItemReadiness,
  type MadePackage,
  type PackageProblem,
} from '../../../shared/contract/audit-package.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import type { client } from '../../platform/api.ts';
import { formatDay, formatFileSize, formatInstant, formatNumber } from '../../platform/format.ts';
import styles from './audit-package-page.module.css';
import { CHECK_PATH } from './package-scope.ts';
import { StateMark } from './state-mark.tsx';

type Readiness = Awaited<ReturnType<typeof client.auditPackage.readiness>>;

/** Names of the records behind one state that are said; the rest are counted. */
const NAMED = 3;
const SHOWN_PACKAGES = 5;

/** "7c41 09ae 5d2b e310": enough of a sum to compare by eye. */
function writeStart(sum: string): string {
  return (sum.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}

/** What stands between the package and a final one. */
export function BeforeFinal({ items }: { items: readonly ItemReadiness[] }) {
  const { t } = useTranslation();
  const problems = items.flatMap((item) => item.problems);
  const name = ({ item, record }: PackageProblem) =>
    record.name === '' ? t(`auditPackage.item.${item}`) : record.name;
  return (
    <Panel title={t('auditPackage.beforeFinal.title')}>
      {problems.length === 0 && <p>{t('auditPackage.beforeFinal.nothing')}</p>}
      <ul className={styles.before}>
        {PACKAGE_PROBLEM_STATES.map((state) => {
          const own = problems.filter((problem) => problem.state === state);
          const names = [...new Set(own.map(name))];
          if (names.length === 0) return null;
          const more = names.length - NAMED;
          return (
            <li key={state}>
              <StateMark state={state} />
              <span className={styles.quiet}>
                {names.slice(0, NAMED).join(', ')}
                {more > 0 && ` ${t('auditPackage.beforeFinal.more', { count: more })}`}
              </span>
            </li>
          );
        })}
      </ul>
      {problems.length > 0 && <p className={styles.quiet}>{t('auditPackage.beforeFinal.draft')}</p>}
    </Panel>
  );
}

/** What the manifest will state, and how an auditor checks it. */
export function ManifestPanel({ readiness, redacted }: { readiness: Readiness; redacted: boolean }) {
  const { t } = useTranslation();
  const { evidence, head, checkpoint, keySha256, tools } = readiness;
  const size = formatFileSize(evidence.bytes);
  return (
    <Panel
      title={t('auditPackage.manifest.title')}
      action={<StatusMark shape="open">{t('auditPackage.manifest.notSigned')}</StatusMark>}
    >
      <Facts
        labelWidth={104}
        facts={[
          { label: t('auditPackage.manifest.tools'), value: formatNumber(tools) },
          {
            label: t('auditPackage.report.evidenceIds'),
            value: redacted
              ? t('auditPackage.manifest.sumsOnly', { count: evidence.files })
              : t('auditPackage.manifest.files', { count: evidence.files, size }),
          },
          { label: t('auditPackage.manifest.sums'), value: t('auditPackage.manifest.sumsText') },
          { label: t('auditPackage.manifest.signedWith'), value: t('auditPackage.manifest.signedWithText') },
          {
            label: t('auditPackage.manifest.key'),
            value: (
              <code translate="no" title={keySha256}>
                {writeStart(keySha256)}
              </code>
            ),
          },
          {
            label: t('auditPackage.manifest.head'),
            value: (
              <code
                translate="no"
                title={head.hash}
              >{`#${formatNumber(head.sequence)} ${writeStart(head.hash).slice(0, 14)}`}</code>
            ),
          },
          {
            label: t('auditPackage.manifest.checkpoint'),
            value: checkpoint && `${formatNumber(checkpoint.number)}, ${formatInstant(checkpoint.signedAt)}`,
          },
        ]}
      />
      <div className={styles.how}>
        <Note>
          <b>{t('auditPackage.manifest.how')}</b>
          <p>{t('auditPackage.manifest.howText')}</p>
        </Note>
      </div>
    </Panel>
  );
}

/** Draft or final, and whose. */
export function MadeMark({ made }: { made: MadePackage }) {
  const { t } = useTranslation();
  return (
    <StatusMark shape={made.status === 'final' ? 'lock' : 'half'}>
      {t(`auditPackage.made.${made.status}`, { name: made.madeBy?.name ?? '–' })}
    </StatusMark>
  );
}

/** The packages that were made, newest first; each opens what it covers. */
export function MadePackages({
  packages,
  onOpen,
}: {
  packages: readonly MadePackage[];
  onOpen: (packageId: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('auditPackage.made.title')}
      note={packages.length === 0 ? undefined : formatNumber(packages.length)}
      link={{ to: CHECK_PATH, text: t('auditPackage.check.title') }}
    >
      {packages.length === 0 && <p className={styles.quiet}>{t('auditPackage.made.none')}</p>}
      <ul className={styles.made}>
        {packages.slice(0, SHOWN_PACKAGES).map((made) => (
          <li key={made.id}>
            <Button kind="link" onClick={() => onOpen(made.id)}>
              {made.title}
            </Button>
            <p>
              <MadeMark made={made} />
            </p>
            <p className={styles.quiet}>
              {t('auditPackage.made.line', {
                day: formatDay(made.asOf),
                count: made.files,
                size: formatFileSize(made.bytes),
                ready: made.ready,
              })}
            </p>
            <p className={styles.quiet}>
              {t('auditPackage.made.manifest')}{' '}
              <code translate="no" title={made.manifestSha256}>
                {writeStart(made.manifestSha256)}
              </code>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
