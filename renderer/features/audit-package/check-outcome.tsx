import { useTranslation } from 'react-i18next';
import { PACKAGE_FILE_STATES, type PackageCheck } from '../../../shared/contract/audit-package.ts';
import { Facts, type Fact } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusMark, type Tone } from '../../components/status-mark.tsx';
import type { ShapeName } from '../../components/status-shape.tsx';
import { formatDay, formatInstant } from '../../platform/format.ts';
import styles from './audit-package-page.module.css';

const DRAWINGS: Readonly<Record<PackageCheck['verdict'], { shape: ShapeName; tone: Tone }>> = {
  valid: { shape: 'ok', tone: 'ok' },
  altered: { shape: 'bad', tone: 'bad' },
  incomplete: { shape: 'dashed', tone: 'warn' },
};

/** What came of a check: the verdict, who signed, whether it was made here, and what the package says of itself. */
export function CheckOutcome({ check }: { check: PackageCheck }) {
  const { t } = useTranslation();
  const { verdict, signed } = check;
  return (
    <Panel
      title={t('auditPackage.check.result')}
      action={
        <StatusMark variant="tag" {...DRAWINGS[verdict]}>
          {t(`auditPackage.verifier.${verdict}`)}
        </StatusMark>
      }
    >
      <div className={styles.means}>
        <p>
          <Sentence check={check} />
        </p>
        {!signed && <p>{t('auditPackage.check.unsigned')}</p>}
        <Facts labelWidth={104} facts={[...useSigner(check), ...useStatements(check)]} />
      </div>
    </Panel>
  );
}

function Sentence({ check: { verdict, counts, files } }: { check: PackageCheck }) {
  const { t } = useTranslation();
  if (verdict === 'valid') return t('auditPackage.check.valid', { count: counts.unchanged });
  const wrong = PACKAGE_FILE_STATES.filter((state) => state !== 'unchanged' && counts[state] > 0);
  return t('auditPackage.check.notValid', {
    counts: wrong.map((state) => t(`auditPackage.check.counted.${state}`, { count: counts[state] })).join(' '),
    path: files[0]?.path ?? '',
  });
}

/** Who signed, and whether this workspace remembers making it. */
function useSigner({ signed, keySha256, ownKey, made, checkedAt }: PackageCheck): Fact[] {
  const { t } = useTranslation();
  const drawing = signed
    ? ownKey
      ? ({ shape: 'ok', tone: 'ok', word: 'ownKey' } as const)
      : ({ shape: 'ask', tone: 'neutral', word: 'otherKey' } as const)
    : ({ shape: 'bad', tone: 'bad', word: 'nobody' } as const);
  const { word, ...mark } = drawing;
  return [
    {
      label: t('auditPackage.check.signer'),
      value: (
        <>
          <StatusMark {...mark}>{t(`auditPackage.check.${word}`)}</StatusMark>
          {signed && !ownKey && <p className={styles.quiet}>{t('auditPackage.check.compare')}</p>}
        </>
      ),
    },
    {
      label: t('auditPackage.verifier.key'),
      value: keySha256 && (
        <code translate="no" className={styles.ids}>
          {keySha256.replaceAll(/(.{8})(?=.)/g, '$1 ')}
        </code>
      ),
    },
    {
      label: t('auditPackage.check.record'),
      value: made
        ? t(made.madeBy ? 'auditPackage.check.recorded' : 'auditPackage.check.recordedByNobody', {
            instant: formatInstant(made.madeAt),
            name: made.madeBy?.name,
          })
        : t('auditPackage.check.notRecorded'),
    },
    { label: t('auditPackage.check.checkedAt'), value: formatInstant(checkedAt) },
  ];
}

/** What the package says of itself. */
function useStatements({ name, stated }: PackageCheck): Fact[] {
  const { t } = useTranslation();
  if (!stated) return [];
  const { organisation, title, status, profile, period, asOf, preparedBy, scope } = stated;
  const kind = [status && t(`auditPackage.verifier.${status}`), profile && t(`auditPackage.profile.${profile}`)];
  return [
    { label: t('auditPackage.verifier.package'), value: name },
    { label: t('auditPackage.verifier.organisation'), value: organisation },
    { label: t('auditPackage.verifier.title'), value: title },
    { label: t('auditPackage.verifier.status'), value: kind.filter(Boolean).join(', ') },
    {
      label: t('auditPackage.verifier.period'),
      value: period && t('auditPackage.check.period', { from: formatDay(period.from), to: formatDay(period.to) }),
    },
    { label: t('auditPackage.verifier.asOf'), value: asOf && formatDay(asOf) },
    { label: t('auditPackage.verifier.preparedBy'), value: preparedBy },
    { label: t('auditPackage.verifier.scope'), value: scope },
  ];
}
