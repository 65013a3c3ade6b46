import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MadePackage } from '../../../shared/contract/audit-package.ts';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { Facts } from '../../components/facts.tsx';
import links from '../../components/link.module.css';
import { RecordHistory } from '../../components/record-history.tsx';
import { formatDay, formatFileSize, formatInstant, formatList, formatNumber } from '../../platform/format.ts';
import styles from './audit-package-page.module.css';
import { MadeMark } from './package-panels.tsx';
import { CHECK_PATH } from './package-scope.ts';

interface MadeDrawerProps {
  made: MadePackage;
  /** Vendors of tools in use now. */
  vendors: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** A package that was made: what it covers, what it holds, and the sums by which a copy is known again. */
export function MadeDrawer({ made, vendors, onClose }: MadeDrawerProps) {
  const { t } = useTranslation();
  const named = vendors.filter(({ id }) => made.vendorIds?.includes(id)).map(({ name }) => name);
  const others = (made.vendorIds?.length ?? 0) - named.length;
  const tools = [
    named.length > 0 && t('auditPackage.report.someVendors', { names: formatList(named) }),
    others > 0 && t('auditPackage.made.otherVendors', { count: others }),
  ];
  return (
    <Drawer
      title={made.title}
      tag={<MadeMark made={made} />}
      note={<span translate="no">{made.name}</span>}
      onClose={onClose}
    >
      <DrawerSection title={t('auditPackage.made.covers')}>
        <Facts
          labelWidth={120}
          facts={[
            {
              label: t('auditPackage.report.period'),
              value: t('auditPackage.check.period', {
                from: formatDay(made.period.from),
                to: formatDay(made.period.to),
              }),
            },
            {
              label: t('auditPackage.report.scope'),
              value: made.vendorIds === null ? t('auditPackage.report.allTools') : tools.filter(Boolean).join(' '),
            },
            { label: t('auditPackage.report.profile'), value: t(`auditPackage.profile.${made.profile}`) },
            { label: t('auditPackage.asOf'), value: formatDay(made.asOf) },
            { label: t('auditPackage.scope.seed'), value: <Sum sum={made.seed} /> },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('auditPackage.made.holds')}>
        <Facts
          labelWidth={120}
          facts={[
            {
              label: t('auditPackage.made.files'),
              value: t('auditPackage.manifest.files', { count: made.files, size: formatFileSize(made.bytes) }),
            },
            {
              label: t('auditPackage.readyLabel'),
              value: t('auditPackage.sectionReady', { ready: made.ready, count: 17 }),
            },
            { label: t('auditPackage.made.madeAt'), value: formatInstant(made.madeAt) },
            { label: t('auditPackage.made.by'), value: made.madeBy?.name },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('auditPackage.manifest.sums')}>
        <Facts
          labelWidth={120}
          facts={[
            { label: t('auditPackage.made.manifest'), value: <Sum sum={made.manifestSha256} /> },
            { label: t('auditPackage.verifier.key'), value: <Sum sum={made.keySha256} /> },
            {
              label: t('auditPackage.manifest.head'),
              value: <Sum sum={`#${formatNumber(made.head.sequence)} ${made.head.hash}`} />,
            },
          ]}
        />
        <p className={styles.how}>
          <Link className={links.link} to={CHECK_PATH}>
            {t('auditPackage.made.checkCopy')}
          </Link>
        </p>
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={made.id} />
      </div>
    </Drawer>
  );
}

function Sum({ sum }: { sum: string }) {
  return (
    <code translate="no" className={styles.ids}>
      {sum}
    </code>
  );
}
