import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustodyEvent, Evidence } from '../../../shared/contract/evidence.ts';
import { nameTrailField } from '../../../shared/rules/trail-words.ts';
import { DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { wordFrom } from '../../components/trail-sentence.tsx';
import { api } from '../../platform/api.ts';
import { formatInstant, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import styles from './evidence-page.module.css';

const SUM_START = 12;

/** In whose hands a piece was, from the day it came, with the sum of its file whenever it passed. */
export function EvidenceCustody({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  const custody = useQuery(api.evidence.custody.queryOptions({ input: { evidenceId: evidence.id } }));
  const sums = new Set(custody.data?.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])));
  return (
    <DrawerSection title={t('evidence.custody.title')}>
      {custody.isPending && <LoadingRows />}
      {custody.isError && <ErrorPanel problem={readProblem(custody.error)} />}
      {sums.size > 0 && (
        <StatusMark shape={sums.size === 1 ? 'ok' : 'bad'} tone={sums.size === 1 ? 'ok' : 'bad'}>
          {t(sums.size === 1 ? 'evidence.custody.same' : 'evidence.custody.differs')}
        </StatusMark>
      )}
      <ol className={styles.custody}>
        {custody.data?.map((event) => (
          <CustodyLine key={event.sequence} event={event} />
        ))}
      </ol>
      <Link className={links.link} to={`/audit-trail?filter=recordId~is~${evidence.id}`}>
        {t('trail.inTrail')}
      </Link>
    </DrawerSection>
  );
}

function CustodyLine({ event }: { event: CustodyEvent }) {
  const { t } = useTranslation();
  const details =
    event.act === 'changed'
      ? event.details.map((field) => nameTrailField(field, { word: wordFrom(t) }))
      : event.details;
  const role = t(`people.role.${event.actorRole}`, { defaultValue: t('auditTrail.application') });
  return (
    <li className={styles.event}>
      <p>
        <b>{t(`evidence.custody.act.${event.act}`)}</b>
        {details.length > 0 && `: ${details.join(', ')}`}
      </p>
      <p className={styles.quiet}>
        {t('evidence.custody.who', { name: event.actorName, role, at: formatInstant(event.at) })} #
        {formatNumber(event.sequence)}
      </p>
      {event.sha256 !== null && (
        <p className={styles.quiet}>
          {t('evidence.sum')}{' '}
          <code translate="no" className={styles.code}>
            {event.sha256.slice(0, SUM_START)}…
          </code>
        </p>
      )}
    </li>
  );
}
